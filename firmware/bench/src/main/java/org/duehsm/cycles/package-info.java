/**
 * How many cycles a Cortex-M3 takes for a program, from the program's image and QEMU's trace of it:
 * modelled, not measured. {@link org.duehsm.cycles.Profile} is the way in: what each call of a
 * function costs. Under it {@code Trace} reads the addresses, {@code Instruction} decodes what stands
 * there, and {@code Core} and {@code Fetch} hold the rules of timing, which firmware/BENCHMARKS.md
 * lists with their sources.
 */
package org.duehsm.cycles;
