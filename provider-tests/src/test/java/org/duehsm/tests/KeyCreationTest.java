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
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys made on the device or imported through the factory, and the device's random bytes. Inside the JVM: the core is all it takes. */
class KeyCreationTest {

    private static final byte[] KEY = "a key".getBytes();

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @BeforeEach
    void deleteAll() {
        DUE.client().keys().forEach(key -> DUE.client().deleteKey(key.id()));
    }

    private static KeyGenerator generator(Algorithm algorithm) throws Exception {
        return KeyGenerator.getInstance(algorithm.jcaName() + "-DueHSM", DUE.provider());
    }

    private static SecretKeyFactory factory(Algorithm algorithm) throws Exception {
        return SecretKeyFactory.getInstance(algorithm.jcaName() + "-DueHSM", DUE.provider());
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void aGeneratedKeySignsAndIsSeenByNobody(Algorithm algorithm) throws Exception {
        KeyGenerator generator = generator(algorithm);
        generator.init(new DueHsmKeyGenParameterSpec("made"));
        SecretKey made = generator.generateKey();
        generator.init(new DueHsmKeyGenParameterSpec("made too"));
        generator.generateKey();

        assertThat(made).isEqualTo(DueHsmKey.of("made")).returns(algorithm.jcaName(), SecretKey::getAlgorithm);
        assertThat(made.getEncoded()).isNull();
        Mac mac = Mac.getInstance(algorithm.jcaName(), DUE.provider());
        mac.init(made);
        byte[] tag = mac.doFinal(KEY);
        assertThat(tag)
                .hasSize(algorithm.macLength())
                .isEqualTo(DUE.mac(algorithm, "made").doFinal(KEY));
        assertThat(tag).isNotEqualTo(DUE.mac(algorithm, "made too").doFinal(KEY));
    }

    /** Whichever algorithm the key has that is there. */
    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void generatingRefusesAnIdThatExists(Algorithm algorithm) throws Exception {
        DUE.importKey("taken", KEY);
        KeyGenerator generator = generator(algorithm);
        generator.init(new DueHsmKeyGenParameterSpec("taken"));

        assertThatThrownBy(generator::generateKey)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("taken");
        assertThat(DUE.mac("taken").doFinal()).isEqualTo(Due.software(KEY).doFinal());
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void aGeneratorNeedsAnId(Algorithm algorithm) throws Exception {
        KeyGenerator generator = generator(algorithm);

        assertThatThrownBy(generator::generateKey).hasMessageContaining("DueHsmKeyGenParameterSpec(id)");
        assertThatThrownBy(() -> generator.init(160)).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> generator.init(new IvParameterSpec(KEY)))
                .isInstanceOf(InvalidAlgorithmParameterException.class);

        generator.init(new DueHsmKeyGenParameterSpec("of an init before one that failed"));
        assertThatThrownBy(() -> generator.init(new IvParameterSpec(KEY)))
                .isInstanceOf(InvalidAlgorithmParameterException.class);
        assertThatThrownBy(generator::generateKey).hasMessageContaining("DueHsmKeyGenParameterSpec(id)");
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void theFactoryImportsUnderAnIdAndRefusesOneThatExists(Algorithm algorithm) throws Exception {
        SecretKeyFactory factory = factory(algorithm);

        assertThat(factory.generateSecret(new DueHsmKeySpec("imported", KEY)))
                .isEqualTo(DueHsmKey.of("imported"))
                .returns(algorithm.jcaName(), SecretKey::getAlgorithm);
        byte[] expected = Due.software(algorithm, KEY).doFinal();
        assertThat(DUE.mac(algorithm, "imported").doFinal()).isEqualTo(expected);
        assertThatThrownBy(() -> factory.generateSecret(new DueHsmKeySpec("imported", new byte[20])))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("imported");
        assertThat(DUE.mac(algorithm, "imported").doFinal()).isEqualTo(expected);
    }

    /** A longer one is refused where the specification is made. */
    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void theFactoryImportsKeysOf1To1024Bytes(Algorithm algorithm) throws Exception {
        SecretKeyFactory factory = factory(algorithm);
        for (int length : new int[] {1, 64, 65, 1024}) {
            byte[] key = new byte[length];
            key[length - 1] = 7;
            factory.generateSecret(new DueHsmKeySpec("of " + length, key));
            assertThat(DUE.mac(algorithm, "of " + length).doFinal(KEY))
                    .isEqualTo(Due.software(algorithm, key).doFinal(KEY));
        }
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void theFactoryGivesNothingOut(Algorithm algorithm) throws Exception {
        SecretKeyFactory factory = factory(algorithm);
        DueHsmKey handle = DueHsmKey.of("a").withAlgorithm(algorithm.jcaName());

        assertThat(factory.translateKey(handle)).isSameAs(handle);
        assertThatThrownBy(() -> factory.getKeySpec(handle, SecretKeySpec.class))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> factory.getKeySpec(handle, DueHsmKeySpec.class))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> factory.translateKey(new SecretKeySpec(KEY, algorithm.jcaName())))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(
                        () -> factory.translateKey(DueHsmKey.of("DueHSM-b", "a").withAlgorithm(algorithm.jcaName())))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("belongs to DueHSM-b");
        for (Algorithm other : Algorithm.hmacs()) {
            if (other != algorithm) {
                assertThatThrownBy(() -> factory.translateKey(handle.withAlgorithm(other.jcaName())))
                        .isInstanceOf(InvalidKeyException.class)
                        .hasMessageContaining("for " + other.jcaName() + ", not for " + algorithm.jcaName());
            }
        }
        assertThatThrownBy(() -> factory.generateSecret(new SecretKeySpec(KEY, algorithm.jcaName())))
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
