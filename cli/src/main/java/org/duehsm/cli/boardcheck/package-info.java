/**
 * What has to be seen on a real board: {@code board-check}, the checks of firmware/BOARD-CHECKS.md.
 * Begin with {@code BoardCheck}, which has them by name: those that the program does alone
 * ({@code ProgramChecks}), those that take a person's hands ({@code HandChecks}), and those of the seal
 * ({@code SealChecks}).
 *
 * <p>It uses {@code bench}, {@code device} and {@code terminal}.
 */
package org.duehsm.cli.boardcheck;
