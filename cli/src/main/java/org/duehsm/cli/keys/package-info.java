/**
 * Keys: {@code keys}, {@code import}, {@code generate}, {@code delete}, and {@code mac}, which uses one.
 * Begin with {@link org.duehsm.cli.keys.ImportCommand}; where the bytes of a key come from, and how they
 * are written, is in {@code KeySource} and {@code KeyFormat}; what it is for, in {@code AlgorithmOption}.
 *
 * <p>It uses {@code device} and {@code terminal}.
 */
package org.duehsm.cli.keys;
