package org.duehsm.link;

/** Has the garbage collector look for streams that were dropped, so that they can be used again. */
final class Garbage {

    // A system property, because a static field would be one for each class loader that has this class.
    private static final String LAST = "org.duehsm.link.collected";

    private Garbage() {}

    /** Collects, unless this was done in the last so many nanoseconds, in this JVM and by whomever. */
    static void collect(long period) {
        long now = System.nanoTime();
        String mine = Long.toString(now);
        Object last = System.getProperties().merge(LAST, mine, (was, is) -> now - time(was) >= period ? is : was);
        if (last == mine) {
            System.gc();
        }
    }

    private static long time(Object written) {
        return Long.parseLong(written.toString());
    }
}
