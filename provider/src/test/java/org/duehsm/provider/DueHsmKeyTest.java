package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DueHsmKeyTest {

    @Test
    void aHandleIsASecretKeyWithoutBytes() {
        SecretKey key = DueHsmKey.of("AKIAIOSFODNN7EXAMPLE");

        assertThat(key.getAlgorithm()).isEqualTo("HmacSHA1");
        assertThat(key.getFormat()).isNull();
        assertThat(key.getEncoded()).isNull();
        assertThat(key).hasToString("DueHsmKey[DueHSM, AKIAIOSFODNN7EXAMPLE, HmacSHA1]");
    }

    @Test
    void handlesAreEqualByTokenAndId() {
        assertThat(DueHsmKey.of("a")).isEqualTo(DueHsmKey.of("DueHSM", "a")).hasSameHashCodeAs(DueHsmKey.of("a"));
        assertThat(DueHsmKey.of("a")).isNotEqualTo(DueHsmKey.of("A"));
        assertThat(DueHsmKey.of("a")).isNotEqualTo(DueHsmKey.of("DueHSM-b", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HmacSHA256",
                "hmacsha256",
                "HMAC-SHA256",
                "HmacSHA256-DueHSM",
                "1.2.840.113549.2.9",
                "OID.1.2.840.113549.2.9"
            })
    void aHandleIsForTheAlgorithmThatIsNamed(String name) {
        DueHsmKey sha1 = DueHsmKey.of("DueHSM-b", "a");
        DueHsmKey sha256 = sha1.withAlgorithm(name);

        assertThat(sha256.getAlgorithm()).isEqualTo("HmacSHA256");
        assertThat(sha256).hasToString("DueHsmKey[DueHSM-b, a, HmacSHA256]");
        assertThat(sha1.getAlgorithm()).isEqualTo("HmacSHA1");
        assertThat(sha256).as("the same key").isEqualTo(sha1).hasSameHashCodeAs(sha1);
        assertThat(sha256.withAlgorithm("HmacSHA1").getAlgorithm()).isEqualTo("HmacSHA1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS4-HMAC-SHA256", "aws4-hmac-sha256", "AWS4-HMAC-SHA256-DueHSM"})
    void aHandleMayBeForSignature4(String name) {
        assertThat(DueHsmKey.of("a").withAlgorithm(name).getAlgorithm()).isEqualTo("AWS4-HMAC-SHA256");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "HmacSHA512", "SHA256", "Generic", "HmacSHA256-DueHSM-b", "1.2.840.113549.2.10"})
    void anAlgorithmThatIsNotThereIsRefusedWithThoseThatAre(String name) {
        DueHsmKey key = DueHsmKey.of("a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.withAlgorithm(name))
                .withMessage("there is no algorithm " + name
                        + " for a key on DueHSM; there are HmacSHA1, HmacSHA256, AWS4-HMAC-SHA256");
    }

    @Test
    void aHandleForAnotherAlgorithmHasALifeOfItsOwn() {
        DueHsmKey key = DueHsmKey.of("a");
        DueHsmKey other = key.withAlgorithm("HmacSHA256");
        key.destroy();

        assertThat(other.isDestroyed()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> key.withAlgorithm("HmacSHA1"))
                .withMessage("the handle of key a has been destroyed");
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
