package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A handle names an id: a MAC is by the key that has the id when {@code doFinal} is called, or it is none. A message
 * of up to 64 KiB is on the host until then; a longer one has begun on the device, by a key that may have gone since.
 * Inside the JVM: the core is all it takes.
 */
@Timeout(60)
class KeyReplacementTest {

    private static final byte[] OLD = "an old key".getBytes();
    private static final byte[] NEW = "a new key".getBytes();
    private static final String ID = "replaced";
    private static final int WHOLE = 65_536;
    private static final int REPLACEMENTS = 8;
    private static final int ROUNDS = 12;

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @BeforeEach
    void importOld() throws Exception {
        DUE.importKey(ID, OLD);
    }

    private static Mac started(byte[] message) throws Exception {
        Mac mac = DUE.mac(ID);
        mac.update(message);
        return mac;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 1_000, WHOLE})
    void upTo64KibTheNewKeySigns(int length) throws Exception {
        byte[] message = new byte[length];
        Mac mac = started(message);
        DUE.importKey(ID, NEW);

        assertThat(mac.doFinal()).isEqualTo(Due.software(NEW).doFinal(message));
    }

    @ParameterizedTest
    @ValueSource(ints = {WHOLE + 1, 200_000})
    void beyondItFailsAndTheNextMessageIsByTheNewKey(int length) throws Exception {
        byte[] message = new byte[length];
        Mac mac = started(message);
        Mac copy = (Mac) mac.clone();
        Mac further = (Mac) mac.clone();
        DUE.importKey(ID, NEW);

        assertFails(mac::doFinal);
        assertFails(copy::doFinal);
        assertFails(() -> {
            further.update(message);
            further.doFinal();
        });
        assertThat(mac.doFinal(message)).isEqualTo(Due.software(NEW).doFinal(message));
    }

    @Test
    void anExchangeForTheSameKeyIsOneToo() throws Exception {
        byte[] message = new byte[WHOLE + 1];
        Mac mac = started(message);
        DUE.importKey(ID, OLD);

        assertFails(mac::doFinal);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, WHOLE})
    void upTo64KibADeletedKeyIsUnknown(int length) throws Exception {
        Mac mac = started(new byte[length]);
        DUE.keyStore().deleteEntry(ID);

        assertThatThrownBy(mac::doFinal).hasMessageContainingAll(DUE.port(), ID, "no such key");
    }

    @Test
    void beyondItADeletedKeyFailsEvenIfItIsBack() throws Exception {
        byte[] message = new byte[WHOLE + 1];
        Mac deleted = started(message);
        Mac back = started(message);
        DUE.keyStore().deleteEntry(ID);
        assertFails(deleted::doFinal);
        DUE.importKey(ID, OLD);
        assertFails(back::doFinal);

        assertThat(back.doFinal(message)).isEqualTo(Due.software(OLD).doFinal(message));
    }

    private static void assertFails(ThrowingCallable doFinal) {
        assertThatThrownBy(doFinal)
                .isInstanceOf(org.duehsm.client.DeviceStatusException.class)
                .hasMessageContainingAll(DUE.port(), ID, "replaced or deleted", "from its start");
    }

    /** In the middle of doFinal, with some of the message on the device and all of it still on the host. */
    @Test
    void aReplacementDuringDoFinalHarmsNoMessageOfUpTo64Kib() throws Exception {
        DueHsmClient client = ((DueHsmProvider) DUE.provider()).client();
        byte[] message = new byte[WHOLE];
        List<byte[]> either =
                List.of(Due.software(OLD).doFinal(message), Due.software(NEW).doFinal(message));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Future<?> replacements = thread.submit(() -> {
                    for (int i = 0; i < REPLACEMENTS; i++) {
                        client.importKey(ID, Algorithm.HMAC_SHA1, i % 2 == 0 ? OLD : NEW, true);
                    }
                });
                do {
                    assertThat(DUE.mac(ID).doFinal(message)).isIn(either);
                } while (!replacements.isDone());
                assertThat(DUE.mac(ID).doFinal(message)).isEqualTo(either.get(1));
            }
        } finally {
            thread.shutdown();
        }
    }
}
