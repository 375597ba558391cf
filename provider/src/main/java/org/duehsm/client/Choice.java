package org.duehsm.client;

import org.duehsm.link.Link;

/** By what a client with several boards picks the one that is asked. Of boards that are equal it takes any. */
enum Choice {
    /** For a whole message: the fewest calls under way. */
    LEAST_BUSY {
        @Override
        long burden(Link link) {
            return link.callers();
        }
    },
    /** For the beginning of a long message, which stays where it begins: the fewest streams taken, then as above. */
    FEWEST_STREAMS {
        @Override
        long burden(Link link) {
            return ((long) link.streamsTaken() << Integer.SIZE) + link.callers();
        }
    },
    /** For what is read of a board: the first one, as the configuration names them, so that one answers for all. */
    FIRST {
        @Override
        long burden(Link link) {
            return 0;
        }
    };

    abstract long burden(Link link);
}
