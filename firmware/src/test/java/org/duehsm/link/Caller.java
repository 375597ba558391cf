package org.duehsm.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread of the application, as a state machine: does one thing after the other, drawn from the seed, as
 * {@code DueHsmClient} does them, and checks every answer.
 */
final class Caller {

    static final int OK = 0;
    static final int UNKNOWN_KEY = 1;
    static final int NO_STREAM = 4;
    private static final int WHOLE_MAX = 3000;
    private static final int OWN_MAX = 12;
    private static final int ALIGNMENT = 4;
    private static final byte[] NO_SUCH_KEY = {'n', 'o', 'n', 'e'};
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    final LinkSimulation simulation;
    final SplittableRandom random;
    private final int number;
    private final Call call = new Call();
    private final List<Ledger.Key> own = new ArrayList<>();
    private int left;
    private int made;
    private boolean repeated;
    private long lostAt;

    Caller(LinkSimulation simulation, SplittableRandom random, int number, int operations) {
        this.simulation = simulation;
        this.random = random;
        this.number = number;
        this.left = operations;
    }

    /** Goes on with the next operation, or ends. */
    void next() {
        left--;
        if (left >= 0) {
            long think =
                    random.nextInt(4) == 0 ? random.nextLong(simulation.terms().longestThought()) : 0;
            simulation.time().after(1 + think, this::operate);
        } else {
            simulation.ended();
        }
    }

    private void operate() {
        repeated = false;
        if (simulation.terms().onlyReads()) {
            look();
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> whole();
            case 4, 5, 6 -> longMessage();
            case 7, 8 -> change();
            case 9 -> find();
            case 10 -> random();
            default -> look();
        }
    }

    // What is harmless to do twice.

    /** Does it on the open session, or on a new one, and once more if the device went away in its middle. */
    private void repeatable(Consumer<DrivenSession> operation) {
        simulation.host().open(operation, why -> lost(why, operation));
    }

    private void lost(LinkException why, Consumer<DrivenSession> operation) {
        simulation.note("lost " + why.reason(), number);
        if (!why.mayReopen() || repeated) {
            next();
            return;
        }
        repeated = true;
        lostAt = simulation.time().now();
        reopen(operation);
    }

    private void reopen(Consumer<DrivenSession> operation) {
        simulation.host().open(operation, why -> {
            if (why.mayReopen()
                    && simulation.time().now() - lostAt < simulation.host().timeout()) {
                simulation.time().after(RETRY_NANOS, () -> reopen(operation));
            } else {
                next();
            }
        });
    }

    private void ask(DrivenSession on, Consumer<DrivenSession> again, Runnable answered) {
        on.perform(call, true, answered, why -> lost(why, again));
    }

    private Ledger.Key anyKey() {
        if (!own.isEmpty() && random.nextInt(3) == 0) {
            Ledger.Key key = own.get(random.nextInt(own.size()));
            if (key.presence == Ledger.Presence.PRESENT && key.mac != null) {
                return key;
            }
        }
        return simulation.anyKey(random);
    }

    private void whole() {
        Ledger.Key key = random.nextInt(10) == 0 ? null : anyKey();
        int length = random.nextInt(4) == 0 ? random.nextInt(WHOLE_MAX) : random.nextInt(random.nextInt(640) + 1);
        int from = random.nextInt(Ledger.messages().length - length);
        repeatable(on -> whole(on, key, from, length));
    }

    private void whole(DrivenSession on, Ledger.Key key, int from, int length) {
        byte[] id = key == null ? NO_SUCH_KEY : key.id;
        int code = Verb.MAC | Verb.FIRST | Verb.LAST;
        Request request = call.request();
        int room = on.welcome.maxPayload() - (2 + id.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        boolean single = length <= room;
        head(single ? request.start(code, Verb.NO_STREAM) : request.startWhole(code), id)
                .data(Ledger.messages(), from, length);
        on.perform(
                call,
                true,
                () -> {
                    checkMac(key, from, from + length);
                    next();
                },
                why -> {
                    simulation.ledger().mac(false);
                    lost(why, again -> whole(again, key, from, length));
                });
    }

    static Request head(Request request, byte[] id) {
        return request.u8(1).prefixed(id).align();
    }

    private void checkMac(Ledger.Key key, int from, int to) {
        int status = call.reply.status();
        if (key == null) {
            check(status == UNKNOWN_KEY, "a MAC by a key that does not exist has status " + status);
            return;
        }
        check(status == OK, "a MAC has status " + status);
        check(Arrays.equals(call.reply.rest(), Ledger.mac(key, from, to)), "a wrong MAC");
        simulation.ledger().mac(true);
    }

    private void find() {
        if (own.isEmpty()) {
            look();
            return;
        }
        Ledger.Key key = own.get(random.nextInt(own.size()));
        repeatable(on -> find(on, key));
    }

    private void find(DrivenSession on, Ledger.Key key) {
        call.request().start(Verb.FIND).prefixed(key.id);
        ask(on, again -> find(again, key), () -> {
            key.resolve(call.reply.status(), simulation);
            next();
        });
    }

    private void random() {
        int count = 8 + random.nextInt(Limits.RANDOM_MAX - 7);
        repeatable(on -> random(on, count));
    }

    private void random(DrivenSession on, int count) {
        call.request().start(Verb.RANDOM).u8(count);
        ask(on, again -> random(again, count), () -> {
            byte[] bytes = call.reply.rest();
            check(call.reply.status() == OK && bytes.length == count, "RANDOM gives " + bytes.length + " bytes");
            check(simulation.isNew(Arrays.hashCode(bytes)), "the same random bytes twice");
            next();
        });
    }

    /** INFO or LIST. */
    private void look() {
        repeatable(random.nextBoolean() ? this::info : this::list);
    }

    private void info(DrivenSession on) {
        call.request().start(Verb.INFO).u8(0);
        ask(on, this::info, () -> {
            byte[] info = call.reply.rest();
            check(call.reply.status() == OK && info.length == 10, "INFO has " + info.length + " bytes");
            next();
        });
    }

    private void list(DrivenSession on) {
        call.request().start(Verb.LIST).u16(0).u8(0);
        ask(on, this::list, () -> {
            byte[] piece = call.reply.rest();
            check(call.reply.status() == OK && piece.length > 7, "LIST has " + piece.length + " bytes");
            next();
        });
    }

    // Changes: never done twice.

    private void change() {
        repeatable(this::ping);
    }

    private void ping(DrivenSession on) {
        call.request().start(Verb.INFO).u8(0);
        ask(on, this::ping, () -> change(on));
    }

    private void change(DrivenSession on) {
        if (own.size() == OWN_MAX || !own.isEmpty() && random.nextInt(3) == 0) {
            delete(on, own.get(random.nextInt(own.size())));
        } else {
            make(on, random.nextInt(3) > 0);
        }
    }

    private void make(DrivenSession on, boolean imported) {
        byte[] bytes = new byte[1 + random.nextInt(Limits.KEY_MAX)];
        random.nextBytes(bytes);
        Ledger.Key key =
                new Ledger.Key("caller " + number + " key " + made++, imported ? bytes : null, Ledger.Presence.ABSENT);
        own.add(key);
        simulation.ledger().add(key);
        Request request = call.request().start(imported ? Verb.IMPORT : Verb.GENERATE);
        request.u8(1).prefixed(key.id).u64(0);
        if (imported) {
            request.prefixed(bytes);
        }
        change(on, key, Ledger.Presence.PRESENT);
    }

    private void delete(DrivenSession on, Ledger.Key key) {
        call.request().start(Verb.DELETE).prefixed(key.id);
        change(on, key, Ledger.Presence.ABSENT);
    }

    private void change(DrivenSession on, Ledger.Key key, Ledger.Presence wanted) {
        boolean may = key.presence != wanted;
        boolean must = may && key.presence != Ledger.Presence.UNKNOWN;
        on.perform(
                call,
                true,
                () -> {
                    int status = call.reply.status();
                    check(
                            status == OK ? may : !must && status == UNKNOWN_KEY,
                            "to change a key from " + key.presence + " to " + wanted + " has status " + status);
                    if (status == OK) {
                        simulation.ledger().change(true);
                    }
                    key.presence = wanted;
                    next();
                },
                why -> {
                    if (call.mayHaveRun()) {
                        simulation.note("unknown outcome", number);
                        simulation.ledger().change(false);
                        key.presence = may ? Ledger.Presence.UNKNOWN : key.presence;
                    }
                    next();
                });
    }

    // Messages in parts.

    private void longMessage() {
        simulation
                .host()
                .open(
                        on -> new LongMessage(this, on, call, random.nextInt(12) == 0 ? null : anyKey())
                                .begin(this::next),
                        why -> next());
    }

    void check(boolean right, String what) {
        simulation.check(right, "caller " + number + ": " + what);
    }
}
