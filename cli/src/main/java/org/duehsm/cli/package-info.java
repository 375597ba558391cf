/**
 * The {@code due-hsm} command. Begin with {@link org.duehsm.cli.Main}: it lists the subcommands, which
 * are in a package for each thing that a person does. What they share is in {@code terminal} (all that
 * is said to a person) and {@code device} (the device that the command line means).
 *
 * <p>The packages use each other in this direction only: {@code Main}, then the commands, then
 * {@code device}, then {@code terminal}. Among the commands, {@code boardcheck} measures with
 * {@code bench}, {@code aws} may have {@code daemon} sign, and {@code fleet} takes a key as {@code keys} does.
 */
package org.duehsm.cli;
