package org.duehsm.client;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;

/**
 * A message in parts, for its MAC.
 *
 * <p>Up to 64 KiB are kept on the host until {@link #doFinal}, go to the device whole, and so survive
 * a reset of the device. A longer message takes one of the device's streams, of which there is a
 * limited number, and is lost if the device resets. The stream is given back by doFinal, {@link
 * #reset}, {@link #abort}, an exception, or when the message is dropped.
 *
 * <p>After doFinal, abort, or an exception of the device the message has ended, and takes nothing until
 * it is reset.
 *
 * <p>It is for one thread at a time: a call that comes while another one is under way throws
 * IllegalStateException, and changes nothing; it never gets to the bytes or the stream of the other.
 */
public final class MacMessage {

    private enum State {
        OPEN,
        IN_USE,
        /** In use, and to end with the call that is under way. */
        ABORTED,
        ENDED
    }

    /* In place of an AtomicReference, which each Mac of a program would have. */
    private static final AtomicReferenceFieldUpdater<MacMessage, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(MacMessage.class, State.class, "state");

    private final Supplier<DueHsmClient> client;
    private final MacKey key;
    private volatile State state = State.OPEN;

    // Of the thread that has made it IN_USE or ABORTED.
    private final WipedBuffer buffer = new WipedBuffer();
    private HeldStream stream;

    /**
     * An empty message. Needs no device; an unknown key shows later.
     *
     * @param client asked when the device is needed; what it throws ends the message
     * @param algorithm what the key is for; {@link DueHsmClient#algorithm} tells it
     * @param keyId the key, 1 to 128 bytes of UTF-8
     * @throws IllegalArgumentException if that is no key id
     */
    public MacMessage(Supplier<DueHsmClient> client, Algorithm algorithm, String keyId) {
        this(client, MacKey.of(algorithm, keyId));
    }

    private MacMessage(Supplier<DueHsmClient> client, MacKey key) {
        this.client = client;
        this.key = key;
    }

    /** The id of the key. */
    public String keyId() {
        return key.keyId();
    }

    /** Adds a byte; throws as {@link #update(byte[], int, int)}. */
    public void update(byte single) {
        begin();
        boolean goesOn = goesOn(1);
        try {
            if (goesOn) {
                buffer.append(single);
            } else {
                spill(new byte[] {single}, 0, 1);
                goesOn = true;
            }
        } finally {
            finish(goesOn);
        }
    }

    /**
     * Adds length bytes of data, 0 or more.
     *
     * @throws DeviceStatusException if the device refuses, such as for an unknown key; without asking it if the message
     *     is longer than any of the algorithm
     * @throws DeviceUnavailableException if the device is not there, was reset since the stream began, or has no stream
     *     free
     * @throws IllegalStateException if the message has ended, or another thread uses it
     */
    public void update(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        begin();
        boolean goesOn = goesOn(length);
        try {
            if (goesOn) {
                buffer.append(data, offset, length);
            } else {
                spill(data, offset, length);
                goesOn = true;
            }
        } finally {
            finish(goesOn);
        }
    }

    /** Whether so many bytes more change nothing but the buffer, so that no failure can end the message. */
    private boolean goesOn(int length) {
        try {
            key.requireLength((long) buffer.length() + length);
        } catch (DeviceStatusException e) {
            finish(false);
            throw e;
        }
        return buffer.fits(length);
    }

    /** Sends what fills whole frames, as more follows, and keeps the rest: what comes last may then be one frame. */
    private void spill(byte[] data, int offset, int length) {
        if (stream == null) {
            stream = new HeldStream(this, client.get().standing(key.keyId()), key);
        }
        int at = offset;
        int end = offset + length;
        sendBuffered(stream.wholeFrames(buffer.length()));
        if (!buffer.fits(length)) {
            if (buffer.length() > 0) {
                int fill = stream.frameSize() - buffer.length();
                buffer.append(data, at, fill);
                at += fill;
                sendBuffered(buffer.length());
            }
            int whole = stream.wholeFrames(end - at - 1);
            stream.send(data, at, whole);
            at += whole;
        }
        buffer.append(data, at, end - at);
    }

    private void sendBuffered(int length) {
        stream.send(buffer.bytes(), 0, length);
        buffer.remove(length);
    }

    /**
     * Ends the message and returns its MAC.
     *
     * @throws DeviceStatusException if the device refuses
     * @throws DeviceUnavailableException if the device is not there, or was reset since the stream began
     * @throws IllegalStateException if the message has ended, or another thread uses it
     */
    public byte[] doFinal() {
        begin();
        try {
            if (stream == null) {
                return client.get().mac(key, buffer.bytes(), 0, buffer.length());
            }
            return stream.last(buffer.bytes(), 0, buffer.length());
        } finally {
            finish(false);
        }
    }

    /**
     * A second message that has had the same data. Takes a stream of its own if this one has one.
     *
     * @throws DueHsmException as {@link #update}; this message goes on all the same, unless the device has gone
     * @throws IllegalStateException if the message has ended, or another thread uses it
     */
    public MacMessage copy() {
        begin();
        try {
            MacMessage copy = new MacMessage(client, key);
            if (stream != null) {
                copy.stream = stream.copy(copy);
            }
            copy.buffer.append(buffer.bytes(), 0, buffer.length());
            return copy;
        } finally {
            finish(true);
        }
    }

    /**
     * Drops what there is of the message, and begins another by the same key.
     *
     * @throws IllegalStateException if another thread uses it
     */
    public void reset() {
        if (!STATE.compareAndSet(this, State.ENDED, State.IN_USE)) {
            begin();
        }
        drop();
        finish(true);
    }

    /**
     * Ends the message without a MAC. The device wipes its stream when the next request of the session
     * reaches it. Does no I/O, never waits and never throws; calling it again, or after the end, does
     * nothing. If another thread is in the middle of a call, the message ends with that call.
     */
    public void abort() {
        State was = STATE.getAndUpdate(this, now -> now == State.ENDED ? State.ENDED : State.ABORTED);
        if (was == State.OPEN) {
            finish(false);
        }
    }

    private void begin() {
        if (!STATE.compareAndSet(this, State.OPEN, State.IN_USE)) {
            throw new IllegalStateException(
                    state == State.ENDED
                            ? "the message has ended"
                            : "a Mac is for one thread at a time, and another thread is using this one; give each its"
                                    + " own");
        }
    }

    /** Ends a call: the message goes on, if it is to, and if nobody has aborted it meanwhile. */
    private void finish(boolean goesOn) {
        if (!goesOn || !STATE.compareAndSet(this, State.IN_USE, State.OPEN)) {
            drop();
            state = State.ENDED;
        }
        // Not dropped before here: its stream would be given up in the middle of the call.
        Reference.reachabilityFence(this);
    }

    private void drop() {
        buffer.wipe();
        if (stream != null) {
            stream.giveUp();
            stream = null;
        }
    }
}
