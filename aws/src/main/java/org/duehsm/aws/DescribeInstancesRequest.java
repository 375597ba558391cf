package org.duehsm.aws;

import java.util.Map;

/** Which instances to describe: all, unless something is said. Immutable; the methods return a new one. */
public final class DescribeInstancesRequest {

    private final Parameters parameters;
    private final int filters;

    private DescribeInstancesRequest(Parameters parameters, int filters) {
        this.parameters = parameters;
        this.filters = filters;
    }

    /** All instances. */
    public static DescribeInstancesRequest all() {
        return new DescribeInstancesRequest(Parameters.of("Action", "DescribeInstances"), 0);
    }

    /** These instances only. */
    public DescribeInstancesRequest withInstanceIds(String... ids) {
        return new DescribeInstancesRequest(parameters.withList("InstanceId", ids), filters);
    }

    /** Only instances that match one of the values, and all other filters. */
    public DescribeInstancesRequest withFilter(String name, String... values) {
        String filter = "Filter." + (filters + 1);
        return new DescribeInstancesRequest(
                parameters.with(filter + ".Name", name).withList(filter + ".Value", values), filters + 1);
    }

    /** Pages of this many instances at most, 5 to 1000. */
    public DescribeInstancesRequest withMaxResults(int instances) {
        return new DescribeInstancesRequest(parameters.with("MaxResults", Integer.toString(instances)), filters);
    }

    /** The page that follows the one that had this token. */
    public DescribeInstancesRequest withNextToken(String token) {
        return new DescribeInstancesRequest(parameters.with("NextToken", token), filters);
    }

    Map<String, String> parameters() {
        return parameters.map();
    }
}
