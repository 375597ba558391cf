package org.duehsm.port;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A serial device by way of jSerialComm: 8 data bits, no parity, no flow control, raw. */
final class SerialPortAdapter implements Port {

    private static final int ERASE_BAUD = 1200;
    private static final int DATA_BITS = 8;

    private final SerialPort port;
    private final PortName.Serial name;

    private SerialPortAdapter(SerialPort port, PortName.Serial name) {
        this.port = port;
        this.name = name;
    }

    static SerialPortAdapter open(PortName.Serial name) throws IOException {
        int baud = name.baud();
        if (baud == ERASE_BAUD) {
            throw new IOException(name + ": opening at 1200 baud would make a Due erase its flash, keys and all;"
                    + " choose another baud");
        }
        if (baud <= 0) {
            throw new IOException(name + ": baud must be a positive number, not " + baud);
        }
        Optional<Path> file = name.file();
        if (file.isPresent() && !Files.exists(file.get())) {
            throw missing(name, null);
        }
        SerialLibrary.load();
        SerialPort port = find(name);
        port.setComPortParameters(baud, DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_TIMEOUT_MILLIS, 0);
        if (!port.openPort()) {
            throw refused(name, port.getLastErrorCode());
        }
        // What an earlier program left unread may have stopped the device, which then would never take our bytes.
        port.flushIOBuffers();
        return new SerialPortAdapter(port, name);
    }

    static List<PortInfo> list() throws IOException {
        SerialLibrary.load();
        return Arrays.stream(SerialPort.getCommPorts())
                .map(port -> new PortInfo(
                        PortName.parse(port.getSystemPortPath()).toString(),
                        port.getPortDescription(),
                        port.getVendorID(),
                        port.getProductID()))
                .toList();
    }

    private static SerialPort find(PortName.Serial name) throws IOException {
        try {
            return SerialPort.getCommPort(name.toString());
        } catch (SerialPortInvalidPortException e) {
            throw missing(name, e);
        }
    }

    private static IOException missing(PortName.Serial name, Throwable cause) {
        return new IOException(
                name + ": no such port; is the device connected? ('due-hsm ports' lists the ports)", cause);
    }

    /** The error number alone cannot tell these apart: it differs between this JVM and others. */
    private static IOException refused(PortName.Serial name, int error) {
        if (name.file().isEmpty()) {
            return inUse(name, error);
        }
        Path device = name.file().get();
        if (!Files.exists(device)) {
            return missing(name, null);
        }
        if (!(Files.isReadable(device) && Files.isWritable(device))) {
            return new IOException(name + ": this user may not open it; on Linux join the group that owns it"
                    + " (often dialout) and log in again");
        }
        return PortHolder.of(device).map(process -> inUse(name, process)).orElseGet(() -> inUse(name, error));
    }

    private static IOException inUse(PortName.Serial name, ProcessHandle process) {
        if (process.pid() == ProcessHandle.current().pid()) {
            return new IOException(name + ": this very JVM has it open, under another name, or by another class loader"
                    + " that has loaded DueHSM once more, such as an application's or one from before a redeploy: give"
                    + " all the same name, load DueHSM once, or close the other client");
        }
        String program = process.info().command().map(path -> " (" + path + ")").orElse("");
        return new IOException(name + ": it is in use by another program, process " + process.pid() + program
                + ": end it, share the device by 'due-hsm serve --broker', or choose another port ('due-hsm ports'"
                + " lists them)");
    }

    private static IOException inUse(PortName.Serial name, int error) {
        return new IOException(name + ": cannot be opened (error " + error + "); it is in use by another program, or"
                + " by this one under another name or in another class loader, or is no serial port: end the other"
                + " use, which 'sudo fuser -v " + name + "' may show, or choose another port ('due-hsm ports' lists"
                + " them)");
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int count = port.readBytes(buffer, buffer.length);
        if (count < 0) {
            throw gone();
        }
        return count;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = port.writeBytes(data, length - done, offset + done);
            if (count <= 0) {
                throw gone();
            }
            done += count;
        }
    }

    private IOException gone() {
        return new IOException(name + ": the port is gone; the device was disconnected or has restarted");
    }

    @Override
    public void close() {
        port.closePort();
    }

    @Override
    public String name() {
        return name.toString();
    }
}
