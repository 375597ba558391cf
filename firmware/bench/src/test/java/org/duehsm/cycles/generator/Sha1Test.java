package org.duehsm.cycles.generator;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha1Test extends CompressionTest {

    private static final int[] INITIAL = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};

    Sha1Test() {
        super("sha1", "SHA-1", INITIAL, Sha1.WORDS, 4);
    }

    @Override
    Compression loop(Plan plan, int register) {
        return new Sha1(plan, register);
    }

    @Override
    List<Integer> left(int end) {
        return List.of(0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6, end, end);
    }

    @ParameterizedTest
    @CsvSource({
        "w0,         '',            'round 2 is early: round 0 lacks [W0], at b2'",
        "f0,         '',            'made for nothing, at d0'",
        "k0,         'k0 k0',       'round 0 adds twice: K, at k0'",
        "a0,         'w0 a0',       'W0 is in no register, at w0'",
        "a20,        'm40 a20',     'round 40 is early: round 36 lacks [F, K, W36, a <<< 5], at m40'",
        "k41,        'm41 k41',     'round 42 has begun, at m41'",
        "n45,        '',            'made for nothing, at m45'",
        "keep:4,     '',            'of the state, only these words are kept: [0, 1, 2, 3]'",
        "sum:1,      'keep:1 sum:1', 'H1 was not added yet, at keep:1'",
        "sum:1,      'sum:1 sum:1', 'H1 is added already, at sum:1'",
        "constant:3, '',            'lr holds K_2, at k60'",
        "constant:0, '',            'the next block starts with K_3'",
        "advance,    '',            'is not stored yet, at pointer'",
        "message:15, 'advance',     'the pointer has not moved on yet, at advance'",
        "message:14 message:12 message:15, 'message:15 message:14 message:12', 'has moved on, at message:14'",
        "sum:1,      'sum:1 xor:W95(16+14)=W79^W81', 'W81 is in no register'",
        "keep:3,     'again',       'the loop has ended, at sum:1'",
        "again,      '',            'the loop does not end'",
        "end,        'end end',     'made for nothing, at end'",
        "compare,    'keep:0',      'made for nothing, at end'",
        "xor:W19(16+14)=W5^W3, xor:W19(16+8)=W5^W3, 'wrong sum, at xor:W19(16+8)=W5^W3'",
        "keep:0,     'keep:0 load:W99', 'W99 was not stored, at load:W99'",
        "store:W20(16+14), 'store:W20(16+14) store:W20(16+14)', 'W20(16+14) is stored twice'",
    })
    void saysWhatIsWrong(String step, String instead, String message) {
        assertRefused(step, instead, message);
    }
}
