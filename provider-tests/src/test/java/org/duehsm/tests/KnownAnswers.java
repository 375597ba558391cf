package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published MACs, whatever the transport. */
abstract class KnownAnswers {

    private static final HexFormat HEX = HexFormat.of();

    private final Due due;

    KnownAnswers(Due due) {
        this.due = due;
    }

    record Vector(int number, byte[] key, byte[] data, String digest) {
        @Override
        public String toString() {
            return "RFC 2202 case " + number;
        }
    }

    static Stream<Vector> rfc2202() {
        return Stream.of(
                new Vector(1, repeated(0x0b, 20), text("Hi There"), "b617318655057264e28bc0b6fb378c8ef146be00"),
                new Vector(
                        2,
                        text("Jefe"),
                        text("what do ya want for nothing?"),
                        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
                new Vector(3, repeated(0xaa, 20), repeated(0xdd, 50), "125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
                new Vector(
                        4,
                        HEX.parseHex("0102030405060708090a0b0c0d0e0f10111213141516171819"),
                        repeated(0xcd, 50),
                        "4c9007f4026250c6bc8414f9bf50c86c2d7235da"),
                new Vector(
                        5,
                        repeated(0x0c, 20),
                        text("Test With Truncation"),
                        "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"),
                new Vector(
                        6,
                        repeated(0xaa, 80),
                        text("Test Using Larger Than Block-Size Key - Hash Key First"),
                        "aa4ae5e15272d00e95705637ce8a3b55ed402112"),
                new Vector(
                        7,
                        repeated(0xaa, 80),
                        text("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"),
                        "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"));
    }

    @ParameterizedTest
    @MethodSource("rfc2202")
    void theVectorsOfRfc2202(Vector vector) throws Exception {
        String id = "rfc2202-" + vector.number();
        due.importKey(id, vector.key());

        assertThat(HEX.formatHex(due.mac(id).doFinal(vector.data()))).isEqualTo(vector.digest());
    }

    /** From "Signing and Authenticating REST Requests" in the Amazon S3 documentation. */
    @Test
    void theObjectGetExampleOfAmazonS3() throws Exception {
        due.importKey("AKIAIOSFODNN7EXAMPLE", text("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
        String stringToSign = "GET\n\n\nTue, 27 Mar 2007 19:36:42 +0000\n/awsexamplebucket1/photos/puppy.jpg";

        byte[] mac = due.mac("AKIAIOSFODNN7EXAMPLE").doFinal(text(stringToSign));

        assertThat(Base64.getEncoder().encodeToString(mac)).isEqualTo("qgk2+6Sv9/oM7G3qLEjTH1a1l1g=");
    }

    @Test
    void theEmptyMessageAndALongOne() throws Exception {
        byte[] key = text("a key");
        due.importKey("lengths", key);
        Mac mac = due.mac("lengths");
        byte[] longMessage = repeated('x', 200_000);

        assertThat(mac.doFinal()).isEqualTo(Due.software(key).doFinal());
        assertThat(mac.doFinal(longMessage)).isEqualTo(Due.software(key).doFinal(longMessage));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] repeated(int value, int count) {
        byte[] bytes = new byte[count];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
