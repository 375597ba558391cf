package org.duehsm.broker;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Writes the lines of the other threads, which never wait for it: a terminal that is stopped, or a pipe that nobody
 * reads, is not to stop the broker. Lines beyond {@value #LINES} that wait are left out, and counted. For any thread.
 */
final class LogThread implements Consumer<String>, AutoCloseable {

    static final int LINES = 256;

    private static final long CLOSE_MILLIS = 1000;
    private static final String END = "";

    private final Consumer<String> log;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES);
    private final AtomicInteger leftOut = new AtomicInteger();
    private final Thread thread = new Thread(this::write, "due-hsm broker log");

    /** @param log takes each line, and may block */
    LogThread(Consumer<String> log) {
        this.log = log;
        thread.setDaemon(true);
        thread.start();
    }

    /** Leaves a line, which is not empty, to be written. */
    @Override
    public void accept(String line) {
        if (!lines.offer(line)) {
            leftOut.incrementAndGet();
        }
    }

    private void write() {
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                log.accept(line);
                int missing = leftOut.getAndSet(0);
                if (missing > 0) {
                    log.accept("the log was too slow: " + missing + " lines are left out");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that
        }
    }

    /** Writes what waits, for 2 s at most. */
    @Override
    public void close() {
        try {
            if (lines.offer(END, CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
