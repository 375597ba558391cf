package org.duehsm.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlgorithmTest {

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void whatItSaysIsWhatTheJdkDoes(Algorithm algorithm) throws Exception {
        byte[] longKey = new byte[algorithm.blockBytes() + 1];
        byte[] sent = algorithm.deviceKey(longKey);
        assertThat(sent).hasSize(algorithm.macLength());
        for (String name : new String[] {algorithm.jcaName(), algorithm.oids().get(0)}) {
            Mac mac = Mac.getInstance(name, "SunJCE");
            assertThat(mac.getMacLength()).isEqualTo(algorithm.macLength());
            mac.init(new SecretKeySpec(longKey, name));
            byte[] byLongKey = mac.doFinal();
            mac.init(new SecretKeySpec(sent, name));
            assertThat(mac.doFinal()).isEqualTo(byLongKey);
        }
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void aKeyOfABlockIsSentAsItIs(Algorithm algorithm) {
        byte[] key = new byte[algorithm.blockBytes()];
        assertThat(algorithm.deviceKey(key)).isEqualTo(key).isNotSameAs(key);
    }

    @Test
    void codesAreThoseOfTheProtocol() throws Exception {
        assertThat(Algorithm.HMAC_SHA1.code()).isEqualTo(1);
        assertThat(Algorithm.HMAC_SHA256.code()).isEqualTo(2);
        assertThat(Algorithm.AWS4_HMAC_SHA256.code()).isEqualTo(3);
        assertThat(Algorithm.hmacs()).containsExactly(Algorithm.HMAC_SHA1, Algorithm.HMAC_SHA256);
        for (Algorithm each : Algorithm.values()) {
            assertThat(MessageDigest.getInstance(each.hash()).getDigestLength()).isEqualTo(each.macLength());
            assertThat(Algorithm.of(each.code())).contains(each);
        }
    }

    /** The chain of Signature 4 begins with AWS4 and the secret: of 60 bytes as they are, and of more hashed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 40, 60, 61, 64, 1024})
    void theKeyOfSignature4BeginsWithAws4(int size) throws Exception {
        byte[] secret = new byte[size];
        Arrays.fill(secret, (byte) 'x');
        byte[] whole = ("AWS4" + "x".repeat(size)).getBytes(US_ASCII);
        assertThat(Algorithm.AWS4_HMAC_SHA256.deviceKey(secret))
                .isEqualTo(
                        size <= 60
                                ? whole
                                : MessageDigest.getInstance("SHA-256").digest(whole));
        assertThat(secret).containsOnly('x');
    }

    /** A library that is older than the firmware lists its keys all the same. */
    @Test
    void aKeyMayHaveAnAlgorithmThatIsUnknownHere() {
        KeyEntry entry = new KeyEntry("a", 200, false, null, null);
        assertThat(entry.algorithm()).isEmpty();
        assertThat(entry.algorithmName()).isEqualTo("algorithm 200");
        assertThat(new KeyEntry("a", 1, false, null, null).algorithmName()).isEqualTo("HmacSHA1");
    }
}
