package org.duehsm.link;

import java.util.ArrayDeque;

/**
 * The device's MAC streams, and who waits for one: first come, first served. Users who keep a stream
 * for as long as they like never get the last few: those are for requests that need one only as long
 * as they are out, so such a request waits for its like only. The number of a stream is used again only
 * when no request that means the one before can be sent any more, and, if that was given up, after the
 * device was told. With the lock of the session.
 */
final class StreamPool {

    /** One stream in so many is kept for whole messages; of 64 it takes 8 to fill the window. */
    private static final int KEPT = 8;

    private final int limit;
    private final ArrayDeque<Stream> free;
    private final ArrayDeque<Stream> abandoned = new ArrayDeque<>();
    private final ArrayDeque<StreamWait> waits = new ArrayDeque<>();
    private final ArrayDeque<Call> wholes = new ArrayDeque<>();
    private int taken;

    StreamPool(int total) {
        this.limit = total - Math.max(1, total / KEPT);
        this.free = new ArrayDeque<>(total + 1);
        for (int i = 0; i < total; i++) {
            free.addLast(new Stream(i, true));
        }
    }

    /** How many can be had at once by users who keep them. */
    int limit() {
        return limit;
    }

    /** How many they have. */
    int taken() {
        return taken;
    }

    void queue(StreamWait wait) {
        waits.addLast(wait);
    }

    /** Queues a call whose request needs a stream of its own. */
    void queue(Call whole) {
        wholes.addLast(whole);
    }

    void leaveQueue(StreamWait wait) {
        waits.remove(wait);
    }

    /** Gives a waiter a stream, and returns it; null if there is none, or none for those who wait. */
    Waiter serve() {
        if (free.isEmpty()) {
            return null;
        }
        // They cannot take all, so the others wait no longer than for one of their own.
        if (taken < limit && !waits.isEmpty()) {
            StreamWait wait = waits.removeFirst();
            wait.stream = new Stream(free.removeLast().number(), false);
            taken++;
            return wait;
        }
        if (!wholes.isEmpty()) {
            Call whole = wholes.removeFirst();
            whole.request.use(free.removeLast());
            return whole;
        }
        return null;
    }

    /** Keeps the streams of a request until it has left the queue; returns false if one has ended. */
    boolean hold(Request request) {
        if (request.hasEndedStream()) {
            return false;
        }
        if (request.stream != null) {
            request.stream.hold();
        }
        if (request.target != null) {
            request.target.hold();
        }
        return true;
    }

    void letGo(Request request) {
        letGo(request.stream);
        letGo(request.target);
    }

    private void letGo(Stream stream) {
        if (stream != null) {
            stream.letGo();
            if (stream.hasEnded() && !stream.isHeld()) {
                abandoned.addLast(stream);
            }
        }
    }

    /** Takes back the stream of a request that was sent and answered as a whole: nothing refers to it any more. */
    void takeBack(Stream stream) {
        stream.setStatus(0);
        free.addLast(stream);
    }

    /**
     * Ends a stream; does nothing if it has ended.
     *
     * @param closed whether it is closed on the device too
     */
    void end(Stream stream, boolean closed) {
        if (stream.hasEnded()) {
            return;
        }
        stream.end();
        if (!stream.isHeld()) {
            if (closed) {
                wiped(stream);
            } else {
                abandoned.addLast(stream);
            }
        }
    }

    /** Whether there are streams that the device is to wipe. */
    boolean hasAbandoned() {
        return !abandoned.isEmpty();
    }

    Stream nextAbandoned() {
        return abandoned.removeFirst();
    }

    /** The device was told to wipe the stream, and has nothing of it when it comes to the next request. */
    void wiped(Stream stream) {
        if (!stream.isForOneRequest()) {
            taken--;
        }
        free.addLast(new Stream(stream.number(), true));
    }
}
