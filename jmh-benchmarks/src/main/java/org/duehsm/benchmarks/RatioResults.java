package org.duehsm.benchmarks;

import java.util.List;

/**
 * What {@link Ratios} measured.
 *
 * @param device what stood at the end of the line
 * @param rounds how often each figure was measured
 */
record RatioResults(Environment environment, String device, int rounds, List<Figure> figures) {}
