package org.duehsm.link;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A message on its way to the device in parts, as {@code MacMessage} sends one: copied, finished, or dropped in its middle. */
final class LongMessage {

    private static final int PARTS_MAX = 5;
    private static final int PART_MAX = 1300;
    private static final byte[] NO_SUCH_KEY = {'n', 'o', 'n', 'e'};

    private final Caller caller;
    private final LinkSimulation simulation;
    private final SplittableRandom random;
    private final DrivenSession on;
    private final Call call;
    private final Ledger.Key key;
    private final int start;
    private Stream stream;
    private int at;
    private int parts;
    private Runnable done;

    /** @param key null for one that does not exist */
    LongMessage(Caller caller, DrivenSession on, Call call, Ledger.Key key) {
        this(caller, on, call, key, caller.random.nextInt(Ledger.messages().length - PARTS_MAX * PART_MAX));
    }

    private LongMessage(Caller caller, DrivenSession on, Call call, Ledger.Key key, int start) {
        this.caller = caller;
        this.simulation = caller.simulation;
        this.random = caller.random;
        this.on = on;
        this.call = call;
        this.key = key;
        this.start = start;
        this.at = start;
        this.parts = 1 + random.nextInt(PARTS_MAX);
    }

    /** Sends all of it, and then goes on with done, whatever has become of it. */
    void begin(Runnable done) {
        this.done = done;
        on.acquire(
                simulation.host().timeout(),
                got -> {
                    if (got == null) {
                        simulation.check(simulation.streams().areFew(), "no stream, although one is free");
                        done.run();
                    } else {
                        stream = got;
                        simulation.streams().taken(on, got);
                        first();
                    }
                },
                why -> done.run());
    }

    private void first() {
        Request request = call.request().start(Verb.MAC | Verb.FIRST, stream);
        part(Caller.head(request, key == null ? NO_SUCH_KEY : key.id));
    }

    private void part(Request request) {
        int room = Ledger.messages().length - at;
        int length = Math.min(room, random.nextInt(random.nextInt(PART_MAX) + 1));
        request.data(Ledger.messages(), at, length);
        at += length;
        parts--;
        boolean dropped = random.nextInt(40) == 0;
        on.perform(call, false, dropped ? done : this::posted, dropped ? why -> done.run() : why -> lost());
        if (dropped) {
            // As a cleaner may, while the request still stands in the queue.
            simulation.streams().ended(on, stream);
            on.end(stream, false);
        }
    }

    private void posted() {
        int status = stream.status();
        if (status != Caller.OK) {
            caller.check(key == null && status == Caller.UNKNOWN_KEY, "a part has status " + status);
            end(false);
        } else if (random.nextInt(25) == 0) {
            end(false);
        } else if (parts > 0 && random.nextInt(6) == 0) {
            copy();
        } else {
            goOn();
        }
    }

    private void goOn() {
        if (parts > 0) {
            part(call.request().start(Verb.MAC, stream));
        } else {
            last();
        }
    }

    private void last() {
        int length = Math.min(Ledger.messages().length - at, random.nextInt(100));
        call.request().start(Verb.MAC | Verb.LAST, stream).data(Ledger.messages(), at, length);
        at += length;
        on.perform(call, true, this::answered, why -> {
            simulation.ledger().mac(false);
            lost();
        });
    }

    private void answered() {
        int status = call.reply.status();
        if (key == null) {
            caller.check(status == Caller.UNKNOWN_KEY, "a message by a key that does not exist has status " + status);
        } else {
            caller.check(status == Caller.OK, "a message in parts has status " + status);
            caller.check(Arrays.equals(call.reply.rest(), Ledger.mac(key, start, at)), "a wrong MAC of parts");
            simulation.ledger().mac(true);
        }
        end(true);
    }

    /** The copy is finished first, or dropped; then this goes on where it was. */
    private void copy() {
        LongMessage copy = new LongMessage(caller, on, call, key, start);
        copy.at = at;
        on.acquire(
                simulation.host().timeout(),
                got -> {
                    if (got == null) {
                        simulation.check(simulation.streams().areFew(), "no stream, although one is free");
                        end(false);
                    } else {
                        copy.stream = got;
                        simulation.streams().taken(on, got);
                        if (random.nextBoolean()) {
                            copyTo(copy);
                        } else {
                            // It makes no difference what the destination was before.
                            Ledger.Key before = simulation.anyKey(random);
                            Caller.head(call.request().start(Verb.MAC | Verb.FIRST, got), before.id)
                                    .data(Ledger.messages(), 0, random.nextInt(PART_MAX));
                            on.perform(call, false, () -> copyTo(copy), why -> lostBoth(copy));
                        }
                    }
                },
                why -> lost());
    }

    private void copyTo(LongMessage copy) {
        call.request().startCopy(stream, copy.stream);
        on.perform(call, true, () -> copied(copy), why -> lostBoth(copy));
    }

    private void lostBoth(LongMessage copy) {
        copy.lost(() -> {});
        lost();
    }

    private void copied(LongMessage copy) {
        int status = call.reply.status();
        if (status != Caller.OK) {
            caller.check(key == null && status == Caller.UNKNOWN_KEY, "COPY has status " + status);
            copy.done = () -> end(false);
            copy.last();
            return;
        }
        copy.done = this::goOn;
        copy.posted();
    }

    private void end(boolean closed) {
        simulation.streams().ended(on, stream);
        on.end(stream, closed);
        done.run();
    }

    private void lost() {
        lost(done);
    }

    private void lost(Runnable then) {
        simulation.streams().ended(on, stream);
        on.end(stream, false);
        then.run();
    }
}
