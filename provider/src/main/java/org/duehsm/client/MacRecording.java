package org.duehsm.client;

import org.duehsm.link.FlightRecorder;
import org.duehsm.link.Link;

/**
 * The recording of a MAC that is being computed, in place of {@link MacEvent}: a Java without {@code jdk.jfr} cannot load
 * that class, and so no other class may hold one.
 */
interface MacRecording {

    /** That of a MAC that begins now; null if nobody records it. */
    static MacRecording started() {
        return FlightRecorder.PRESENT ? MacEvent.started() : null;
    }

    /** Records that the MAC is here; does nothing for null. */
    static void done(MacRecording recording, Link link, MacKey key, long bytes) {
        if (recording != null) {
            recording.done(link, key, bytes);
        }
    }

    /** Records that the MAC is here. */
    void done(Link link, MacKey key, long bytes);
}
