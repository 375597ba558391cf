package org.duehsm.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLimitsTest {

    private static final Algorithm AWS4 = Algorithm.AWS4_HMAC_SHA256;
    private static final String REGIONS = "0315" + HexFormat.of().formatHex("eu-west-1,us-gov-east".getBytes(US_ASCII));
    private static final String SERVICES = "0402" + HexFormat.of().formatHex("s3".getBytes(US_ASCII));

    @Test
    void theyAreSentByAscendingTypes() {
        assertThat(encoded(KeyLimits.of(List.of("us-gov-east", "eu-west-1"), List.of("s3"))))
                .isEqualTo(REGIONS + SERVICES);
        assertThat(encoded(KeyLimits.of(List.of(), List.of("s3", "s3")))).isEqualTo(SERVICES);
        assertThat(encoded(KeyLimits.NONE)).isEmpty();
    }

    private static String encoded(KeyLimits limits) {
        return HexFormat.of().formatHex(LimitList.encode(limits, "a", AWS4, new byte[1]));
    }

    @Test
    void theyAreReadAsTheyWereSent() {
        for (String encoded : new String[] {"", SERVICES, REGIONS + SERVICES}) {
            assertThat(encoded(decoded(encoded))).isEqualTo(encoded);
        }
        assertThat(decoded(REGIONS + SERVICES)).hasToString("regions eu-west-1,us-gov-east; services s3");
        assertThat(decoded("")).hasToString("none").isEqualTo(KeyLimits.NONE);
        assertThat(decoded("").isNone()).isTrue();
        assertThat(decoded(SERVICES).isNone()).isFalse();
    }

    private static KeyLimits decoded(String hex) {
        return LimitList.decode(HexFormat.of().parseHex(hex));
    }

    /** Of firmware that is newer than this library: shown, and never lost by storing them again. */
    @Test
    void limitsThatAreUnknownHereAreToldAndNotStored() {
        KeyLimits limits = decoded(SERVICES + "0504" + "00010000");
        assertThat(limits).hasToString("services s3; limit 5 of 00010000");
        assertThat(limits).isNotEqualTo(decoded(SERVICES + "0504" + "00020000"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoded(limits))
                .withMessage("key \"a\": this library does not store limit 5 of 00010000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"03", "0305", "03056575", "03027333" + "04", "0300", "04017e", "040461" + "2c2c61"})
    void whatIsNoLimitIsRefused(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> decoded(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,b",
                "eu west",
                "é",
                "a\n",
                "s3/",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void namesAreOfTheLettersThatScopesHave(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyLimits.of(List.of("a", name), List.of()))
                .withMessage("the name of a region is 1 to 63 letters, digits, '-' and '_', not \"" + name + "\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyLimits.of(List.of(), List.of(name)))
                .withMessageStartingWith("the name of a service is");
    }

    @Test
    void theyFitTogetherWithTheId() {
        KeyLimits limits = KeyLimits.of(List.of("r".repeat(63)), List.of("s".repeat(36)));
        int size = 2 + 63 + 2 + 36;
        assertThat(LimitList.encode(limits, "a", AWS4, new byte[128 - size])).hasSize(size);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LimitList.encode(limits, "a", AWS4, new byte[129 - size]))
                .withMessageStartingWith("key \"a\": the limits regions rrr")
                .withMessageContaining("are too long; they have together with the key id at most 128 bytes");
        List<String> many = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> "region-" + i)
                .toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LimitList.encode(KeyLimits.of(many, List.of()), "a", AWS4, new byte[1]))
                .withMessageContaining("are too long");
    }

    @Test
    void onlySignature4HasThem() {
        for (Algorithm hmac : Algorithm.hmacs()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LimitList.encode(KeyLimits.of(List.of("a"), List.of()), "k", hmac, new byte[1]))
                    .withMessage("key \"k\": limits on regions and services are for keys of AWS4-HMAC-SHA256, not of "
                            + hmac.jcaName());
            assertThat(LimitList.encode(KeyLimits.NONE, "k", hmac, new byte[1])).isEmpty();
        }
    }

    private static final Algorithm HMAC = Algorithm.HMAC_SHA256;

    private static String encodedForHmac(KeyLimits limits) {
        return HexFormat.of().formatHex(LimitList.encode(limits, "a", HMAC, new byte[1]));
    }

    @Test
    void prefixAndLengthAreSentAndRead() {
        KeyLimits both = KeyLimits.NONE.withMaxLength(258).withPrefix("reset:".getBytes(US_ASCII));
        String encoded = "0106" + HexFormat.of().formatHex("reset:".getBytes(US_ASCII)) + "0204" + "02010000";
        assertThat(encodedForHmac(both)).isEqualTo(encoded);
        assertThat(decoded(encoded)).isEqualTo(both).hasSameHashCodeAs(both);
        assertThat(both).hasToString("prefix \"reset:\"; at most 258 bytes");
        assertThat(decoded(encoded).prefixText()).contains("reset:");
        assertThat(both.isNone()).isFalse();
        for (long length : new long[] {0, 1, 0x7FFF_FFFFL, 0x8000_0000L, KeyLimits.MAX_LENGTH}) {
            KeyLimits limits = KeyLimits.NONE.withMaxLength(length);
            assertThat(decoded(encodedForHmac(limits)).maxLength()).hasValue(length);
            assertThat(limits).isEqualTo(decoded(encodedForHmac(limits)));
        }
        assertThat(KeyLimits.NONE.withMaxLength(1)).hasToString("at most 1 byte");
    }

    @Test
    void limitsDifferByEachOfTheirParts() {
        List<KeyLimits> all = List.of(
                KeyLimits.NONE,
                KeyLimits.NONE.withMaxLength(0),
                KeyLimits.NONE.withMaxLength(1),
                KeyLimits.NONE.withPrefix(new byte[1]),
                KeyLimits.NONE.withPrefix(new byte[2]),
                KeyLimits.NONE.withPrefix(new byte[1]).withMaxLength(0),
                KeyLimits.of(List.of("a"), List.of()),
                KeyLimits.of(List.of(), List.of("a")),
                decoded("0501" + "00"));
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all.stream().map(KeyLimits::toString)).doesNotHaveDuplicates();
        assertThat(all.stream().filter(KeyLimits::isNone)).hasSize(1);
    }

    @Test
    void prefixThatIsNoTextIsShownInHexadecimal() {
        for (byte[] prefix :
                new byte[][] {{(byte) 0xff}, {0}, {'a', 10}, {'a', (byte) 0xc3}, {(byte) 0xc2, (byte) 0x85}}) {
            KeyLimits limits = KeyLimits.NONE.withPrefix(prefix);
            assertThat(limits.prefixText()).isEmpty();
            assertThat(limits).hasToString("prefix 0x" + HexFormat.of().formatHex(prefix));
        }
        assertThat(KeyLimits.NONE.prefixText()).isEmpty();
        assertThat(KeyLimits.NONE.withPrefix("zurück ".getBytes(UTF_8)).prefixText())
                .contains("zurück ");
    }

    @Test
    void prefixIsACopy() {
        byte[] prefix = {1, 2};
        KeyLimits limits = KeyLimits.NONE.withPrefix(prefix);
        prefix[0] = 9;
        limits.prefix()[1] = 9;
        assertThat(limits.prefix()).containsExactly(1, 2);
        assertThat(KeyLimits.NONE.prefix()).isEmpty();
    }

    @Test
    void whatLimitsNothingOrCannotBeSaidIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyLimits.NONE.withPrefix(new byte[0]))
                .withMessageContaining("every message");
        for (long length : new long[] {-1, KeyLimits.MAX_LENGTH + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeyLimits.NONE.withMaxLength(length))
                    .withMessage("the greatest length of a message is 0 to 4294967295 bytes, not " + length);
        }
        for (String hex : new String[] {"0100", "0200", "0203000000", "02050000000000", "010261"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> decoded(hex));
        }
    }

    @Test
    void prefixFitsTogetherWithTheId() {
        KeyLimits longest = KeyLimits.NONE.withPrefix(new byte[125]);
        assertThat(LimitList.encode(longest, "k", HMAC, new byte[1])).hasSize(127);
        for (KeyLimits tooLong : List.of(
                longest.withMaxLength(1),
                KeyLimits.NONE.withPrefix(new byte[126]),
                longest.withPrefix(new byte[1000]))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tooLong.requireFor("k", HMAC))
                    .withMessageStartingWith("key \"k\": the limits prefix 0x00")
                    .withMessageEndingWith("take a shorter prefix, or take a shorter id");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> longest.requireFor("kk", HMAC));
        assertThat(longest.requireFor("k", HMAC)).isSameAs(longest);
    }

    @Test
    void onlyHmacHasPrefixAndLength() {
        for (KeyLimits limits : List.of(KeyLimits.NONE.withPrefix(new byte[1]), KeyLimits.NONE.withMaxLength(1))) {
            for (Algorithm hmac : Algorithm.hmacs()) {
                assertThat(limits.requireFor("k", hmac)).isSameAs(limits);
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> limits.requireFor("k", AWS4))
                    .withMessage(
                            "key \"k\": limits on the prefix and the length of messages are for keys of HMAC, not of"
                                    + " AWS4-HMAC-SHA256");
        }
    }
}
