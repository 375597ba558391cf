/**
 * Between the command and a person: what is read, asked and printed, in text and as JSON, and how an
 * error is told. Begin with {@link org.duehsm.cli.terminal.Terminal}.
 *
 * <p>Every package of the command may use this one; it uses none of them.
 */
package org.duehsm.cli.terminal;
