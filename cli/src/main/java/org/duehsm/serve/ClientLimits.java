package org.duehsm.serve;

import java.time.Duration;

/**
 * How much of a server its clients can take.
 *
 * @param connections accepted at a time over a socket; more wait in the kernel's queue until one is closed
 * @param crowd open connections above which each new one has the one closed that has been longest without a request
 * @param head how long a connection may be without a whole head, from its opening or from the last answer
 * @param body how long a message may take to arrive, of at most a MiB
 */
public record ClientLimits(int connections, int crowd, Duration head, Duration body) {

    /** What suits a server with one device behind it. */
    public static final ClientLimits DEFAULT =
            new ClientLimits(1024, 896, Duration.ofSeconds(30), Duration.ofSeconds(10));
}
