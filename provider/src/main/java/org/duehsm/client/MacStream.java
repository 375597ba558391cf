package org.duehsm.client;

import java.util.Arrays;
import java.util.Objects;
import org.duehsm.link.Context;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;

/**
 * A message on its way to the device, in parts. It takes one of the device's MAC contexts once it
 * outgrows one request. It ends with {@link #doFinal}, {@link #abort}, or the first exception; then
 * it cannot be used any more. Not for use by several threads at once.
 */
public final class MacStream {

    private final DueHsmClient client;
    private final Link link;
    private final int algorithm;
    private final String keyId;
    private final byte[] id;
    private final byte[] chunk;
    private int used;
    // A cleaner's thread reads it too.
    private volatile Context context;
    private boolean ended;

    MacStream(DueHsmClient client, Link link, int algorithm, String keyId, byte[] id) {
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
     * @throws IllegalStateException if the stream has ended
     */
    public void update(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        requireOpen();
        try {
            add(data, offset, length);
        } catch (LinkException e) {
            abort();
            throw Failures.streamFailed(e, keyId);
        } catch (RuntimeException e) {
            abort();
            throw e;
        }
    }

    /** Sends what fills whole frames as long as more follows, and keeps the rest: what comes last may then be one frame. */
    private void add(byte[] data, int offset, int length) throws LinkException {
        int at = offset;
        int end = offset + length;
        if (used > 0 && used + length > frameSize()) {
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

    /** Bytes of the next frame. */
    private int frameSize() {
        return context == null ? MacFrames.firstSize(link, id) : chunk.length;
    }

    private void send(byte[] data, int offset, int length) throws LinkException {
        if (context == null) {
            context = link.acquire();
            MacFrames.first(link, context, algorithm, id, data, offset, length);
        } else {
            MacFrames.parts(link, context, data, offset, length);
        }
        Failures.check(context.status(), link, keyId);
    }

    /**
     * Ends the stream and returns the MAC.
     *
     * @throws DeviceStatusException if the device refuses
     * @throws DeviceUnavailableException if the device has gone, or was reset since the stream began
     * @throws IllegalStateException if the stream has ended
     */
    public byte[] doFinal() {
        requireOpen();
        try {
            if (context == null) {
                return client.mac(algorithm, keyId, chunk, 0, used);
            }
            byte[] mac = MacFrames.last(link, context, keyId, chunk, 0, used);
            Context closed = context;
            context = null;
            link.release(closed);
            return mac;
        } catch (LinkException e) {
            throw Failures.streamFailed(e, keyId);
        } finally {
            abort();
        }
    }

    /**
     * A second stream that has had the same data. Takes a context of its own if this one has one.
     *
     * @throws DueHsmException as {@link #update}; then this stream has ended too only if the device has gone
     * @throws IllegalStateException if the stream has ended
     */
    public MacStream copy() {
        requireOpen();
        MacStream copy = new MacStream(client, link, algorithm, keyId, id);
        System.arraycopy(chunk, 0, copy.chunk, 0, used);
        copy.used = used;
        if (context != null) {
            boolean done = false;
            try {
                copy.context = link.acquire();
                MacFrames.copy(link, context, copy.context, keyId);
                done = true;
            } catch (LinkException e) {
                throw Failures.streamFailed(e, keyId);
            } finally {
                if (!done) {
                    copy.abort();
                }
            }
        }
        return copy;
    }

    /**
     * Drops the stream. The device wipes its context when the next request of the session reaches
     * it. Does no I/O, never waits and never throws, so a {@link java.lang.ref.Cleaner} may call it;
     * calling it again, or after the end, does nothing.
     */
    public void abort() {
        ended = true;
        Arrays.fill(chunk, (byte) 0);
        used = 0;
        Context dropped = context;
        context = null;
        if (dropped != null) {
            link.abandon(dropped);
        }
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the stream has ended");
        }
    }
}
