package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys made on the device or imported through the factory, and the device's random bytes. Inside the JVM: the core is all it takes. */
class KeyCreationTest {

    private static final String NAME = "HmacSHA1-DueHSM";
    private static final byte[] KEY = "a key".getBytes();

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @Test
    void aGeneratedKeySignsAndIsSeenByNobody() throws Exception {
        KeyGenerator generator = KeyGenerator.getInstance(NAME, DUE.provider());
        generator.init(new DueHsmKeyGenParameterSpec("made"));
        SecretKey made = generator.generateKey();
        generator.init(new DueHsmKeyGenParameterSpec("made too"));
        generator.generateKey();

        assertThat(made).isEqualTo(DueHsmKey.of("made"));
        assertThat(made.getEncoded()).isNull();
        byte[] mac = DUE.mac("made").doFinal(KEY);
        assertThat(mac).hasSize(20).isEqualTo(DUE.mac("made").doFinal(KEY));
        assertThat(mac).isNotEqualTo(DUE.mac("made too").doFinal(KEY));
    }

    @Test
    void generatingRefusesAnIdThatExists() throws Exception {
        DUE.importKey("taken", KEY);
        KeyGenerator generator = KeyGenerator.getInstance(NAME, DUE.provider());
        generator.init(new DueHsmKeyGenParameterSpec("taken"));

        assertThatThrownBy(generator::generateKey)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("taken");
        assertThat(DUE.mac("taken").doFinal()).isEqualTo(Due.software(KEY).doFinal());
    }

    @Test
    void aGeneratorNeedsAnId() throws Exception {
        KeyGenerator generator = KeyGenerator.getInstance(NAME, DUE.provider());

        assertThatThrownBy(generator::generateKey).hasMessageContaining("DueHsmKeyGenParameterSpec(id)");
        assertThatThrownBy(() -> generator.init(160)).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> generator.init(new IvParameterSpec(KEY)))
                .isInstanceOf(InvalidAlgorithmParameterException.class);

        generator.init(new DueHsmKeyGenParameterSpec("of an init before one that failed"));
        assertThatThrownBy(() -> generator.init(new IvParameterSpec(KEY)))
                .isInstanceOf(InvalidAlgorithmParameterException.class);
        assertThatThrownBy(generator::generateKey).hasMessageContaining("DueHsmKeyGenParameterSpec(id)");
    }

    @Test
    void theFactoryImportsUnderAnIdAndRefusesOneThatExists() throws Exception {
        SecretKeyFactory factory = SecretKeyFactory.getInstance(NAME, DUE.provider());

        assertThat(factory.generateSecret(new DueHsmKeySpec("imported", KEY))).isEqualTo(DueHsmKey.of("imported"));
        assertThat(DUE.mac("imported").doFinal()).isEqualTo(Due.software(KEY).doFinal());
        assertThatThrownBy(() -> factory.generateSecret(new DueHsmKeySpec("imported", new byte[20])))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("imported");
        assertThat(DUE.mac("imported").doFinal()).isEqualTo(Due.software(KEY).doFinal());
    }

    @Test
    void theFactoryGivesNothingOut() throws Exception {
        SecretKeyFactory factory = SecretKeyFactory.getInstance(NAME, DUE.provider());
        SecretKey handle = DueHsmKey.of("a");

        assertThat(factory.translateKey(handle)).isSameAs(handle);
        assertThatThrownBy(() -> factory.getKeySpec(handle, SecretKeySpec.class))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> factory.getKeySpec(handle, DueHsmKeySpec.class))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> factory.translateKey(new SecretKeySpec(KEY, "HmacSHA1")))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> factory.translateKey(DueHsmKey.of("DueHSM-b", "a")))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> factory.generateSecret(new SecretKeySpec(KEY, "HmacSHA1")))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasMessageContaining("DueHsmKeySpec(id, key)");
        DueHsmKeySpec destroyed = new DueHsmKeySpec("a", KEY);
        destroyed.destroy();
        assertThatThrownBy(() -> factory.generateSecret(destroyed))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasMessageContaining("destroyed");
    }

    @Test
    void randomBytesComeFromTheDevice() throws Exception {
        SecureRandom random = SecureRandom.getInstance("DueHSM", DUE.provider());
        byte[] first = new byte[1000];
        byte[] second = new byte[1000];
        random.nextBytes(first);
        random.setSeed(1);
        random.nextBytes(second);
        random.nextBytes(new byte[0]);

        assertThat(first).isNotEqualTo(second);
        assertThat(random.generateSeed(20)).hasSize(20).isNotEqualTo(random.generateSeed(20));
    }
}
