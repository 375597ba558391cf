package org.duehsm.aws;

/**
 * The state of an instance.
 *
 * @param code the low byte says the state: 0 pending, 16 running, 32 shutting-down, 48 terminated,
 *     64 stopping, 80 stopped; the high byte is AWS' own
 * @param name the same in words
 */
public record InstanceState(int code, String name) {}
