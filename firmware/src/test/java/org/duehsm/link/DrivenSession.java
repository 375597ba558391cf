package org.duehsm.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A {@link Session} and what {@link CallerLoop} does for it, in virtual time: somebody writes, somebody reads, and
 * nobody does if nobody waits. Callers are told of what became ready, or of the end, each once.
 */
final class DrivenSession {

    /** Who waits, and for what. */
    private record Waiting(Runnable ready, Consumer<LinkException> over) {}

    private static final long READ_NANOS = 100_000_000;
    private static final int READ_SIZE = 4096;

    final Session session;
    final Welcome welcome;
    private final HostEnd host;
    private final VirtualTime time;
    private final Map<Waiter, Waiting> waiting = new LinkedHashMap<>();
    private final List<Runnable> atWritten = new ArrayList<>();
    private final byte[] output;
    private final byte[] chunk = new byte[READ_SIZE];
    private int away;
    private long writeBegan;
    private long nextWake = Long.MAX_VALUE;
    private boolean overTold;

    DrivenSession(HostEnd host, VirtualTime time, Session session, Welcome welcome) {
        this.host = host;
        this.time = time;
        this.session = session;
        this.welcome = welcome;
        this.output = new byte[session.outputMax()];
    }

    /** Sends the call; ready when it is ready, over if the session is over before. */
    void perform(Call call, boolean answered, Runnable ready, Consumer<LinkException> over) {
        if (session.over() != null) {
            over.accept(session.over());
            return;
        }
        call.answered = answered;
        call.ready = false;
        enter(call, new Waiting(ready, over), () -> session.add(call));
    }

    /** Waits for a stream, at most so long; it is null if there was none. */
    void acquire(long patience, Consumer<Stream> ready, Consumer<LinkException> over) {
        if (session.over() != null) {
            over.accept(session.over());
            return;
        }
        StreamWait wait = new StreamWait();
        enter(wait, new Waiting(() -> ready.accept(wait.stream), over), () -> session.add(wait));
        time.after(patience, () -> {
            if (session.over() == null && waiting.remove(wait) != null) {
                session.giveUp(wait);
                ready.accept(wait.stream);
            }
        });
    }

    /** Ends a stream, as a caller or a cleaner does. */
    void end(Stream stream, boolean closed) {
        session.end(stream, closed);
        settle();
        work();
    }

    private void enter(Waiter waiter, Waiting what, Runnable add) {
        boolean alone = waiting.isEmpty();
        waiting.put(waiter, what);
        add.run();
        settle();
        if (alone) {
            session.resume(time.now());
        }
        away = Math.max(0, away - 1);
        work();
    }

    /** Ends it, if it is not over. */
    void end(LinkException why) {
        session.end(why);
        settle();
        work();
    }

    /** Bytes have come, or time has passed, or there is something new: does what there is to do. */
    void work() {
        boolean attended = !waiting.isEmpty();
        while (mayRead() && host.available() > 0) {
            away = 0;
            session.input(chunk, host.read(chunk), time.now());
            settle();
        }
        if (attended && session.over() == null && session.hasOutput(away > 0)) {
            write();
        }
        if (session.over() != null) {
            tellOver();
        } else {
            wakeLater();
        }
    }

    private boolean mayRead() {
        boolean free =
                !session.isWriting() || waiting.size() > 1 || time.now() - writeBegan > host.timeout() / 4; // the watch
        return session.over() == null && !waiting.isEmpty() && free;
    }

    private void write() {
        int size = session.output(output, time.now());
        writeBegan = time.now();
        long written = host.send(output, size);
        settle();
        time.at(written, () -> {
            if (session.over() == null) {
                session.written(time.now());
                work();
            }
            List<Runnable> goOn = new ArrayList<>(atWritten);
            atWritten.clear();
            goOn.forEach(Runnable::run);
        });
    }

    /** Those who are ready go on; one who is alone has the write to end first. */
    private void settle() {
        for (Waiter waiter = session.done(); waiter != null; waiter = session.done()) {
            away++;
            Waiting ready = waiting.remove(waiter);
            if (ready == null && session.over() != null) {
                continue; // it has been told of the end
            }
            host.check(ready != null && waiter.ready, "something became ready that nobody waits for");
            if (session.isWriting() && waiting.isEmpty()) {
                atWritten.add(ready.ready);
            } else {
                time.after(host.wakeTime(), ready.ready);
            }
        }
    }

    private void tellOver() {
        if (!overTold) {
            overTold = true;
            host.over(this, session.over());
            List<Waiting> all = new ArrayList<>(waiting.values());
            waiting.clear();
            all.forEach(one -> time.after(host.wakeTime(), () -> one.over.accept(session.over())));
        }
    }

    /** A read ends after a while, also without a byte. */
    private void wakeLater() {
        if (waiting.isEmpty()) {
            return;
        }
        long now = time.now();
        long wake = now + Math.max(1, Math.min(session.untilTick(now), READ_NANOS));
        if (wake < nextWake) {
            nextWake = wake;
            time.at(wake, () -> {
                if (nextWake == wake) {
                    nextWake = Long.MAX_VALUE;
                    if (!waiting.isEmpty() && session.over() == null) {
                        away = 0;
                        session.input(chunk, 0, time.now());
                        settle();
                    }
                    work();
                }
            });
        }
    }
}
