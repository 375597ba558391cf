package org.duehsm.cycles.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed plan, whole and damaged. */
class GeneratorTest {

    private static final int[] INITIAL = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    private static final int STATE = 8; // addresses
    private static final int MESSAGE = 64;
    private static final int PADDING = 9; // bytes, at least
    private static final int POINTER_REGISTER = 4; // of this plan
    private static final int SAMPLE = 7;
    private static final int SAVED = 0x5A5A5A00;

    private final String plan = read("sha1_cortexm3.plan");
    private final String head = read("sha1_cortexm3.head");
    private final List<Step> steps = Plan.parse(plan, Sha1.WORDS).steps();

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String assembly() {
        return Generator.assembly("sha1", plan, head);
    }

    /** A message that fills so many blocks with its padding, and it padded. */
    private static byte[] padded(byte[] message) {
        ByteBuffer padded = ByteBuffer.allocate(message.length + PADDING);
        return padded.put(message).put((byte) 0x80).putLong(8L * message.length).array();
    }

    private static byte[] message(int blocks) {
        byte[] message = new byte[64 * blocks - PADDING];
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) (31 * i + blocks);
        }
        return message;
    }

    private static Interpreter run(String assembly, int blocks) {
        Interpreter m = new Interpreter(assembly);
        for (int i = 0; i < INITIAL.length; i++) {
            m.memory.putInt(STATE + 4 * i, INITIAL[i]);
        }
        m.memory.put(MESSAGE, padded(message(blocks)));
        for (int r = 4; r < 12; r++) {
            m.registers[r] = SAVED + r;
        }
        m.call(STATE, MESSAGE, blocks);
        return m;
    }

    private static boolean computesSha1(String assembly, int blocks) {
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-1").digest(message(blocks));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        Interpreter m = run(assembly, blocks);
        return IntStream.range(0, INITIAL.length)
                .allMatch(i ->
                        m.memory.getInt(STATE + 4 * i) == ByteBuffer.wrap(hash).getInt(4 * i));
    }

    /** Whether the steps are refused, or else compute the hash all the same. */
    private static boolean isHarmless(List<Step> steps) {
        Compression loop = new Sha1(new Plan(steps), POINTER_REGISTER);
        try {
            if (loop.translate() != POINTER_REGISTER) {
                return true;
            }
        } catch (IllegalStateException e) {
            return true;
        }
        return computesSha1(Assembly.of("", loop, POINTER_REGISTER), 2);
    }

    @Test
    void theFirmwaresAssemblyIsWhatItsPlanGives() {
        assertThat(assembly()).isEqualTo(read("../due-hsm/src/core/sha1_cortexm3.S"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void itComputesTheHash(int blocks) {
        assertThat(computesSha1(assembly(), blocks)).isTrue();
    }

    @Test
    void withoutABlockItLeavesTheStateAlone() {
        Interpreter m = run(assembly(), 1);
        m.memory.putInt(STATE, 1);
        m.call(STATE, MESSAGE, 0);
        assertThat(m.memory.getInt(STATE)).isEqualTo(1);
    }

    @Test
    void itTakesTheStackThatItsHeadSays() {
        String assembly = Generator.assembly("sha1", plan, "/* @STACK@ */\n");
        assertThat(assembly).startsWith("/* " + (Interpreter.STACK - run(assembly, 1).lowest) + " */\n");
    }

    @Test
    void itRestoresTheRegistersOfItsCallerAndLeavesNoSecrets() {
        Interpreter m = run(assembly(), 2);
        for (int r = 4; r < 12; r++) {
            assertThat(m.registers[r]).as("r%d", r).isEqualTo(SAVED + r);
        }
        assertThat(m.registers[13]).isEqualTo(Interpreter.STACK);
        for (int r : new int[] {1, 2, 3, 12}) {
            assertThat(m.registers[r]).as("r%d", r).isZero();
        }
        // Below the saved registers, of the frame: the end and the pointer, the constants, padding.
        List<Integer> left = new ArrayList<>();
        for (int address = m.lowest; address < Interpreter.STACK - 40; address += 4) {
            left.add(m.memory.getInt(address));
        }
        left.removeIf(word -> word == 0);
        int end = MESSAGE + 2 * 64 - 4;
        assertThat(left).containsExactly(0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6, end, end);
    }

    @Test
    void refusesThePlanWithoutAnyOfItsSteps() {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            List<Step> damaged = new ArrayList<>(steps);
            damaged.remove(i);
            if (!isHarmless(damaged)) {
                passed.add(steps.get(i).text());
            }
        }
        assertThat(passed).isEmpty();
    }

    @Test
    void refusesThePlanWithAnyStepTwice() {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            List<Step> damaged = new ArrayList<>(steps);
            damaged.add(i, steps.get(i));
            if (!isHarmless(damaged)) {
                passed.add(steps.get(i).text());
            }
        }
        assertThat(passed).isEmpty();
    }

    /** Moves steps on by so many places: a sample, since what is harmless takes long to try. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 40})
    void refusesAnOrderThatWouldGiveAnotherHash(int places) {
        List<String> passed = new ArrayList<>();
        for (int i = places; i + places < steps.size(); i += SAMPLE) {
            List<Step> damaged = new ArrayList<>(steps);
            Collections.rotate(damaged.subList(i, i + places + 1), -1);
            if (!isHarmless(damaged)) {
                passed.add(steps.get(i).text());
            }
        }
        assertThat(passed).isEmpty();
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
        String text = steps.stream().map(Step::text).collect(Collectors.joining(" ", " ", " "));
        String damaged = text.replace(" " + step + " ", " " + instead + " ");
        assertThat(damaged).isNotEqualTo(text);
        assertThatThrownBy(() -> Generator.assembly("sha1", damaged, head))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAHashThatItDoesNotKnow() {
        assertThatThrownBy(() -> Generator.assembly("md5", plan, head))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such hash: md5");
    }
}
