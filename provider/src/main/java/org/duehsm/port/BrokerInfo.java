package org.duehsm.port;

import java.util.Optional;

/**
 * What is at the place of this computer's broker.
 *
 * @param name the name that opens it, {@code unix:/run/due-hsm/board.sock}
 * @param chosen whether {@code port = auto} is this broker, and no board, even while it has ended
 * @param obstacle why {@code port = auto} cannot use it at present, or leaves it alone, and what to do; empty if it
 *     uses it
 */
public record BrokerInfo(String name, boolean chosen, Optional<String> obstacle) {

    /** In words, what {@code port = auto} does. */
    public String remark() {
        return obstacle.map(why -> (chosen ? "auto waits for it: " : "auto leaves it alone: ") + why)
                .orElse("auto uses it");
    }
}
