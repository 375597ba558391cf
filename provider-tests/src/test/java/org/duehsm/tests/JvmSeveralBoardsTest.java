package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmKeySpec;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three devices with the same keys behind one provider. Inside the JVM: it is about what the JCA's classes make of it. */
@Timeout(60)
class JvmSeveralBoardsTest {

    private static final int THREADS = 8;
    private static final int MACS = 100;
    private static final int CUTS = 10;
    private static final byte[] KEY = "a key".getBytes();
    private static final String WHAT_TO_DO = "due-hsm fleet import --port ";

    private final List<JvmDue> devices = List.of(JvmDue.inMemory(), JvmDue.inMemory(), JvmDue.inMemory());
    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        for (JvmDue device : devices) {
            Due.importKey(Due.provider(device.port()), "a", KEY);
        }
        provider =
                Due.provider(String.join(",", devices.stream().map(JvmDue::port).toList()));
    }

    @AfterEach
    void close() {
        ((DueHsmProvider) provider).client().close();
        devices.forEach(JvmDue::close);
    }

    @Test
    void messagesOfAllLengthsAndTheirClones() throws Exception {
        Random random = new Random(1);
        Mac software = Due.software(KEY);
        for (int length : new int[] {0, 1, 640, 65_536, 65_537, 300_000}) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            Mac mac = Due.mac(provider, "a");
            mac.update(message);
            Mac clone = (Mac) mac.clone();
            clone.update(message);
            assertThat(mac.doFinal()).isEqualTo(software.doFinal(message));
            software.update(message);
            assertThat(clone.doFinal()).isEqualTo(software.doFinal(message));
        }
    }

    @Test
    void whatIsReadWorksAndWhatChangesIsRefusedWithTheWayToDoIt() throws Exception {
        KeyStore keys = Due.keyStore(provider);
        assertThat(keys.containsAlias("a")).isTrue();
        assertThat(keys.size()).isEqualTo(1);
        SecureRandom.getInstance("DueHSM", provider).nextBytes(new byte[10]);

        assertThatThrownBy(() -> keys.setKeyEntry("n", new SecretKeySpec(KEY, "HmacSHA1"), null, null))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining(WHAT_TO_DO);
        assertThatThrownBy(() -> keys.deleteEntry("a"))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining(WHAT_TO_DO);
        KeyGenerator generator = KeyGenerator.getInstance("HmacSHA1-DueHSM", provider);
        generator.init(new DueHsmKeyGenParameterSpec("n"));
        assertThatThrownBy(generator::generateKey)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(WHAT_TO_DO);
        SecretKeyFactory factory = SecretKeyFactory.getInstance("HmacSHA1-DueHSM", provider);
        assertThatThrownBy(() -> factory.generateSecret(new DueHsmKeySpec("n", KEY)))
                .isNotInstanceOf(InvalidKeySpecException.class)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(WHAT_TO_DO);
        for (JvmDue device : devices) {
            assertThat(Due.keyStore(Due.provider(device.port())).size()).isEqualTo(1);
        }
    }

    @Test
    void powerThatFailsAtOneAfterTheOtherCostsNoMac() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Semaphore computed = new Semaphore(0);
        try {
            List<Future<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                tasks.add(threads.submit((Callable<Void>) () -> compareMacs(random, computed)));
            }
            for (int cut = 0; cut < CUTS; cut++) {
                JvmDue device = devices.get(cut % devices.size());
                computed.acquire(THREADS * MACS / CUTS / 2);
                device.cutPower();
                computed.acquire(THREADS * MACS / CUTS / 2);
                device.powerOn();
            }
            for (Future<Void> task : tasks) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Nobody else would tell, because no call fails. */
    @Test
    void theLogTellsOnceWhatIsMissingAndWhatIsBack() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("org.duehsm.client");
        log.addHandler(handler);
        log.setUseParentHandlers(false);
        try {
            JvmDue device = devices.get(1);
            String port = device.port();
            Mac mac = Due.mac(provider, "a");
            computeUntil(mac, () -> macs(port) > 0);
            device.cutPower();
            computeUntil(mac, () -> !lines.isEmpty());
            device.powerOn();
            computeUntil(mac, () -> macs(port) > 0);
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).startsWith("WARNING ").contains(port + ": ", "the others serve in its place");
            assertThat(lines.get(1)).isEqualTo("INFO " + port + ": the board is back, and serves again");
        } finally {
            log.setUseParentHandlers(true);
            log.removeHandler(handler);
        }
    }

    private static void computeUntil(Mac mac, BooleanSupplier enough) throws Exception {
        byte[] expected = Due.software(KEY).doFinal(KEY);
        do {
            assertThat(mac.doFinal(KEY)).isEqualTo(expected);
        } while (!enough.getAsBoolean());
    }

    private static long macs(String port) {
        return DueHsmClient.shared(ClientConfig.of(port)).info().counters().macs();
    }

    private Void compareMacs(Random random, Semaphore computed) throws Exception {
        Mac device = Due.mac(provider, "a");
        Mac software = Due.software(KEY);
        for (int i = 0; i < MACS; i++) {
            byte[] message = new byte[random.nextInt(i % 10 == 0 ? 60_000 : 1_500)];
            random.nextBytes(message);
            try {
                assertThat(device.doFinal(message)).isEqualTo(software.doFinal(message));
                computed.release();
            } catch (Throwable e) {
                computed.release(THREADS * MACS); // the cuts go on, and the task tells
                throw e;
            }
        }
        return null;
    }
}
