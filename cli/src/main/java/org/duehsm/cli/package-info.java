/** The {@code due-hsm} command: one class for each subcommand, and what they share. */
package org.duehsm.cli;
