package org.duehsm.firmware;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

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

    static final String NOT_BUILT = "this build has no device inside the JVM, for clang or lld was missing when"
            + " it was made: install them (Debian: apt-get install clang lld), and build it again";
    private static final String POWER_CUT = "the power was cut";
    private static final String CRASHED = "the firmware has crashed";

    private final String name;
    private final JvmFlash flash;
    private final SecureRandom noise = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock.
    private JvmCore core;
    private JvmLine line;
    private Consumer<byte[]> sink;
    private boolean closed;

    private volatile boolean noiseFails;

    private final JvmCore.Board board = new JvmCore.Board() {
        @Override
        public void send(byte[] answer) {
            sink.accept(answer);
        }

        @Override
        public void program(int offset, byte[] data) {
            flash.program(offset, data);
        }

        @Override
        public boolean noise(byte[] samples) {
            if (noiseFails) {
                return false;
            }
            noise.nextBytes(samples);
            return true;
        }
    };

    private JvmDue(String name, JvmFlash flash) {
        if (!isAvailable()) {
            throw new IllegalStateException(NOT_BUILT);
        }
        this.name = name;
        this.flash = flash;
        this.core = boot();
    }

    private JvmCore boot() {
        while (true) {
            try {
                return new JvmCore(flash.bytes(), board);
            } catch (JvmCore.Reset e) {
                // An interrupt came meanwhile: once more, for the device is to be on.
            }
        }
    }

    /** Whether this build has the device inside the JVM. */
    public static boolean isAvailable() {
        return JvmCore.isBuilt();
    }

    /** A new device, whose flash goes with it. */
    public static JvmDue inMemory() {
        return JvmPorts.add(inMemory(JvmPorts.newName()));
    }

    static JvmDue inMemory(String name) {
        return new JvmDue(name, JvmFlash.inMemory());
    }

    /**
     * A device with its flash in this file (16 MiB, sparse; made if missing), which may be that of a {@link
     * VirtualDue} that is off.
     *
     * @throws IOException if the file cannot be used, or another device uses it
     */
    public static JvmDue onFile(Path file) throws IOException {
        return JvmPorts.add(onFile(JvmPorts.nameOf(file), file));
    }

    static JvmDue onFile(String name, Path file) throws IOException {
        JvmFlash flash = JvmFlash.onFile(file);
        try {
            return new JvmDue(name, flash);
        } catch (UncheckedIOException e) {
            flash.close();
            throw new IOException(name + ": " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            flash.close();
            throw e;
        }
    }

    /** Opens its port; atClose is run when that is closed. */
    JvmLine connect(Runnable atClose) throws IOException {
        lock.lock();
        try {
            if (line != null) {
                throw new IOException(
                        name + ": it is in use by this very JVM; close the other client, or make another device");
            }
            if (core == null) {
                throw new IOException(name + ": the device is off");
            }
            line = new JvmLine(this, atClose);
            return line;
        } finally {
            lock.unlock();
        }
    }

    void disconnect(JvmLine closed) {
        lock.lock();
        try {
            if (line == closed) {
                line = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** What to write as {@code port} in the provider's configuration, in this JVM. */
    public String port() {
        return name;
    }

    /**
     * Has the device take bytes, as if they came over its port, and returns what it answers: frames of
     * PROTOCOL.md. For programs that drive it step by step; a port that is open gets nothing of it.
     *
     * @throws IllegalStateException if the device is off, or the power is cut meanwhile, or its file cannot be written
     */
    public byte[] exchange(byte[] frames) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        lock.lock();
        try {
            sink = answers::writeBytes;
            run(frames, 0, frames.length);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } finally {
            lock.unlock();
        }
        return answers.toByteArray();
    }

    /** The same for an open port. */
    void work(JvmLine from, byte[] data, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, data.length);
        lock.lock();
        try {
            from.requireOpen();
            sink = from::add;
            run(data, offset, length);
        } finally {
            lock.unlock();
        }
    }

    /** With the lock. What ends the device here is the loss of a device for who writes, except an Error of the JVM. */
    private void run(byte[] data, int offset, int length) throws IOException {
        if (core == null) {
            throw new IOException(name + ": the device is off");
        }
        try {
            take(data, offset, length);
        } catch (RuntimeException e) {
            boolean known = e instanceof JvmFlash.PowerCut || e instanceof UncheckedIOException;
            String reason = known ? e.getMessage() : CRASHED;
            turnOff(reason);
            throw new IOException(name + ": " + reason, e);
        } catch (Error e) {
            turnOff(CRASHED);
            throw e;
        } finally {
            sink = null;
        }
    }

    /** Bytes that stand behind a reset are lost with it. */
    private void take(byte[] data, int offset, int length) {
        try {
            for (int done = 0; done < length; done += JvmCore.PIECE_SIZE) {
                core.receive(data, offset + done, Math.min(JvmCore.PIECE_SIZE, length - done));
            }
        } catch (JvmCore.Reset e) {
            turnOn();
        }
    }

    private void turnOff(String reason) {
        core = null;
        if (line != null) {
            line.breakOff(reason);
            line = null;
        }
    }

    /**
     * Restarts the device, as its reset button does. If it is off, nothing happens.
     *
     * @throws UncheckedIOException if its file cannot be written, which turns it off
     */
    public void reset() {
        lock.lock();
        try {
            if (core != null) {
                turnOn();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Cuts the power, and breaks its port: what is not in the flash is gone. */
    public void cutPower() {
        lock.lock();
        try {
            turnOff(POWER_CUT);
        } finally {
            lock.unlock();
        }
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
                    "power fails after 0 writes or more, and 0 bytes or more of the next one;" + " not after " + writes
                            + " and " + torn);
        }
        lock.lock();
        try {
            flash.cutPowerAfter(writes, torn);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the power is on. */
    public boolean isOn() {
        lock.lock();
        try {
            return core != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Turns the power on again. If it is on, nothing happens.
     *
     * @throws IllegalStateException if the device was closed
     * @throws UncheckedIOException if its file cannot be written; it is off then
     */
    public void powerOn() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException(name + ": the device was closed");
            }
            if (core == null) {
                turnOn();
            }
        } finally {
            lock.unlock();
        }
    }

    private void turnOn() {
        try {
            core = boot();
        } catch (JvmFlash.PowerCut e) {
            turnOff(POWER_CUT);
        } catch (RuntimeException | Error e) {
            turnOff("the device did not start");
            throw e;
        }
    }

    /** Has the source of noise fail, or work again. */
    public void failNoise(boolean fails) {
        noiseFails = fails;
    }

    /** Turns the device off for good, and breaks its port; a file holds what its flash held. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                turnOff("the device was closed");
                flash.close();
            }
        } finally {
            lock.unlock();
        }
        JvmPorts.remove(this);
    }
}
