package org.duehsm.aws;

import java.util.Optional;

/**
 * A security group of an instance or a reservation.
 *
 * @param id such as {@code sg-245f6a01}
 * @param name its name, if the answer has one
 */
public record SecurityGroup(String id, Optional<String> name) {}
