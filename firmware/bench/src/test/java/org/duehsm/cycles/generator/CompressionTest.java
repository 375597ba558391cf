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
import org.junit.jupiter.params.provider.ValueSource;

/** A hash's committed plan, whole and damaged. */
abstract class CompressionTest {

    private static final int STATE = 8; // addresses
    private static final int MESSAGE = 64;
    private static final int PADDING = 9; // bytes, at least
    private static final int DAMAGES = 1000; // of a kind that are tried, at most
    private static final int MOVES = 100; // which take longer, because many are harmless
    private static final int SAVED = 0x5A5A5A00;

    private final String hash;
    private final String algorithm;
    private final int[] initial;
    private final int pointerRegister; // of this plan
    private final String plan;
    private final String head;
    private final List<Step> steps;

    /**
     * A hash.
     *
     * @param hash its name in those of its files
     * @param algorithm its name among those of MessageDigest
     * @param initial the state before the first block
     * @param words of its plan
     * @param pointerRegister the number of the register that holds the pointer between blocks
     */
    CompressionTest(String hash, String algorithm, int[] initial, Vocabulary words, int pointerRegister) {
        this.hash = hash;
        this.algorithm = algorithm;
        this.initial = initial;
        this.pointerRegister = pointerRegister;
        this.plan = read(hash + "_cortexm3.plan");
        this.head = read(hash + "_cortexm3.head");
        this.steps = Plan.parse(plan, words).steps();
    }

    /** The hash with this plan. */
    abstract Compression loop(Plan plan, int register);

    /** The words, zeros left out, that a call of two blocks leaves in its frame, where the message ends there. */
    abstract List<Integer> left(int end);

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String assembly() {
        return Generator.assembly(hash, plan, head);
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

    private Interpreter run(String assembly, int blocks) {
        Interpreter m = new Interpreter(assembly);
        for (int i = 0; i < initial.length; i++) {
            m.memory.putInt(STATE + 4 * i, initial[i]);
        }
        m.memory.put(MESSAGE, padded(message(blocks)));
        for (int r = 4; r < 12; r++) {
            m.registers[r] = SAVED + r;
        }
        m.call(STATE, MESSAGE, blocks);
        return m;
    }

    private boolean computesHash(String assembly, int blocks) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance(algorithm).digest(message(blocks));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        Interpreter m = run(assembly, blocks);
        return IntStream.range(0, initial.length)
                .allMatch(i -> m.memory.getInt(STATE + 4 * i)
                        == ByteBuffer.wrap(digest).getInt(4 * i));
    }

    /** Whether the steps are refused, or else compute the hash all the same. */
    private boolean isHarmless(List<Step> steps) {
        Compression loop = loop(new Plan(steps), pointerRegister);
        try {
            if (loop.translate() != pointerRegister) {
                return true;
            }
        } catch (IllegalStateException e) {
            return true;
        }
        return computesHash(Assembly.of("", loop, pointerRegister), 2);
    }

    @Test
    void theFirmwaresAssemblyIsWhatItsPlanGives() {
        assertThat(assembly()).isEqualTo(read("../due-hsm/src/core/" + hash + "_cortexm3.S"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void itComputesTheHash(int blocks) {
        assertThat(computesHash(assembly(), blocks)).isTrue();
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
        String assembly = Generator.assembly(hash, plan, "/* @STACK@ */\n");
        assertThat(assembly).startsWith("/* " + (Interpreter.STACK - run(assembly, 1).lowest) + " */\n");
    }

    @Test
    void itRestoresTheRegistersOfItsCallerAndLeavesNoSecrets() {
        Interpreter m = run(assembly(), 2);
        for (int r = 4; r < 12; r++) {
            assertThat(m.registers[r]).as("r%d", r).isEqualTo(SAVED + r);
        }
        assertThat(m.registers[13]).isEqualTo(Interpreter.STACK);
        for (int r : new int[] {1, 2, 3, 12, 14}) {
            assertThat(m.registers[r]).as("r%d", r).isZero();
        }
        List<Integer> left = new ArrayList<>();
        for (int address = Interpreter.STATIC; address < Interpreter.STACK - Frame.SAVED; address += 4) {
            left.add(m.memory.getInt(address));
        }
        left.removeIf(word -> word == 0);
        assertThat(left).isEqualTo(left(MESSAGE + 2 * 64 - 4));
    }

    @Test
    void refusesThePlanWithoutOneOfItsSteps() {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i += 1 + steps.size() / DAMAGES) {
            List<Step> damaged = new ArrayList<>(steps);
            damaged.remove(i);
            if (!isHarmless(damaged)) {
                passed.add(steps.get(i).text());
            }
        }
        assertThat(passed).isEmpty();
    }

    @Test
    void refusesThePlanWithOneStepTwice() {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i += 1 + steps.size() / DAMAGES) {
            List<Step> damaged = new ArrayList<>(steps);
            damaged.add(i, steps.get(i));
            if (!isHarmless(damaged)) {
                passed.add(steps.get(i).text());
            }
        }
        assertThat(passed).isEmpty();
    }

    /** Moves steps on by so many places. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 40})
    void refusesAnOrderThatWouldGiveAnotherHash(int places) {
        List<String> passed = new ArrayList<>();
        for (int i = places; i + places < steps.size(); i += steps.size() / MOVES) {
            List<Step> damaged = new ArrayList<>(steps);
            Collections.rotate(damaged.subList(i, i + places + 1), -1);
            if (!isHarmless(damaged)) {
                passed.add(steps.get(i).text());
            }
        }
        assertThat(passed).isEmpty();
    }

    /** Whether the plan with a step or some in a row replaced is refused, and with these words. */
    final void assertRefused(String step, String instead, String message) {
        String text = steps.stream().map(Step::text).collect(Collectors.joining(" ", " ", " "));
        String damaged = text.replace(" " + step + " ", " " + instead + " ");
        assertThat(damaged).isNotEqualTo(text);
        assertThatThrownBy(() -> Generator.assembly(hash, damaged, head))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }
}
