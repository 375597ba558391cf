/**
 * Keys: {@code keys}, {@code import}, {@code generate}, {@code delete}, and {@code mac}, which uses one.
 * Begin with {@link org.duehsm.cli.keys.ImportCommand}; a key that somebody gives is a {@link
 * org.duehsm.cli.keys.GivenKey}: where its bytes come from, and how they are written, is in {@code KeySource} and {@code
 * KeyFormat}; what it is for, in {@code AlgorithmOption}.
 *
 * <p>It uses {@code device} and {@code terminal}.
 */
package org.duehsm.cli.keys;
