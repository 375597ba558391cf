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
import java.util.concurrent.CountDownLatch;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the emulator (SIGKILL) while keys are being changed, and looks at what is there afterwards. */
class PowerLossTest {

    private static final int CUTS = 8;
    private static final int IDS = 8;
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final Random random = new Random(20121105);
    private final Map<String, byte[]> keys = new HashMap<>(); // what the device has confirmed
    private volatile String changing; // id of the change that has not been confirmed
    private volatile byte[] intended; // null: to be deleted

    @Test
    void confirmedChangesStayAndTheInterruptedOneIsWholeOrNotAtAll() throws Exception {
        Path flash = folder.resolve("flash.bin");
        Path link = folder.resolve("due");
        Provider provider = Due.provider(link.toString());
        for (int cut = 0; cut < CUTS; cut++) {
            try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
                verify(provider);
                CountDownLatch changes = new CountDownLatch(1 + random.nextInt(40));
                Thread changer = new Thread(() -> changeUntilFailure(provider, changes));
                changer.start();
                changes.await();
                due.cutPower();
                changer.join();
            }
        }
        try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
            assertThat(due.isRunning()).isTrue();
            verify(provider);
        }
    }

    @Test
    void theSealStays() throws Exception {
        Path flash = folder.resolve("flash.bin");
        Path link = folder.resolve("due");
        DueHsmClient client = ((DueHsmProvider) Due.provider(link.toString())).client();
        try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
            client.seal(HexFormat.of().parseHex(client.info().uniqueId()));
            due.cutPower();
        }
        try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
            assertThat(due.isRunning()).isTrue();
            assertThat(client.info().sealed()).isTrue();
        }
    }

    private void changeUntilFailure(Provider provider, CountDownLatch changes) {
        try {
            while (true) {
                changing = "key-" + random.nextInt(IDS);
                intended = keys.containsKey(changing) && random.nextBoolean() ? null : new byte[20];
                if (intended == null) {
                    Due.keyStore(provider).deleteEntry(changing);
                    keys.remove(changing);
                } else {
                    random.nextBytes(intended);
                    Due.importKey(provider, changing, intended);
                    keys.put(changing, intended);
                }
                changing = null;
                changes.countDown();
            }
        } catch (KeyStoreException | ProviderException e) {
            // The power is gone. What was being changed is in changing and intended.
        } catch (Exception e) {
            throw new AssertionError(e);
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
