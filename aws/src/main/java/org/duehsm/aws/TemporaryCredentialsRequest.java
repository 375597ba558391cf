package org.duehsm.aws;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which temporary credentials to ask STS for: of the user whose access key signs the request, or of a role (AWS STS API
 * Reference, GetSessionToken and AssumeRole). Immutable; the {@code with} methods return a new one.
 */
public final class TemporaryCredentialsRequest {

    /** The shortest time that STS gives credentials for. */
    public static final Duration SHORTEST = Duration.ofMinutes(15);

    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");
    private static final Pattern ROLE = Pattern.compile("[!-~]{20,2048}");
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9_+=/:,.@-]{9,256}");
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final String action;
    private final Duration longest;
    private final Parameters parameters;

    private TemporaryCredentialsRequest(String action, Duration longest, Parameters parameters) {
        this.action = action;
        this.longest = longest;
        this.parameters = parameters;
    }

    /**
     * For the user, as long as 36 hours, 12 unless {@link #withDuration} says otherwise. AWS lets what it gives without
     * a code of an MFA device call neither IAM nor STS, but for AssumeRole and GetCallerIdentity.
     */
    public static TemporaryCredentialsRequest getSessionToken() {
        return new TemporaryCredentialsRequest(
                "GetSessionToken", Duration.ofHours(36), Parameters.of("Action", "GetSessionToken"));
    }

    /**
     * For a role, as long as the role permits, 12 hours at most, one hour unless {@link #withDuration} says otherwise.
     *
     * @param roleArn such as {@code arn:aws:iam::123456789012:role/deploy}
     * @param sessionName what logs of AWS name the session by: 2 to 64 letters, digits, and {@code _+=,.@-}
     * @throws IllegalArgumentException if STS would take one of the two for none
     */
    public static TemporaryCredentialsRequest assumeRole(String roleArn, String sessionName) {
        Texts.require(ROLE, roleArn, "a role is named by its ARN, such as arn:aws:iam::123456789012:role/deploy");
        Texts.require(
                SESSION_NAME,
                sessionName,
                "the name of a session is 2 to 64 letters, digits, and characters of _+=,.@-");
        return new TemporaryCredentialsRequest(
                "AssumeRole",
                Duration.ofHours(12),
                Parameters.of("Action", "AssumeRole").with("RoleArn", roleArn).with("RoleSessionName", sessionName));
    }

    /**
     * With credentials that are good so long.
     *
     * @param duration whole seconds: 15 minutes to 36 hours, for a role to 12 hours
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public TemporaryCredentialsRequest withDuration(Duration duration) {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException("temporary credentials by " + action + " are good for "
                    + SHORTEST.toSeconds() + " to " + longest.toSeconds() + " s, not for " + duration.toSeconds());
        }
        return with("DurationSeconds", Long.toString(duration.toSeconds()));
    }

    /**
     * With a code of an MFA device, which AWS takes once.
     *
     * @param serial the ARN or the serial number of the device
     * @param code the six digits that it shows
     * @throws IllegalArgumentException if one of the two is none
     */
    public TemporaryCredentialsRequest withMfa(String serial, String code) {
        Texts.require(DEVICE, serial, "an MFA device is named by its ARN, such as arn:aws:iam::123456789012:mfa/ann");
        if (!CODE.matcher(code).matches()) { // which is not to be repeated
            throw new IllegalArgumentException("the code of an MFA device is six digits");
        }
        return with("SerialNumber", serial).with("TokenCode", code);
    }

    /** With any other parameter of the API, by the name that it has there. */
    public TemporaryCredentialsRequest with(String name, String value) {
        return new TemporaryCredentialsRequest(action, longest, parameters.with(name, value));
    }

    String action() {
        return action;
    }

    Map<String, String> parameters() {
        return parameters.map();
    }
}
