package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AccessKeyTest {

    /** As the handle of a device whose provider is not registered. */
    private record Handle(String getAlgorithm) implements SecretKey {

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    @Test
    void refusesAtOnceAKeyThatNobodyTakes() {
        assertThatThrownBy(() -> AccessKey.of("AKIA", new Handle("HmacSHA1"))).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void refusesAKeyForSomethingElse() {
        assertThatThrownBy(() -> AccessKey.of("AKIA", new SecretKeySpec(new byte[16], "AES")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContainingAll("AES", "AKIA");
    }

    @Test
    void refusesAnEmptyId() {
        assertThatThrownBy(() -> AccessKey.of("", new SecretKeySpec(new byte[16], "HmacSHA1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsNothingOfTheSecret() throws Exception {
        assertThat(Keys.example("HmacSHA1")).hasToString("AccessKey[" + Keys.ID + "]");
    }
}
