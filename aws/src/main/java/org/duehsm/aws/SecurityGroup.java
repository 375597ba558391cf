package org.duehsm.aws;

import java.util.Optional;

/**
 * A security group of an instance or a reservation.
 *
 * @param id such as {@code sg-245f6a01}, if the answer has one
 * @param name its name, if the answer has one
 */
public record SecurityGroup(Optional<String> id, Optional<String> name) {}
