package org.duehsm.credentials;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.duehsm.aws.TemporaryCredentials;

/** Makes credentials that are good for an hour, each with a number; or fails. */
public final class PlayedSource implements CredentialsSource {

    private final Clock clock;
    private int asked;
    private boolean failing;

    public PlayedSource(Clock clock) {
        this.clock = clock;
    }

    /** From now on fails, or does not. */
    public synchronized void setFailing(boolean fails) {
        failing = fails;
    }

    /** How often it was asked. */
    public synchronized int asked() {
        return asked;
    }

    @Override
    public synchronized TemporaryCredentials get() throws IOException {
        asked++;
        if (failing) {
            throw new IOException("STS is \"away\"");
        }
        return new TemporaryCredentials(
                "ASIA" + asked,
                "secret/" + asked,
                "token+" + asked,
                clock.instant().plus(Duration.ofHours(1)));
    }
}
