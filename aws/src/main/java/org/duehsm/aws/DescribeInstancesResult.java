package org.duehsm.aws;

import java.util.List;
import java.util.Optional;

/**
 * One page of instances.
 *
 * @param reservations the instances, as they were started together
 * @param nextToken what to ask for the next page with; absent on the last one
 */
public record DescribeInstancesResult(List<Reservation> reservations, Optional<String> nextToken) {}
