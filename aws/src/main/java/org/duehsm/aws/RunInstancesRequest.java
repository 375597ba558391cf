package org.duehsm.aws;

import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * Which instances to start. Immutable; the {@code with} methods return a new one.
 *
 * <p>Every request has a client token, by which EC2 knows a repeated request and starts nothing twice:
 * sending the same {@code RunInstancesRequest} again after a failure is safe.
 */
public final class RunInstancesRequest {

    private final Parameters parameters;

    private RunInstancesRequest(Parameters parameters) {
        this.parameters = parameters;
    }

    /**
     * At least {@code min} instances of an image, or none, and up to {@code max}.
     *
     * @throws IllegalArgumentException unless 1 &le; min &le; max
     */
    public static RunInstancesRequest of(String imageId, int min, int max) {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("instances are at least 1 and at most max, not " + min + " to " + max);
        }
        return new RunInstancesRequest(Parameters.of("Action", "RunInstances")
                .with("ImageId", imageId)
                .with("MinCount", Integer.toString(min))
                .with("MaxCount", Integer.toString(max))
                .with("ClientToken", UUID.randomUUID().toString()));
    }

    /** Instances of this type, such as {@code t3.micro}. */
    public RunInstancesRequest withInstanceType(String type) {
        return with("InstanceType", type);
    }

    /** With the public key of this key pair. */
    public RunInstancesRequest withKeyName(String name) {
        return with("KeyName", name);
    }

    /** In these security groups, by their names. */
    public RunInstancesRequest withSecurityGroups(String... names) {
        return new RunInstancesRequest(parameters.withList("SecurityGroup", names));
    }

    /** In these security groups, by their ids. */
    public RunInstancesRequest withSecurityGroupIds(String... ids) {
        return new RunInstancesRequest(parameters.withList("SecurityGroupId", ids));
    }

    /** With this data for the instance to read, 16 KiB at most. */
    public RunInstancesRequest withUserData(byte[] data) {
        return with("UserData", Base64.getEncoder().encodeToString(data));
    }

    /** With this client token, 64 ASCII characters at most, instead of a random one. */
    public RunInstancesRequest withClientToken(String token) {
        return with("ClientToken", token);
    }

    /** With any other parameter of the API, by the name that it has there. */
    public RunInstancesRequest with(String name, String value) {
        return new RunInstancesRequest(parameters.with(name, value));
    }

    Map<String, String> parameters() {
        return parameters.map();
    }
}
