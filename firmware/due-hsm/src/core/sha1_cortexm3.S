/*
 * sha1_cortexm3.S - the compression function of SHA-1 (FIPS 180-4) for the
 * Cortex-M3.
 *
 *     void sha1_blocks(uint32_t state[5], const void *data, uint32_t n);
 *
 * GENERATED: by "make -C firmware/bench generate" from sha1_cortexm3.plan there,
 * and compared with it by "make -C firmware/bench check". Do not edit.
 *
 * data may have any alignment, n may be 0. Takes 136 bytes of stack, saved
 * registers included, calls nothing, is position independent and has no literals
 * and no branch but the one to the next block. The time depends on n and the
 * alignment of data only.
 *
 * Why it is written out in full. The Cortex-M3 has no cache, so that a loop over
 * the rounds saves nothing and costs a refill of the pipeline each time; and in
 * straight-line code no value ever has to move: what changes is its name.
 *
 * The state. a to e live in r8 to r12. A round
 *
 *     e' = (a <<< 5) + F(b, c, d) + e + K + W[t],   b' = b <<< 30
 *
 * is added up in the register of e, which then is the next round's a, as the next
 * round's b is this one's a, and so on: each round names the five registers anew,
 * and after five the names are back. The comment at each round's first addition
 * has its names. lr holds K.
 *
 * Pending rotations. An operand can be rotated for free on its way into an
 * addition or exclusive or, so that no instruction here only rotates. b <<< 30 is
 * not computed when b becomes c; the register stays, and whoever reads it as c, d
 * or e applies ROR #2. Where both operands are due it (c ^ d, c & d) neither is
 * rotated and the result is due it. The first addition to e settles it for good.
 *
 * F. Rounds 0 to 19: ((c ^ d) & b) ^ d. Rounds 20 to 39 and 60 to 79: (c ^ d) ^ b.
 * Rounds 40 to 59: (c & d) + ((c ^ d) & b), whose terms have no bit in common and
 * are added to e one by one, so that one temporary is enough.
 *
 * The message schedule. W[t] = (W[t-3] ^ W[t-8] ^ W[t-14] ^ W[t-16]) <<< 1 is due
 * a rotation as well: the register holds W[t] before it is rotated left by the
 * word's rank. Words 0 to 15 have rank 0; a sum has the rank of its first operand,
 * the other being rotated by the difference; completing the four terms adds one.
 * Words that are sixteen apart differ by one in rank, most terms of a sum have
 * equal ranks, and then the exclusive or is a 16-bit instruction.
 *
 * Spilling. r0 to r7 are one pool for schedule words, the temporaries of F and the
 * pointer to the message; sixteen words do not fit. What goes to the stack frame
 * is as often a partial sum as a word: W20(16+14) is W[4] ^ W[6], made while both
 * are at hand, which saves loading them again for W[20]. A load that follows a
 * load takes one cycle instead of two, so loads stand in groups.
 *
 * The order. Rounds overlap: W[t] may be added to e as late as two rounds after
 * F. Order and spills come from a search with the cycle model of
 * firmware/BENCHMARKS.md: a beam search over what to keep, spill and sum up,
 * then simulated annealing over the order of the instructions, which also keeps
 * wide instructions on word boundaries and the code, locally, below the 3.2 bytes
 * a cycle that the SAM3X's flash delivers. The plan is what it found.
 *
 * Secrets. Before it returns, the function overwrites the chaining value and the
 * slots in its frame, and r1 to r3, r12 and lr, with zeros.
 */
#if defined(__ARM_ARCH_7M__) && !defined(SHA1_PORTABLE)

/* The frame: the chaining value, 13 slots for spilled words, and: */
#define H_0     0
#define H_1     4
#define H_2     8
#define H_3     12
#define H_4     16
#define K_0     72
#define K_1     76
#define K_2     80
#define K_3     84
#define POINTER 88
#define END     92
#define FRAME   96

    .syntax unified
    .cpu    cortex-m3
    .thumb
    .section .text.sha1_blocks, "ax", %progbits
    .balign 16
    .global sha1_blocks
    .type   sha1_blocks, %function
    .thumb_func
sha1_blocks:
    cmp     r2, #0
    it      eq
    bxeq    lr
    push    {r0, r4-r11, lr}
    sub     sp, sp, #FRAME

    /* The constants and the chaining value into the frame. */
    movw    r4, #0x7999
    movt    r4, #0x5A82
    movw    r5, #0xEBA1
    movt    r5, #0x6ED9
    movw    r6, #0xBCDC
    movt    r6, #0x8F1B
    movw    r7, #0xC1D6
    movt    r7, #0xCA62
    mov     lr, r4
    add     r3, sp, #K_0
    ldm     r0, {r8-r12}
    stm     r3, {r4-r7}
    stm     sp, {r8-r12}

    /* Where the message starts, and into the frame where it ends; both less 4. */
    subs    r4, r1, #4
    add     r2, r4, r2, lsl #6
    str     r2, [sp, #END]

    .balign 16
.Lblock:

    /* Round 0: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r12, r8, ror #27     @ round 0: e += a <<< 5
    eor.w   r0, r10, r9, ror #2       @ round 1: c ^ d
    and.w   r0, r8, r0                @ round 1: b & (c ^ d)
    ldr.n   r1, [r4, #12]             @ message word 2
    ldr.n   r2, [r4, #20]             @ message word 4
    ldr.n   r3, [r4, #4]              @ message word 0
    ldr.n   r5, [r4, #8]              @ message word 1
    rev.n   r5, r5                    @ W1
    eor.w   r0, r0, r10               @ round 1: F = (b & (c ^ d)) ^ d
    add.n   r12, lr                   @ round 0: e += K
    eor.w   r6, r11, r10              @ round 0: c ^ d
    rev.n   r1, r1                    @ W2

    /* Round 1: a r12, b r8, c r9, d r10, e r11 */

    /* Round 2: a r11, b r12, c r8, d r9, e r10 */
    add.n   r10, r1                   @ round 2: e += W2
    and.w   r6, r9, r6                @ round 0: b & (c ^ d)
    eor.w   r6, r6, r11               @ round 0: F = (b & (c ^ d)) ^ d
    add.n   r11, lr                   @ round 1: e += K
    add.n   r11, r5                   @ round 1: e += W1
    rev.n   r3, r3                    @ W0
    add.n   r12, r6                   @ round 0: e += F
    rev.n   r2, r2                    @ W4
    eor.w   r6, r2, r1                @ W18(16+14) = W4 ^ W2
    add.n   r12, r3                   @ round 0: e += W0
    eor.w   r7, r9, r8                @ round 2: c ^ d
    and.w   r7, r12, r7, ror #2       @ round 2: b & (c ^ d)
    eor.w   r7, r7, r9, ror #2        @ round 2: F = (b & (c ^ d)) ^ d
    add.n   r10, r7                   @ round 2: e += F
    eors.n  r3, r1                    @ W16(16+14) = W0 ^ W2

    /* Round 3: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, lr, r9, ror #2        @ round 3: e += K
    add.n   r10, lr                   @ round 2: e += K
    add.w   r11, r11, r12, ror #27    @ round 1: e += a <<< 5
    add.n   r11, r0                   @ round 1: e += F
    add.w   r10, r10, r11, ror #27    @ round 2: e += a <<< 5
    eor.w   r0, r12, r11              @ round 4: c ^ d
    eor.w   r1, r8, r12               @ round 3: c ^ d
    str.n   r6, [sp, #20]             @ W18(16+14)
    and.w   r1, r11, r1, ror #2       @ round 3: b & (c ^ d)
    eor.w   r1, r1, r8, ror #2        @ round 3: F = (b & (c ^ d)) ^ d
    add.n   r9, r1                    @ round 3: e += F

    /* Round 4: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, r2, r8, ror #2        @ round 4: e += W4
    and.w   r0, r10, r0, ror #2       @ round 4: b & (c ^ d)
    add.w   r9, r9, r10, ror #27      @ round 3: e += a <<< 5
    eor.w   r0, r0, r12, ror #2       @ round 4: F = (b & (c ^ d)) ^ d
    add.n   r8, r0                    @ round 4: e += F
    ldr.n   r0, [r4, #16]             @ message word 3
    ldr.n   r1, [r4, #32]             @ message word 7
    ldr.n   r6, [r4, #28]             @ message word 6
    ldr.n   r7, [r4, #24]             @ message word 5
    rev.n   r7, r7                    @ W5

    /* Round 5: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r7, r12, ror #2      @ round 5: e += W5
    rev.n   r0, r0                    @ W3
    add.n   r9, r0                    @ round 3: e += W3
    eors.n  r5, r0                    @ W17(16+14) = W3 ^ W1
    eors.n  r0, r7                    @ W19(16+14) = W5 ^ W3
    rev.n   r1, r1                    @ W7
    rev.n   r6, r6                    @ W6
    eors.n  r2, r6                    @ W20(16+14) = W4 ^ W6
    str.n   r2, [sp, #24]             @ W20(16+14)
    eors.n  r7, r1                    @ W21(16+14) = W7 ^ W5
    str.n   r7, [sp, #28]             @ W21(16+14)
    add.w   r8, r8, r9, ror #27       @ round 4: e += a <<< 5
    eor.w   r2, r11, r10              @ round 5: c ^ d
    add.n   r8, lr                    @ round 4: e += K
    and.w   r2, r9, r2, ror #2        @ round 5: b & (c ^ d)
    eor.w   r2, r2, r11, ror #2       @ round 5: F = (b & (c ^ d)) ^ d
    add.n   r12, r2                   @ round 5: e += F

    /* Round 6: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, r6, r11, ror #2      @ round 6: e += W6
    add.w   r12, r12, r8, ror #27     @ round 5: e += a <<< 5
    eor.w   r2, r10, r9               @ round 6: c ^ d
    and.w   r2, r8, r2, ror #2        @ round 6: b & (c ^ d)
    eor.w   r2, r2, r10, ror #2       @ round 6: F = (b & (c ^ d)) ^ d
    add.n   r11, lr                   @ round 6: e += K

    /* Round 7: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 7: e += K
    add.n   r11, r2                   @ round 6: e += F
    add.n   r12, lr                   @ round 5: e += K
    eor.w   r2, r8, r12               @ round 8: c ^ d
    add.n   r10, r1                   @ round 7: e += W7
    eor.w   r7, r9, r8                @ round 7: c ^ d
    and.w   r7, r12, r7, ror #2       @ round 7: b & (c ^ d)
    add.w   r11, r11, r12, ror #27    @ round 6: e += a <<< 5
    and.w   r2, r11, r2, ror #2       @ round 8: b & (c ^ d)
    eor.w   r7, r7, r9, ror #2        @ round 7: F = (b & (c ^ d)) ^ d
    add.n   r10, r7                   @ round 7: e += F
    eor.w   r2, r2, r8, ror #2        @ round 8: F = (b & (c ^ d)) ^ d

    /* Round 8: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, r2, r9, ror #2        @ round 8: e += F
    ldr.n   r2, [r4, #48]             @ message word 11
    ldr.n   r7, [r4, #40]             @ message word 9
    rev.n   r7, r7                    @ W9
    eors.n  r1, r7                    @ W23(16+14) = W9 ^ W7
    str.n   r1, [sp, #32]             @ W23(16+14)

    /* Round 9: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, r7, r8, ror #2        @ round 9: e += W9
    rev.n   r2, r2                    @ W11
    eors.n  r0, r2                    @ W19(16+14+8) = W11 ^ W19(16+14)
    eors.n  r5, r7                    @ W17(16+14+8) = W9 ^ W17(16+14)
    str.n   r0, [sp, #36]             @ W19(16+14+8)
    eors.n  r7, r2                    @ W25(16+14) = W11 ^ W9
    add.w   r10, r10, r11, ror #27    @ round 7: e += a <<< 5
    eor.w   r0, r12, r11              @ round 9: c ^ d
    str.n   r7, [sp, #40]             @ W25(16+14)
    and.w   r0, r10, r0, ror #2       @ round 9: b & (c ^ d)
    eor.w   r0, r0, r12, ror #2       @ round 9: F = (b & (c ^ d)) ^ d
    add.n   r8, r0                    @ round 9: e += F
    ldr.n   r0, [r4, #44]             @ message word 10
    ldr.n   r1, [r4, #36]             @ message word 8
    ldr.n   r7, [r4, #56]             @ message word 13
    add.w   r9, r9, r10, ror #27      @ round 8: e += a <<< 5
    add.n   r9, lr                    @ round 8: e += K
    rev.n   r1, r1                    @ W8
    eors.n  r6, r1                    @ W22(16+14) = W6 ^ W8
    add.n   r9, r1                    @ round 8: e += W8
    add.w   r8, r8, r9, ror #27       @ round 9: e += a <<< 5
    add.n   r8, lr                    @ round 9: e += K
    rev.n   r0, r0                    @ W10

    /* Round 10: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, lr, r12, ror #2      @ round 10: e += K
    rev.n   r7, r7                    @ W13
    eors.n  r3, r1                    @ W16(16+14+8) = W16(16+14) ^ W8
    add.n   r12, r0                   @ round 10: e += W10
    eors.n  r3, r7                    @ W16 = W13 ^ W16(16+14+8)
    eors.n  r1, r0                    @ W24(16+14) = W8 ^ W10
    eor.w   r1, r1, r3, ror #31       @ W24(16+14+8) = W24(16+14) ^ W16
    str.n   r6, [sp, #44]             @ W22(16+14)
    eor.w   r6, r11, r10              @ round 10: c ^ d
    and.w   r6, r9, r6, ror #2        @ round 10: b & (c ^ d)
    eor.w   r6, r6, r11, ror #2       @ round 10: F = (b & (c ^ d)) ^ d

    /* Round 11: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, r2, r11, ror #2      @ round 11: e += W11
    eors.n  r2, r7                    @ W27(16+14) = W11 ^ W13
    add.n   r12, r6                   @ round 10: e += F
    eor.w   r6, r9, r8                @ round 12: c ^ d
    add.w   r12, r12, r8, ror #27     @ round 10: e += a <<< 5
    str.n   r1, [sp, #48]             @ W24(16+14+8)
    and.w   r6, r12, r6, ror #2       @ round 12: b & (c ^ d)
    eor.w   r6, r6, r9, ror #2        @ round 12: F = (b & (c ^ d)) ^ d
    str.n   r2, [sp, #52]             @ W27(16+14)
    eor.w   r1, r10, r9               @ round 11: c ^ d
    and.w   r1, r8, r1, ror #2        @ round 11: b & (c ^ d)
    eor.w   r1, r1, r10, ror #2       @ round 11: F = (b & (c ^ d)) ^ d
    add.n   r11, r1                   @ round 11: e += F
    add.w   r11, r11, r12, ror #27    @ round 11: e += a <<< 5

    /* Round 12: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, r6, r10, ror #2      @ round 12: e += F
    ldr.n   r1, [r4, #60]             @ message word 14
    ldr.n   r2, [r4, #52]             @ message word 12
    ldr.w   r6, [r4, #64]!            @ message word 15; pointer += 64
    str.n   r4, [sp, #POINTER]        @ the next block, less 4
    rev.n   r2, r2                    @ W12
    eor.w   r4, r8, r12               @ round 13: c ^ d
    add.n   r11, lr                   @ round 11: e += K
    and.w   r4, r11, r4, ror #2       @ round 13: b & (c ^ d)

    /* Round 13: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, r7, r9, ror #2        @ round 13: e += W13
    eor.w   r4, r4, r8, ror #2        @ round 13: F = (b & (c ^ d)) ^ d
    rev.n   r1, r1                    @ W14
    add.n   r9, r4                    @ round 13: e += F
    eor.w   r4, r12, r11              @ round 14: c ^ d
    add.w   r10, r10, r11, ror #27    @ round 12: e += a <<< 5

    /* Round 14: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, r1, r8, ror #2        @ round 14: e += W14
    add.n   r10, r2                   @ round 12: e += W12
    add.n   r10, lr                   @ round 12: e += K
    and.w   r4, r10, r4, ror #2       @ round 14: b & (c ^ d)
    add.n   r8, lr                    @ round 14: e += K
    eor.w   r4, r4, r12, ror #2       @ round 14: F = (b & (c ^ d)) ^ d
    add.n   r8, r4                    @ round 14: e += F
    add.w   r9, r9, r10, ror #27      @ round 13: e += a <<< 5
    eors.n  r5, r1                    @ W17 = W17(16+14+8) ^ W14
    add.n   r9, lr                    @ round 13: e += K
    eor.w   r4, r11, r10              @ round 15: c ^ d
    and.w   r4, r9, r4, ror #2        @ round 15: b & (c ^ d)
    eor.w   r4, r4, r11, ror #2       @ round 15: F = (b & (c ^ d)) ^ d

    /* Round 15: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r4, r12, ror #2      @ round 15: e += F
    add.w   r8, r8, r9, ror #27       @ round 14: e += a <<< 5
    eor.w   r4, r10, r9               @ round 16: c ^ d
    and.w   r4, r8, r4, ror #2        @ round 16: b & (c ^ d)
    rev.n   r6, r6                    @ W15
    eor.w   r4, r4, r10, ror #2       @ round 16: F = (b & (c ^ d)) ^ d

    /* Round 16: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, r4, r11, ror #2      @ round 16: e += F
    ldr.n   r4, [sp, #20]             @ W18(16+14)
    eors.n  r4, r0                    @ W18(16+14+8) = W18(16+14) ^ W10
    eors.n  r0, r2                    @ W26(16+14) = W12 ^ W10
    eors.n  r4, r6                    @ W18 = W18(16+14+8) ^ W15
    add.n   r12, lr                   @ round 15: e += K
    add.w   r12, r12, r8, ror #27     @ round 15: e += a <<< 5
    eor.w   r0, r0, r4, ror #31       @ W26(16+14+8) = W26(16+14) ^ W18
    str.n   r0, [sp, #20]             @ W26(16+14+8)
    add.n   r12, r6                   @ round 15: e += W15
    add.w   r11, r11, r12, ror #27    @ round 16: e += a <<< 5
    ldr.n   r0, [sp, #24]             @ W20(16+14)
    eors.n  r0, r2                    @ W20(16+14+8) = W20(16+14) ^ W12
    eor.w   r0, r0, r5, ror #31       @ W20 = W20(16+14+8) ^ W17
    eors.n  r2, r1                    @ W28(16+14) = W14 ^ W12
    eor.w   r2, r0, r2, ror #1        @ W28(16+14+8) = W20 ^ W28(16+14)
    str.n   r2, [sp, #24]             @ W28(16+14+8)
    eor.w   r2, r4, r0                @ W34(16+14) = W18 ^ W20
    str.n   r2, [sp, #56]             @ W34(16+14)

    /* Round 17: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 17: e += K
    eor.w   r2, r7, r6                @ W29(16+14) = W13 ^ W15
    str.n   r2, [sp, #60]             @ W29(16+14)
    add.w   r11, r11, r3, ror #31     @ round 16: e += W16
    add.w   r10, r10, r5, ror #31     @ round 17: e += W17
    eor.w   r7, r4, r7, ror #1        @ W21(8+3) = W18 ^ W13
    eor.w   r2, r9, r8                @ round 17: c ^ d
    and.w   r2, r12, r2, ror #2       @ round 17: b & (c ^ d)
    eor.w   r2, r2, r9, ror #2        @ round 17: F = (b & (c ^ d)) ^ d

    /* Round 18: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, lr, r9, ror #2        @ round 18: e += K
    add.w   r9, r9, r4, ror #31       @ round 18: e += W18
    eors.n  r4, r3                    @ W32(16+14) = W18 ^ W16
    str.n   r4, [sp, #64]             @ W32(16+14)
    add.n   r10, r2                   @ round 17: e += F
    add.n   r11, lr                   @ round 16: e += K
    add.w   r10, r10, r11, ror #27    @ round 17: e += a <<< 5
    add.w   r9, r9, r10, ror #27      @ round 18: e += a <<< 5
    ldr.n   r2, [sp, #36]             @ W19(16+14+8)
    ldr.n   r4, [sp, #44]             @ W22(16+14)
    eor.w   r2, r2, r3, ror #31       @ W19 = W19(16+14+8) ^ W16
    eor.w   r3, r3, r1, ror #1        @ W30(16+14) = W16 ^ W14
    eor.w   r1, r1, r2, ror #31       @ W22(8+3) = W14 ^ W19
    eors.n  r1, r4                    @ W22 = W22(8+3) ^ W22(16+14)
    eor.w   r4, r1, r0                @ W36(16+14) = W22 ^ W20
    str.n   r4, [sp, #36]             @ W36(16+14)
    eors.n  r3, r1                    @ W30(16+14+8) = W22 ^ W30(16+14)
    str.n   r3, [sp, #44]             @ W30(16+14+8)
    eor.w   r3, r8, r12               @ round 18: c ^ d
    and.w   r3, r11, r3, ror #2       @ round 18: b & (c ^ d)
    eor.w   r3, r3, r8, ror #2        @ round 18: F = (b & (c ^ d)) ^ d
    eor.w   r4, r12, r11              @ round 19: c ^ d
    and.w   r4, r10, r4, ror #2       @ round 19: b & (c ^ d)
    eor.w   r4, r4, r12, ror #2       @ round 19: F = (b & (c ^ d)) ^ d

    /* Round 19: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, lr, r8, ror #2        @ round 19: e += K
    add.n   r8, r4                    @ round 19: e += F
    add.n   r9, r3                    @ round 18: e += F
    eor.w   r3, r11, r10              @ round 20: c ^ d
    eor.w   r3, r9, r3, ror #2        @ round 20: F = b ^ (c ^ d)

    /* Round 20: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r3, r12, ror #2      @ round 20: e += F
    ldr.n   r3, [sp, #32]             @ W23(16+14)
    ldr.w   lr, [sp, #K_1]            @ K of rounds 20 on
    ldr.n   r4, [sp, #40]             @ W25(16+14)
    add.w   r12, r12, r0, ror #31     @ round 20: e += W20

    /* Round 21: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, lr, r11, ror #2      @ round 21: e += K
    eors.n  r3, r6                    @ W23(16+14+8) = W15 ^ W23(16+14)
    eor.w   r3, r3, r0, ror #31       @ W23 = W23(16+14+8) ^ W20
    add.w   r8, r8, r9, ror #27       @ round 19: e += a <<< 5
    ldr.n   r0, [sp, #28]             @ W21(16+14)
    eor.w   r7, r7, r0, ror #1        @ W21 = W21(8+3) ^ W21(16+14)
    add.w   r8, r8, r2, ror #31       @ round 19: e += W19
    eor.w   r6, r6, r5, ror #31       @ W31(16+14) = W15 ^ W17
    eor.w   r0, r10, r9               @ round 21: c ^ d

    /* Round 22: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 22: e += K
    eor.w   r0, r8, r0, ror #2        @ round 21: F = b ^ (c ^ d)
    add.n   r11, r0                   @ round 21: e += F
    eor.w   r0, r1, r5                @ W25(8+3) = W22 ^ W17
    add.w   r12, r12, r8, ror #27     @ round 20: e += a <<< 5
    add.n   r12, lr                   @ round 20: e += K
    eor.w   r4, r4, r0, ror #31       @ W25 = W25(16+14) ^ W25(8+3)
    eor.w   r0, r9, r8                @ round 22: c ^ d
    eors.n  r5, r2                    @ W33(16+14) = W19 ^ W17
    eors.n  r5, r4                    @ W33(16+14+8) = W25 ^ W33(16+14)
    eor.w   r6, r3, r6, ror #1        @ W31(16+14+8) = W23 ^ W31(16+14)
    eor.w   r0, r12, r0, ror #2       @ round 22: F = b ^ (c ^ d)
    add.n   r10, r0                   @ round 22: e += F
    str.n   r5, [sp, #28]             @ W33(16+14+8)
    eor.w   r0, r8, r12               @ round 23: c ^ d
    add.w   r11, r11, r7, ror #30     @ round 21: e += W21
    add.w   r11, r11, r12, ror #27    @ round 21: e += a <<< 5
    eor.w   r0, r11, r0, ror #2       @ round 23: F = b ^ (c ^ d)

    /* Round 23: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, r0, r9, ror #2        @ round 23: e += F
    ldr.n   r0, [sp, #52]             @ W27(16+14)
    ldr.n   r5, [sp, #48]             @ W24(16+14+8)
    eor.w   r5, r5, r7, ror #30       @ W24 = W24(16+14+8) ^ W21
    add.w   r10, r10, r1, ror #31     @ round 22: e += W22
    eor.w   r0, r0, r2, ror #31       @ W27(16+14+8) = W27(16+14) ^ W19
    eor.w   r0, r5, r0, ror #1        @ W27 = W24 ^ W27(16+14+8)
    eor.w   r2, r7, r2, ror #1        @ W35(16+14) = W21 ^ W19
    eors.n  r2, r0                    @ W35(16+14+8) = W35(16+14) ^ W27
    add.w   r10, r10, r11, ror #27    @ round 22: e += a <<< 5
    str.n   r2, [sp, #32]             @ W35(16+14+8)
    eor.w   r2, r12, r11              @ round 24: c ^ d

    /* Round 24: a r9, b r10, c r11, d r12, e r8 */

    /* Round 25: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, lr, r12, ror #2      @ round 25: e += K
    add.n   r9, lr                    @ round 23: e += K
    eors.n  r1, r5                    @ W38(16+14) = W22 ^ W24
    add.w   r8, lr, r8, ror #2        @ round 24: e += K
    add.w   r9, r9, r10, ror #27      @ round 23: e += a <<< 5
    str.n   r1, [sp, #40]             @ W38(16+14)
    eor.w   r2, r10, r2, ror #2       @ round 24: F = b ^ (c ^ d)
    add.n   r8, r2                    @ round 24: e += F
    add.w   r9, r9, r3, ror #31       @ round 23: e += W23
    add.w   r8, r8, r5, ror #31       @ round 24: e += W24
    eor.w   r1, r10, r9               @ round 26: c ^ d
    eor.w   r2, r11, r10              @ round 25: c ^ d

    /* Round 26: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, lr, r11, ror #2      @ round 26: e += K
    add.w   r8, r8, r9, ror #27       @ round 24: e += a <<< 5
    eor.w   r1, r8, r1, ror #2        @ round 26: F = b ^ (c ^ d)
    add.w   r12, r12, r4, ror #31     @ round 25: e += W25
    add.n   r11, r1                   @ round 26: e += F

    /* Round 27: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 27: e += K
    eor.w   r1, r0, r4, ror #1        @ W41(16+14) = W27 ^ W25
    str.n   r1, [sp, #48]             @ W41(16+14)
    eor.w   r1, r9, r8                @ round 27: c ^ d
    add.w   r12, r12, r8, ror #27     @ round 25: e += a <<< 5
    eor.w   r2, r9, r2, ror #2        @ round 25: F = b ^ (c ^ d)
    add.n   r12, r2                   @ round 25: e += F
    eor.w   r1, r12, r1, ror #2       @ round 27: F = b ^ (c ^ d)
    add.n   r10, r1                   @ round 27: e += F
    ldr.n   r1, [sp, #60]             @ W29(16+14)
    ldr.n   r2, [sp, #20]             @ W26(16+14+8)
    eor.w   r2, r2, r3, ror #31       @ W26 = W26(16+14+8) ^ W23
    eor.w   r1, r1, r7, ror #30       @ W29(16+14+8) = W29(16+14) ^ W21
    eor.w   r1, r2, r1, ror #1        @ W29 = W26 ^ W29(16+14+8)
    add.w   r11, r11, r2, ror #31     @ round 26: e += W26
    add.w   r11, r11, r12, ror #27    @ round 26: e += a <<< 5
    eor.w   r7, r7, r3, ror #1        @ W37(16+14) = W21 ^ W23
    eors.n  r7, r1                    @ W37(16+14+8) = W29 ^ W37(16+14)
    add.w   r10, r10, r11, ror #27    @ round 27: e += a <<< 5
    str.n   r7, [sp, #20]             @ W37(16+14+8)
    eor.w   r7, r8, r12               @ round 28: c ^ d
    eors.n  r3, r4                    @ W39(16+14) = W23 ^ W25
    eor.w   r7, r11, r7, ror #2       @ round 28: F = b ^ (c ^ d)

    /* Round 28: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, lr, r9, ror #2        @ round 28: e += K
    add.n   r9, r7                    @ round 28: e += F
    ldr.n   r7, [sp, #24]             @ W28(16+14+8)
    eors.n  r7, r4                    @ W28 = W28(16+14+8) ^ W25
    eor.w   r6, r6, r7, ror #31       @ W31 = W31(16+14+8) ^ W28
    add.w   r9, r9, r7, ror #30       @ round 28: e += W28
    eor.w   r4, r12, r11              @ round 29: c ^ d
    add.w   r10, r10, r0, ror #30     @ round 27: e += W27
    eor.w   r4, r10, r4, ror #2       @ round 29: F = b ^ (c ^ d)

    /* Round 29: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, r4, r8, ror #2        @ round 29: e += F

    /* Round 30: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, lr, r12, ror #2      @ round 30: e += K
    add.w   r8, r8, r1, ror #30       @ round 29: e += W29
    add.w   r9, r9, r10, ror #27      @ round 28: e += a <<< 5
    eor.w   r4, r6, r1                @ W45(16+14) = W31 ^ W29
    str.n   r4, [sp, #24]             @ W45(16+14)
    eor.w   r4, r1, r0                @ W43(16+14) = W29 ^ W27
    str.n   r4, [sp, #52]             @ W43(16+14)
    add.n   r8, lr                    @ round 29: e += K
    eor.w   r4, r11, r10              @ round 30: c ^ d
    eor.w   r4, r9, r4, ror #2        @ round 30: F = b ^ (c ^ d)
    add.n   r12, r4                   @ round 30: e += F
    eor.w   r1, r1, r5, ror #1        @ W32(8+3) = W29 ^ W24
    ldr.n   r4, [sp, #64]             @ W32(16+14)
    eors.n  r5, r2                    @ W40(16+14) = W24 ^ W26
    eor.w   r3, r6, r3, ror #1        @ W39(16+14+8) = W31 ^ W39(16+14)
    eor.w   r4, r4, r1, ror #31       @ W32 = W32(16+14) ^ W32(8+3)
    eor.w   r5, r5, r4, ror #31       @ W40(16+14+8) = W40(16+14) ^ W32
    add.w   r8, r8, r9, ror #27       @ round 29: e += a <<< 5
    add.w   r12, r12, r8, ror #27     @ round 30: e += a <<< 5
    eor.w   r1, r10, r9               @ round 31: c ^ d
    eor.w   r1, r8, r1, ror #2        @ round 31: F = b ^ (c ^ d)
    str.n   r5, [sp, #60]             @ W40(16+14+8)

    /* Round 31: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, r1, r11, ror #2      @ round 31: e += F
    ldr.n   r1, [sp, #44]             @ W30(16+14+8)
    ldr.n   r5, [sp, #56]             @ W34(16+14)
    eors.n  r5, r2                    @ W34(16+14+8) = W34(16+14) ^ W26
    eor.w   r2, r2, r7, ror #31       @ W42(16+14) = W26 ^ W28
    eor.w   r5, r5, r6, ror #31       @ W34 = W34(16+14+8) ^ W31
    eor.w   r2, r2, r5, ror #31       @ W42(16+14+8) = W42(16+14) ^ W34
    eor.w   r1, r1, r0, ror #31       @ W30 = W30(16+14+8) ^ W27
    add.w   r12, r12, r1, ror #30     @ round 30: e += W30
    add.w   r11, r11, r12, ror #27    @ round 31: e += a <<< 5
    eor.w   r0, r8, r12               @ round 33: c ^ d
    str.n   r2, [sp, #44]             @ W42(16+14+8)
    add.n   r11, lr                   @ round 31: e += K
    add.w   r11, r11, r6, ror #30     @ round 31: e += W31
    eor.w   r0, r11, r0, ror #2       @ round 33: F = b ^ (c ^ d)
    eor.w   r2, r9, r8                @ round 32: c ^ d
    eor.w   r2, r12, r2, ror #2       @ round 32: F = b ^ (c ^ d)

    /* Round 32: a r11, b r12, c r8, d r9, e r10 */

    /* Round 33: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, r0, r9, ror #2        @ round 33: e += F
    add.w   r10, r2, r10, ror #2      @ round 32: e += F
    ldr.n   r0, [sp, #28]             @ W33(16+14+8)
    ldr.n   r2, [sp, #36]             @ W36(16+14)
    eor.w   r2, r2, r7, ror #31       @ W36(16+14+8) = W36(16+14) ^ W28
    eor.w   r0, r0, r1, ror #31       @ W33 = W33(16+14+8) ^ W30
    add.w   r9, r9, r0, ror #30       @ round 33: e += W33
    eor.w   r2, r2, r0, ror #31       @ W36 = W36(16+14+8) ^ W33
    eors.n  r3, r2                    @ W39 = W36 ^ W39(16+14+8)
    add.n   r10, lr                   @ round 32: e += K
    eors.n  r6, r0                    @ W47(16+14) = W31 ^ W33
    eors.n  r7, r1                    @ W44(16+14) = W28 ^ W30
    eor.w   r6, r6, r3, ror #31       @ W47(16+14+8) = W47(16+14) ^ W39
    add.w   r10, r10, r4, ror #30     @ round 32: e += W32
    str.n   r6, [sp, #28]             @ W47(16+14+8)
    eors.n  r7, r2                    @ W44(16+14+8) = W36 ^ W44(16+14)
    eor.w   r6, r5, r4                @ W48(16+14) = W34 ^ W32
    str.n   r6, [sp, #36]             @ W48(16+14)
    add.w   r10, r10, r11, ror #27    @ round 32: e += a <<< 5
    str.n   r7, [sp, #56]             @ W44(16+14+8)
    eor.w   r6, r12, r11              @ round 34: c ^ d
    add.w   r9, r9, r10, ror #27      @ round 33: e += a <<< 5
    eor.w   r6, r10, r6, ror #2       @ round 34: F = b ^ (c ^ d)

    /* Round 34: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, r6, r8, ror #2        @ round 34: e += F
    eor.w   r6, r11, r10              @ round 35: c ^ d
    add.n   r9, lr                    @ round 33: e += K
    eor.w   r7, r5, r2                @ W50(16+14) = W34 ^ W36
    str.n   r7, [sp, #64]             @ W50(16+14)
    eor.w   r6, r9, r6, ror #2        @ round 35: F = b ^ (c ^ d)
    add.w   r8, r8, r9, ror #27       @ round 34: e += a <<< 5

    /* Round 35: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r6, r12, ror #2      @ round 35: e += F
    add.w   r8, r8, r5, ror #30       @ round 34: e += W34
    eor.w   r6, r10, r9               @ round 36: c ^ d
    add.n   r8, lr                    @ round 34: e += K
    eor.w   r6, r8, r6, ror #2        @ round 36: F = b ^ (c ^ d)

    /* Round 36: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, r6, r11, ror #2      @ round 36: e += F
    add.n   r12, lr                   @ round 35: e += K

    /* Round 37: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 37: e += K
    ldr.n   r6, [sp, #32]             @ W35(16+14+8)
    ldr.n   r7, [sp, #40]             @ W38(16+14)
    eors.n  r6, r4                    @ W35 = W32 ^ W35(16+14+8)
    eors.n  r4, r1                    @ W46(16+14) = W32 ^ W30
    eor.w   r1, r1, r6, ror #31       @ W38(8+3) = W30 ^ W35
    eor.w   r7, r7, r1, ror #31       @ W38 = W38(16+14) ^ W38(8+3)
    eor.w   r1, r2, r7                @ W52(16+14) = W36 ^ W38
    add.w   r11, r11, r2, ror #30     @ round 36: e += W36
    add.w   r12, r12, r8, ror #27     @ round 35: e += a <<< 5
    add.w   r12, r12, r6, ror #29     @ round 35: e += W35
    add.w   r11, r11, r12, ror #27    @ round 36: e += a <<< 5
    eor.w   r2, r9, r8                @ round 37: c ^ d
    str.n   r1, [sp, #32]             @ W52(16+14)
    eor.w   r1, r8, r12               @ round 38: c ^ d
    add.n   r11, lr                   @ round 36: e += K
    eor.w   r2, r12, r2, ror #2       @ round 37: F = b ^ (c ^ d)
    add.n   r10, r2                   @ round 37: e += F
    eor.w   r1, r11, r1, ror #2       @ round 38: F = b ^ (c ^ d)

    /* Round 38: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, r1, r9, ror #2        @ round 38: e += F
    ldr.n   r1, [sp, #20]             @ W37(16+14+8)
    ldr.n   r2, [sp, #48]             @ W41(16+14)
    eors.n  r5, r1                    @ W37 = W34 ^ W37(16+14+8)
    add.w   r10, r10, r5, ror #29     @ round 37: e += W37
    add.w   r9, r9, r7, ror #30       @ round 38: e += W38
    add.w   r10, r10, r11, ror #27    @ round 37: e += a <<< 5

    /* Round 39: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, lr, r8, ror #2        @ round 39: e += K
    add.w   r9, r9, r10, ror #27      @ round 38: e += a <<< 5
    eor.w   r1, r12, r11              @ round 39: c ^ d
    eor.w   r1, r10, r1, ror #2       @ round 39: F = b ^ (c ^ d)
    add.n   r8, r1                    @ round 39: e += F
    eor.w   r1, r11, r10              @ round 40: c ^ d
    add.n   r9, lr                    @ round 38: e += K
    add.w   r8, r8, r9, ror #27       @ round 39: e += a <<< 5
    and.w   r1, r9, r1, ror #2        @ round 40: F = b & (c ^ d)

    /* Round 40: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r1, r12, ror #2      @ round 40: e += F
    add.w   r8, r8, r3, ror #29       @ round 39: e += W39
    eors.n  r2, r0                    @ W41(16+14+8) = W33 ^ W41(16+14)
    and.w   r1, r11, r10              @ round 40: c & d
    eors.n  r2, r7                    @ W41 = W38 ^ W41(16+14+8)
    eor.w   r0, r0, r6, ror #31       @ W49(16+14) = W33 ^ W35
    eor.w   r0, r2, r0, ror #1        @ W49(16+14+8) = W41 ^ W49(16+14)
    eors.n  r4, r7                    @ W46(16+14+8) = W38 ^ W46(16+14)
    str.n   r0, [sp, #20]             @ W49(16+14+8)
    add.w   r12, r12, r1, ror #2      @ round 40: e += c & d
    eor.w   r0, r10, r9               @ round 41: c ^ d
    and.w   r0, r8, r0, ror #2        @ round 41: F = b & (c ^ d)

    /* Round 41: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, r0, r11, ror #2      @ round 41: e += F
    eor.w   r0, r2, r3                @ W55(16+14) = W41 ^ W39
    str.n   r0, [sp, #40]             @ W55(16+14)
    ldr.n   r0, [sp, #60]             @ W40(16+14+8)
    ldr.w   lr, [sp, #K_2]            @ K of rounds 40 on
    ldr.n   r1, [sp, #52]             @ W43(16+14)
    eor.w   r1, r6, r1, ror #1        @ W43(16+14+8) = W35 ^ W43(16+14)
    eors.n  r6, r5                    @ W51(16+14) = W35 ^ W37
    eor.w   r0, r0, r5, ror #30       @ W40 = W40(16+14+8) ^ W37
    eor.w   r1, r0, r1, ror #31       @ W43 = W40 ^ W43(16+14+8)
    eors.n  r6, r1                    @ W51(16+14+8) = W51(16+14) ^ W43
    str.n   r6, [sp, #48]             @ W51(16+14+8)
    and.w   r6, r10, r9               @ round 41: c & d

    /* Round 42: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 42: e += K
    add.w   r11, r11, r6, ror #2      @ round 41: e += c & d
    add.w   r12, r12, r0, ror #30     @ round 40: e += W40
    eor.w   r6, r9, r8                @ round 42: c ^ d
    add.n   r12, lr                   @ round 40: e += K
    eors.n  r7, r0                    @ W54(16+14) = W38 ^ W40
    add.w   r12, r12, r8, ror #27     @ round 40: e += a <<< 5
    and.w   r6, r12, r6, ror #2       @ round 42: F = b & (c ^ d)
    add.w   r11, r11, r12, ror #27    @ round 41: e += a <<< 5
    eor.w   r4, r4, r1, ror #31       @ W46 = W46(16+14+8) ^ W43
    eor.w   r7, r7, r4, ror #31       @ W54(16+14+8) = W54(16+14) ^ W46
    str.n   r7, [sp, #52]             @ W54(16+14+8)
    and.w   r7, r9, r8                @ round 42: c & d
    add.w   r10, r10, r7, ror #2      @ round 42: e += c & d
    add.n   r10, r6                   @ round 42: e += F
    ldr.n   r6, [sp, #24]             @ W45(16+14)
    ldr.n   r7, [sp, #44]             @ W42(16+14+8)
    eor.w   r7, r7, r3, ror #30       @ W42 = W42(16+14+8) ^ W39
    eors.n  r3, r5                    @ W53(16+14) = W37 ^ W39

    /* Round 43: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, lr, r9, ror #2        @ round 43: e += K
    add.n   r11, lr                   @ round 41: e += K
    add.w   r9, r9, r1, ror #29       @ round 43: e += W43
    add.w   r11, r11, r2, ror #29     @ round 41: e += W41
    eor.w   r5, r7, r5, ror #31       @ W45(8+3) = W42 ^ W37
    eors.n  r6, r5                    @ W45 = W45(16+14) ^ W45(8+3)
    eor.w   r5, r1, r6                @ W59(16+14) = W43 ^ W45
    str.n   r5, [sp, #24]             @ W59(16+14)
    and.w   r5, r12, r11              @ round 44: c & d
    eors.n  r1, r2                    @ W57(16+14) = W41 ^ W43
    add.w   r10, r10, r11, ror #27    @ round 42: e += a <<< 5
    str.n   r1, [sp, #44]             @ W57(16+14)
    and.w   r1, r8, r12               @ round 43: c & d
    add.w   r9, r9, r1, ror #2        @ round 43: e += c & d
    eor.w   r1, r8, r12               @ round 43: c ^ d
    and.w   r1, r11, r1, ror #2       @ round 43: F = b & (c ^ d)

    /* Round 44: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, lr, r8, ror #2        @ round 44: e += K
    add.n   r9, r1                    @ round 43: e += F
    eors.n  r3, r6                    @ W53(16+14+8) = W45 ^ W53(16+14)
    add.w   r10, r10, r7, ror #30     @ round 42: e += W42
    add.w   r9, r9, r10, ror #27      @ round 43: e += a <<< 5
    add.w   r8, r8, r9, ror #27       @ round 44: e += a <<< 5
    add.w   r8, r8, r5, ror #2        @ round 44: e += c & d
    ldr.n   r1, [sp, #36]             @ W48(16+14)
    ldr.n   r5, [sp, #56]             @ W44(16+14+8)
    eor.w   r5, r5, r2, ror #31       @ W44 = W44(16+14+8) ^ W41
    eor.w   r2, r12, r11              @ round 44: c ^ d
    and.w   r2, r10, r2, ror #2       @ round 44: F = b & (c ^ d)
    eors.n  r1, r0                    @ W48(16+14+8) = W48(16+14) ^ W40
    add.w   r8, r8, r5, ror #29       @ round 44: e += W44
    add.n   r8, r2                    @ round 44: e += F
    eor.w   r2, r11, r10              @ round 45: c ^ d
    and.w   r2, r9, r2, ror #2        @ round 45: F = b & (c ^ d)

    /* Round 45: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r2, r12, ror #2      @ round 45: e += F
    and.w   r2, r11, r10              @ round 45: c & d
    add.w   r12, r12, r2, ror #2      @ round 45: e += c & d
    eor.w   r1, r1, r6, ror #31       @ W48 = W48(16+14+8) ^ W45
    eor.w   r2, r4, r1                @ W62(16+14) = W46 ^ W48
    add.w   r12, r12, r6, ror #29     @ round 45: e += W45
    str.n   r2, [sp, #36]             @ W62(16+14)
    eors.n  r0, r7                    @ W56(16+14) = W42 ^ W40
    and.w   r2, r10, r9               @ round 46: c & d
    eor.w   r0, r0, r1, ror #31       @ W56(16+14+8) = W56(16+14) ^ W48

    /* Round 46: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, lr, r11, ror #2      @ round 46: e += K
    add.w   r12, r12, r8, ror #27     @ round 45: e += a <<< 5
    add.n   r12, lr                   @ round 45: e += K
    add.w   r11, r11, r12, ror #27    @ round 46: e += a <<< 5
    str.n   r0, [sp, #56]             @ W56(16+14+8)
    eor.w   r0, r10, r9               @ round 46: c ^ d
    and.w   r0, r8, r0, ror #2        @ round 46: F = b & (c ^ d)
    add.w   r11, r11, r2, ror #2      @ round 46: e += c & d
    add.n   r11, r0                   @ round 46: e += F
    ldr.n   r0, [sp, #28]             @ W47(16+14+8)
    ldr.n   r2, [sp, #64]             @ W50(16+14)
    eor.w   r0, r5, r0, ror #1        @ W47 = W44 ^ W47(16+14+8)
    eor.w   r6, r0, r6, ror #1        @ W61(16+14) = W47 ^ W45
    eors.n  r2, r7                    @ W50(16+14+8) = W42 ^ W50(16+14)
    eor.w   r2, r2, r0, ror #30       @ W50 = W50(16+14+8) ^ W47
    eor.w   r7, r5, r7, ror #1        @ W58(16+14) = W44 ^ W42
    eors.n  r7, r2                    @ W58(16+14+8) = W58(16+14) ^ W50
    str.n   r7, [sp, #28]             @ W58(16+14+8)
    add.w   r11, r11, r4, ror #29     @ round 46: e += W46
    eor.w   r7, r9, r8                @ round 47: c ^ d
    and.w   r7, r12, r7, ror #2       @ round 47: F = b & (c ^ d)

    /* Round 47: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, r7, r10, ror #2      @ round 47: e += F
    eors.n  r3, r2                    @ W53 = W53(16+14+8) ^ W50
    eors.n  r6, r3                    @ W61(16+14+8) = W61(16+14) ^ W53
    str.n   r6, [sp, #60]             @ W61(16+14+8)
    and.w   r6, r9, r8                @ round 47: c & d
    add.w   r10, r10, r6, ror #2      @ round 47: e += c & d
    add.n   r10, lr                   @ round 47: e += K
    eor.w   r6, r8, r12               @ round 48: c ^ d
    and.w   r6, r11, r6, ror #2       @ round 48: F = b & (c ^ d)

    /* Round 48: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, r6, r9, ror #2        @ round 48: e += F
    and.w   r6, r8, r12               @ round 48: c & d
    add.w   r10, r10, r0, ror #28     @ round 47: e += W47
    add.w   r10, r10, r11, ror #27    @ round 47: e += a <<< 5
    eor.w   r7, r12, r11              @ round 49: c ^ d
    and.w   r7, r10, r7, ror #2       @ round 49: F = b & (c ^ d)

    /* Round 49: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, r7, r8, ror #2        @ round 49: e += F
    and.w   r7, r12, r11              @ round 49: c & d

    /* Round 50: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, lr, r12, ror #2      @ round 50: e += K
    add.w   r9, r9, r6, ror #2        @ round 48: e += c & d
    add.n   r9, lr                    @ round 48: e += K
    eor.w   r6, r1, r2                @ W64(16+14) = W48 ^ W50
    add.w   r8, r8, r7, ror #2        @ round 49: e += c & d
    str.n   r6, [sp, #64]             @ W64(16+14)
    ldr.n   r6, [sp, #32]             @ W52(16+14)
    ldr.n   r7, [sp, #20]             @ W49(16+14+8)
    eors.n  r7, r4                    @ W49 = W49(16+14+8) ^ W46
    eors.n  r4, r5                    @ W60(16+14) = W46 ^ W44
    add.w   r12, r12, r2, ror #29     @ round 50: e += W50
    eor.w   r5, r7, r5, ror #1        @ W52(8+3) = W49 ^ W44
    eor.w   r6, r6, r5, ror #30       @ W52 = W52(16+14) ^ W52(8+3)
    add.w   r9, r9, r10, ror #27      @ round 48: e += a <<< 5
    and.w   r5, r11, r10              @ round 50: c & d
    add.w   r12, r12, r5, ror #2      @ round 50: e += c & d
    add.w   r9, r9, r1, ror #29       @ round 48: e += W48
    eors.n  r2, r6                    @ W66(16+14) = W52 ^ W50
    str.n   r2, [sp, #20]             @ W66(16+14)
    eor.w   r2, r11, r10              @ round 50: c ^ d

    /* Round 51: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, lr, r11, ror #2      @ round 51: e += K
    add.w   r8, r8, r7, ror #28       @ round 49: e += W49
    and.w   r5, r10, r9               @ round 51: c & d
    add.w   r8, r8, r9, ror #27       @ round 49: e += a <<< 5
    add.n   r8, lr                    @ round 49: e += K
    add.w   r12, r12, r8, ror #27     @ round 50: e += a <<< 5
    and.w   r2, r9, r2, ror #2        @ round 50: F = b & (c ^ d)
    add.n   r12, r2                   @ round 50: e += F
    eor.w   r2, r10, r9               @ round 51: c ^ d

    /* Round 52: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 52: e += K
    add.w   r11, r11, r5, ror #2      @ round 51: e += c & d
    and.w   r2, r8, r2, ror #2        @ round 51: F = b & (c ^ d)
    add.n   r11, r2                   @ round 51: e += F
    and.w   r2, r9, r8                @ round 52: c & d
    add.w   r10, r10, r2, ror #2      @ round 52: e += c & d
    ldr.n   r2, [sp, #48]             @ W51(16+14+8)
    ldr.n   r5, [sp, #40]             @ W55(16+14)
    eor.w   r5, r5, r0, ror #31       @ W55(16+14+8) = W55(16+14) ^ W47
    eors.n  r1, r2                    @ W51 = W48 ^ W51(16+14+8)
    add.w   r11, r11, r1, ror #28     @ round 51: e += W51
    eors.n  r4, r6                    @ W60(16+14+8) = W52 ^ W60(16+14)
    add.w   r11, r11, r12, ror #27    @ round 51: e += a <<< 5
    eors.n  r5, r6                    @ W55 = W55(16+14+8) ^ W52
    eors.n  r0, r7                    @ W63(16+14) = W47 ^ W49
    eors.n  r0, r5                    @ W63(16+14+8) = W55 ^ W63(16+14)
    str.n   r0, [sp, #32]             @ W63(16+14+8)
    eor.w   r0, r3, r5                @ W69(16+14) = W53 ^ W55
    str.n   r0, [sp, #40]             @ W69(16+14)
    eor.w   r0, r9, r8                @ round 52: c ^ d
    eor.w   r2, r8, r12               @ round 53: c ^ d
    and.w   r2, r11, r2, ror #2       @ round 53: F = b & (c ^ d)

    /* Round 53: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, r2, r9, ror #2        @ round 53: e += F
    add.w   r10, r10, r11, ror #27    @ round 52: e += a <<< 5
    and.w   r0, r12, r0, ror #2       @ round 52: F = b & (c ^ d)
    add.n   r10, r0                   @ round 52: e += F
    add.n   r9, lr                    @ round 53: e += K
    and.w   r0, r8, r12               @ round 53: c & d
    add.w   r9, r9, r0, ror #2        @ round 53: e += c & d
    add.w   r10, r10, r6, ror #29     @ round 52: e += W52
    eor.w   r0, r12, r11              @ round 54: c ^ d
    and.w   r0, r10, r0, ror #2       @ round 54: F = b & (c ^ d)

    /* Round 54: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, r0, r8, ror #2        @ round 54: e += F
    ldr.n   r0, [sp, #52]             @ W54(16+14+8)
    ldr.n   r2, [sp, #44]             @ W57(16+14)
    eor.w   r0, r0, r1, ror #30       @ W54 = W54(16+14+8) ^ W51
    add.w   r8, r8, r0, ror #29       @ round 54: e += W54
    eor.w   r2, r2, r7, ror #31       @ W57(16+14+8) = W57(16+14) ^ W49
    eors.n  r2, r0                    @ W57 = W54 ^ W57(16+14+8)
    eors.n  r6, r0                    @ W68(16+14) = W54 ^ W52
    eor.w   r4, r4, r2, ror #31       @ W60 = W60(16+14+8) ^ W57
    eor.w   r6, r6, r4, ror #31       @ W68(16+14+8) = W68(16+14) ^ W60
    str.n   r6, [sp, #44]             @ W68(16+14+8)
    and.w   r6, r12, r11              @ round 54: c & d
    str.n   r4, [sp, #48]             @ W60
    add.w   r8, r8, r6, ror #2        @ round 54: e += c & d
    add.w   r9, r9, r10, ror #27      @ round 53: e += a <<< 5
    add.w   r9, r9, r3, ror #28       @ round 53: e += W53
    eor.w   r6, r11, r10              @ round 55: c ^ d

    /* Round 55: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, lr, r12, ror #2      @ round 55: e += K
    and.w   r6, r9, r6, ror #2        @ round 55: F = b & (c ^ d)
    add.n   r12, r6                   @ round 55: e += F
    and.w   r6, r11, r10              @ round 55: c & d
    add.w   r12, r12, r6, ror #2      @ round 55: e += c & d
    eors.n  r7, r1                    @ W65(16+14) = W51 ^ W49
    eors.n  r7, r2                    @ W65(16+14+8) = W57 ^ W65(16+14)
    add.w   r8, r8, r9, ror #27       @ round 54: e += a <<< 5
    str.n   r7, [sp, #52]             @ W65(16+14+8)
    eor.w   r6, r2, r5                @ W71(16+14) = W57 ^ W55
    eor.w   r7, r10, r9               @ round 56: c ^ d
    add.n   r8, lr                    @ round 54: e += K
    str.n   r6, [sp, #68]             @ W71(16+14)
    and.w   r7, r8, r7, ror #2        @ round 56: F = b & (c ^ d)

    /* Round 56: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, r7, r11, ror #2      @ round 56: e += F
    and.w   r6, r10, r9               @ round 56: c & d

    /* Round 57: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 57: e += K
    add.w   r12, r12, r5, ror #28     @ round 55: e += W55
    eor.w   r7, r9, r8                @ round 57: c ^ d
    add.w   r12, r12, r8, ror #27     @ round 55: e += a <<< 5
    add.w   r11, r11, r12, ror #27    @ round 56: e += a <<< 5
    add.w   r11, r11, r6, ror #2      @ round 56: e += c & d
    and.w   r7, r12, r7, ror #2       @ round 57: F = b & (c ^ d)
    add.n   r10, r7                   @ round 57: e += F
    ldr.n   r6, [sp, #24]             @ W59(16+14)
    ldr.n   r7, [sp, #56]             @ W56(16+14+8)
    eor.w   r7, r7, r3, ror #30       @ W56 = W56(16+14+8) ^ W53
    add.w   r11, r11, r7, ror #29     @ round 56: e += W56
    eors.n  r3, r1                    @ W67(16+14) = W51 ^ W53
    eor.w   r1, r7, r1, ror #31       @ W59(8+3) = W56 ^ W51
    eors.n  r1, r6                    @ W59 = W59(8+3) ^ W59(16+14)
    add.w   r10, r10, r2, ror #28     @ round 57: e += W57
    add.n   r11, lr                   @ round 56: e += K
    eors.n  r2, r1                    @ W73(16+14) = W59 ^ W57
    str.n   r2, [sp, #24]             @ W73(16+14)
    and.w   r2, r9, r8                @ round 57: c & d
    add.w   r10, r10, r2, ror #2      @ round 57: e += c & d

    /* Round 58: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, lr, r9, ror #2        @ round 58: e += K
    eor.w   r2, r12, r11              @ round 59: c ^ d
    and.w   r6, r8, r12               @ round 58: c & d
    add.w   r9, r9, r6, ror #2        @ round 58: e += c & d
    eor.w   r6, r8, r12               @ round 58: c ^ d
    and.w   r6, r11, r6, ror #2       @ round 58: F = b & (c ^ d)
    eors.n  r3, r1                    @ W67(16+14+8) = W59 ^ W67(16+14)
    add.w   r10, r10, r11, ror #27    @ round 57: e += a <<< 5
    add.n   r9, r6                    @ round 58: e += F
    and.w   r2, r10, r2, ror #2       @ round 59: F = b & (c ^ d)

    /* Round 59: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, r2, r8, ror #2        @ round 59: e += F
    and.w   r2, r12, r11              @ round 59: c & d
    add.n   r8, lr                    @ round 59: e += K
    add.w   r8, r8, r2, ror #2        @ round 59: e += c & d
    ldr.w   lr, [sp, #K_3]            @ K of rounds 60 on
    ldr.n   r2, [sp, #36]             @ W62(16+14)
    ldr.n   r6, [sp, #28]             @ W58(16+14+8)
    eor.w   r6, r6, r5, ror #31       @ W58 = W58(16+14+8) ^ W55
    eors.n  r2, r0                    @ W62(16+14+8) = W54 ^ W62(16+14)
    eor.w   r2, r2, r1, ror #31       @ W62 = W62(16+14+8) ^ W59
    add.w   r9, r9, r6, ror #28       @ round 58: e += W58
    add.w   r8, r8, r1, ror #28       @ round 59: e += W59
    add.w   r9, r9, r10, ror #27      @ round 58: e += a <<< 5
    eor.w   r5, r11, r10              @ round 60: c ^ d
    eor.w   r5, r9, r5, ror #2        @ round 60: F = b ^ (c ^ d)

    /* Round 60: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r5, r12, ror #2      @ round 60: e += F
    eor.w   r5, r10, r9               @ round 61: c ^ d
    add.w   r12, r12, r4, ror #28     @ round 60: e += W60
    eors.n  r0, r7                    @ W70(16+14) = W56 ^ W54
    add.w   r8, r8, r9, ror #27       @ round 59: e += a <<< 5
    eor.w   r5, r8, r5, ror #2        @ round 61: F = b ^ (c ^ d)
    add.n   r12, lr                   @ round 60: e += K
    add.w   r12, r12, r8, ror #27     @ round 60: e += a <<< 5

    /* Round 61: a r12, b r8, c r9, d r10, e r11 */

    /* Round 62: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 62: e += K
    add.w   r11, r5, r11, ror #2      @ round 61: e += F
    ldr.n   r4, [sp, #64]             @ W64(16+14)
    ldr.n   r5, [sp, #60]             @ W61(16+14+8)
    eors.n  r5, r6                    @ W61 = W61(16+14+8) ^ W58
    add.w   r11, r11, r5, ror #27     @ round 61: e += W61
    eor.w   r1, r1, r5, ror #31       @ W75(16+14) = W59 ^ W61
    eors.n  r4, r7                    @ W64(16+14+8) = W64(16+14) ^ W56
    eor.w   r4, r4, r5, ror #30       @ W64 = W64(16+14+8) ^ W61
    eor.w   r0, r2, r0, ror #1        @ W70(16+14+8) = W62 ^ W70(16+14)
    eors.n  r3, r4                    @ W67 = W67(16+14+8) ^ W64
    eor.w   r0, r0, r3, ror #31       @ W70 = W70(16+14+8) ^ W67
    str.n   r0, [sp, #28]             @ W70
    eor.w   r1, r1, r3, ror #31       @ W75(16+14+8) = W75(16+14) ^ W67
    str.n   r1, [sp, #36]             @ W75(16+14+8)
    eor.w   r1, r4, r2                @ W78(16+14) = W64 ^ W62
    eor.w   r0, r0, r1, ror #1        @ W78(16+14+8) = W70 ^ W78(16+14)
    str.n   r0, [sp, #56]             @ W78(16+14+8)
    eor.w   r0, r9, r8                @ round 62: c ^ d
    eor.w   r0, r12, r0, ror #2       @ round 62: F = b ^ (c ^ d)
    add.w   r11, r11, r12, ror #27    @ round 61: e += a <<< 5

    /* Round 63: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, lr, r9, ror #2        @ round 63: e += K
    add.n   r11, lr                   @ round 61: e += K
    add.w   r10, r10, r11, ror #27    @ round 62: e += a <<< 5
    add.n   r10, r0                   @ round 62: e += F
    eor.w   r0, r8, r12               @ round 63: c ^ d
    eor.w   r0, r11, r0, ror #2       @ round 63: F = b ^ (c ^ d)
    add.n   r9, r0                    @ round 63: e += F
    ldr.n   r0, [sp, #32]             @ W63(16+14+8)
    ldr.n   r1, [sp, #48]             @ W60

    /* Round 64: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, lr, r8, ror #2        @ round 64: e += K
    eors.n  r0, r1                    @ W63 = W60 ^ W63(16+14+8)
    add.w   r9, r9, r0, ror #27       @ round 63: e += W63
    add.w   r10, r10, r2, ror #28     @ round 62: e += W62
    add.w   r8, r8, r4, ror #28       @ round 64: e += W64
    eor.w   r7, r6, r7, ror #1        @ W72(16+14) = W58 ^ W56
    eors.n  r4, r7                    @ W72(16+14+8) = W64 ^ W72(16+14)
    eor.w   r7, r12, r11              @ round 64: c ^ d
    eor.w   r7, r10, r7, ror #2       @ round 64: F = b ^ (c ^ d)
    add.n   r8, r7                    @ round 64: e += F
    add.w   r9, r9, r10, ror #27      @ round 63: e += a <<< 5
    add.w   r8, r8, r9, ror #27       @ round 64: e += a <<< 5
    eor.w   r7, r11, r10              @ round 65: c ^ d
    eor.w   r7, r9, r7, ror #2        @ round 65: F = b ^ (c ^ d)

    /* Round 65: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r7, r12, ror #2      @ round 65: e += F
    eor.w   r7, r10, r9               @ round 66: c ^ d
    eor.w   r7, r8, r7, ror #2        @ round 66: F = b ^ (c ^ d)

    /* Round 66: a r12, b r8, c r9, d r10, e r11 */

    /* Round 67: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 67: e += K
    add.n   r12, lr                   @ round 65: e += K
    add.w   r11, lr, r11, ror #2      @ round 66: e += K
    add.w   r10, r10, r3, ror #27     @ round 67: e += W67
    add.n   r11, r7                   @ round 66: e += F
    ldr.n   r3, [sp, #20]             @ W66(16+14)
    ldr.n   r7, [sp, #52]             @ W65(16+14+8)
    eor.w   r3, r3, r6, ror #31       @ W66(16+14+8) = W66(16+14) ^ W58
    add.w   r12, r12, r8, ror #27     @ round 65: e += a <<< 5
    eors.n  r6, r1                    @ W74(16+14) = W60 ^ W58
    eors.n  r7, r2                    @ W65 = W65(16+14+8) ^ W62
    add.w   r12, r12, r7, ror #27     @ round 65: e += W65
    eors.n  r1, r2                    @ W76(16+14) = W60 ^ W62
    eor.w   r2, r9, r8                @ round 67: c ^ d
    eor.w   r2, r12, r2, ror #2       @ round 67: F = b ^ (c ^ d)
    add.n   r10, r2                   @ round 67: e += F
    eor.w   r3, r3, r0, ror #30       @ W66 = W66(16+14+8) ^ W63
    eor.w   r2, r8, r12               @ round 68: c ^ d
    add.w   r11, r11, r12, ror #27    @ round 66: e += a <<< 5
    add.w   r11, r11, r3, ror #28     @ round 66: e += W66
    eor.w   r2, r11, r2, ror #2       @ round 68: F = b ^ (c ^ d)

    /* Round 68: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, r2, r9, ror #2        @ round 68: e += F
    ldr.n   r2, [sp, #40]             @ W69(16+14)
    eor.w   r2, r2, r5, ror #31       @ W69(16+14+8) = W69(16+14) ^ W61
    add.w   r10, r10, r11, ror #27    @ round 67: e += a <<< 5
    add.n   r9, lr                    @ round 68: e += K
    eors.n  r6, r3                    @ W74(16+14+8) = W66 ^ W74(16+14)
    eors.n  r3, r2                    @ W69 = W66 ^ W69(16+14+8)
    add.w   r9, r9, r10, ror #27      @ round 68: e += a <<< 5
    eor.w   r2, r12, r11              @ round 69: c ^ d
    eor.w   r2, r10, r2, ror #2       @ round 69: F = b ^ (c ^ d)

    /* Round 69: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, r2, r8, ror #2        @ round 69: e += F
    add.w   r8, r8, r3, ror #27       @ round 69: e += W69
    eors.n  r5, r0                    @ W77(16+14) = W63 ^ W61
    eors.n  r5, r3                    @ W77(16+14+8) = W77(16+14) ^ W69
    eor.w   r4, r4, r3, ror #31       @ W72 = W72(16+14+8) ^ W69
    ldr.n   r2, [sp, #44]             @ W68(16+14+8)
    ldr.n   r3, [sp, #68]             @ W71(16+14)
    eor.w   r3, r0, r3, ror #1        @ W71(16+14+8) = W63 ^ W71(16+14)
    eor.w   r2, r2, r7, ror #30       @ W68 = W68(16+14+8) ^ W65
    add.w   r9, r9, r2, ror #28       @ round 68: e += W68
    add.w   r8, r8, r9, ror #27       @ round 69: e += a <<< 5
    eor.w   r3, r2, r3, ror #31       @ W71 = W68 ^ W71(16+14+8)
    eor.w   r6, r6, r3, ror #31       @ W74 = W74(16+14+8) ^ W71
    eors.n  r0, r7                    @ W79(16+14) = W63 ^ W65
    eors.n  r1, r2                    @ W76(16+14+8) = W76(16+14) ^ W68
    add.n   r8, lr                    @ round 69: e += K
    eors.n  r0, r3                    @ W79(16+14+8) = W71 ^ W79(16+14)
    eor.w   r2, r11, r10              @ round 70: c ^ d
    eor.w   r2, r9, r2, ror #2        @ round 70: F = b ^ (c ^ d)

    /* Round 70: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, r2, r12, ror #2      @ round 70: e += F
    add.w   r12, r12, r8, ror #27     @ round 70: e += a <<< 5
    eor.w   r2, r10, r9               @ round 71: c ^ d
    eor.w   r2, r8, r2, ror #2        @ round 71: F = b ^ (c ^ d)

    /* Round 71: a r12, b r8, c r9, d r10, e r11 */

    /* Round 72: a r11, b r12, c r8, d r9, e r10 */
    add.w   r10, lr, r10, ror #2      @ round 72: e += K
    add.w   r11, r2, r11, ror #2      @ round 71: e += F
    add.w   r11, r11, r3, ror #27     @ round 71: e += W71
    ldr.n   r2, [sp, #24]             @ W73(16+14)
    ldr.n   r3, [sp, #28]             @ W70
    eor.w   r7, r7, r2, ror #1        @ W73(16+14+8) = W65 ^ W73(16+14)
    add.w   r12, r12, r3, ror #27     @ round 70: e += W70
    eors.n  r7, r3                    @ W73 = W73(16+14+8) ^ W70
    add.n   r12, lr                   @ round 70: e += K
    add.w   r11, r11, r12, ror #27    @ round 71: e += a <<< 5
    eor.w   r2, r9, r8                @ round 72: c ^ d

    /* Round 73: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, lr, r9, ror #2        @ round 73: e += K
    add.w   r9, r9, r7, ror #26       @ round 73: e += W73
    eor.w   r3, r8, r12               @ round 73: c ^ d

    /* Round 74: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, lr, r8, ror #2        @ round 74: e += K
    eor.w   r2, r12, r2, ror #2       @ round 72: F = b ^ (c ^ d)
    add.n   r10, r2                   @ round 72: e += F
    add.w   r10, r10, r4, ror #27     @ round 72: e += W72
    eor.w   r1, r1, r7, ror #30       @ W76 = W76(16+14+8) ^ W73
    add.n   r11, lr                   @ round 71: e += K
    eor.w   r3, r11, r3, ror #2       @ round 73: F = b ^ (c ^ d)
    eor.w   r2, r12, r11              @ round 74: c ^ d
    add.w   r10, r10, r11, ror #27    @ round 72: e += a <<< 5
    add.w   r9, r9, r10, ror #27      @ round 73: e += a <<< 5
    eor.w   r7, r11, r10              @ round 75: c ^ d

    /* Round 75: a r8, b r9, c r10, d r11, e r12 */
    add.w   r12, lr, r12, ror #2      @ round 75: e += K
    add.n   r9, r3                    @ round 73: e += F
    add.w   r8, r8, r9, ror #27       @ round 74: e += a <<< 5
    eors.n  r0, r1                    @ W79 = W79(16+14+8) ^ W76
    eor.w   r7, r9, r7, ror #2        @ round 75: F = b ^ (c ^ d)
    eor.w   r2, r10, r2, ror #2       @ round 74: F = b ^ (c ^ d)
    eor.w   r3, r10, r9               @ round 76: c ^ d
    add.n   r8, r2                    @ round 74: e += F
    add.n   r12, r7                   @ round 75: e += F
    add.w   r8, r8, r6, ror #27       @ round 74: e += W74
    eor.w   r3, r8, r3, ror #2        @ round 76: F = b ^ (c ^ d)

    /* Round 76: a r12, b r8, c r9, d r10, e r11 */
    add.w   r11, r3, r11, ror #2      @ round 76: e += F
    eors.n  r6, r5                    @ W77 = W74 ^ W77(16+14+8)
    ldr.n   r2, [sp, #36]             @ W75(16+14+8)
    ldr.n   r3, [sp, #56]             @ W78(16+14+8)
    ldr.n   r5, [sp, #H_4]            @ H4
    add.w   r12, r12, r8, ror #27     @ round 75: e += a <<< 5
    eor.w   r2, r2, r4, ror #31       @ W75 = W75(16+14+8) ^ W72
    eor.w   r4, r9, r8                @ round 77: c ^ d

    /* Round 77: a r11, b r12, c r8, d r9, e r10 */

    /* Round 78: a r10, b r11, c r12, d r8, e r9 */
    add.w   r9, lr, r9, ror #2        @ round 78: e += K
    add.w   r10, lr, r10, ror #2      @ round 77: e += K
    add.w   r12, r12, r2, ror #27     @ round 75: e += W75
    add.w   r11, r11, r12, ror #27    @ round 76: e += a <<< 5
    eor.w   r4, r12, r4, ror #2       @ round 77: F = b ^ (c ^ d)
    eor.w   r7, r8, r12               @ round 78: c ^ d
    add.n   r11, lr                   @ round 76: e += K
    add.w   r11, r11, r1, ror #27     @ round 76: e += W76
    eor.w   r7, r11, r7, ror #2       @ round 78: F = b ^ (c ^ d)
    eors.n  r3, r2                    @ W78 = W78(16+14+8) ^ W75
    add.w   r9, r9, r3, ror #26       @ round 78: e += W78
    add.w   r10, r10, r6, ror #26     @ round 77: e += W77

    /* Round 79: a r9, b r10, c r11, d r12, e r8 */
    add.w   r8, lr, r8, ror #2        @ round 79: e += K
    eor.w   r1, r12, r11              @ round 79: c ^ d
    add.w   r12, r5, r12, ror #2      @ H4
    add.n   r10, r4                   @ round 77: e += F
    add.n   r9, r7                    @ round 78: e += F
    ldr.n   r2, [sp, #END]            @ its end, less 4
    ldr.n   r3, [sp, #H_0]            @ H0
    ldr.n   r4, [sp, #POINTER]        @ the message, less 4
    ldr.w   lr, [sp, #K_0]            @ K of rounds 0 on
    ldr.n   r5, [sp, #H_1]            @ H1
    ldr.n   r6, [sp, #H_3]            @ H3
    ldr.n   r7, [sp, #H_2]            @ H2
    add.w   r10, r10, r11, ror #27    @ round 77: e += a <<< 5
    add.w   r9, r9, r10, ror #27      @ round 78: e += a <<< 5
    add.w   r8, r8, r9, ror #27       @ round 79: e += a <<< 5
    add.w   r11, r6, r11, ror #2      @ H3
    eor.w   r1, r10, r1, ror #2       @ round 79: F = b ^ (c ^ d)
    add.w   r10, r7, r10, ror #2      @ H2
    add.w   r8, r8, r0, ror #26       @ round 79: e += W79
    add.n   r8, r1                    @ round 79: e += F
    add.n   r8, r3                    @ H0
    str.w   r8, [sp, #H_0]            @ H0
    cmp.n   r4, r2                    @ was this the last block?
    str.w   r11, [sp, #H_3]           @ H3
    add.n   r9, r5                    @ H1
    str.w   r9, [sp, #H_1]            @ H1
    str.w   r10, [sp, #H_2]           @ H2
    str.w   r12, [sp, #H_4]           @ H4
    bne.w   .Lblock                   @ on to the next block

    /* The result; then zeros over all that depended on the message or the state. */
    ldr     r0, [sp, #FRAME]
    stm     r0, {r8-r12}
    mov     r0, sp
    movs    r1, #0
    mov     r2, r1
    mov     r3, r1
    mov     r4, r1
    mov     r12, r1
    mov     lr, r1
    stm     r0!, {r1, r2, r3, r4, r12, lr}
    stm     r0!, {r1, r2, r3, r4, r12, lr}
    stm     r0!, {r1, r2, r3, r4, r12, lr}
    add     sp, sp, #FRAME
    pop     {r0, r4-r11, pc}

    .size   sha1_blocks, . - sha1_blocks

#endif
