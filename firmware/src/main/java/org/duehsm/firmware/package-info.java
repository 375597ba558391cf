/**
 * Devices for tests that need no board: the same firmware, without the hardware.
 *
 * <p>Begin with {@link org.duehsm.firmware.JvmDueExtension} in tests with JUnit 5, with {@link
 * org.duehsm.firmware.JvmDue} in other programs: the firmware's core inside this JVM. {@link
 * org.duehsm.firmware.VirtualDue} is the whole image on the Cortex-M3 that QEMU emulates, behind a serial device for
 * any program. {@code firmware/TESTING.md} says which shows what.
 *
 * <p>Inside, from the ground up:
 *
 * <ul>
 *   <li>{@code FlashFile}: a flash that outlives its device, for either of them;
 *   <li>{@code JvmCore}: the WebAssembly module, between two resets; {@code JvmFlash}, {@code JvmBoard}: what outlives
 *       those; {@code JvmLine}: its open port; {@link org.duehsm.firmware.JvmPorts}: ports by name, for the provider;
 *   <li>{@code Tools}, {@code WorkFolder}, {@code Supervisor}: QEMU as a process that does not outlive this JVM; {@code
 *       TcpBridge}: its pipes as a TCP port.
 * </ul>
 */
package org.duehsm.firmware;
