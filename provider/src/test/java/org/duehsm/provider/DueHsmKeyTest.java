package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueHsmKeyTest {

    @Test
    void aHandleIsASecretKeyWithoutBytes() {
        SecretKey key = DueHsmKey.of("AKIAIOSFODNN7EXAMPLE");

        assertThat(key.getAlgorithm()).isEqualTo("HmacSHA1");
        assertThat(key.getFormat()).isNull();
        assertThat(key.getEncoded()).isNull();
        assertThat(key).hasToString("DueHsmKey[DueHSM, AKIAIOSFODNN7EXAMPLE]");
    }

    @Test
    void handlesAreEqualByTokenAndId() {
        assertThat(DueHsmKey.of("a")).isEqualTo(DueHsmKey.of("DueHSM", "a")).hasSameHashCodeAs(DueHsmKey.of("a"));
        assertThat(DueHsmKey.of("a")).isNotEqualTo(DueHsmKey.of("A"));
        assertThat(DueHsmKey.of("a")).isNotEqualTo(DueHsmKey.of("DueHSM-b", "a"));
    }

    @Test
    void destroyingAHandleTouchesOnlyThatObject() {
        DueHsmKey key = DueHsmKey.of("a");
        key.destroy();

        assertThat(key.isDestroyed()).isTrue();
        assertThat(DueHsmKey.of("a").isDestroyed()).isFalse();
        assertThat(key).isEqualTo(DueHsmKey.of("a"));
    }

    @Test
    void aHandleCannotBeSerialized() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(DueHsmKey.of("a"))).isInstanceOf(NotSerializableException.class);
        }
    }

    /** A key with format RAW and an encoding would be used by the JDK's own Mac, with the id as the key. */
    @Test
    void noSoftwareMacTakesAHandle() throws Exception {
        Mac software = Mac.getInstance("HmacSHA1", "SunJCE");

        assertThatThrownBy(() -> software.init(DueHsmKey.of("a")))
                .isInstanceOf(java.security.InvalidKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u0000", "\u007f", "\u0085", "half \ud83d"})
    void whatIsNoKeyIdIsRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> DueHsmKey.of(id)).withMessageStartingWith("a key id ");
        assertThatIllegalArgumentException().isThrownBy(() -> new DueHsmKeySpec(id, new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new DueHsmKeyGenParameterSpec(id));
    }

    @Test
    void aKeyIdHasUpTo128BytesOfUtf8() {
        String longest = "é".repeat(64);
        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(128);

        assertThat(DueHsmKey.of(longest).id()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DueHsmKey.of(longest + "x"))
                .withMessageContaining("at most 128 bytes of UTF-8; this one has 129");
        assertThatIllegalArgumentException().isThrownBy(() -> DueHsmKey.of(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SunJCE", "DueHSM-", "DueHSM-a b", "duehsm"})
    void whatIsNoTokenIsRefused(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DueHsmKey.of(token, "a"))
                .withMessageContaining("DueHSM-<name>");
    }
}
