/**
 * Lines of bytes to a device, whatever carries them. This package knows nothing of what is said over them: frames
 * and sessions are above it.
 *
 * <p>Begin with {@link org.duehsm.port.Port}, the line itself; {@link org.duehsm.port.PortName} reads what users
 * write for one, and {@link org.duehsm.port.Ports} opens it. A new transport is a kind of {@code PortName}, a class
 * that implements {@code Port}, and two lines in {@code Ports.open}. The classes whose names begin with
 * {@code Serial} are all that touches jSerialComm, which may be missing where no serial port is opened. What
 * {@code auto} means is in {@link org.duehsm.port.AutoPort}, and whom it trusts in {@code BrokerSocket}. TLS begins in
 * {@code TlsPort}.
 */
package org.duehsm.port;
