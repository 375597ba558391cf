package org.duehsm.client;

import java.lang.ref.Cleaner;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.Stream;

/**
 * One of the device's streams, with the beginning of a message in it. It is given back by {@link #last}, by
 * {@link #giveUp}, or when its owner is dropped; the cleaner that sees to that only has the link note it, and does no
 * I/O. Methods that send throw DeviceStatusException if the device refuses, and DeviceUnavailableException if it has
 * gone, was reset since, or has no stream free.
 */
final class HeldStream {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Link link;
    private final MacKey key;
    private final Stream stream;
    private final Cleaner.Cleanable giveBack;
    private final MacRecording recording;
    private boolean begun;
    private long sent;

    /**
     * Takes a stream, and waits for one while all are in use, at most the time-out.
     *
     * @param owner when it is dropped, the stream is given back
     */
    HeldStream(Object owner, Link link, MacKey key) {
        this.link = link;
        this.key = key;
        this.recording = MacRecording.started();
        Stream taken = acquire();
        boolean done = false;
        try {
            stream = taken;
            giveBack = CLEANER.register(owner, () -> link.abandon(taken));
            done = true;
        } finally {
            if (!done) {
                link.abandon(taken);
            }
        }
    }

    private Stream acquire() {
        try {
            return link.acquire();
        } catch (LinkException e) {
            throw Failures.streamFailed(e, key.keyId());
        }
    }

    /** A stream that has had the same data; this one goes on all the same, unless the device has gone. */
    HeldStream copy(Object owner) {
        HeldStream copy = new HeldStream(owner, link, key);
        boolean done = false;
        try {
            MacRequests.copy(link, stream, copy.stream, key);
            copy.begun = begun;
            copy.sent = sent;
            done = true;
            return copy;
        } catch (DeviceStatusException e) {
            throw explained(e);
        } catch (LinkException e) {
            throw Failures.streamFailed(e, key.keyId());
        } finally {
            if (!done) {
                copy.giveUp();
            }
        }
    }

    /** Bytes of message that fill the next frame, at least 64. */
    int frameSize() {
        return begun ? MacRequests.partSize(link) : MacRequests.firstSize(link, key);
    }

    /** How many of so many bytes fill whole frames. */
    int wholeFrames(int bytes) {
        int part = MacRequests.partSize(link);
        return bytes < frameSize() ? 0 : frameSize() + (bytes - frameSize()) / part * part;
    }

    /** Sends what fills whole frames; 0 bytes are no frame. */
    void send(byte[] data, int offset, int length) {
        if (length == 0) {
            return;
        }
        try {
            if (begun) {
                MacRequests.parts(link, stream, data, offset, length);
            } else {
                begun = true;
                MacRequests.first(link, stream, key, data, offset, length);
            }
            sent += length;
            MacRequests.check(stream.status(), link, key);
        } catch (DeviceStatusException e) {
            throw explained(e);
        } catch (LinkException e) {
            throw Failures.streamFailed(e, key.keyId());
        }
    }

    /** Sends the rest, of any length, and returns the MAC. The stream has begun. */
    byte[] last(byte[] data, int offset, int length) {
        try {
            sent += length;
            byte[] mac = MacRequests.last(link, stream, key, data, offset, length);
            link.release(stream);
            MacRecording.done(recording, link, key, sent);
            return mac;
        } catch (DeviceStatusException e) {
            throw explained(e);
        } catch (LinkException e) {
            throw Failures.streamFailed(e, key.keyId());
        }
    }

    /** With what limits the message has crossed, if that is what the device refuses. */
    private DueHsmException explained(DeviceStatusException e) {
        if (e.status() != DeviceStatus.LIMITED) {
            return e;
        }
        try {
            return MacRequests.limited(link, key, sent);
        } catch (LinkException gone) {
            return Failures.streamFailed(gone, key.keyId());
        }
    }

    /**
     * Gives the stream back; the device wipes it when the next request of the session reaches it. Does no I/O and never
     * waits; after {@link #last}, or the second time, it does nothing.
     */
    void giveUp() {
        giveBack.clean();
    }
}
