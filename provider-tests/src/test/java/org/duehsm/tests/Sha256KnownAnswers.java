package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.duehsm.client.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published MACs of HMAC-SHA256. Where one is cut short, the beginning is compared. */
abstract class Sha256KnownAnswers {

    private static final HexFormat HEX = HexFormat.of();
    private static final Algorithm SHA256 = Algorithm.HMAC_SHA256;

    private final Due due;

    Sha256KnownAnswers(Due due) {
        this.due = due;
    }

    record Vector(int number, byte[] key, byte[] data, String digest) {
        @Override
        public String toString() {
            return "RFC 4231 case " + number;
        }
    }

    static Stream<Vector> rfc4231() {
        return Stream.of(
                new Vector(
                        1,
                        repeated(0x0b, 20),
                        text("Hi There"),
                        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
                new Vector(
                        2,
                        text("Jefe"),
                        text("what do ya want for nothing?"),
                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                new Vector(
                        3,
                        repeated(0xaa, 20),
                        repeated(0xdd, 50),
                        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
                new Vector(
                        4,
                        HEX.parseHex("0102030405060708090a0b0c0d0e0f10111213141516171819"),
                        repeated(0xcd, 50),
                        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
                new Vector(5, repeated(0x0c, 20), text("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b"),
                new Vector(
                        6,
                        repeated(0xaa, 131),
                        text("Test Using Larger Than Block-Size Key - Hash Key First"),
                        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
                new Vector(
                        7,
                        repeated(0xaa, 131),
                        text("This is a test using a larger than block-size key and a larger than block-size data."
                                + " The key needs to be hashed before being used by the HMAC algorithm."),
                        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"));
    }

    @ParameterizedTest
    @MethodSource("rfc4231")
    void theVectorsOfRfc4231(Vector vector) {
        assertThat(hmacSha256(vector.key(), vector.data())).startsWith(vector.digest());
    }

    /** Keys shorter than a block, as long, and longer. */
    @Test
    void theVectorsOfNist() throws IOException {
        List<String[]> cases = vectorsOfNist();
        assertThat(cases).hasSize(225);
        for (int i = 0; i < cases.size(); i++) {
            String[] vector = cases.get(i);
            assertThat(hmacSha256(HEX.parseHex(vector[0]), HEX.parseHex(vector[1])))
                    .as("case %d", i)
                    .startsWith(vector[2]);
        }
    }

    /* Each has key, message and MAC in hexadecimal. */
    private static List<String[]> vectorsOfNist() throws IOException {
        try (InputStream in = Sha256KnownAnswers.class.getResourceAsStream("nist-cavp-hmac-sha256.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .toList();
        }
    }

    private String hmacSha256(byte[] key, byte[] data) {
        due.client().importKey("sha256", SHA256, key, true);
        byte[] mac = due.client().mac(SHA256, "sha256", data, 0, data.length);
        assertThat(mac).hasSize(SHA256.macLength());
        return HEX.formatHex(mac);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] repeated(int value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
