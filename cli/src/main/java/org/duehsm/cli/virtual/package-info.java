/**
 * Without a board: {@code demo} and {@code virtual}, the only commands that start a device themselves.
 * Begin with {@link org.duehsm.cli.virtual.DemoCommand}.
 *
 * <p>It uses {@code device} and {@code terminal}.
 */
package org.duehsm.cli.virtual;
