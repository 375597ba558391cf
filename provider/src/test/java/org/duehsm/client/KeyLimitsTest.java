package org.duehsm.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
        return HexFormat.of().formatHex(limits.encode("a", AWS4, new byte[1]));
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
        return KeyLimits.decode(HexFormat.of().parseHex(hex));
    }

    /** Of firmware that is newer than this library: shown, and never lost by storing them again. */
    @Test
    void limitsThatAreUnknownHereAreToldAndNotStored() {
        KeyLimits limits = decoded("0204" + "00010000" + SERVICES);
        assertThat(limits).hasToString("services s3; limit 2 of 00010000");
        assertThat(limits).isNotEqualTo(decoded("0204" + "00020000" + SERVICES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoded(limits))
                .withMessage("key \"a\": this library does not store limit 2 of 00010000");
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
        assertThat(limits.encode("a", AWS4, new byte[128 - size])).hasSize(size);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.encode("a", AWS4, new byte[129 - size]))
                .withMessageStartingWith("key \"a\": the limits regions rrr")
                .withMessageContaining("are too long; they have together with the key id at most 128 bytes");
        List<String> many = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> "region-" + i)
                .toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyLimits.of(many, List.of()).encode("a", AWS4, new byte[1]))
                .withMessageContaining("are too long");
    }

    @Test
    void onlySignature4HasThem() {
        for (Algorithm hmac : Algorithm.hmacs()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeyLimits.of(List.of("a"), List.of()).encode("k", hmac, new byte[1]))
                    .withMessage("key \"k\": limits on regions and services are for keys of AWS4-HMAC-SHA256, not of "
                            + hmac.jcaName());
            assertThat(KeyLimits.NONE.encode("k", hmac, new byte[1])).isEmpty();
        }
    }
}
