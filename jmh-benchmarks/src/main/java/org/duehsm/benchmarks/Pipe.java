package org.duehsm.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Bytes on their way from one thread to another: what a line is, without a kernel. */
final class Pipe {

    private static final int CAPACITY = 1 << 16;

    private final byte[] bytes = new byte[CAPACITY];
    private int used;
    private boolean closed;

    /** Blocks while there is no room; at most 64 KiB at a time. */
    synchronized void write(byte[] data, int offset, int length) throws IOException {
        while (!closed && length > CAPACITY - used) {
            await(0);
        }
        requireOpen();
        System.arraycopy(data, offset, bytes, used, length);
        used += length;
        notifyAll();
    }

    /** Waits for bytes, at most so long, 0 for ever; returns how many came, at most a buffer full. */
    synchronized int read(byte[] buffer, long millis) throws IOException {
        if (!closed && used == 0) {
            await(millis);
        }
        requireOpen();
        int count = Math.min(used, buffer.length);
        System.arraycopy(bytes, 0, buffer, 0, count);
        used -= count;
        System.arraycopy(bytes, count, bytes, 0, used);
        notifyAll();
        return count;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new EOFException("closed");
        }
    }

    private void await(long millis) throws IOException {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
