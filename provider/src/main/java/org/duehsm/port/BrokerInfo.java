package org.duehsm.port;

import java.util.Optional;

/**
 * What is at the place of this computer's broker.
 *
 * @param name the name that opens it, {@code unix:/run/due-hsm/board.sock}
 * @param obstacle why {@code port = auto} does not use it, and what to do; empty if it does
 */
public record BrokerInfo(String name, Optional<String> obstacle) {}
