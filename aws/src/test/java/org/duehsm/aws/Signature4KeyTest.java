package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.MacSpi;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys for Signature Version 4: on a device, or in memory. */
class Signature4KeyTest {

    private static final String HASH = "\n" + "0123456789abcdef".repeat(4);
    private static final String SCOPE = "\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request";

    private static byte[] sign(String message) throws Exception {
        return Keys.example("AWS4-HMAC-SHA256").sign(message.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> strings() {
        return List.of(
                "AWS4-HMAC-SHA256" + SCOPE + HASH,
                "AWS4-HMAC-SHA256-TRAILER" + SCOPE + HASH + HASH,
                "AWS4-HMAC-SHA256-PAYLOAD" + SCOPE + HASH + HASH + HASH);
    }

    /** No other character stands in the place of one, unless both are of a kind. */
    @ParameterizedTest
    @MethodSource("strings")
    void signsNothingOffTheForm(String string) throws Exception {
        assertThat(sign(string)).hasSize(32);
        int names = string.indexOf("us-east-1");
        for (int i = 0; i < string.length(); i++) {
            String before = string.substring(0, i);
            String after = string.substring(i + 1);
            for (String other : List.of("!", "\n", " ", "G", "é", "")) {
                boolean isName = i >= names && i < names + "us-east-1/s3".length() && string.charAt(i) != '/';
                boolean isZ = string.charAt(i) == 'Z' && other.isEmpty();
                boolean isSame = other.equals(string.substring(i, i + 1));
                if (!isSame && !isZ && !(isName && (other.isEmpty() || other.equals("G")))) {
                    assertRefused(before + other + after);
                }
            }
            if (i < names || i > names + "us-east-1/s3".length()) {
                assertRefused(before + "0" + string.substring(i));
            }
        }
        assertRefused(string + "\n");
        assertRefused(string + HASH);
        assertRefused(string.substring(0, string.length() - HASH.length()));
    }

    private static void assertRefused(String message) {
        assertThatThrownBy(() -> sign(message))
                .as(message)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AWS4-HMAC-SHA256");
    }

    /** Each would be a key of the chain, or lead to one. */
    @ParameterizedTest
    @ValueSource(strings = {"20130524", "us-east-1", "s3", "aws4_request", ""})
    void signsNoStepOfTheChain(String step) {
        assertRefused(step);
    }

    @Test
    void signsAnotherDateThanThatOfTheScopeNever() {
        assertRefused(strings().get(0).replace("20130524/", "20130525/"));
    }

    /** What a browser posts is signed without date, region and service. */
    @Test
    void signsNoPolicyOfAPost() {
        String policy = Base64.getEncoder()
                .encodeToString("{\"expiration\": \"2015-12-30T12:00:00.000Z\"}".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> sign(policy)).hasMessageContaining("policy");
    }

    /** Secrets of a block and more, computed by another implementation of the chain. */
    @ParameterizedTest
    @CsvSource({"1", "40", "59", "60", "61", "64", "65", "1000"})
    void takesSecretsOfAnyLength(int length) throws Exception {
        byte[] secret = "s".repeat(length).getBytes(StandardCharsets.US_ASCII);
        AccessKey key = AccessKey.of(Keys.ID, new SecretKeySpec(secret, "AWS4-HMAC-SHA256"));
        Signature4Signer signer =
                new Signature4Signer(key, "eu-west-1", "ec2", Signature4Rules.GENERAL, Keys.at("2026-11-30T12:00:00Z"));
        String head = signer.sign(AwsRequest.of("GET", URI.create("https://host/")), Payload.none())
                .headers()
                .firstValue("Authorization")
                .orElseThrow();

        Map<String, String> headers =
                new TreeMap<>(Map.of("host", "host", "x-amz-date", "20261130T120000Z", "authorization", head));
        assertThat(new Signature4Verifier(secret, "eu-west-1", "ec2", true, false)
                        .accepts(new Wire.Request("GET", "/", headers, new byte[0])))
                .isTrue();
    }

    @Test
    void leavesTheSecretAsItIs() throws Exception {
        SecretKeySpec secret = new SecretKeySpec(Keys.SECRET, "AWS4-HMAC-SHA256");
        AccessKey key = AccessKey.of(Keys.ID, secret);

        byte[] first = key.sign(strings().get(0).getBytes(StandardCharsets.US_ASCII));

        assertThat(key.sign(strings().get(0).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(first);
        assertThat(secret.getEncoded()).isEqualTo(Keys.SECRET);
        assertThat(key).hasToString("AccessKey[" + Keys.ID + "]");
    }

    /** Answers with the message's last bytes, whatever the key. */
    public static final class Device extends MacSpi {

        private byte[] message = {};

        @Override
        protected int engineGetMacLength() {
            return 32;
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec params) throws InvalidKeyException {
            if (!(key instanceof Keys.Handle)) {
                throw new InvalidKeyException("no handle");
            }
        }

        @Override
        protected void engineUpdate(byte input) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int len) {
            message = Arrays.copyOfRange(input, offset, offset + len);
        }

        @Override
        protected byte[] engineDoFinal() {
            return Arrays.copyOfRange(message, message.length - 32, message.length);
        }

        @Override
        protected void engineReset() {}
    }

    private static Provider provider() {
        return new Provider("Device", "1", "a device") {
            {
                putService(
                        new Service(this, "Mac", "AWS4-HMAC-SHA256-DueHSM", Device.class.getName(), List.of(), null) {
                            @Override
                            public Object newInstance(Object parameter) {
                                return new Device();
                            }
                        });
            }
        };
    }

    @Test
    void hasADeviceRunTheWholeChain() throws Exception {
        AccessKey key = AccessKey.of(Keys.ID, new Keys.Handle("AWS4-HMAC-SHA256"), provider());

        assertThat(key.algorithm()).isEqualTo("AWS4-HMAC-SHA256");
        assertThat(key.sign(strings().get(0).getBytes(StandardCharsets.US_ASCII)))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("0123456789abcdef".repeat(2));
    }

    @Test
    void refusesAHandleWithoutItsProvider() {
        assertThatThrownBy(() -> AccessKey.of(Keys.ID, new Keys.Handle("AWS4-HMAC-SHA256")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContainingAll("AWS4-HMAC-SHA256", Keys.ID);
    }

    @Test
    void refusesAKeyInMemoryAtAProviderWithoutHmac() {
        assertThatThrownBy(() -> AccessKey.of(Keys.ID, new SecretKeySpec(Keys.SECRET, "AWS4-HMAC-SHA256"), provider()))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining(Keys.ID);
    }
}
