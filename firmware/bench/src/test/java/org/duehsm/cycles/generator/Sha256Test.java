package org.duehsm.cycles.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test extends CompressionTest {

    private static final int[] INITIAL = {
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19
    };

    Sha256Test() {
        super("sha256", "SHA-256", INITIAL, Sha256.WORDS, 5);
    }

    @Override
    Compression loop(Plan plan, int register) {
        return new Sha256(plan, register);
    }

    @Override
    List<Integer> left(int end) {
        IntStream words = IntStream.concat(IntStream.of(Sha256.constants()), IntStream.of(end, end));
        return words.boxed().collect(Collectors.toList());
    }

    /** FIPS 180-4, section 4.2.2: the first two and the last. */
    @Test
    void knowsTheConstants() {
        assertThat(Sha256.constants())
                .hasSize(64)
                .startsWith(0x428A2F98, 0x71374491)
                .endsWith(0xC67178F2);
    }

    @ParameterizedTest
    @CsvSource({
        "w0,         '',             'round 0 is early: h lacks [W0], at h0'",
        "k1,         '',             'made for nothing, at constant:1'",
        "r1,         '',             'made for nothing, at q1'",
        "d1,         '',             'made for nothing, at c1'",
        "o1,         '',             'made for nothing, at n1'",
        "c1 d1,      '',             'round 1 is early: h lacks [e & f], at h1'",
        "u2,         '',             'made for nothing, at t2'",
        "m2,         '',             'made for nothing, at z2'",
        "h2,         '',             'early'",
        "h3,         'h3 h3',        'round 3 adds twice: d += h, at h3'",
        "k3,         'k3 k3',        'round 3 adds twice: K3, at k3'",
        "w3,         'w3 w3',        'round 3 adds twice: W3, at w3'",
        "n0 o0,      'n0 o0 u0',     'round 0 has not added h to d yet, at u0'",
        "w2 p2,      'w2 p2 p2',     'made for nothing, at p2'",
        "c4 n4 d4 p4 q4 x3 y2 k5 o4, 'c4 k5 n4 d4 p4 q4 x3 y2 o4', 'round 5 has begun, at n4'",
        "add:W16(16+7)=W0+W9, 'add:W16(16+15)=W0+W9', 'wrong sum, at add:W16(16+15)=W0+W9'",
        "add:W16(16+7+2)=W16(16+7)+W16(2), 'add:W16=W16(16+7)+W16(2)', 'wrong sum, at add:W16=W16(16+7)+W16(2)'",
        "add:W16=W16(16+7+2)+W16(15), 'add:W17=W16(16+7+2)+W16(15)', 'wrong sum'",
        "h0 c1,      'c1 h0',        'round 1 is early: round 0 lacks [d += h], at c1'",
        "x2 k3 h2 y1, 'k3 h2 y1',    'X2 is in no register, at y1'",
        "x6 y5 u5 z5 m5 x7, 'x6 x7 y5 u5 z5 m5', 'round 7 is early: round 5 lacks [Maj, S0], at x7'",
        "z2,         'h6 z2',        'round 6 is early: h lacks'",
        "sum:1,      'keep:1 sum:1', 'H1 was not added yet, at keep:1'",
        "keep:3,     '',             'only these words are kept: [0, 1, 2, 4, 5, 6, 7]'",
        "again,      '',             'the loop does not end'",
    })
    void saysWhatIsWrong(String step, String instead, String message) {
        assertRefused(step, instead, message);
    }
}
