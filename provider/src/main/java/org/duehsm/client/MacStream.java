package org.duehsm.client;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.Stream;

/**
 * A message on its way to the device, in parts. It takes one of the device's MAC contexts once it
 * outgrows one request. It ends with {@link #doFinal}, {@link #abort}, or the first exception; then
 * it cannot be used any more. It is for one thread at a time: a call that comes while another one is
 * under way throws IllegalStateException, and changes nothing.
 */
public final class MacStream {

    private enum State {
        OPEN,
        IN_USE,
        /** In use, and to end with the call that is under way. */
        ABORTED,
        ENDED
    }

    private final DueHsmClient client;
    private final Link link;
    private final Algorithm algorithm;
    private final String keyId;
    private final byte[] id;
    private final byte[] chunk;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    // Of the thread that has made it IN_USE or ENDED.
    private int used;
    private Stream stream;

    MacStream(DueHsmClient client, Link link, Algorithm algorithm, String keyId, byte[] id) {
        this.client = client;
        this.link = link;
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.id = id;
        this.chunk = new byte[MacFrames.partSize(link)];
    }

    /**
     * Adds length bytes of data, 0 or more.
     *
     * @throws DeviceStatusException if the device refuses, such as for an unknown key
     * @throws DeviceUnavailableException if the device has gone, or was reset since the stream began
     * @throws IllegalStateException if the stream has ended, or another thread uses it
     */
    public void update(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        begin();
        boolean done = false;
        try {
            add(data, offset, length);
            done = true;
        } catch (LinkException e) {
            throw Failures.streamFailed(e, keyId);
        } finally {
            finish(done);
        }
    }

    /** Sends what fills whole frames as long as more follows, and keeps the rest: what comes last may then be one frame. */
    private void add(byte[] data, int offset, int length) throws LinkException {
        int at = offset;
        int end = offset + length;
        if (used > 0 && !fits(length, used, frameSize())) {
            int fill = frameSize() - used;
            System.arraycopy(data, at, chunk, used, fill);
            at += fill;
            send(chunk, 0, used + fill);
            used = 0;
        }
        if (end - at > frameSize() - used) {
            int whole = frameSize() + (end - at - frameSize() - 1) / chunk.length * chunk.length;
            send(data, at, whole);
            at += whole;
        }
        System.arraycopy(data, at, chunk, used, end - at);
        used += end - at;
    }

    /** Whether so many bytes fit into a frame that has used ones; their sum may be too large for an int. */
    static boolean fits(int length, int used, int frame) {
        return length <= frame - used;
    }

    /** Bytes of the next frame. */
    private int frameSize() {
        return stream == null ? MacFrames.firstSize(link, id) : chunk.length;
    }

    private void send(byte[] data, int offset, int length) throws LinkException {
        if (stream == null) {
            stream = link.acquire();
            MacFrames.first(link, stream, algorithm, id, data, offset, length);
        } else {
            MacFrames.parts(link, stream, data, offset, length);
        }
        Failures.check(stream.status(), link, keyId);
    }

    /**
     * Ends the stream and returns the MAC.
     *
     * @throws DeviceStatusException if the device refuses
     * @throws DeviceUnavailableException if the device has gone, or was reset since the stream began
     * @throws IllegalStateException if the stream has ended, or another thread uses it
     */
    public byte[] doFinal() {
        begin();
        try {
            if (stream == null) {
                return client.mac(algorithm, keyId, chunk, 0, used);
            }
            byte[] mac = MacFrames.last(link, stream, keyId, chunk, 0, used);
            link.release(stream);
            return mac;
        } catch (LinkException e) {
            throw Failures.streamFailed(e, keyId);
        } finally {
            finish(false);
        }
    }

    /**
     * A second stream that has had the same data. Takes a stream of its own if this one has one.
     *
     * @throws DueHsmException as {@link #update}; then this stream has ended too only if the device has gone
     * @throws IllegalStateException if the stream has ended, or another thread uses it
     */
    public MacStream copy() {
        begin();
        try {
            MacStream copy = new MacStream(client, link, algorithm, keyId, id);
            System.arraycopy(chunk, 0, copy.chunk, 0, used);
            copy.used = used;
            if (stream != null) {
                copyContext(copy);
            }
            return copy;
        } finally {
            finish(true);
        }
    }

    private void copyContext(MacStream copy) {
        boolean done = false;
        try {
            copy.stream = link.acquire();
            MacFrames.copy(link, stream, copy.stream, keyId);
            done = true;
        } catch (LinkException e) {
            throw Failures.streamFailed(e, keyId);
        } finally {
            if (!done) {
                copy.abort();
            }
        }
    }

    /**
     * Drops the stream. The device wipes its stream when the next request of the session reaches
     * it. Does no I/O, never waits and never throws, so a {@link java.lang.ref.Cleaner} may call it;
     * calling it again, or after the end, does nothing. If another thread is in the middle of a call,
     * the stream is dropped when that call ends.
     */
    public void abort() {
        State was = state.getAndUpdate(now -> switch (now) {
            case OPEN, ENDED -> State.ENDED;
            case IN_USE, ABORTED -> State.ABORTED;
        });
        if (was == State.OPEN) {
            drop();
        }
    }

    private void begin() {
        State was = state.compareAndExchange(State.OPEN, State.IN_USE);
        if (was == State.IN_USE) {
            throw new IllegalStateException("a stream is for one thread at a time, and another one is using this");
        }
        if (was != State.OPEN) {
            throw new IllegalStateException("the stream has ended");
        }
    }

    /** Ends a call: the stream goes on, if it is to, and if nobody has aborted it meanwhile. */
    private void finish(boolean goesOn) {
        if (!goesOn || !state.compareAndSet(State.IN_USE, State.OPEN)) {
            state.set(State.ENDED);
            drop();
        }
    }

    private void drop() {
        Arrays.fill(chunk, (byte) 0);
        used = 0;
        if (stream != null) {
            link.abandon(stream);
        }
    }
}
