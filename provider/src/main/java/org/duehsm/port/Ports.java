package org.duehsm.port;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Opens ports of every kind by their names, and lists those of this computer. */
public final class Ports {

    private Ports() {}

    /**
     * What opens a port for a program that is to share a device: {@code auto} is the broker of this computer, where
     * there is one that can be trusted, and else the one Due on USB.
     *
     * @param timeoutMillis how long connecting may take, at least 1
     */
    public static PortOpener opener(PortName name, int timeoutMillis) {
        return name instanceof PortName.Auto auto
                ? new AutoPort(new BrokerSocket(), () -> open(auto, timeoutMillis), timeoutMillis, Ports::warn)
                : () -> open(name, timeoutMillis);
    }

    private static void warn(String message) {
        System.getLogger(Ports.class.getPackageName()).log(Level.WARNING, message);
    }

    /** The broker of this computer, if something is where it would be; connects to it for a moment. */
    public static Optional<BrokerInfo> broker() {
        BrokerSocket socket = new BrokerSocket();
        return socket.isThere() ? Optional.of(socket.look()) : Optional.empty();
    }

    /**
     * Opens a port; {@code auto} is the one Due on USB, never a broker.
     *
     * @param timeoutMillis how long connecting may take, at least 1
     * @throws IOException whose message names the port, what is wrong with it, and what to do
     */
    public static Port open(PortName name, int timeoutMillis) throws IOException {
        if (name instanceof PortName.Auto auto) {
            return open(PortName.parse(AttachedDue.among(list()).name(), auto.baud()), timeoutMillis);
        }
        if (name instanceof PortName.Serial serial) {
            return openSerial(serial);
        }
        if (name instanceof PortName.Tcp tcp) {
            return TcpPort.open(tcp, timeoutMillis, Ports::warn);
        }
        if (name instanceof PortName.Tls tls) {
            return TlsPort.open(tls, timeoutMillis);
        }
        if (name instanceof PortName.Unix unix) {
            return UnixPort.open(unix, timeoutMillis);
        }
        if (name instanceof PortName.Jvm jvm) {
            return openInJvm(jvm);
        }
        throw new IOException(((PortName.Malformed) name).problem());
    }

    private static Port openInJvm(PortName.Jvm name) throws IOException {
        try {
            Optional<JvmPortFactory> firmware = ServiceLoader.load(JvmPortFactory.class, Ports.class.getClassLoader())
                    .findFirst();
            if (firmware.isPresent()) {
                return firmware.get().open(name);
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IOException(
                    name + ": org.duehsm:due-hsm-firmware cannot be loaded (" + e.getMessage() + "); put it beside the"
                            + " provider, in the same version, with all that it depends on",
                    e);
        }
        throw new IOException(name + ": a device inside the JVM is in org.duehsm:due-hsm-firmware, which is not on the"
                + " class path; add it there");
    }

    /**
     * The serial ports of this computer; pseudo terminals are not among them.
     *
     * @throws IOException if the serial port library cannot be loaded
     */
    public static List<PortInfo> list() throws IOException {
        try {
            return SerialPortAdapter.list();
        } catch (NoClassDefFoundError e) {
            throw noLibrary(PortName.AUTO, e);
        }
    }

    private static Port openSerial(PortName.Serial name) throws IOException {
        try {
            return SerialPortAdapter.open(name);
        } catch (NoClassDefFoundError e) {
            throw noLibrary(name.toString(), e);
        }
    }

    private static IOException noLibrary(String name, NoClassDefFoundError e) {
        return new IOException(
                name + ": serial ports need jSerialComm (com.fazecast:jSerialComm) on the class path, where it is not;"
                        + " unix:/path, tcp://host:port and tls://host:port do without",
                e);
    }
}
