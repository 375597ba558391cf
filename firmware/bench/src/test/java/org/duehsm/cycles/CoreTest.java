package org.duehsm.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short sequences, counted by hand with the rules of firmware/BENCHMARKS.md. */
class CoreTest {

    private static final int START = 2; // cycles until the first instruction can execute
    private static final int NOP = 0xBF00;
    private static final String EOR_W = "ea81 00b2 ";

    /** A program under way in one core; each instruction stands behind the last, or where a branch leads. */
    private static final class Run {
        private final Core core;
        private final List<Integer> code = new ArrayList<>();
        private int address;

        Run(int lineCycles, int address) {
            this.core = new Core(new Fetch(lineCycles));
            this.address = address;
        }

        /** Executes instructions, in hexadecimal half-words; the last of them branches to an address. */
        Run executeAndBranch(String halfwords, int target) {
            code.clear();
            for (String half : halfwords.trim().split(" ")) {
                code.add(Integer.parseInt(half, 16));
            }
            for (int i = 0; i < code.size(); ) {
                boolean wide = Instruction.isWide(code.get(i));
                Instruction instruction = Instruction.decode(code.get(i), wide ? code.get(i + 1) : 0);
                i += wide ? 2 : 1;
                int next = i == code.size() && target >= 0 ? target : address + instruction.size();
                core.execute(address, instruction, next);
                address = next;
            }
            return this;
        }

        Run execute(String halfwords) {
            return executeAndBranch(halfwords, -1);
        }

        long time() {
            return core.time();
        }
    }

    private static Run plain() {
        return new Run(0, 0);
    }

    private static Run flash() {
        return new Run(Sam3x.FLASH_READ_CYCLES, 0);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "1888 1888 1888 1888,      4, 'data processing, narrow'",
        "ea81 00b2 ea81 00b2,      2, 'data processing, wide'",
        "fb01 3002,                2, 'mla'",
        "fba2 0103,                5, 'umull'",
        "fbe2 0103,                7, 'umlal'",
        "fbb1 f0f2,               12, 'udiv'",
        "6851,                     2, 'a load'",
        "6851 6853 6854,           4, 'three loads: 2 + 1 + 1'",
        "6851 bf00 6853,           5, 'two loads with something between: 2 + 1 + 2'",
        "6851 684b,                5, 'a load, and one from where it points: 2 + 2 + 1'",
        "1c52 6851,                4, 'an address just made: 1 + 2 + 1'",
        "1c52 bf00 6851,           4, 'an address made one earlier: 1 + 1 + 2'",
        "6051 6053,                2, 'two stores: 1 + 1'",
        "6851 6053,                3, 'a load and a store: 2 + 1'",
        "5288,                     2, 'a store with a register offset'",
        "6853 5288,                3, 'the same directly after a load: 2 + 1'",
        "6051 6853,                3, 'a store and a load: 1 + 2'",
        "6853 f852 1f04,           4, 'a load with writeback after a load: 2 + 2'",
        "f852 1f04 9901,           4, 'a load after one with writeback: 2 + 2'",
        "e9d2 0100,                3, 'ldrd'",
        "c806,                     3, 'ldm of two: 1 + 2'",
        "e92d 4ff0,               10, 'push of nine: 1 + 9'",
        "4b02,                     3, 'a literal'",
        "f3bf 8f6f bf00,           4, 'isb, which refills the pipeline: 1 + 2 + 1'",
        "4b02 6851,                5, 'a load after a literal: 3 + 2'",
        "b510 9901,                6, 'push of two, and a load from the stack that it moved: 3 + 2 + 1'",
    })
    void countsStraightLines(String halfwords, int cycles, String what) {
        assertThat(plain().execute(halfwords).time()).isEqualTo(START + cycles);
    }

    @Test
    void aTakenBranchRefillsThePipeline() {
        assertThat(plain().executeAndBranch("e7e3", 0x100).execute("bf00").time())
                .isEqualTo(START + 1 + 2 + 1);
    }

    @Test
    void aTakenBranchToAWideInstructionAcrossWordsTakesOneMore() {
        assertThat(plain().executeAndBranch("e7e3", 0x102).execute(EOR_W).time())
                .isEqualTo(START + 1 + 3 + 1);
        assertThat(plain().executeAndBranch("e7e3", 0x104).execute(EOR_W).time())
                .isEqualTo(START + 1 + 2 + 1);
    }

    @Test
    void aBranchThatIsNotTakenIsAnyInstruction() {
        assertThat(plain().execute("d1fe bf00").time()).isEqualTo(START + 1 + 1);
    }

    @Test
    void popReturns() {
        assertThat(plain().executeAndBranch("bd10", 0x100).execute("bf00").time())
                .isEqualTo(START + (1 + 2) + 2 + 1);
    }

    @Test
    void memoryWithoutWaitStatesNeverHoldsUpWideInstructions() {
        assertThat(plain().execute(EOR_W.repeat(100)).time()).isEqualTo(START + 100);
    }

    @Test
    void theFlashFeedsALineOfFourWideInstructionsInFiveCycles() {
        long some = flash().execute(EOR_W.repeat(100)).time();
        long twice = flash().execute(EOR_W.repeat(200)).time();
        assertThat(twice - some).isEqualTo(100 / 4 * 5);
    }

    @Test
    void theFlashKeepsUpWithNarrowInstructions() {
        String nop = Integer.toHexString(NOP) + " ";
        long some = flash().execute(nop.repeat(100)).time();
        long twice = flash().execute(nop.repeat(200)).time();
        assertThat(twice - some).isEqualTo(100);
    }

    @Test
    void aBranchWithinALineOfTheFlashIsAsFastAsWithoutWaitStates() {
        String threeNops = "bf00 bf00 e7fc";
        Run run = flash().executeAndBranch(threeNops, 0).executeAndBranch(threeNops, 0);
        long before = run.time();
        assertThat(run.executeAndBranch(threeNops, 0).time() - before).isEqualTo(1 + 1 + 3);
    }

    @Test
    void aBranchToAnotherLineWaitsForItsRead() {
        Run run = flash().execute("bf00 ".repeat(32)); // long enough for the read ahead to be over
        long before = run.time();
        long after = run.executeAndBranch("e7e3", 0x1000).execute("bf00").time();
        assertThat(after - before).isEqualTo(1 + 2 + 5 + 1);
    }

    @Test
    void aLiteralInTheFlashWaitsForItsRead() {
        Run run = flash().execute("bf00 ".repeat(32));
        long before = run.time();
        assertThat(run.execute("4b02").time() - before).isEqualTo(3 + 5);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "3, 1", "5, 1"})
    void countsRunsOfUnalignedWideInstructions(int wide, long runs) {
        Run run = plain().execute("bf00 " + EOR_W.repeat(wide) + "bf00 ");
        assertThat(run.core.unalignedRuns()).isEqualTo(runs);
        assertThat(plain().execute(EOR_W.repeat(wide)).core.unalignedRuns()).isZero();
    }

    @Test
    void aBranchEndsARunOfUnalignedInstructions() {
        Run run = plain().execute("bf00 " + EOR_W + EOR_W);
        run.executeAndBranch("bf00 e7e3", 0x102).execute(EOR_W + EOR_W);
        assertThat(run.core.unalignedRuns()).isZero();
    }
}
