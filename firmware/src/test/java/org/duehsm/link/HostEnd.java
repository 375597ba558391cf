package org.duehsm.link;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.duehsm.link.LinkException.Reason;

/** The host's program at its end of the line: the port, and one session after the other, opened when a caller wants one. */
final class HostEnd {

    private static final long READ_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long TRUCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Opener(Consumer<DrivenSession> opened, Consumer<LinkException> failed) {}

    private final LinkSimulation simulation;
    private final VirtualTime time;
    private final Trace trace;
    private final SplittableRandom random;
    private final LinkSimulation.Terms terms;
    private final ByteArrayOutputStream inbox = new ByteArrayOutputStream();
    private final List<Opener> openers = new ArrayList<>();
    private DrivenSession current;
    private Handshake handshake;
    private int openings;
    private long began;
    private boolean connected;
    private long truceUntil;
    private long lastInput;

    // Whose sessions may end for a reason: what had happened when this one began.
    private int resetsBefore;
    private int othersBefore;
    private int cuts;
    private int cutsBefore;

    HostEnd(
            LinkSimulation simulation,
            VirtualTime time,
            Trace trace,
            SplittableRandom random,
            LinkSimulation.Terms terms) {
        this.simulation = simulation;
        this.time = time;
        this.trace = trace;
        this.random = random;
        this.terms = terms;
    }

    long timeout() {
        return terms.timeout();
    }

    /** How long a thread takes to go on. */
    long wakeTime() {
        return random.nextLong(terms.longestWake());
    }

    void check(boolean right, String what) {
        simulation.check(right, what);
    }

    /** Gives the session that is open, or a new one. */
    void open(Consumer<DrivenSession> opened, Consumer<LinkException> failed) {
        if (current != null && current.session.over() == null) {
            opened.accept(current);
        } else if (time.now() < truceUntil) {
            failed.accept(new LinkException(Reason.TAKEN, "left to another program", null));
        } else {
            openers.add(new Opener(opened, failed));
            if (handshake == null) {
                connect();
            }
        }
    }

    private void connect() {
        byte[] nonce = new byte[Limits.NONCE_SIZE];
        random.nextBytes(nonce);
        inbox.reset();
        connected = true;
        began = time.now();
        lastInput = began;
        resetsBefore = simulation.device().resets();
        othersBefore = simulation.device().others();
        cutsBefore = cuts;
        handshake = new Handshake("line", nonce);
        trace.note("opens", ++openings);
        greet(openings);
    }

    /** One turn of the loop that opens a session. */
    private void greet(int opening) {
        if (handshake == null || opening != openings) {
            return;
        }
        if (handshake.hasOutput(time.now())) {
            byte[] hello = handshake.output();
            time.at(send(hello, hello.length), () -> {
                if (handshake != null && opening == openings) {
                    handshake.written(time.now());
                    time.after(READ_NANOS, () -> quiet(opening));
                    listen();
                }
            });
        } else {
            time.after(READ_NANOS, () -> quiet(opening));
        }
    }

    private void quiet(int opening) {
        if (handshake == null || opening != openings) {
            return;
        }
        if (time.now() - lastInput >= READ_NANOS) {
            hear(new byte[0], 0);
        }
        if (handshake != null && time.now() - began >= terms.timeout()) {
            opened(null, handshake.silent(terms.timeout()));
        } else {
            greet(opening);
        }
    }

    private void listen() {
        byte[] bytes = inbox.toByteArray();
        inbox.reset();
        if (bytes.length > 0) {
            hear(bytes, bytes.length);
        }
    }

    private void hear(byte[] bytes, int size) {
        try {
            Welcome welcome = handshake.input(bytes, size);
            if (welcome != null) {
                opened(welcome, null);
            }
        } catch (LinkException e) {
            throw new AssertionError(e);
        }
    }

    private void opened(Welcome welcome, LinkException failure) {
        long roundTrip = handshake.sinceHello(time.now());
        handshake = null;
        List<Opener> all = new ArrayList<>(openers);
        openers.clear();
        if (welcome == null) {
            trace.note("not opened " + failure.reason(), 0);
            check(!simulation.isClean(), "a clean line, and no session: " + failure.getMessage());
            connected = false;
            all.forEach(one -> one.failed.accept(failure));
            return;
        }
        trace.note("session", welcome.epoch());
        Welcome agreed = terms.narrowed(welcome);
        Session session = new Session("line", agreed, terms.timeout(), roundTrip);
        current = new DrivenSession(this, time, session, agreed);
        DrivenSession opened = current;
        all.forEach(one -> one.opened.accept(opened));
    }

    long send(byte[] bytes, int size) {
        return simulation.up().send(bytes, size);
    }

    /** Bytes have come out of the line. */
    void arrive(byte[] bytes) {
        if (!connected) {
            return;
        }
        lastInput = time.now();
        inbox.writeBytes(bytes);
        if (handshake != null) {
            listen();
        } else {
            current.work();
        }
    }

    int available() {
        return inbox.size();
    }

    /** Moves what has come to chunk, as far as there is room. */
    int read(byte[] chunk) {
        byte[] bytes = inbox.toByteArray();
        int size = Math.min(chunk.length, bytes.length);
        System.arraycopy(bytes, 0, chunk, 0, size);
        inbox.reset();
        inbox.write(bytes, size, bytes.length - size);
        return size;
    }

    /** A session is over: the port is closed. What is still on the line may get lost in the middle of a frame. */
    void over(DrivenSession session, LinkException why) {
        trace.note("over " + why.reason(), session.welcome.epoch());
        boolean explained = switch (why.reason()) {
            case RESET -> simulation.device().resets() > resetsBefore;
            case TAKEN -> simulation.device().others() > othersBefore;
            case LOST, CLOSED -> cuts > cutsBefore;
            case SILENT -> simulation.faults().explainSilence(time.now(), terms.timeout());
            default -> false;
        };
        check(explained, "a session has ended without a cause: " + why.getMessage());
        if (why.reason() == Reason.TAKEN) {
            truceUntil = time.now() + TRUCE_NANOS;
        }
        close();
    }

    private void close() {
        connected = false;
        inbox.reset();
        if (random.nextBoolean()) {
            simulation.up().cut();
        }
    }

    /** Something has happened to the line, or to this program. */
    void incident(Faults.Event event) {
        boolean lost = event == Faults.Event.DISCONNECT
                || event == Faults.Event.HOST_RESTART
                || event == Faults.Event.POWER_CUT
                || random.nextInt(3) == 0;
        if (!lost || !connected) {
            return;
        }
        cuts++;
        trace.note("the port is lost", cuts);
        simulation.up().cut();
        simulation.down().cut();
        LinkException why = new LinkException(
                event == Faults.Event.HOST_RESTART ? Reason.CLOSED : Reason.LOST, "the port is lost", null);
        if (handshake != null) {
            opened(null, why);
        } else {
            current.end(why);
        }
    }

    /** For the end of a schedule: another program that had the device has gone. */
    void endPause() {
        truceUntil = time.now();
    }
}
