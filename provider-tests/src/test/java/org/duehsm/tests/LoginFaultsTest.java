package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.Login;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.LoneClient;
import org.duehsm.client.OutcomeUnknownException;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.duehsm.firmware.JvmDue;
import org.duehsm.port.Port;
import org.duehsm.port.PortName;
import org.duehsm.port.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A manager's changes while the line loses and doubles frames and the device resets: each once, not at all, or unknown. */
@Timeout(120)
class LoginFaultsTest {

    private static final int CHANGES = 50;

    @TempDir
    Path folder;

    private boolean faulty = true;

    /** Whatever is written is lost, doubled, or comes after a reset, now and then. */
    private final class FaultyPort implements Port {

        private final Port port;
        private final JvmDue due;
        private final Random random;

        FaultyPort(Port port, JvmDue due, Random random) {
            this.port = port;
            this.due = due;
            this.random = random;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            int size = port.read(buffer);
            if (faulty && size > 0 && random.nextInt(8) == 0) {
                Arrays.fill(buffer, 0, size, (byte) 0); // lost
            }
            return size;
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            int fate = faulty ? random.nextInt(24) : -1;
            if (fate == 0) {
                due.reset();
            }
            if (fate != 1) {
                port.write(data, offset, length);
            }
            if (fate == 2) {
                port.write(data, offset, length);
            }
            if (fate == 3) {
                due.reset();
            }
        }

        @Override
        public void close() {
            port.close();
        }

        @Override
        public String name() {
            return port.name();
        }
    }

    @Test
    void aChangeIsMadeOnceOrNotAtAll() throws Exception {
        LoginSecret manager = LoginSecret.generate("boss", Role.MANAGER);
        Path file = folder.resolve("boss.login");
        SecretFile.write(file, manager, null);
        Random random = new Random(26);
        Set<String> made = new TreeSet<>();
        Set<String> unknown = new TreeSet<>();
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient open = LoneClient.of(ClientConfig.of(due.port()));
            open.addLogin(manager);
            open.close();
            ClientConfig config =
                    new ClientConfig(due.port(), 250_000, Duration.ofSeconds(20)).withLogin(new Login("boss", file));
            DueHsmClient client = LoneClient.of(
                    config, () -> new FaultyPort(Ports.open(PortName.parse(due.port()), 1000), due, random));
            for (int i = 0; i < CHANGES; i++) {
                String id = String.format("key%03d", i);
                try {
                    client.generateKey(id, Algorithm.HMAC_SHA256);
                    made.add(id);
                } catch (OutcomeUnknownException e) {
                    unknown.add(id);
                } catch (DeviceUnavailableException e) {
                    continue; // and it was not made
                }
            }
            faulty = false;
            Set<String> there = client.keys().stream().map(KeyEntry::id).collect(Collectors.toCollection(TreeSet::new));
            client.close();

            assertThat(made).hasSizeGreaterThan(CHANGES / 2);
            assertThat(unknown).as("the faults themselves").isNotEmpty();
            Set<String> likely = new TreeSet<>(made);
            likely.addAll(unknown);
            assertThat(there).containsAll(made).isSubsetOf(likely);
        }
    }
}
