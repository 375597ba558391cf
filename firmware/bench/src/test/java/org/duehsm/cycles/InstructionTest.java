package org.duehsm.cycles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The encodings are what GNU as makes of the text beside them. */
class InstructionTest {

    private static final int NOT_WIDE = 0xFFFF; // a second half-word that a narrow instruction must not look at

    /** Registers as {0, 15}, bits of a mask. */
    private static String registers(int mask) {
        return BitSet.valueOf(new long[] {mask}).toString().replace(",", "");
    }

    private static Instruction decode(String code) {
        String[] half = code.split(" ");
        int first = HexFormat.fromHexDigits(half[0]);
        return Instruction.decode(first, half.length == 1 ? NOT_WIDE : HexFormat.fromHexDigits(half[1]));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        // code, text, kind, cycles, registers of the address, registers written
        "1888,      'adds r0, r1, r2',           OTHER,   1, {},         {0}",
        "3b01,      'subs r3, #1',               OTHER,   1, {},         {3}",
        "2801,      'cmp r0, #1',                OTHER,   1, {},         {}",
        "4208,      'tst r0, r1',                OTHER,   1, {},         {}",
        "4680,      'mov r8, r0',                OTHER,   1, {},         {8}",
        "4580,      'cmp r8, r0',                OTHER,   1, {},         {}",
        "4480,      'add r8, r0',                OTHER,   1, {},         {8}",
        "a802,      'add r0, sp, #8',            OTHER,   1, {},         {0}",
        "b082,      'sub sp, #8',                OTHER,   1, {},         {13}",
        "ba08,      'rev r0, r1',                OTHER,   1, {},         {0}",
        "b2c8,      'uxtb r0, r1',               OTHER,   1, {},         {0}",
        "bf08,      'it eq',                     OTHER,   1, {},         {}",
        "bf00,      'nop',                       OTHER,   1, {},         {}",
        "b1d0,      'cbz r0, x',                 OTHER,   1, {},         {}",
        "e7e3,      'b x',                       OTHER,   1, {},         {}",
        "4770,      'bx lr',                     OTHER,   1, {},         {}",
        "4798,      'blx r3',                    OTHER,   1, {},         {14}",
        "6851,      'ldr r1, [r2, #4]',          LOAD,    2, {2},        {1}",
        "6051,      'str r1, [r2, #4]',          STORE,   1, {2},        {}",
        "5c88,      'ldrb r0, [r1, r2]',         LOAD,    2, {1 2},      {0}",
        "5688,      'ldrsb r0, [r1, r2]',        LOAD,    2, {1 2},      {0}",
        "5288,      'strh r0, [r1, r2]',         STORE,   2, {1 2},      {}",
        "9901,      'ldr r1, [sp, #4]',          LOAD,    2, {13},       {1}",
        "4b02,      'ldr r3, [pc, #8]',          LITERAL, 3, {},         {3}",
        "b510,      'push {r4, lr}',             MEMORY,  3, {13},       {13}",
        "bd10,      'pop {r4, pc}',              MEMORY,  3, {13},       {4 13 15}",
        "c806,      'ldmia r0!, {r1, r2}',       MEMORY,  3, {0},        {0 1 2}",
        "c906,      'ldmia r1, {r1, r2}',        MEMORY,  3, {1},        {1 2}",
        "c006,      'stmia r0!, {r1, r2}',       MEMORY,  3, {0},        {0}",
        "f3bf 8f6f, 'isb',                       ISB,     1, {},         {}",
        "f383 8809, 'msr psp, r3',               OTHER,   2, {},         {}",
        "ea81 00b2, 'eor.w r0, r1, r2, ror #2',  OTHER,   1, {},         {0}",
        "ebb9 0f02, 'cmp.w r9, r2',              OTHER,   1, {},         {}",
        "f1b9 0f01, 'cmp.w r9, #1',              OTHER,   1, {},         {}",
        "f647 1499, 'movw r4, #0x7999',          OTHER,   1, {},         {4}",
        "f6c5 2482, 'movt r4, #0x5a82',          OTHER,   1, {},         {4}",
        "f7ff ffd8, 'bl x',                      OTHER,   1, {},         {14}",
        "f7ff bfd6, 'b.w x',                     OTHER,   1, {},         {}",
        "f47f afd4, 'bne.w x',                   OTHER,   1, {},         {}",
        "f3ef 8010, 'mrs r0, primask',           OTHER,   2, {},         {0}",
        "f380 8810, 'msr primask, r0',           OTHER,   2, {},         {}",
        "fa99 f889, 'rev.w r8, r9',              OTHER,   1, {},         {8}",
        "fab1 f081, 'clz r0, r1',                OTHER,   1, {},         {0}",
        "fb01 f802, 'mul r8, r1, r2',            OTHER,   1, {},         {8}",
        "fb01 3002, 'mla r0, r1, r2, r3',        OTHER,   2, {},         {0}",
        "fb01 3012, 'mls r0, r1, r2, r3',        OTHER,   2, {},         {0}",
        "fba2 0103, 'umull r0, r1, r2, r3',      OTHER,   5, {},         {0 1}",
        "fbe2 0103, 'umlal r0, r1, r2, r3',      OTHER,   7, {},         {0 1}",
        "fbb1 f0f2, 'udiv r0, r1, r2',           OTHER,  12, {},         {0}",
        "f8d2 1004, 'ldr.w r1, [r2, #4]',        LOAD,    2, {2},        {1}",
        "f852 1b04, 'ldr r1, [r2], #4',          LOAD,    2, {2},        {1 2}",
        "f852 1f04, 'ldr r1, [r2, #4]!',         LOAD,    2, {2},        {1 2}",
        "f842 1f04, 'str r1, [r2, #4]!',         STORE,   1, {2},        {2}",
        "f858 1009, 'ldr.w r1, [r8, r9]',        LOAD,    2, {8 9},      {1}",
        "f848 1009, 'str.w r1, [r8, r9]',        STORE,   2, {8 9},      {}",
        "f9b1 0003, 'ldrsh.w r0, [r1, #3]',      LOAD,    2, {1},        {0}",
        "f8df 8010, 'ldr.w r8, [pc, #16]',       LITERAL, 3, {},         {8}",
        "f890 f000, 'pld [r0]',                  OTHER,   1, {},         {}",
        "e9d2 0100, 'ldrd r0, r1, [r2]',         MEMORY,  3, {2},        {0 1}",
        "e9e2 0102, 'strd r0, r1, [r2, #8]!',    MEMORY,  3, {2},        {2}",
        "e898 000e, 'ldmia.w r8, {r1-r3}',       MEMORY,  4, {8},        {1 2 3}",
        "e8a8 000e, 'stmia.w r8!, {r1-r3}',      MEMORY,  4, {8},        {8}",
        "e92d 4ff0, 'push {r4-r11, lr}',         MEMORY, 10, {13},       {13}",
        "e8d0 f001, 'tbb [r0, r1]',              MEMORY,  2, {0 1},      {}",
        "e851 0f00, 'ldrex r0, [r1]',            MEMORY,  2, {1},        {0}",
    })
    void knowsKindCyclesAndRegisters(
            String code, String text, Instruction.Kind kind, int cycles, String base, String writes) {
        Instruction i = decode(code);
        assertThat(i.size()).isEqualTo(code.contains(" ") ? 4 : 2);
        assertThat(i.kind()).isEqualTo(kind);
        assertThat(i.cycles()).isEqualTo(cycles);
        assertThat(registers(i.base())).isEqualTo(base);
        assertThat(registers(i.writes())).isEqualTo(writes);
    }

    @ParameterizedTest
    @CsvSource({"4798, true", "f7ff ffd8, true", "4770, false", "e7e3, false", "f7ff bfd6, false", "b510, false"})
    void tellsCallsFromOtherBranches(String code, boolean links) {
        assertThat(decode(code).links()).isEqualTo(links);
    }

    @ParameterizedTest
    @CsvSource({"f8d2 1004, false", "f852 1b04, true", "f852 1f04, true", "f842 1f04, true", "6851, false"})
    void knowsWhichWriteTheirBase(String code, boolean writeback) {
        assertThat(decode(code).writeback()).isEqualTo(writeback);
    }

    @Test
    void refusesWhatItKnowsNoTimingOf() {
        assertThatThrownBy(() -> Instruction.decode(0xEE00, 0x0A10)) // of a coprocessor, which the core has not
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no timing for ee00 0a10");
    }
}
