package org.duehsm.aws;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The state of an instance. What an answer leaves out is absent; so is a code that is no number.
 *
 * @param code the low byte says the state: 0 pending, 16 running, 32 shutting-down, 48 terminated,
 *     64 stopping, 80 stopped; the high byte is AWS' own
 * @param name the same in words
 */
public record InstanceState(OptionalInt code, Optional<String> name) {}
