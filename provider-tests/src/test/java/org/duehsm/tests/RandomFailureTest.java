package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.KeyGenerator;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device whose noise source fails makes no keys and no random bytes any more, and signs as before. On the virtual
 * Due: it takes its noise from a file.
 */
class RandomFailureTest {

    private static final byte[] KEY = "a key".getBytes();
    private static final int WINDOW = 512; // bytes of noise in a seed
    private static final int START = 16 + 3 * WINDOW; // a new device's id, the tests at start, the session's numbers

    @TempDir
    Path folder;

    @Test
    void noiseThatIsStuckAtStart() throws Exception {
        try (VirtualDue due = start(new byte[8 * WINDOW])) {
            Provider provider = Due.provider(due.port());
            assertThat(client(provider).info().selfTestFailed()).isFalse();
            expectOnlyRandomToFail(provider);
        }
    }

    @Test
    void noiseThatSticksLater() throws Exception {
        byte[] noise = new byte[START + 8 * WINDOW];
        new Random(1).nextBytes(noise);
        Arrays.fill(noise, START + 2 * WINDOW, noise.length, (byte) 0x5A);
        expectLaterFailure(noise);
    }

    @Test
    void noiseThatEndsLater() throws Exception {
        byte[] noise = new byte[START + 2 * WINDOW];
        new Random(2).nextBytes(noise);
        expectLaterFailure(noise);
    }

    /* The noise is good for two requests. */
    private void expectLaterFailure(byte[] noise) throws Exception {
        try (VirtualDue due = start(noise)) {
            Provider provider = Due.provider(due.port());
            assertThat(client(provider).info().randomFailed()).isFalse();
            generate(provider, "made");
            byte[] mac = Due.mac(provider, "made").doFinal(KEY);
            assertThat(client(provider).random(20)).isNotEqualTo(new byte[20]);

            expectOnlyRandomToFail(provider);
            assertThat(Due.mac(provider, "made").doFinal(KEY)).isEqualTo(mac);
        }
    }

    private static void expectOnlyRandomToFail(Provider provider) throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> generate(provider, "another"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("health test");
            assertThatThrownBy(
                            () -> SecureRandom.getInstance("DueHSM", provider).nextBytes(new byte[20]))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("health test");
            assertThat(client(provider).info().randomFailed()).isTrue();
            assertThat(Due.keyStore(provider).containsAlias("another")).isFalse();

            Due.importKey(provider, "imported", KEY);
            assertThat(Due.mac(provider, "imported").doFinal(KEY))
                    .isEqualTo(Due.software(KEY).doFinal(KEY));
            Due.keyStore(provider).deleteEntry("imported");
            assertThat(Due.keyStore(provider).containsAlias("imported")).isFalse();
        }
    }

    private VirtualDue start(byte[] noise) throws Exception {
        return VirtualDue.builder()
                .noise(Files.write(folder.resolve("noise, bad"), noise))
                .start();
    }

    private static void generate(Provider provider, String id) throws Exception {
        KeyGenerator generator = KeyGenerator.getInstance("HmacSHA1-DueHSM", provider);
        generator.init(new DueHsmKeyGenParameterSpec(id));
        generator.generateKey();
    }

    private static DueHsmClient client(Provider provider) {
        return ((DueHsmProvider) provider).client();
    }
}
