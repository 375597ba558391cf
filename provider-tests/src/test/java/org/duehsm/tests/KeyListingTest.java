package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.duehsm.client.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a listing holds while other threads import, replace and delete without a pause. Inside the JVM: a device that
 * answers at once changes more between two pages.
 */
@Timeout(60)
class KeyListingTest {

    private static final byte[] KEY = "a key".getBytes();
    private static final int LISTINGS = 25;
    private static final int CHANGERS = 3;
    private static final int EMPTYINGS = 8;

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private final List<String> staying = ids("staying", 30);
    private final List<String> passing = ids("passing", 12);
    private final CountDownLatch changing = new CountDownLatch(CHANGERS);
    private volatile boolean listed;

    /* Every third fits the device's answer; the others come in two pieces, of which no two ids have one in common. */
    private static List<String> ids(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 3 == 0
                        ? name + i
                        : (name + "." + i % 10 + ".").repeat(20).substring(0, 120) + i)
                .toList();
    }

    @Test
    void everyKeyThatStaysIsListedOnceWhileOthersComeAndGo() throws Exception {
        for (int i = 0; i < staying.size(); i++) {
            DUE.importKey(staying.get(i), KEY);
            DUE.client().importKey(passing.get(i % passing.size()), Algorithm.HMAC_SHA1, KEY, true);
        }
        List<String> known = new ArrayList<>(staying);
        known.addAll(passing);
        KeyStore store = DUE.keyStore();
        ExecutorService threads = Executors.newFixedThreadPool(CHANGERS);
        try {
            List<Future<?>> changers = IntStream.range(0, CHANGERS)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> change(i)))
                    .toList();
            changing.await();
            for (int i = 0; i < LISTINGS; i++) {
                assertThat(Collections.list(store.aliases()))
                        .doesNotHaveDuplicates()
                        .containsAll(staying)
                        .isSubsetOf(known);
                assertThat(store.size()).isBetween(staying.size(), known.size());
            }
            listed = true;
            for (Future<?> changer : changers) {
                changer.get();
            }
        } finally {
            listed = true;
            threads.shutdown();
        }
        assertThat(Collections.list(store.aliases())).hasSize(store.size());
    }

    /** A deletion moves the last key to the place of the deleted one, so the first are deleted, and the last shall stay. */
    @Test
    void noKeyIsMissedBecauseADeletionMovesIt() throws Exception {
        KeyStore store = DUE.keyStore();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < EMPTYINGS; i++) {
                for (String alias : Collections.list(store.aliases())) {
                    store.deleteEntry(alias);
                }
                passing.forEach(id -> DUE.client().importKey(id, Algorithm.HMAC_SHA1, KEY, false));
                staying.forEach(id -> DUE.client().importKey(id, Algorithm.HMAC_SHA1, KEY, false));
                Future<?> deletions = thread.submit(() -> passing.forEach(DUE.client()::deleteKey));
                assertThat(Collections.list(store.aliases()))
                        .doesNotHaveDuplicates()
                        .containsAll(staying);
                deletions.get();
                assertThat(Collections.list(store.aliases())).containsExactlyInAnyOrderElementsOf(staying);
            }
        } finally {
            thread.shutdown();
        }
    }

    /* Each changer has passing keys of its own, and one of those that stay, which it replaces. */
    private void change(int changer) {
        for (int i = changer; !listed; i += CHANGERS) {
            String id = passing.get(i % passing.size());
            DUE.client().deleteKey(id);
            DUE.client().importKey(staying.get(changer), Algorithm.HMAC_SHA1, KEY, true);
            DUE.client().importKey(id, Algorithm.HMAC_SHA1, KEY, false);
            changing.countDown();
        }
    }
}
