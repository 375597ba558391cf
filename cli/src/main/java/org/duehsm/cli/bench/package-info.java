/**
 * How fast the device is: {@code bench}. Begin with {@link org.duehsm.cli.bench.BenchCommand}.
 *
 * <p>It uses {@code device} and {@code terminal}.
 */
package org.duehsm.cli.bench;
