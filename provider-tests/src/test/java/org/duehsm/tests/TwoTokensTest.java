package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.util.Collections;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two boards are registered, and an algorithm is asked for by its name alone. The JDK goes on to the next provider at
 * any exception; a key must not. Inside the JVM: it is about the JDK's choice.
 */
class TwoTokensTest {

    private static final String NAME = "HmacSHA1-DueHSM";
    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] OTHER = "another key".getBytes();

    @RegisterExtension
    static final Due FIRST = Due.inJvm();

    @RegisterExtension
    static final Due SECOND = Due.inJvm();

    private Provider second;

    /* The second is registered behind it, under the name DueHSM-second. */
    private void register(Provider first) throws Exception {
        second = Due.provider(SECOND.port(), "name = second");
        Security.addProvider(first);
        Security.addProvider(second);
    }

    @AfterEach
    void unregister() throws Exception {
        for (KeyStore store : new KeyStore[] {FIRST.keyStore(), Due.keyStore(second)}) {
            for (String alias : Collections.list(store.aliases())) {
                store.deleteEntry(alias);
            }
        }
        Security.removeProvider("DueHSM");
        Security.removeProvider("DueHSM-second");
    }

    private static Provider unplugged() throws Exception {
        return Due.provider("/dev/duehsm-unplugged");
    }

    private void assertNothingOnTheSecond() throws Exception {
        assertThat(Due.keyStore(second).size()).isZero();
    }

    @Test
    void aKeyWhoseIdTheFirstHasDoesNotGoToTheSecond() throws Exception {
        register(FIRST.provider());
        FIRST.importKey("a", KEY);
        KeyGenerator generator = KeyGenerator.getInstance(NAME);
        generator.init(new DueHsmKeyGenParameterSpec("a"));
        SecretKeyFactory factory = SecretKeyFactory.getInstance(NAME);

        assertThatThrownBy(generator::generateKey)
                .isInstanceOf(DeviceStatusException.class)
                .hasMessageContaining("a key with this id exists");
        assertThatThrownBy(() -> factory.generateSecret(new DueHsmKeySpec("a", OTHER)))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasRootCauseInstanceOf(DeviceStatusException.class);
        assertNothingOnTheSecond();
    }

    @Test
    void aKeyForAFirstThatIsNotThereDoesNotGoToTheSecond() throws Exception {
        register(unplugged());
        KeyGenerator generator = KeyGenerator.getInstance(NAME);
        generator.init(new DueHsmKeyGenParameterSpec("a"));
        SecretKeyFactory factory = SecretKeyFactory.getInstance(NAME);

        assertThatThrownBy(generator::generateKey)
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("/dev/duehsm-unplugged");
        assertThatThrownBy(() -> factory.generateSecret(new DueHsmKeySpec("a", KEY)))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasStackTraceContaining("/dev/duehsm-unplugged");
        assertNothingOnTheSecond();
    }

    /** Once it has failed, the JDK's factory asks the second, and no other. */
    @Test
    void theKeysThatFollowDoNotGoToTheSecondEither() throws Exception {
        register(FIRST.provider());
        FIRST.importKey("a", KEY);
        SecretKeyFactory factory = SecretKeyFactory.getInstance(NAME);
        KeyGenerator generator = KeyGenerator.getInstance(NAME);
        assertThatThrownBy(() -> factory.generateSecret(new DueHsmKeySpec("a", OTHER)));
        generator.init(new DueHsmKeyGenParameterSpec("a"));
        assertThatThrownBy(generator::generateKey);

        assertThatThrownBy(() -> factory.generateSecret(new DueHsmKeySpec("b", OTHER)))
                .isInstanceOf(InvalidKeySpecException.class);
        generator.init(new DueHsmKeyGenParameterSpec("c"));
        assertThat(generator.generateKey()).isEqualTo(DueHsmKey.of("c"));
        assertNothingOnTheSecond();
    }

    @Test
    void aSpecificationMayNameTheSecond() throws Exception {
        register(unplugged());
        KeyGenerator generator = KeyGenerator.getInstance(NAME);
        generator.init(new DueHsmKeyGenParameterSpec("DueHSM-second", "made"));

        assertThat(generator.generateKey()).isEqualTo(DueHsmKey.of("DueHSM-second", "made"));
        assertThat(SecretKeyFactory.getInstance(NAME)
                        .generateSecret(new DueHsmKeySpec("DueHSM-second", "imported", KEY)))
                .isEqualTo(DueHsmKey.of("DueHSM-second", "imported"));
        assertThat(Collections.list(Due.keyStore(second).aliases())).containsExactlyInAnyOrder("made", "imported");
        assertThatThrownBy(() -> SecretKeyFactory.getInstance(NAME, second).generateSecret(new DueHsmKeySpec("a", KEY)))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasMessageContainingAll("for DueHSM, not for DueHSM-second", "name DueHSM-second");
    }

    /** Neither a MAC, nor a change of a key store, nor random bytes. */
    @Test
    void nothingElseGoesToTheSecondEither() throws Exception {
        register(unplugged());
        Due.keyStore(second).setKeyEntry("a", new SecretKeySpec(KEY, "HmacSHA1"), null, null);
        KeyStore store = KeyStore.getInstance("DueHSM");
        store.load(null, null);

        for (String name : new String[] {"HmacSHA1", NAME}) {
            Mac mac = Mac.getInstance(name);
            mac.init(DueHsmKey.of("a"));
            assertThatThrownBy(mac::doFinal).isInstanceOf(DeviceUnavailableException.class);
        }
        assertThatThrownBy(() -> store.deleteEntry("a")).isInstanceOf(KeyStoreException.class);
        assertThatThrownBy(() -> store.setKeyEntry("b", new SecretKeySpec(KEY, "HmacSHA1"), null, null))
                .isInstanceOf(KeyStoreException.class);
        assertThatThrownBy(() -> store.getKey("a", null)).isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> SecureRandom.getInstance("DueHSM").nextBytes(new byte[1]))
                .isInstanceOf(ProviderException.class);
        assertThat(Collections.list(Due.keyStore(second).aliases())).containsExactly("a");
    }
}
