/**
 * The device that the command line means: {@link org.duehsm.cli.device.DeviceOptions}, which every
 * command has that needs one, and the commands about the device itself: {@code info}, {@code ports},
 * {@code random}, {@code seal}.
 *
 * <p>Every package with commands may use this one; it uses {@code terminal} only.
 */
package org.duehsm.cli.device;
