/**
 * Measures the provider, and makes the report of it. Nothing imports it.
 *
 * <p>Begin with {@link org.duehsm.benchmarks.MacBenchmark}, which JMH runs with each {@code Peer}, and with
 * {@link org.duehsm.benchmarks.Ratios}, which compares the host path with a bare loop on the same device, in
 * turns. {@code Report} makes RESULTS.md of the JSON of both; {@code BoardModel} has the figures of the board.
 */
package org.duehsm.benchmarks;
