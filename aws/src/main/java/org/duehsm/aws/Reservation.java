package org.duehsm.aws;

import java.util.List;
import java.util.Optional;

/**
 * Instances that were started by one request.
 *
 * @param id such as {@code r-2deb584e}
 * @param ownerId the account, if the answer has it
 * @param groups its security groups; empty for instances in a VPC
 * @param instances the instances
 */
public record Reservation(String id, Optional<String> ownerId, List<SecurityGroup> groups, List<Instance> instances) {}
