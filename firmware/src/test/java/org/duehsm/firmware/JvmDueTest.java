package org.duehsm.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.port.Port;
import org.duehsm.port.PortName;
import org.duehsm.port.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JvmDueTest {

    private static final byte[] KEY = "a key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = new byte[100_000];
    private static final int EXCHANGES = 50;

    @TempDir
    Path folder;

    private static DueHsmClient client(String port) {
        return DueHsmClient.shared(new ClientConfig(port, 250_000, Duration.ofSeconds(3)));
    }

    private static DueHsmClient client(JvmDue due) {
        return client(due.port());
    }

    private static byte[] mac(DueHsmClient client, String id) {
        return client.mac(Algorithm.HMAC_SHA1, id, MESSAGE, 0, MESSAGE.length);
    }

    private static byte[] software(byte[] key) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1", "SunJCE");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac.doFinal(MESSAGE);
    }

    @Test
    void signsAndSaysWhatItIs() throws Exception {
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient client = client(due);
            client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
            assertThat(mac(client, "a")).isEqualTo(software(KEY));
            assertThat(client.info().board()).isEqualTo("device inside the JVM");
            client.close();
        }
    }

    @Test
    void twoHundredDevicesAreTwoHundred() throws Exception {
        List<JvmDue> devices = new ArrayList<>();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try {
            for (int i = 0; i < 200; i++) {
                devices.add(JvmDue.inMemory());
            }
            assertThat(before).containsAll(Thread.getAllStackTraces().keySet());
            for (int i = 0; i < devices.size(); i++) {
                client(devices.get(i)).importKey("a", Algorithm.HMAC_SHA1, new byte[] {(byte) i, 1}, false);
            }
            for (int i = 0; i < devices.size(); i++) {
                assertThat(mac(client(devices.get(i)), "a")).isEqualTo(software(new byte[] {(byte) i, 1}));
            }
        } finally {
            devices.forEach(due -> client(due).close());
            devices.forEach(JvmDue::close);
        }
    }

    @Test
    void aResetLosesTheSessionAndKeepsTheKeys() throws Exception {
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient client = client(due);
            client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
            long sessions = client.info().counters().sessions();
            due.reset();
            assertThat(mac(client, "a")).isEqualTo(software(KEY));
            assertThat(client.info().counters().sessions()).isEqualTo(sessions);
            assertThat(client.info().counters().macs()).isEqualTo(1);
            client.close();
        }
    }

    @Test
    void theSealStaysThroughItsResetAndAPowerCut() throws Exception {
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient client = client(due);
            client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
            client.seal(HexFormat.of().parseHex(client.info().uniqueId()));
            assertThat(client.info().sealed()).isTrue();
            due.cutPower();
            assertThat(due.isOn()).isFalse();
            due.powerOn();
            assertThat(client.info().sealed()).isTrue();
            assertThatThrownBy(() -> client.deleteKey("a")).hasMessageContaining("sealed");
            assertThat(mac(client, "a")).isEqualTo(software(KEY));
            client.close();
        }
    }

    @Test
    void whoIsInterruptedHarmsNobody() throws Exception {
        Thread thread = Thread.currentThread();
        AtomicInteger exchanges = new AtomicInteger();
        Thread interrupter = new Thread(() -> {
            for (int seen = 0; seen < EXCHANGES; ) {
                if (exchanges.get() > seen) {
                    seen++;
                    thread.interrupt();
                }
            }
        });
        interrupter.setDaemon(true);
        try (JvmDue due = JvmDue.onFile(folder.resolve("flash"))) {
            DueHsmClient client = client(due);
            thread.interrupt();
            client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
            assertThat(Thread.interrupted()).isTrue();
            interrupter.start();
            while (exchanges.incrementAndGet() < EXCHANGES) {
                due.exchange(new byte[10_000]);
            }
            while (interrupter.isAlive()) {
                Thread.onSpinWait();
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(due.isOn()).isTrue();
            assertThat(mac(client, "a")).isEqualTo(software(KEY));
            client.importKey("b", Algorithm.HMAC_SHA1, KEY, false);
            client.close();
        }
    }

    @Test
    void aDeviceWithoutPowerIsGoneAndComesBack() throws Exception {
        try (JvmDue due = JvmDue.inMemory()) {
            // Nothing here is busy: what is away is away.
            DueHsmClient client = DueHsmClient.shared(new ClientConfig(due.port(), 250_000, Duration.ofMillis(500)));
            client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
            due.cutPower();
            assertThatThrownBy(() -> due.exchange(new byte[1])).hasMessageContaining("off");
            assertThatThrownBy(client::info)
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining(due.port());
            due.powerOn();
            assertThat(mac(client, "a")).isEqualTo(software(KEY));
            client.close();
        }
    }

    @Test
    void aSourceOfNoiseThatFailsStopsGenerateAndNotSigning() throws Exception {
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient client = client(due);
            client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
            due.failNoise(true);
            due.reset();
            assertThat(client.info().randomFailed()).isTrue();
            assertThatThrownBy(() -> client.generateKey("b", Algorithm.HMAC_SHA1))
                    .isInstanceOf(ProviderException.class);
            assertThat(mac(client, "a")).isEqualTo(software(KEY));
            client.close();
        }
    }

    @Test
    void itsFlashFileIsKeptAndIsThatOfTheEmulatorToo() throws Exception {
        Path file = folder.resolve("flash file.bin");
        String id;
        try (JvmDue due = JvmDue.onFile(file)) {
            DueHsmClient client = client(due);
            client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
            id = client.info().uniqueId();
            client.close();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        try (VirtualDue due = VirtualDue.builder().flash(file).start()) {
            DueHsmClient client = client(due.port());
            assertThat(client.info().uniqueId()).isEqualTo(id);
            client.importKey("b", Algorithm.HMAC_SHA1, KEY, false);
            client.close();
        }
        DueHsmClient client = client("jvm:" + file);
        assertThat(client.info().uniqueId()).isEqualTo(id);
        assertThat(mac(client, "b")).isEqualTo(software(KEY));
        assertThatThrownBy(() -> JvmDue.onFile(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another virtual Due uses this flash file");
        client.close();
        try (JvmDue due = JvmDue.onFile(file)) {
            assertThat(client(due).info().keys()).isEqualTo(2);
            client(due).close();
        }
    }

    @Test
    void aPortHasOneUserAndADeviceOneName() throws Exception {
        JvmDue device = JvmDue.inMemory();
        String name = device.port();
        try (device) {
            try (Port port = open(name)) {
                assertThat(port.name()).isEqualTo(name);
                assertThatThrownBy(() -> open(name)).hasMessageContaining("in use by this very JVM");
            }
            open(name).close();
        }
        assertThatThrownBy(() -> open(name)).hasMessageContaining("no such device");
        assertThatThrownBy(() -> open("jvm:" + folder)).isInstanceOf(IOException.class);
    }

    @Test
    void whatNobodyReadsIsLostAndNothingElse() throws Exception {
        byte[] hello = HexFormat.of().parseHex("0002010101010101010f1112131415161718010105a76ea500");
        try (JvmDue due = JvmDue.inMemory();
                Port port = open(due.port())) {
            for (int i = 0; i < 5_000; i++) {
                port.write(hello, 0, hello.length);
            }
            byte[] answers = new byte[1 << 20];
            int size = port.read(answers);
            assertThat(size).isBetween(1 << 15, 1 << 16);
            port.write(hello, 0, hello.length);
            assertThat(port.read(answers)).isPositive();
        }
    }

    private static Port open(String name) throws IOException {
        return Ports.open(PortName.parse(name), 3_000);
    }
}
