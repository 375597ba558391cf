package org.duehsm.link;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One direction of a simulated line. It keeps the order of the bytes, whatever else it does to them. */
final class Line {

    /** How fast a line is, and in what pieces bytes come out of it; times in nanoseconds. */
    record Speed(int baud, long latency, long jitter, int pieceMax, boolean buffered) {
        long transmission(long bytes) {
            return baud == 0 ? bytes : bytes * 10 * TimeUnit.SECONDS.toNanos(1) / baud;
        }
    }

    private static final long LONGEST_STALL = TimeUnit.MILLISECONDS.toNanos(400);
    private static final int LONG_STALLS = 15;
    private static final int GARBAGE_MAX = 24;

    private final VirtualTime time;
    private final Trace trace;
    private final SplittableRandom random;
    private final Faults faults;
    private final boolean up;
    private final Speed speed;
    private final Consumer<byte[]> end;

    private byte[] piece = new byte[1 << 11];
    private int size;
    private long freeAt;
    private long lastArrival;
    private int cuts;

    /** @param up whether from the host to the device */
    Line(
            VirtualTime time,
            Trace trace,
            SplittableRandom random,
            Faults faults,
            boolean up,
            Speed speed,
            Consumer<byte[]> end) {
        this.time = time;
        this.trace = trace;
        this.random = random;
        this.faults = faults;
        this.up = up;
        this.speed = speed;
        this.end = end;
    }

    /** Takes length bytes, whole frames; returns when the write of them has ended. */
    long send(byte[] bytes, int length) {
        freeAt = Math.max(freeAt, time.now());
        int at = 0;
        while (at < length) {
            int to = at;
            while (to < length && bytes[to] != 0) {
                to++;
            }
            to = Math.min(to + 1, length);
            if (to - at > 1) {
                frame(bytes, at, to);
            } else {
                append(bytes, at, to);
            }
            at = to;
        }
        flush();
        return speed.buffered ? time.now() : freeAt;
    }

    private void frame(byte[] bytes, int from, int to) {
        Faults.Kind kind = faults.next(up, time.now());
        if (kind != Faults.Kind.NONE) {
            trace.note(kind.name(), up ? 1 : 0);
        }
        int at = from + random.nextInt(to - from);
        switch (kind) {
            case DROP_FRAME -> {}
            case DROP_BYTES -> {
                append(bytes, from, at);
                append(bytes, Math.min(to, at + 1 + random.nextInt(8)), to);
            }
            case CORRUPT -> {
                append(bytes, from, to);
                for (int i = random.nextInt(3); i >= 0; i--) {
                    piece[size - 1 - random.nextInt(to - from)] ^= (byte) (1 + random.nextInt(255));
                }
            }
            case INSERT -> {
                append(bytes, from, at);
                for (int i = random.nextInt(GARBAGE_MAX); i >= 0; i--) {
                    piece[size++] = (byte) (random.nextInt(4) == 0 ? 0 : random.nextInt(256));
                }
                append(bytes, at, to);
            }
            case DUPLICATE -> {
                append(bytes, from, to);
                append(bytes, random.nextBoolean() ? from : at, to);
            }
            case STALL -> {
                append(bytes, from, at);
                flush();
                freeAt += random.nextLong(LONGEST_STALL) * (random.nextInt(LONG_STALLS) == 0 ? LONG_STALLS : 1);
                faults.stalled(freeAt);
                append(bytes, at, to);
            }
            default -> append(bytes, from, to);
        }
    }

    private void append(byte[] bytes, int from, int to) {
        if (size + to - from + GARBAGE_MAX > piece.length) {
            piece = Arrays.copyOf(piece, 2 * (piece.length + to - from));
        }
        System.arraycopy(bytes, from, piece, size, to - from);
        size += to - from;
    }

    private void flush() {
        int at = 0;
        while (at < size) {
            int to = Math.min(size, at + 1 + random.nextInt(speed.pieceMax));
            arrive(Arrays.copyOfRange(piece, at, to));
            at = to;
        }
        size = 0;
    }

    private void arrive(byte[] bytes) {
        freeAt += speed.transmission(bytes.length);
        lastArrival =
                Math.max(lastArrival, freeAt + speed.latency + (speed.jitter == 0 ? 0 : random.nextLong(speed.jitter)));
        int before = cuts;
        time.at(lastArrival, () -> {
            if (before == cuts) {
                trace.bytes(up, bytes, 0, bytes.length);
                end.accept(bytes);
            }
        });
    }

    /** What is on its way is lost, in the middle of a frame or not. */
    void cut() {
        cuts++;
        freeAt = time.now();
        lastArrival = time.now();
    }
}
