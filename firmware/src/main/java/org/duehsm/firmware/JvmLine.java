package org.duehsm.firmware;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.duehsm.port.Port;

/** An open port of a {@link JvmDue}. Who writes has the device work, and leaves its answers for who reads. */
final class JvmLine implements Port, JvmBoard.Line {

    /** Bytes of answers that nobody has read: what comes then is lost, as on a serial line. */
    private static final int UNREAD_MAX = 65_536;

    private final JvmBoard board;
    private final Runnable atClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();

    // Under the lock.
    private byte[] unread = new byte[512];
    private int start;
    private int end;
    private String broken;

    private JvmLine(JvmBoard board, Runnable atClose) {
        this.board = board;
        this.atClose = atClose;
    }

    /** Opens the port; atClose is run when it is closed. */
    static JvmLine open(JvmBoard board, Runnable atClose) throws IOException {
        JvmLine line = new JvmLine(board, atClose);
        board.connect(line);
        return line;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        lock.lock();
        try {
            await(TimeUnit.MILLISECONDS.toNanos(READ_TIMEOUT_MILLIS));
            if (start == end && broken != null) {
                throw new IOException(name() + ": " + broken);
            }
            int size = Math.min(buffer.length, end - start);
            System.arraycopy(unread, start, buffer, 0, size);
            start += size;
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** An interrupt stays for whom it is meant; one that stood before does not end the wait, lest the reader spin. */
    private void await(long nanos) {
        boolean interrupted = start == end && Thread.interrupted();
        try {
            for (long left = nanos; start == end && broken == null && left > 0; ) {
                left = change.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        board.work(this, data, offset, length);
    }

    @Override
    public void add(byte[] answer) {
        lock.lock();
        try {
            if (broken != null || answer.length > UNREAD_MAX - (end - start)) {
                return;
            }
            if (answer.length > unread.length - end) {
                makeRoom(answer.length);
            }
            System.arraycopy(answer, 0, unread, end, answer.length);
            end += answer.length;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom(int more) {
        int size = end - start;
        byte[] from = unread;
        if (size + more > unread.length / 2) {
            unread = new byte[2 * (size + more)];
        }
        System.arraycopy(from, start, unread, 0, size);
        if (from != unread) {
            Arrays.fill(from, (byte) 0);
        }
        start = 0;
        end = size;
    }

    @Override
    public void breakOff(String reason) {
        lock.lock();
        try {
            broken = broken == null ? reason : broken;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void requireOpen() throws IOException {
        lock.lock();
        try {
            if (broken != null) {
                throw new IOException(name() + ": " + broken);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        breakOff("the port is closed");
        board.disconnect(this);
        atClose.run();
    }

    @Override
    public String name() {
        return board.name().toString();
    }
}
