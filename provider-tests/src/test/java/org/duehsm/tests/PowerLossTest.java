package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.KeyGenerator;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the emulator (SIGKILL) at any moment of changes, and looks at what is there afterwards. On the virtual Due, whose
 * flash is the file of another process; the many cuts, at any byte, are those of JvmPowerCutTest.
 */
class PowerLossTest {

    private static final int CUTS = 15;
    private static final int SEALS = 4;
    private static final int IDS = 8;
    private static final int CHANGES_MAX = 40; // between two cuts
    private static final int DELAY_NANOS = 3_000_000; // about what a change takes, or a seal
    private static final String PATIENCE = "timeout = 60000"; // a loss shows at once, a busy machine may be slow
    private static final String MADE = "made on the device";
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final Random random = new Random(20121105);
    private final Map<String, byte[]> keys = new HashMap<>(); // what the device has confirmed
    private volatile boolean cut;
    private String changing; // id of the change that has not been confirmed
    private byte[] intended; // null: to be deleted

    @Test
    void confirmedChangesStayAndTheInterruptedOneIsWholeOrNotAtAll() throws Exception {
        Path flash = folder.resolve("flash.bin");
        Path link = folder.resolve("due");
        Provider provider = Due.provider(link.toString(), PATIENCE);
        CompletableFuture<Void> changer = CompletableFuture.completedFuture(null);
        byte[] made = null;
        int interrupted = 0;
        for (int life = 0; life <= CUTS; life++) {
            try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
                assertThat(due.isRunning()).isTrue();
                changer.join(); // it has waited for the device
                interrupted += changing == null ? 0 : 1;
                if (life == 0) {
                    KeyGenerator generator = KeyGenerator.getInstance("HmacSHA1-DueHSM", provider);
                    generator.init(new DueHsmKeyGenParameterSpec(MADE));
                    generator.generateKey();
                    made = mac(provider, MADE);
                }
                verify(provider);
                assertThat(mac(provider, MADE)).isEqualTo(made);
                if (life == CUTS) {
                    break;
                }
                CountDownLatch changes = new CountDownLatch(1 + random.nextInt(CHANGES_MAX));
                cut = false;
                changer = CompletableFuture.runAsync(() -> changeUntilCut(provider, changes));
                changes.await();
                assertThat(changer.isDone()).as("ended before the cut").isFalse();
                cutPowerSoon(due);
                cut = true;
            }
        }
        assertThat(interrupted).as("changes left without an answer").isPositive();
    }

    @Test
    void theSealIsWholeOrNotAtAllAndStays() throws Exception {
        Path link = folder.resolve("due");
        Provider provider = Due.provider(link.toString(), PATIENCE);
        DueHsmClient client = ((DueHsmProvider) provider).client();
        for (int i = 0; i < SEALS; i++) {
            Path flash = folder.resolve("flash-" + i);
            byte[] id;
            CompletableFuture<Boolean> sealer;
            try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
                Due.importKey(provider, "a", MESSAGE);
                id = HexFormat.of().parseHex(client.info().uniqueId());
                sealer = CompletableFuture.supplyAsync(() -> seal(client, id));
                cutPowerSoon(due);
            }
            try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
                assertThat(due.isRunning()).isTrue();
                boolean confirmed = sealer.join();
                boolean sealed = client.info().sealed();
                assertThat(sealed || !confirmed).as("a confirmed seal").isTrue();
                assertThat(client.info().uniqueId()).isEqualTo(HexFormat.of().formatHex(id));
                assertThat(mac(provider, "a")).isEqualTo(expected(MESSAGE));
                assertThat(sealed || seal(client, id)).isTrue();
                due.cutPower();
            }
            try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
                assertThat(due.isRunning()).isTrue();
                assertThat(client.info().sealed()).isTrue();
                assertThat(mac(provider, "a")).isEqualTo(expected(MESSAGE));
            }
        }
    }

    private void cutPowerSoon(VirtualDue due) {
        LockSupport.parkNanos(random.nextInt(DELAY_NANOS));
        due.cutPower();
    }

    private static boolean seal(DueHsmClient client, byte[] id) {
        try {
            client.seal(id);
            return true;
        } catch (ProviderException e) {
            return false;
        }
    }

    private void changeUntilCut(Provider provider, CountDownLatch changes) {
        try {
            while (!cut) {
                changing = "key-" + random.nextInt(IDS);
                intended = keys.containsKey(changing) && random.nextBoolean() ? null : new byte[20];
                if (intended == null) {
                    Due.keyStore(provider).deleteEntry(changing);
                } else {
                    random.nextBytes(intended);
                    Due.importKey(provider, changing, intended);
                }
                confirm(changing);
                changing = null;
                changes.countDown();
            }
        } catch (KeyStoreException | ProviderException e) {
            // The power is gone. What was being changed is in changing and intended.
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            while (changes.getCount() > 0) {
                changes.countDown();
            }
        }
    }

    private void verify(Provider provider) throws Exception {
        for (int i = 0; i < IDS; i++) {
            String id = "key-" + i;
            byte[] mac = mac(provider, id);
            if (id.equals(changing)) {
                assertThat(mac).as(id).isIn(expected(keys.get(id)), expected(intended));
                if (Arrays.equals(mac, expected(intended))) {
                    confirm(id);
                }
            } else {
                assertThat(mac).as(id).isEqualTo(expected(keys.get(id)));
            }
        }
        changing = null;
    }

    private void confirm(String id) {
        if (intended == null) {
            keys.remove(id);
        } else {
            keys.put(id, intended);
        }
    }

    private static byte[] mac(Provider provider, String id) throws Exception {
        return Due.keyStore(provider).containsAlias(id) ? Due.mac(provider, id).doFinal(MESSAGE) : null;
    }

    private static byte[] expected(byte[] key) throws Exception {
        return key == null ? null : Due.software(key).doFinal(MESSAGE);
    }
}
