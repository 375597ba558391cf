package org.duehsm.link;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.duehsm.link.Exchange.State;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * One session with a device, for any number of threads.
 *
 * <p>A caller puts its request in a queue. Whoever finds that something is to be written and that
 * nobody writes becomes the writer: it admits requests from the queue to the window as far as there
 * is room, and sends all that is unsent in one write. Then it waits for its own reply, and while it
 * waits it also minds the retransmission timer. A daemon thread reads, completes exchanges, and
 * wakes those whose turn it is.
 *
 * <p>Work to be written is never forgotten: it arises under the lock, and whoever makes it wakes a
 * thread that waits if none is awake for it; a thread leaves {@link #await} only if, under the lock,
 * nothing is to be written or another one is at it. If no thread waits at all, nobody misses what is
 * unwritten, and the next call writes it. The lock is held for moments only, never while waiting,
 * reading or writing. The reader never writes, so a device that takes no bytes cannot stop it: it
 * notices and closes the port, which ends the write.
 */
public final class Link {

    private static final int READ_SIZE = 4096;
    private static final long JOIN_MILLIS = 2000;

    private final Port port;
    private final Welcome welcome;
    private final long timeout;
    private final Thread reader;

    private final Object lock = new Object();
    private final RetransmissionTimer timer;
    private final Window window;
    private final Contexts contexts;
    private final ArrayDeque<Exchange> spare = new ArrayDeque<>();
    private Exchange head;
    private Exchange tail;
    private int waiting;
    private boolean writing;
    private LinkException failure;

    // Only the thread that has set writing, and only the reader, use these.
    private final byte[] output;
    private final Wakeups writerWakeups = new Wakeups();
    private final Wakeups readerWakeups = new Wakeups();

    private Link(Port port, Welcome welcome, Duration timeout) {
        this.port = port;
        this.welcome = welcome;
        this.timeout = timeout.toNanos();
        this.timer = new RetransmissionTimer(this.timeout, port.baud());
        this.window = new Window(welcome, timer);
        this.contexts = new Contexts(welcome.streams());
        this.output = new byte[welcome.window() * FrameEncoder.bound(Packet.PAYLOAD + welcome.maxPayload())];
        this.reader = new Thread(this::read, "due-hsm reader " + port.name());
        reader.setDaemon(true);
    }

    /**
     * Opens a session, and closes the port if that fails.
     *
     * @param timeout without progress after which the device counts as silent
     */
    public static Link open(Port port, Duration timeout) throws LinkException {
        try {
            Welcome welcome = new Handshake(port, Handshake.newNonce()).perform(timeout.toNanos());
            Link link = new Link(port, welcome, timeout);
            link.reader.start();
            return link;
        } catch (LinkException | RuntimeException | Error e) {
            port.close();
            throw e;
        }
    }

    /** What the device said of itself. */
    public Welcome welcome() {
        return welcome;
    }

    /** The name of the port. */
    public String name() {
        return port.name();
    }

    /** Why the session is over, or null. */
    public LinkException failure() {
        synchronized (lock) {
            return failure;
        }
    }

    /** An exchange to fill in; give it back to {@link #recycle} whatever becomes of it. */
    public Exchange exchange() {
        synchronized (lock) {
            Exchange x = spare.pollLast();
            return x != null ? x : new Exchange(welcome.maxPayload());
        }
    }

    /** Takes an exchange back and wipes it. */
    public void recycle(Exchange x) {
        x.wipe();
        synchronized (lock) {
            if (failure == null && spare.size() < 2 * welcome.window()) {
                spare.addLast(x);
            }
        }
    }

    /** Sends a request that is answered, and returns when the reply is in the exchange. */
    public void call(Exchange x) throws LinkException {
        x.answered = true;
        submit(x, false);
        await(x, State.DONE);
    }

    /**
     * Sends a request that is not answered, and returns when the exchange can be filled again.
     *
     * @param more whether the caller sends another one at once, so that this one may wait for it
     */
    public void post(Exchange x, boolean more) throws LinkException {
        x.answered = false;
        if (!submit(x, more)) {
            await(x, State.SENT);
        }
    }

    /** Queues the request; returns whether that is all that is to be done now. */
    private boolean submit(Exchange x, boolean more) throws LinkException {
        x.owner = Thread.currentThread();
        synchronized (lock) {
            check();
            if (head == null && window.hasRoom(x.size)) {
                window.admit(x);
                if (more && window.unsent() < window.half()) {
                    return true;
                }
            } else {
                x.state = State.QUEUED;
                x.next = null;
                if (head == null) {
                    head = x;
                } else {
                    tail.next = x;
                }
                tail = x;
            }
            startWaiting();
        }
        return false;
    }

    private void await(Exchange x, State target) throws LinkException {
        boolean interrupted = false;
        try {
            while (true) {
                boolean handedOn = write(x, target);
                long pause;
                synchronized (lock) {
                    if (x.state.compareTo(target) >= 0 && (handedOn || writing || !hasWork())) {
                        waiting--;
                        return;
                    }
                    check();
                    pause = hasWork() && !writing ? 0 : untilTimer();
                }
                if (pause > 0) {
                    LockSupport.parkNanos(this, pause);
                    interrupted |= Thread.interrupted();
                } else if (pause < 0) {
                    failSilent();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nanoseconds to wait; 0 if there is something to write now, negative if the device is silent. */
    private long untilTimer() {
        long now = System.nanoTime();
        long silent = timer.untilSilent(now);
        if (silent <= 0 && (writing || !window.isWaiting() || timer.hasRepeated(now))) {
            return -1;
        }
        if (writing || !window.isWaiting()) {
            return Math.max(1, silent);
        }
        long repetition = timer.untilRepetition(now, window.bytesOnWay());
        if (repetition <= 0) {
            timer.repeated(now);
            window.repeat();
            return 0;
        }
        return silent > 0 ? Math.min(silent, repetition) : repetition;
    }

    private void startWaiting() {
        if (waiting++ == 0) {
            timer.progress(System.nanoTime());
        }
    }

    private boolean hasWork() {
        return failure == null
                && (window.hasWork()
                        || head != null && window.hasRoom(head.size)
                        || contexts.hasAbandoned() && window.hasRoom(Packet.PAYLOAD));
    }

    /**
     * Writes what is to be written, unless another thread is at it. A writer whose own wait is over
     * does not go on for ever: it hands the duty to the first in the queue.
     *
     * @param mine what the caller waits for, null if it is no exchange
     * @return whether the duty was handed on
     */
    private boolean write(Exchange mine, State target) {
        boolean wrote = false;
        while (true) {
            int size;
            Thread heir = null;
            synchronized (lock) {
                if (wrote) {
                    writing = false;
                    timer.sent(System.nanoTime());
                } else if (writing) {
                    return false;
                }
                if (!hasWork()) {
                    return false;
                }
                if (wrote && head != null && mine != null && mine.state.compareTo(target) >= 0) {
                    heir = head.owner;
                    size = 0;
                } else {
                    gather();
                    size = window.encode(output, System.nanoTime());
                    writing = true;
                }
            }
            if (heir != null) {
                LockSupport.unpark(heir);
                return true;
            }
            writerWakeups.wake();
            wrote = true;
            send(size);
        }
    }

    /** Admits what the window has room for: first the streams to wipe, which make contexts free. */
    private void gather() {
        while (contexts.hasAbandoned() && window.hasRoom(Packet.PAYLOAD)) {
            Context context = contexts.nextAbandoned();
            window.admitAbort(context.number());
            writerWakeups.add(contexts.release(context));
        }
        while (head != null && window.hasRoom(head.size)) {
            Exchange x = head;
            head = x.next;
            x.next = null;
            window.admit(x);
            if (!x.answered) {
                writerWakeups.add(x.owner);
            }
        }
    }

    private void send(int size) {
        try {
            port.write(output, 0, size);
        } catch (IOException | RuntimeException e) {
            fail(Reason.LOST, e.getMessage(), e);
        } finally {
            Arrays.fill(output, 0, size, (byte) 0);
        }
    }

    /**
     * Borrows a MAC context, for as long as the stream lives. Waits, at most the timeout, while all
     * are lent; before it gives up it has the garbage collector look once for streams dropped.
     */
    public Context acquire() throws LinkException {
        Contexts.Ticket ticket;
        synchronized (lock) {
            check();
            Context context = contexts.take();
            if (context != null) {
                return context;
            }
            ticket = contexts.queue();
        }
        return await(ticket);
    }

    private Context await(Contexts.Ticket ticket) throws LinkException {
        long start = System.nanoTime();
        boolean collected = false;
        boolean interrupted = false;
        try {
            while (true) {
                write(null, null);
                long waited = System.nanoTime() - start;
                synchronized (lock) {
                    if (ticket.context != null && (writing || !hasWork())) {
                        return ticket.context;
                    }
                    check();
                    if (ticket.context == null && waited >= timeout && (writing || !hasWork())) {
                        contexts.leaveQueue(ticket);
                        throw noContext();
                    }
                }
                if (!collected && waited >= timeout / 2) {
                    collected = true;
                    System.gc();
                } else if (ticket.context == null) {
                    LockSupport.parkNanos(this, (collected ? timeout : timeout / 2) - waited);
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private LinkException noContext() {
        return new LinkException(
                Reason.NO_CONTEXT,
                name() + ": all " + contexts.total() + " MAC contexts of the device were in use for "
                        + TimeUnit.NANOSECONDS.toMillis(timeout) + " ms; finish or reset some of the open Macs",
                null);
    }

    /** Gives a context back whose stream has ended with its last part. */
    public void release(Context context) {
        Thread next;
        synchronized (lock) {
            next = contexts.release(context);
        }
        LockSupport.unpark(next);
    }

    /**
     * Gives a context back whose stream has not ended; the device is told to wipe it with the next
     * request. Does no I/O and never waits, so a cleaner may call it.
     */
    public void abandon(Context context) {
        Thread waiter;
        synchronized (lock) {
            contexts.abandon(context);
            waiter = contexts.firstWaiting();
        }
        LockSupport.unpark(waiter);
    }

    /** Ends the session and closes the port; returns when the port can be opened again. */
    public void close() {
        fail(Reason.CLOSED, name() + ": the session was closed", null);
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
        long left = JOIN_MILLIS;
        while (left > 0 && reader.isAlive() && Thread.currentThread() != reader) {
            try {
                reader.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() throws LinkException {
        if (failure != null) {
            throw failure.again();
        }
    }

    private void failSilent() {
        fail(
                Reason.SILENT,
                name() + ": the device does not answer (no progress for " + TimeUnit.NANOSECONDS.toMillis(timeout)
                        + " ms); check the cable, or reset the device",
                null);
    }

    private void fail(Reason reason, String message, Throwable cause) {
        Wakeups wakeups = new Wakeups();
        synchronized (lock) {
            if (failure != null) {
                return;
            }
            failure = new LinkException(reason, message, cause);
            window.close(wakeups);
            contexts.wakeAll(wakeups);
            for (Exchange x = head; x != null; x = x.next) {
                wakeups.add(x.owner);
            }
            head = null;
            spare.clear();
        }
        wakeups.wake();
        port.close();
    }

    private void read() {
        FrameDecoder decoder = new FrameDecoder();
        byte[] chunk = new byte[READ_SIZE];
        try {
            while (receive(decoder, chunk, port.read(chunk))) {
                readerWakeups.wake();
            }
        } catch (IOException | RuntimeException e) {
            fail(Reason.LOST, e.getMessage(), e);
        } finally {
            port.close();
        }
    }

    /** Takes what was read; returns whether the session goes on. */
    private boolean receive(FrameDecoder decoder, byte[] chunk, int size) {
        Reason over = null;
        synchronized (lock) {
            long now = System.nanoTime();
            for (int i = 0; i < size && over == null; i++) {
                if (decoder.accept(chunk[i])) {
                    over = dispatch(decoder.packet(), decoder.size(), now);
                }
            }
            if (over == null && failure == null) {
                over = writing && waiting > 0 && timer.untilSilent(now) <= 0 ? Reason.SILENT : null;
                summonWriter();
            }
        }
        if (over == Reason.SILENT) {
            failSilent();
        } else if (over != null) {
            fail(over, name() + explanation(over), null);
        }
        return failure() == null;
    }

    private static String explanation(Reason reason) {
        return reason == Reason.RESET
                ? ": the device was reset"
                : ": another program has taken the device; stop that program, then close this client, or restart"
                        + " this program, to use the device again";
    }

    /** Handles a packet; returns why the session is over, or null. */
    private Reason dispatch(byte[] packet, int size, long now) {
        if (failure != null || Packet.u16(packet, Packet.EPOCH) != welcome.epoch()) {
            return null;
        }
        switch (packet[Packet.TYPE]) {
            case Packet.REPLY -> window.reply(packet, size, now, readerWakeups);
            case Packet.ACK -> window.ack(Packet.u16(packet, Packet.AUX), packet[Packet.CODE] == 1, now);
            case Packet.NO_SESSION -> {
                if (size >= Packet.PAYLOAD + Integer.BYTES) {
                    return Packet.u32(packet, Packet.PAYLOAD) == welcome.boot() ? Reason.TAKEN : Reason.RESET;
                }
            }
            default -> {
                // A late WELCOME, or something of a later version: not for us.
            }
        }
        return null;
    }

    /** Sees to it that a thread is awake to write what is to be written. */
    private void summonWriter() {
        if (writing || !readerWakeups.isEmpty() || !hasWork()) {
            return;
        }
        Thread writer = head != null ? head.owner : window.someWaiting();
        if (writer == null) {
            writer = contexts.firstWaiting();
        }
        readerWakeups.add(writer);
    }
}
