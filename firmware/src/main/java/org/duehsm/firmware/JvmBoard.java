package org.duehsm.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.duehsm.port.PortName;

/**
 * The board of a {@link JvmDue}: what stands around the core, and outlives its resets. It has a flash, a source of
 * noise, a power supply that can be cut, and a port, of which one client at a time holds the line.
 *
 * <p>For any number of threads. The core works in the thread that brings it bytes; everything that it answers is out
 * when that returns.
 */
final class JvmBoard implements JvmCore.Board, AutoCloseable {

    /** The client's end of the port. The board calls it with its own lock held. */
    interface Line {

        /** Throws if it has been closed or broken. */
        void requireOpen() throws IOException;

        /** Takes what the device answers. */
        void add(byte[] answer);

        /** Ends reading and writing, for this reason. */
        void breakOff(String reason);
    }

    private static final String CRASHED = "the firmware has crashed: ";

    private final PortName.Jvm name;
    private final JvmFlash flash;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock.
    private JvmCore core; // null if it is off
    private String crash = ""; // what the last one ended by, if it did not end well
    private Line line;
    private Consumer<byte[]> sink;
    private boolean closed;

    private volatile boolean noiseFails;

    private JvmBoard(PortName.Jvm name, JvmFlash flash) {
        if (!JvmCore.isBuilt()) {
            throw new IllegalStateException(JvmCore.NOT_BUILT);
        }
        this.name = name;
        this.flash = flash;
        this.core = boot();
    }

    static JvmBoard inMemory(PortName.Jvm name) {
        return new JvmBoard(name, JvmFlash.inMemory());
    }

    /**
     * With its flash in this file.
     *
     * @throws IOException if the file cannot be used, or another device uses it
     */
    static JvmBoard onFile(PortName.Jvm name, Path file) throws IOException {
        JvmFlash flash = JvmFlash.onFile(file);
        try {
            return new JvmBoard(name, flash);
        } catch (UncheckedIOException e) {
            flash.close();
            throw new IOException(name + ": " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            flash.close();
            throw e;
        }
    }

    private JvmCore boot() {
        while (true) {
            try {
                return new JvmCore(flash.bytes(), this);
            } catch (JvmCore.Reset e) {
                // An interrupt came meanwhile: once more, for the device is to be on.
            }
        }
    }

    /** The name of its port. */
    PortName.Jvm name() {
        return name;
    }

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
        random.nextBytes(samples);
        return true;
    }

    /** Has the source of noise fail, or work again. */
    void failNoise(boolean fails) {
        noiseFails = fails;
    }

    // The port.

    /** Gives the port to this line. */
    void connect(Line client) throws IOException {
        lock.lock();
        try {
            if (line != null) {
                throw new IOException(
                        name + ": it is in use by this very JVM; close the other client, or make another device");
            }
            requireOn();
            line = client;
        } finally {
            lock.unlock();
        }
    }

    void disconnect(Line client) {
        lock.lock();
        try {
            if (line == client) {
                line = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has the device take bytes that this line brings, and gives it the answers. */
    void work(Line from, byte[] data, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, data.length);
        lock.lock();
        try {
            from.requireOpen();
            run(data, offset, length, from::add);
        } finally {
            lock.unlock();
        }
    }

    /** The same beside the port: a line that is open gets nothing of it. */
    void exchange(byte[] data, Consumer<byte[]> answers) throws IOException {
        lock.lock();
        try {
            run(data, 0, data.length, answers);
        } finally {
            lock.unlock();
        }
    }

    private void requireOn() throws IOException {
        if (core == null) {
            throw new IOException(name + ": the device is off" + crash);
        }
    }

    /** What ends the device here is the loss of a device for who writes, except an Error of the JVM. */
    private void run(byte[] data, int offset, int length, Consumer<byte[]> answers) throws IOException {
        assert lock.isHeldByCurrentThread();
        requireOn();
        sink = answers;
        try {
            take(data, offset, length);
        } catch (RuntimeException e) {
            boolean known = e instanceof JvmFlash.PowerCut || e instanceof UncheckedIOException;
            String reason = known ? e.getMessage() : CRASHED + e;
            turnOff(reason);
            crash = known ? "" : ": " + reason; // a client that tries again shows the last error
            throw new IOException(name + ": " + reason, e);
        } catch (Error e) {
            turnOff(CRASHED + e);
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

    // The power.

    /** Restarts the device, if it is on. */
    void reset() {
        lock.lock();
        try {
            if (core != null) {
                turnOn();
            }
        } finally {
            lock.unlock();
        }
    }

    void cutPower() {
        lock.lock();
        try {
            turnOff(JvmFlash.PowerCut.MESSAGE);
        } finally {
            lock.unlock();
        }
    }

    /** See {@link JvmFlash#cutPowerAfter}. */
    void cutPowerAfter(int writes, int torn) {
        lock.lock();
        try {
            flash.cutPowerAfter(writes, torn);
        } finally {
            lock.unlock();
        }
    }

    boolean isOn() {
        lock.lock();
        try {
            return core != null;
        } finally {
            lock.unlock();
        }
    }

    /** Starts the device, if it is off. */
    void powerOn() {
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
            turnOff(e.getMessage());
        } catch (RuntimeException | Error e) {
            turnOff("the device did not start");
            throw e;
        }
    }

    private void turnOff(String reason) {
        core = null;
        crash = "";
        if (line != null) {
            line.breakOff(reason);
            line = null;
        }
    }

    /** Turns it off for good. */
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
    }
}
