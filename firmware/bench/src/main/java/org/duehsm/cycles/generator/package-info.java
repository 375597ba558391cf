/**
 * Turns the plan of a hash's compression into Cortex-M3 assembly.
 *
 * <p>A plan fixes what a search has to find: which instruction comes when, and what is spilled. What
 * follows from it is made here, for any hash: registers and stack slots, the way through the message,
 * the chaining value, the frame, the entry and the wiping ({@code Plan}, {@code Vocabulary}, {@code
 * Registers}, {@code Slots}, {@code Compression}, {@code Frame}, {@code Assembly}). What a hash's
 * rounds and message schedule are is a subclass of {@code Compression}: {@code Sha1}. A plan that
 * does not compute the hash is refused.
 *
 * <p>{@link org.duehsm.cycles.generator.Generator} is the program.
 */
package org.duehsm.cycles.generator;
