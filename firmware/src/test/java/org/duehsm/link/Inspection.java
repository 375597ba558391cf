package org.duehsm.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What is looked at when all callers have ended and nothing goes wrong any more: all streams can be had, a long message
 * gets its MAC, the device's keys and counters are what the answers of the schedule allow.
 */
final class Inspection {

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PROBED = 2;
    private static final int LONG = 900;
    private static final int COUNTERS_OF_LINK = 5;

    private final LinkSimulation simulation;
    private final Call call = new Call();
    private final List<Stream> streams = new ArrayList<>();
    private DrivenSession on;
    private boolean done;
    private int listed;

    Inspection(LinkSimulation simulation) {
        this.simulation = simulation;
    }

    boolean isDone() {
        return done;
    }

    void begin() {
        simulation.note("inspection", 0);
        streams.clear();
        simulation
                .host()
                .open(
                        opened -> {
                            on = opened;
                            on.acquire(Long.MAX_VALUE / 2, this::acquired, this::again);
                        },
                        this::again);
    }

    /** A session that had ended before, unnoticed: so once more. */
    private void again(LinkException why) {
        simulation.note("again " + why.reason(), 0);
        simulation.host().endPause();
        simulation.time().after(RETRY_NANOS, this::begin);
    }

    private void acquired(Stream stream) {
        streams.add(stream);
        if (streams.size() < on.session.streamLimit()) {
            on.acquire(Long.MAX_VALUE / 2, this::acquired, this::again);
            return;
        }
        long distinct = streams.stream().map(Stream::number).distinct().count();
        simulation.check(distinct == streams.size(), "a stream was given to two");
        probe(0);
    }

    /** The device has nothing of those who had a stream before, in this session or in another. */
    private void probe(int number) {
        if (number == Math.min(PROBED, streams.size())) {
            whole();
            return;
        }
        call.request().start(Verb.MAC | Verb.LAST, streams.get(number));
        ask(() -> {
            int status = call.reply.status();
            simulation.check(status == Caller.NO_STREAM, "a stream that was given back has status " + status);
            probe(number + 1);
        });
    }

    private void ask(Runnable answered) {
        on.perform(call, true, answered, this::again);
    }

    private void whole() {
        Ledger.Key key = simulation.anyKey(new SplittableRandom(0));
        Caller.head(call.request().startWhole(Verb.MAC | Verb.FIRST | Verb.LAST), key.id)
                .data(Ledger.messages(), 0, LONG);
        // Until it is answered it may have been computed.
        simulation.ledger().mac(false);
        ask(() -> {
            simulation.check(Arrays.equals(call.reply.rest(), Ledger.mac(key, 0, LONG)), "a wrong MAC at the end");
            streams.forEach(each -> on.end(each, true));
            count();
        });
    }

    private void count() {
        call.request().start(Verb.INFO).u8(1);
        ask(() -> {
            for (int i = 0; i < COUNTERS_OF_LINK; i++) {
                call.reply.u32();
            }
            long macs = call.reply.u32();
            long changes = call.reply.u32();
            if (simulation.device().resets() == 0) {
                simulation.check(
                        simulation.ledger().allowsMacs(macs),
                        "the device has computed " + macs + " MACs: " + simulation.ledger());
                simulation.check(
                        simulation.ledger().allowsChanges(changes),
                        "the device has made " + changes + " changes: " + simulation.ledger());
            }
            listed = 0;
            list();
        });
    }

    private void list() {
        List<Ledger.Key> keys = simulation.ledger().all();
        if (listed == keys.size()) {
            countKeys();
            return;
        }
        Ledger.Key key = keys.get(listed++);
        call.request().start(Verb.FIND).prefixed(key.id);
        ask(() -> {
            key.resolve(call.reply.status(), simulation);
            list();
        });
    }

    private void countKeys() {
        call.request().start(Verb.INFO).u8(0);
        ask(() -> {
            call.reply.u16();
            int keys = call.reply.u16();
            long there = simulation.ledger().all().stream()
                    .filter(key -> key.presence == Ledger.Presence.PRESENT)
                    .count();
            simulation.check(keys == there, keys + " keys at the end, and not " + there);
            done = true;
        });
    }
}
