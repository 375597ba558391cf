package org.duehsm.link;

/**
 * What is to be written, and has no place in the window yet: the requests in the queue, and the
 * streams to wipe. Under the lock of the traffic.
 */
final class Outbox {

    private final Window window;
    private final Contexts contexts;
    private final Traffic traffic;

    private Exchange head;
    private Exchange tail;
    private int away;

    Outbox(Window window, Contexts contexts, Traffic traffic) {
        this.window = window;
        this.contexts = contexts;
        this.traffic = traffic;
    }

    /** Queues a request. One whose stream has ended is never sent, and ready at once. */
    void add(Exchange x, Wakeups wakeups) {
        if (contexts.hold(x)) {
            append(x);
        } else {
            x.completeFailed();
            traffic.ready(x, wakeups);
        }
    }

    private void append(Exchange x) {
        x.next = null;
        if (head == null) {
            head = x;
        } else {
            tail.next = x;
        }
        tail = x;
    }

    /** Takes the first request out of the queue for good. */
    private void remove() {
        Exchange x = head;
        unlink();
        contexts.letGo(x);
    }

    private void unlink() {
        Exchange x = head;
        head = x.next;
        x.next = null;
    }

    void clear() {
        head = null;
    }

    /** A thread has what it waited for, and may be back soon with another request. */
    void oneIsAway() {
        away++;
    }

    void oneIsBack() {
        away = Math.max(0, away - 1);
    }

    void nobodyIsAway() {
        away = 0;
    }

    /**
     * Whether something is to be written. As long as the device is busy, new requests wait for those of
     * the threads whose replies came with the last bytes, and that may be back soon: so the requests of
     * many threads go in few writes. A busy device sends more bytes, and those end the wait.
     */
    boolean hasWork() {
        boolean together = away > 0 && window.isBusy();
        return window.hasWork()
                || head != null && !together && window.hasRoom(head)
                || contexts.hasAbandoned() && window.hasRoom(Packet.PAYLOAD);
    }

    /**
     * Admits what the window has room for: first the streams to wipe, which make contexts free; then
     * the requests in the queue, of which a long one lets others pass.
     */
    void gather(Wakeups wakeups) {
        while (contexts.hasAbandoned() && window.hasRoom(Packet.PAYLOAD)) {
            Context context = contexts.nextAbandoned();
            window.admitAbort(context.number());
            contexts.wiped(context);
            traffic.serve(wakeups);
        }
        int frames = 0;
        while (head != null && window.hasRoom(head)) {
            Exchange x = head;
            if (x.hasFailed()) {
                x.completeFailed();
                remove();
                if (x.borrows) {
                    contexts.end(x.context, false);
                }
                traffic.ready(x, wakeups);
            } else if (window.admit(x)) {
                frames = 0;
                remove();
                if (!x.answered) {
                    traffic.ready(x, wakeups);
                }
            } else if (++frames == window.half() && x.next != null) {
                frames = 0;
                unlink();
                append(x);
            }
        }
    }
}
