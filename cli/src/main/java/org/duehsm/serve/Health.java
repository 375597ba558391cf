package org.duehsm.serve;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;

/** Whether the device answers, and clients reach us. The device is asked once a second at most, however often we are. */
final class Health {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String UP = "up";
    private static final State AWAY = new State(false, "{\"status\": \"device-unavailable\"}");

    private final DueHsmClient client;
    private final BooleanSupplier boardThere;
    private final Predicate<DeviceInfo> mayUse;
    private final BooleanSupplier listening;
    private State state;
    private long asked;

    /**
     * Of the device of {@code client}.
     *
     * @param boardThere whether that is worth asking: a broker knows at once that it has no board, and who asks it waits
     *     for its return
     * @param mayUse whether a device is one that computes MACs for us: it is open, or somebody has logged in
     * @param listening whether every socket of the daemon takes connections
     */
    Health(DueHsmClient client, BooleanSupplier boardThere, Predicate<DeviceInfo> mayUse, BooleanSupplier listening) {
        this.client = client;
        this.boardThere = boardThere;
        this.mayUse = mayUse;
        this.listening = listening;
    }

    /**
     * What there is to know.
     *
     * @param up whether the device answers and its self-test passed, and who asks for a signature can reach us
     * @param json the same and more, as {@code /health} answers it
     */
    record State(boolean up, String json) {}

    /** Of device and sockets. */
    State state() {
        return listening.getAsBoolean() ? device() : new State(false, "{\"status\": \"not-listening\"}");
    }

    /** Of the device alone; waits for it if what is known is older than a second. */
    State device() {
        return boardThere.getAsBoolean() ? known() : AWAY;
    }

    private synchronized State known() {
        if (state == null || System.nanoTime() - asked > FRESH_NANOS) {
            state = ask();
            asked = System.nanoTime();
        }
        return state;
    }

    private State ask() {
        try {
            DeviceInfo info = client.info();
            String status = status(info);
            return new State(
                    status.equals(UP),
                    "{\"status\": \"" + status + "\", \"firmware\": \"" + info.firmware() + "\", \"sealed\": "
                            + info.sealed() + ", \"closed\": " + info.closed() + ", \"keys\": " + info.keys() + "}");
        } catch (DueHsmException e) {
            return AWAY;
        }
    }

    private String status(DeviceInfo info) {
        if (info.selfTestFailed()) {
            return "self-test-failed";
        }
        return mayUse.test(info) ? UP : "not-logged-in";
    }
}
