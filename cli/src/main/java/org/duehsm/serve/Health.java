package org.duehsm.serve;

import java.util.concurrent.TimeUnit;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;

/** Whether the device answers. It is asked once a second at most, however often we are. */
final class Health {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DueHsmClient client;
    private State state;
    private long asked;

    Health(DueHsmClient client) {
        this.client = client;
    }

    /**
     * What there is to know.
     *
     * @param up whether the device answers and its self-test passed
     * @param json the same and more, as {@code /health} answers it
     */
    record State(boolean up, String json) {}

    /** Waits for the device if what is known is older than a second. */
    synchronized State state() {
        if (state == null || System.nanoTime() - asked > FRESH_NANOS) {
            state = ask();
            asked = System.nanoTime();
        }
        return state;
    }

    private State ask() {
        try {
            DeviceInfo info = client.info();
            boolean up = !info.selfTestFailed();
            return new State(
                    up,
                    "{\"status\": \"" + (up ? "up" : "self-test-failed") + "\", \"firmware\": \"" + info.firmware()
                            + "\", \"sealed\": " + info.sealed() + ", \"keys\": " + info.keys() + "}");
        } catch (DueHsmException e) {
            return new State(false, "{\"status\": \"device-unavailable\"}");
        }
    }
}
