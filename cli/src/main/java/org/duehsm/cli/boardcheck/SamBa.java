package org.duehsm.cli.boardcheck;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.duehsm.cli.device.UsbKind;
import org.duehsm.port.Port;
import org.duehsm.port.PortInfo;
import org.duehsm.port.PortName;
import org.duehsm.port.Ports;

/**
 * The monitor of the chip's boot ROM, SAM-BA, on the native port: it reads and writes the chip's memory
 * by words (SAM3X datasheet, SAM-BA Boot).
 */
final class SamBa implements AutoCloseable {

    private static final int BAUD = 115_200; // of no meaning on USB
    private static final int TIMEOUT_MILLIS = 3000;
    private static final int EMPTY_READS = 6; // of half a second each
    private static final int WORD = 4;

    private final Port port;

    private SamBa(Port port) {
        this.port = port;
    }

    /**
     * Opens the monitor and has it speak binary.
     *
     * @param name its port; null: the one that USB shows
     * @throws IOException if there is none, or it does not answer
     */
    static SamBa open(String name) throws IOException {
        SamBa monitor = new SamBa(Ports.open(PortName.parse(name != null ? name : find(), BAUD), TIMEOUT_MILLIS));
        try {
            monitor.send("N#");
            monitor.receive(2); // a new line
            return monitor;
        } catch (IOException e) {
            monitor.close();
            throw e;
        }
    }

    private static String find() throws IOException {
        return Ports.list().stream()
                .filter(port ->
                        UsbKind.of(port).filter(UsbKind.BOOTLOADER::equals).isPresent())
                .map(PortInfo::name)
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "no boot loader (USB 03eb:6124) is there; connect the native port, or name it by --sam-ba"));
    }

    /** The word at this address. */
    int word(int address) throws IOException {
        send(String.format("w%08X,4#", address));
        return ByteBuffer.wrap(receive(WORD)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** Writes a word. */
    void setWord(int address, int value) throws IOException {
        send(String.format("W%08X,%08X#", address, value));
    }

    /** Memory from this address on; size is a multiple of 4. By words, for longer reads of it hang on USB. */
    byte[] read(int address, int size) throws IOException {
        ByteBuffer memory = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (memory.hasRemaining()) {
            memory.putInt(word(address + memory.position()));
        }
        return memory.array();
    }

    private void send(String command) throws IOException {
        byte[] bytes = command.getBytes(US_ASCII);
        port.write(bytes, 0, bytes.length);
    }

    private byte[] receive(int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        int empty = 0;
        while (bytes.hasRemaining()) {
            byte[] piece = new byte[bytes.remaining()];
            int count = port.read(piece);
            bytes.put(piece, 0, count);
            if (count == 0 && ++empty == EMPTY_READS) {
                throw new IOException(port.name() + ": the boot loader does not answer");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() {
        port.close();
    }
}
