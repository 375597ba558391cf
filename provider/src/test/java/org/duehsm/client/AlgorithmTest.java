package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlgorithmTest {

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whatItSaysIsWhatTheJdkDoes(Algorithm algorithm) throws Exception {
        byte[] longKey = new byte[algorithm.blockBytes() + 1];
        byte[] sent = algorithm.shorten(longKey);
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
    @EnumSource(Algorithm.class)
    void aKeyOfABlockIsSentAsItIs(Algorithm algorithm) {
        byte[] key = new byte[algorithm.blockBytes()];
        assertThat(algorithm.shorten(key)).isEqualTo(key).isNotSameAs(key);
    }

    @Test
    void codesAreThoseOfTheProtocol() throws Exception {
        assertThat(Algorithm.HMAC_SHA1.code()).isEqualTo(1);
        assertThat(Algorithm.HMAC_SHA256.code()).isEqualTo(2);
        for (Algorithm each : Algorithm.values()) {
            assertThat(MessageDigest.getInstance(each.hash()).getDigestLength()).isEqualTo(each.macLength());
            assertThat(Algorithm.of(each.code())).contains(each);
        }
    }

    /** A library that is older than the firmware lists its keys all the same. */
    @Test
    void aKeyMayHaveAnAlgorithmThatIsUnknownHere() {
        KeyEntry entry = new KeyEntry("a", 200, false, null);
        assertThat(entry.algorithm()).isEmpty();
        assertThat(entry.algorithmName()).isEqualTo("algorithm 200");
        assertThat(new KeyEntry("a", 1, false, null).algorithmName()).isEqualTo("HmacSHA1");
    }
}
