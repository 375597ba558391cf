package org.duehsm.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever is done to a Mac of ours and to one of the JDK's, they agree: in several threads at once, by a key in each
 * round that is for either algorithm, whatever the id's key was for before.
 */
@Timeout(120)
abstract class MacProperties {

    private static final long SEED = Long.getLong("seed", 20260101);
    private static final int THREADS = 4; // of 4 streams at most
    private static final int ROUNDS = 50;

    private final Due due;

    MacProperties(Due due) {
        this.due = due;
    }

    @Test
    void itEqualsTheJdksMac() throws Exception {
        System.out.println("repeat with -Dseed=" + SEED);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                MacComparison comparison = new MacComparison(due, "property-" + thread, SEED + thread);
                tasks.add(() -> comparison.run(ROUNDS));
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
