package org.duehsm.firmware;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.duehsm.port.PortName;

/**
 * A device inside this JVM: the core of the firmware, compiled to WebAssembly, in plain Java. It needs no
 * emulator, no compiler and no thread of its own: it works in the thread that writes to it.
 *
 * <pre>{@code
 * try (JvmDue due = JvmDue.inMemory()) {
 *     Provider provider = ...; // with port = due.port()
 * }
 * }</pre>
 *
 * <p>It is the same C as on a board, but for the SHA-1, which is the portable one, and no Cortex-M3:
 * {@link VirtualDue} shows more. It protects nothing: its flash and memory are arrays of this JVM, which
 * are not wiped when they are dropped.
 *
 * <p>For any number of threads. Everything that it answers is there when the write returns. A thread that is
 * interrupted while the device works in it resets the device.
 */
public final class JvmDue implements AutoCloseable {

    private final JvmBoard board;

    private JvmDue(JvmBoard board) {
        this.board = board;
        JvmPorts.add(board);
    }

    /** Whether this build has the device inside the JVM. */
    public static boolean isAvailable() {
        return JvmCore.isBuilt();
    }

    /** A new device, whose flash goes with it. */
    public static JvmDue inMemory() {
        return new JvmDue(JvmBoard.inMemory(JvmPorts.newName()));
    }

    /**
     * A device with its flash in this file (16 MiB, sparse; made if missing), which may be that of a {@link
     * VirtualDue} that is off.
     *
     * @throws IOException if the file cannot be used, or another device uses it
     */
    public static JvmDue onFile(Path file) throws IOException {
        return new JvmDue(JvmBoard.onFile(PortName.Jvm.onFile(file), file));
    }

    /** What to write as {@code port} in the provider's configuration, in this JVM. */
    public String port() {
        return board.name().toString();
    }

    /**
     * Has the device take bytes, as if they came over its port, and returns what it answers: frames of
     * PROTOCOL.md. For programs that drive it step by step; a port that is open gets nothing of it.
     *
     * @throws IllegalStateException if the device is off, or the power is cut meanwhile, or its file cannot be written
     */
    public byte[] exchange(byte[] frames) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try {
            board.exchange(frames, answers::writeBytes);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return answers.toByteArray();
    }

    /**
     * Restarts the device, as its reset button does. If it is off, nothing happens.
     *
     * @throws UncheckedIOException if its file cannot be written, which turns it off
     */
    public void reset() {
        board.reset();
    }

    /** Cuts the power, and breaks its port: what is not in the flash is gone. */
    public void cutPower() {
        board.cutPower();
    }

    /**
     * Has the power fail in a later write to the flash, also in one that the next start does; then the device is
     * off.
     *
     * @param writes how many more writes, of up to a page of 256 bytes, are done in full
     * @param torn how many bytes of the one after them are; all of it if it has no more
     * @throws IllegalArgumentException if one of them is negative
     */
    public void cutPowerAfter(int writes, int torn) {
        if (writes < 0 || torn < 0) {
            throw new IllegalArgumentException(
                    "power fails after 0 writes or more, and 0 bytes or more of the next one; not after " + writes
                            + " and " + torn);
        }
        board.cutPowerAfter(writes, torn);
    }

    /** Whether the power is on. */
    public boolean isOn() {
        return board.isOn();
    }

    /**
     * Turns the power on again. If it is on, nothing happens.
     *
     * @throws IllegalStateException if the device was closed
     * @throws UncheckedIOException if its file cannot be written; it is off then
     */
    public void powerOn() {
        board.powerOn();
    }

    /** Has the source of noise fail, or work again. */
    public void failNoise(boolean fails) {
        board.failNoise(fails);
    }

    /** Turns the device off for good, and breaks its port; a file holds what its flash held. */
    @Override
    public void close() {
        board.close();
        JvmPorts.remove(board);
    }
}
