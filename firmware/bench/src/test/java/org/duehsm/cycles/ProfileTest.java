package org.duehsm.cycles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of a small program: main calls outer, which calls inner, and goes on in tail at its end. */
class ProfileTest {

    private static final int BL = 0xF000;
    private static final int BL2 = 0xF800; // the second half-word; where to is seen from the trace
    private static final int NOP = 0xBF00;
    private static final int BX_LR = 0x4770;
    private static final int B = 0xE000;

    private static final int[] MAIN = {0x00, 0x04};
    private static final int[] OUTER = {0x10, 0x12, 0x16};
    private static final int[] INNER = {0x20, 0x22};
    private static final int[] TAIL = {0x30};

    @TempDir
    private Path folder;

    private Elf elf;

    @BeforeEach
    void link() throws IOException {
        int[] code = new int[0x20];
        Arrays.fill(code, NOP);
        code[0x00 / 2] = BL;
        code[0x02 / 2] = BL2;
        code[0x12 / 2] = BL;
        code[0x14 / 2] = BL2;
        code[0x16 / 2] = B;
        code[0x22 / 2] = BX_LR;
        code[0x30 / 2] = BX_LR;
        elf = new TinyElf(0, code)
                .function("main", 0)
                .function("outer", 0x10)
                .function("inner", 0x20)
                .function("tail", 0x30)
                .in(folder);
    }

    /** A call of outer: push, call inner, return from it, jump to tail, return to main. */
    private static IntStream call() {
        return IntStream.of(MAIN[0], OUTER[0], OUTER[1], INNER[0], INNER[1], OUTER[2], TAIL[0], MAIN[1]);
    }

    @Test
    void costsACallFromItsFirstInstructionToItsReturn() {
        List<Call> calls = Profile.of(elf, call(), List.of("outer"));
        assertThat(calls).hasSize(1);
        Cost cost = calls.get(0).cost();
        assertThat(cost.instructions()).isEqualTo(6);
        assertThat(cost.cycles()).isEqualTo(1 + 3 + 1 + 3 + 3 + 3); // nop, bl, nop, bx, b, bx
        assertThat(cost.flashCycles()).isGreaterThan(cost.cycles());
        assertThat(cost.unalignedRuns()).isZero();
    }

    @Test
    void nestsCallsWithinCalls() {
        Call outer = Profile.of(elf, call(), List.of("outer", "inner")).get(0);
        assertThat(outer.calls()).extracting(Call::function).containsExactly("inner");
        assertThat(outer.calls().get(0).cost().instructions()).isEqualTo(2);
        assertThat(outer.calls().get(0).cost().cycles()).isEqualTo(1 + 3);
        assertThat(outer.calls().get(0).calls()).isEmpty();
    }

    @Test
    void aTailCallEndsWithItsCaller() {
        Call outer = Profile.of(elf, call(), List.of("outer", "tail")).get(0);
        assertThat(outer.cost().instructions()).isEqualTo(6);
        assertThat(outer.calls()).extracting(Call::function).containsExactly("tail");
        assertThat(outer.calls().get(0).cost().instructions()).isEqualTo(1);
    }

    @Test
    void listsCallsInOrderAndLeavesOutWhatNeverReturned() {
        IntStream trace = IntStream.concat(IntStream.concat(call(), call()), IntStream.of(MAIN[0], OUTER[0], OUTER[1]));
        assertThat(Profile.of(elf, trace, List.of("outer"))).hasSize(2);
    }

    @Test
    void anEmptyTraceHasNoCalls() {
        assertThat(Profile.of(elf, IntStream.empty(), List.of("outer"))).isEmpty();
    }

    @Test
    void refusesFunctionsThatTheImageLacksAndTracesOfOtherImages() {
        assertThatThrownBy(() -> Profile.of(elf, call(), List.of("inlined")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inlined");
        assertThatThrownBy(() -> Profile.of(elf, IntStream.of(0x2000, 0x2002), List.of("outer")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no code at 0x2000");
    }

    @Test
    void costsAddUpAndSubtract() {
        Cost a = new Cost(1, 20, 300, 4000);
        Cost b = new Cost(5, 60, 700, 8000);
        assertThat(a.plus(b)).isEqualTo(new Cost(6, 80, 1000, 12000));
        assertThat(a.plus(b).minus(a)).isEqualTo(b);
        assertThat(a.plus(Cost.NONE)).isEqualTo(a);
    }
}
