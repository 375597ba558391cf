package org.duehsm.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.ProviderException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Cuts the power in any write to the flash, at any byte of it, over and over: what was confirmed is there,
 * what was interrupted is there as a whole or not at all.
 */
@Timeout(120)
class JvmPowerCutTest {

    private static final long SEED = Long.getLong("seed", 20261129);
    private static final int CUTS = 1_000;
    private static final int IDS = 6;
    private static final int WRITES_MAX = 8;
    private static final int PAGE = 256;
    private static final byte[] MESSAGE = new byte[20];

    private final Random random = new Random(SEED);
    private final Map<String, byte[]> confirmed = new HashMap<>();
    private String changing;
    private byte[] intended;

    @Test
    void confirmedChangesStayAndTheInterruptedOneIsWholeOrNotAtAll() throws Exception {
        System.out.println("repeat with -Dseed=" + SEED);
        int interrupted = 0;
        try (JvmDue due = JvmDue.inMemory()) {
            // Away for good means at once: nothing here is busy.
            DueHsmClient client = DueHsmClient.shared(new ClientConfig(due.port(), 250_000, Duration.ofMillis(1)));
            for (int i = 0; i < CUTS; i++) {
                due.cutPowerAfter(random.nextInt(WRITES_MAX), random.nextInt(PAGE + 1));
                changeUntilCut(client);
                interrupted += changing == null ? 0 : 1;
                while (!due.isOn()) {
                    if (random.nextInt(4) == 0) {
                        due.cutPowerAfter(random.nextInt(2), random.nextInt(PAGE + 1)); // while it recovers
                    }
                    due.powerOn();
                }
                due.cutPowerAfter(Integer.MAX_VALUE, 0);
                verify(client, "cut " + i + ", seed " + SEED);
            }
            client.close();
        }
        assertThat(interrupted).as("changes left without an answer").isGreaterThan(CUTS / 2);
    }

    private void changeUntilCut(DueHsmClient client) {
        try {
            while (true) {
                changing = "key-" + random.nextInt(IDS);
                intended = confirmed.containsKey(changing) && random.nextBoolean() ? null : new byte[20];
                if (intended == null) {
                    client.deleteKey(changing);
                } else {
                    random.nextBytes(intended);
                    client.importKey(changing, Algorithm.HMAC_SHA1, intended, true);
                }
                confirm();
            }
        } catch (ProviderException e) {
            // The power is gone.
        }
    }

    private void confirm() {
        if (intended == null) {
            confirmed.remove(changing);
        } else {
            confirmed.put(changing, intended);
        }
        changing = null;
    }

    private void verify(DueHsmClient client, String about) throws Exception {
        Map<String, byte[]> macs = new HashMap<>();
        for (KeyEntry entry : client.keys()) {
            macs.put(entry.id(), client.mac(Algorithm.HMAC_SHA1, entry.id(), MESSAGE, 0, MESSAGE.length));
        }
        if (changing != null && Arrays.equals(macs.get(changing), expected(intended))) {
            confirm();
        }
        for (int i = 0; i < IDS; i++) {
            String id = "key-" + i;
            assertThat(macs.remove(id)).as(id + ", " + about).isEqualTo(expected(confirmed.get(id)));
        }
        assertThat(macs).as(about).isEmpty();
        changing = null;
    }

    private static byte[] expected(byte[] key) throws Exception {
        if (key == null) {
            return null;
        }
        Mac mac = Mac.getInstance("HmacSHA1", "SunJCE");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac.doFinal(MESSAGE);
    }
}
