/**
 * What of the model's figures is reported and limited. {@link org.duehsm.cycles.report.Bench} is run
 * by firmware/bench's Makefile, which makes the traces: {@code PathBudget} is the path of a request,
 * {@code DeviceTable} what follows from it for a board, {@code HashVariant} a hash's compression.
 */
package org.duehsm.cycles.report;
