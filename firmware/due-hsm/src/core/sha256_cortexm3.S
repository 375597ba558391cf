/*
 * sha256_cortexm3.S - the compression function of SHA-256 (FIPS 180-4) for the
 * Cortex-M3.
 *
 *     void sha256_blocks(uint32_t state[8], const void *data, uint32_t n);
 *
 * GENERATED: by "make -C firmware/bench generate" from sha256_cortexm3.plan there,
 * and compared with it by "make -C firmware/bench check". Do not edit.
 *
 * data may have any alignment, n may be 0. Takes 40 bytes of stack, beside the
 * static frame below; calls nothing. The time depends on n and the alignment of data
 * only, but for the first call.
 *
 * Written out in full, with the state in registers that change their names instead
 * of their values, for the reasons that sha1_cortexm3.S gives.
 *
 * The state. a to h live in r8 to r12, lr, r6 and r7. A round adds up
 *
 *     T = h + K[t] + W[t] + S1(e) + Ch(e, f, g)
 *
 * in the register of h, adds it to d, which then is the next round's e, and adds
 * S0(a) + Maj(a, b, c) to it, which then is the next round's a. Each round names the
 * registers anew; after eight the names are back.
 *
 * Sums of rotations. S1(e) is three rotations of e, by 6, 11 and 25: x = e ^ (e >>> 5)
 * ^ (e >>> 19) takes two instructions, and is rotated by 6 on its way into the
 * addition. S0(a) likewise: a ^ (a >>> 11) ^ (a >>> 20), rotated by 2.
 *
 * Ch is (e & f) + (g & ~e), whose terms have no bit in common and are added one by
 * one, so that one temporary is enough. Maj is ((a ^ b) & (b ^ c)) ^ b; b ^ c is what
 * a ^ b was a round before, and so each is made once and used twice.
 *
 * The message schedule. W[t] = s1(W[t-2]) + W[t-7] + s0(W[t-15]) + W[t-16]. W20(16+7)
 * is a part of that sum, W20(2) a single term. s1(W[t-2]) is made when W[t-2] is, and
 * is the start of W[t]; and as W[t-15] is the next word's W[t-16], one load of it
 * serves both. So of the words that a sum needs only two are loaded.
 *
 * Constants. K[1] on are loaded from the frame, in a group with the words: a load
 * that follows a load takes one cycle instead of two, and MOVW, MOVT would take two
 * and more flash. K[0] needs no load: the frame's H_7, and h between blocks, is the
 * chaining value's last word and K[0].
 *
 * The frame is static. To copy 64 constants to the stack would cost 180 cycles in each
 * call; the first call copies them to sha256_frame instead. So there is one call at a
 * time, from the main program and never from an interrupt (board.h has one thread).
 * While blocks are hashed, the processor uses the process stack pointer, which points
 * to the frame. An interrupt then saves its eight words right below, in the 32 bytes
 * kept for them, and its handler runs on the main stack as always, whose pointer stays
 * where the caller had it: no handler, however deep, and no other interrupt that
 * comes on top comes near the frame. The frame lies in .bss, which a fault overwrites
 * before it resets the board.
 *
 * The order. Rounds overlap, and which words stay in registers r0 to r5, the pool for
 * all that is not state, follows from it. It was found by a search, simulated
 * annealing with the cycle model of firmware/BENCHMARKS.md, which also keeps wide
 * instructions on word boundaries and the code, locally, below the 3.2 bytes a cycle
 * that the SAM3X's flash delivers. The plan is what it found.
 *
 * Secrets. Before it returns, the function overwrites with zeros: what interrupts have
 * saved below the frame; the chaining value and the slots in it; r1 to r3, r12 and lr.
 * What handlers have saved of the other registers, on the main stack, stays there until
 * it is overwritten.
 */
#if defined(__ARM_ARCH_7M__) && !defined(SHA256_PORTABLE)

/* The frame: the chaining value, 16 slots for spilled words, and: */
#define H_0     0
#define H_1     4
#define H_2     8
#define H_3     12
#define H_4     16
#define H_5     20
#define H_6     24
#define H_7     28
#define K_0     96
#define K_1     100
#define K_2     104
#define K_3     108
#define K_4     112
#define K_5     116
#define K_6     120
#define K_7     124
#define K_8     128
#define K_9     132
#define K_10    136
#define K_11    140
#define K_12    144
#define K_13    148
#define K_14    152
#define K_15    156
#define K_16    160
#define K_17    164
#define K_18    168
#define K_19    172
#define K_20    176
#define K_21    180
#define K_22    184
#define K_23    188
#define K_24    192
#define K_25    196
#define K_26    200
#define K_27    204
#define K_28    208
#define K_29    212
#define K_30    216
#define K_31    220
#define K_32    224
#define K_33    228
#define K_34    232
#define K_35    236
#define K_36    240
#define K_37    244
#define K_38    248
#define K_39    252
#define K_40    256
#define K_41    260
#define K_42    264
#define K_43    268
#define K_44    272
#define K_45    276
#define K_46    280
#define K_47    284
#define K_48    288
#define K_49    292
#define K_50    296
#define K_51    300
#define K_52    304
#define K_53    308
#define K_54    312
#define K_55    316
#define K_56    320
#define K_57    324
#define K_58    328
#define K_59    332
#define K_60    336
#define K_61    340
#define K_62    344
#define K_63    348
#define POINTER 352
#define END     356
#define FRAME   360

    .syntax unified
    .cpu    cortex-m3
    .thumb
    .section .text.sha256_blocks, "ax", %progbits
    .balign 16
    .global sha256_blocks
    .type   sha256_blocks, %function
    .thumb_func
sha256_blocks:
    cmp     r2, #0
    it      eq
    bxeq    lr
    push    {r0, r4-r11, lr}
.Lfind:
    movw    r3, #:lower16:.Lframe
    movt    r3, #:upper16:.Lframe

    /* The constants and the chaining value into the frame. */
    ldm     r0, {r8-r12, lr}
    ldr     r6, [r0, #24]
    ldr     r7, [r0, #28]
    ldr     r5, [r3, #K_0]
    cmp     r5, #0
    beq.w   .Lfirst
    add     r7, r7, r5
    stm     r3, {r8-r12, lr}
    str     r6, [r3, #H_6]
    str     r7, [r3, #H_7]

    /* Where the message starts, and into the frame where it ends; both less 4. */
    subs    r5, r1, #4
    add     r2, r5, r2, lsl #6
    str     r2, [r3, #END]

    /* From here on the stack pointer is the process stack's. */
    msr     psp, r3
    movs    r0, #2
    msr     control, r0
    isb

    .balign 4
.Lblock:
    bic.w   r0, r6, r12               @ round 0: g & ~e

    /* Round 0: a r8, b r9, c r10, d r11, e r12, f lr, g r6, h r7 */
    add.n   r7, r0                    @ round 0: h += g & ~e
    ldr.n   r0, [r5, #8]              @ message word 1
    ldr.n   r1, [r5, #12]             @ message word 2
    ldr.n   r2, [sp, #K_1]            @ K1
    ldr.n   r3, [r5, #4]              @ message word 0
    ldr.n   r4, [r5, #16]             @ message word 3
    rev.n   r3, r3                    @ W0
    rev.n   r0, r0                    @ W1
    str.n   r0, [sp, #32]             @ W1

    /* Round 1: a r7, b r8, c r9, d r10, e r11, f r12, g lr, h r6 */
    add.n   r6, r2                    @ round 1: h += K1
    eor.w   r2, r12, r12, ror #5      @ round 0: e ^ (e >>> 5)
    eor.w   r2, r2, r12, ror #19      @ round 0: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r7, r7, r2, ror #6        @ round 0: h += S1
    add.n   r7, r3                    @ round 0: h += W0
    str.n   r3, [sp, #36]             @ W0
    add.n   r6, r0                    @ round 1: h += W1
    eor.w   r0, r8, r8, ror #11       @ round 0: a ^ (a >>> 11)
    rev.n   r1, r1                    @ W2
    eor.w   r0, r0, r8, ror #20       @ round 0: a ^ (a >>> 11) ^ (a >>> 20)
    and.w   r2, r12, lr               @ round 0: e & f
    add.n   r7, r2                    @ round 0: h += e & f
    add.n   r11, r7                   @ round 0: d += h
    and.w   r2, r11, r12              @ round 1: e & f
    add.n   r6, r2                    @ round 1: h += e & f
    bic.w   r2, lr, r11               @ round 1: g & ~e
    eor.w   r3, r9, r10               @ round 0: b ^ c
    add.n   r6, r2                    @ round 1: h += g & ~e
    eor.w   r2, r11, r11, ror #5      @ round 1: e ^ (e >>> 5)
    eor.w   r2, r2, r11, ror #19      @ round 1: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r6, r6, r2, ror #6        @ round 1: h += S1
    add.n   r10, r6                   @ round 1: d += h
    rev.n   r4, r4                    @ W3
    bic.w   r2, r12, r10              @ round 2: g & ~e
    add.w   r7, r7, r0, ror #2        @ round 0: h += S0
    str.n   r4, [sp, #40]             @ W3

    /* Round 2: a r6, b r7, c r8, d r9, e r10, f r11, g r12, h lr */

    /* Round 3: a lr, b r6, c r7, d r8, e r9, f r10, g r11, h r12 */
    add.n   r12, r4                   @ round 3: h += W3
    and.w   r0, r10, r11              @ round 2: e & f
    add.n   lr, r0                    @ round 2: h += e & f
    add.n   lr, r1                    @ round 2: h += W2
    eor.w   r0, r10, r10, ror #5      @ round 2: e ^ (e >>> 5)
    eor.w   r0, r0, r10, ror #19      @ round 2: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   lr, lr, r0, ror #6        @ round 2: h += S1
    str.n   r1, [sp, #44]             @ W2
    add.n   lr, r2                    @ round 2: h += g & ~e
    ldr.n   r0, [sp, #K_2]            @ K2
    ldr.n   r1, [sp, #K_5]            @ K5
    ldr.n   r2, [sp, #K_3]            @ K3
    ldr.n   r4, [sp, #K_4]            @ K4
    add.n   lr, r0                    @ round 2: h += K2
    eor.w   r0, r8, r9                @ round 1: b ^ c
    ands.n  r3, r0                    @ round 0: (a ^ b) & (b ^ c)
    eor.w   r3, r3, r9                @ round 0: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r7, r3                    @ round 0: h += Maj
    eor.w   r3, r7, r8                @ round 2: b ^ c
    add.n   r12, r2                   @ round 3: h += K3
    add.n   r9, lr                    @ round 2: d += h
    ands.n  r0, r3                    @ round 1: (a ^ b) & (b ^ c)
    eor.w   r0, r0, r8                @ round 1: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r6, r0                    @ round 1: h += Maj
    and.w   r0, r9, r10               @ round 3: e & f
    eor.w   r2, r9, r9, ror #5        @ round 3: e ^ (e >>> 5)
    add.n   r12, r0                   @ round 3: h += e & f
    bic.w   r0, r11, r9               @ round 3: g & ~e
    add.n   r12, r0                   @ round 3: h += g & ~e

    /* Round 4: a r12, b lr, c r6, d r7, e r8, f r9, g r10, h r11 */
    add.n   r11, r4                   @ round 4: h += K4
    eor.w   r0, r7, r7, ror #11       @ round 1: a ^ (a >>> 11)
    eor.w   r0, r0, r7, ror #20       @ round 1: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r6, r6, r0, ror #2        @ round 1: h += S0
    eor.w   r0, r6, r6, ror #11       @ round 2: a ^ (a >>> 11)
    eor.w   r0, r0, r6, ror #20       @ round 2: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   lr, lr, r0, ror #2        @ round 2: h += S0
    eor.w   r2, r2, r9, ror #19       @ round 3: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r12, r12, r2, ror #6      @ round 3: h += S1
    add.n   r8, r12                   @ round 3: d += h
    and.w   r0, r8, r9                @ round 4: e & f
    bic.w   r2, r10, r8               @ round 4: g & ~e
    add.n   r11, r0                   @ round 4: h += e & f
    eor.w   r0, r8, r8, ror #5        @ round 4: e ^ (e >>> 5)
    eor.w   r0, r0, r8, ror #19       @ round 4: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r4, r6, r7                @ round 3: b ^ c
    ands.n  r3, r4                    @ round 2: (a ^ b) & (b ^ c)

    /* Round 5: a r11, b r12, c lr, d r6, e r7, f r8, g r9, h r10 */
    add.n   r10, r1                   @ round 5: h += K5
    add.n   r11, r2                   @ round 4: h += g & ~e
    add.w   r11, r11, r0, ror #6      @ round 4: h += S1
    eors.n  r3, r7                    @ round 2: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   lr, r3                    @ round 2: h += Maj
    ldr.n   r0, [r5, #20]             @ message word 4
    ldr.n   r1, [r5, #28]             @ message word 6
    ldr.n   r2, [sp, #K_6]            @ K6
    ldr.n   r3, [r5, #24]             @ message word 5
    rev.n   r0, r0                    @ W4
    str.n   r0, [sp, #48]             @ W4
    rev.n   r3, r3                    @ W5
    add.n   r10, r3                   @ round 5: h += W5
    add.n   r11, r0                   @ round 4: h += W4
    str.n   r3, [sp, #52]             @ W5
    eor.w   r0, lr, r6                @ round 4: b ^ c
    rev.n   r1, r1                    @ W6
    add.n   r7, r11                   @ round 4: d += h
    bic.w   r3, r9, r7                @ round 5: g & ~e
    add.n   r10, r3                   @ round 5: h += g & ~e
    eor.w   r3, r7, r7, ror #5        @ round 5: e ^ (e >>> 5)
    eor.w   r3, r3, r7, ror #19       @ round 5: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r10, r10, r3, ror #6      @ round 5: h += S1
    ands.n  r4, r0                    @ round 3: (a ^ b) & (b ^ c)
    and.w   r3, r7, r8                @ round 5: e & f
    add.n   r10, r3                   @ round 5: h += e & f
    eors.n  r4, r6                    @ round 3: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r6, r10                   @ round 5: d += h
    eor.w   r3, lr, lr, ror #11       @ round 3: a ^ (a >>> 11)
    eor.w   r3, r3, lr, ror #20       @ round 3: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r12, r12, r3, ror #2      @ round 3: h += S0
    str.n   r1, [sp, #56]             @ W6
    add.n   r12, r4                   @ round 3: h += Maj
    eor.w   r3, r12, r12, ror #11     @ round 4: a ^ (a >>> 11)
    eor.w   r3, r3, r12, ror #20      @ round 4: a ^ (a >>> 11) ^ (a >>> 20)
    eor.w   r4, r12, lr               @ round 5: b ^ c
    add.w   r11, r11, r3, ror #2      @ round 4: h += S0
    bic.w   r3, r8, r6                @ round 6: g & ~e

    /* Round 6: a r10, b r11, c r12, d lr, e r6, f r7, g r8, h r9 */
    add.n   r9, r3                    @ round 6: h += g & ~e
    ands.n  r0, r4                    @ round 4: (a ^ b) & (b ^ c)
    eor.w   r0, r0, lr                @ round 4: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r3, r6, r6, ror #5        @ round 6: e ^ (e >>> 5)
    eor.w   r3, r3, r6, ror #19       @ round 6: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r9, r9, r3, ror #6        @ round 6: h += S1
    add.n   r9, r1                    @ round 6: h += W6
    add.n   r9, r2                    @ round 6: h += K6
    and.w   r1, r6, r7                @ round 6: e & f
    add.n   r9, r1                    @ round 6: h += e & f
    add.n   lr, r9                    @ round 6: d += h
    eor.w   r1, lr, lr, ror #5        @ round 7: e ^ (e >>> 5)
    add.n   r11, r0                   @ round 4: h += Maj
    bic.w   r0, r7, lr                @ round 7: g & ~e

    /* Round 7: a r9, b r10, c r11, d r12, e lr, f r6, g r7, h r8 */
    add.n   r8, r0                    @ round 7: h += g & ~e
    eor.w   r1, r1, lr, ror #19       @ round 7: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r8, r8, r1, ror #6        @ round 7: h += S1
    eor.w   r0, r11, r11, ror #11     @ round 5: a ^ (a >>> 11)
    eor.w   r0, r0, r11, ror #20      @ round 5: a ^ (a >>> 11) ^ (a >>> 20)
    eor.w   r1, r11, r12              @ round 6: b ^ c
    ands.n  r4, r1                    @ round 5: (a ^ b) & (b ^ c)
    add.w   r10, r10, r0, ror #2      @ round 5: h += S0
    eor.w   r4, r4, r12               @ round 5: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r10, r4                   @ round 5: h += Maj
    eor.w   r0, r10, r11              @ round 7: b ^ c
    ands.n  r1, r0                    @ round 6: (a ^ b) & (b ^ c)
    eor.w   r1, r1, r11               @ round 6: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r9, r1                    @ round 6: h += Maj
    ldr.n   r1, [r5, #32]             @ message word 7
    ldr.n   r2, [r5, #36]             @ message word 8
    ldr.n   r3, [sp, #K_8]            @ K8
    ldr.n   r4, [sp, #K_7]            @ K7
    add.n   r8, r4                    @ round 7: h += K7
    rev.n   r2, r2                    @ W8

    /* Round 8: a r8, b r9, c r10, d r11, e r12, f lr, g r6, h r7 */
    add.n   r7, r2                    @ round 8: h += W8
    rev.n   r1, r1                    @ W7
    add.n   r7, r3                    @ round 8: h += K8
    eor.w   r3, r10, r10, ror #11     @ round 6: a ^ (a >>> 11)
    add.n   r8, r1                    @ round 7: h += W7
    and.w   r4, lr, r6                @ round 7: e & f
    add.n   r8, r4                    @ round 7: h += e & f
    add.n   r12, r8                   @ round 7: d += h
    and.w   r4, r12, lr               @ round 8: e & f
    eor.w   r3, r3, r10, ror #20      @ round 6: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r9, r9, r3, ror #2        @ round 6: h += S0
    eor.w   r3, r9, r10               @ round 8: b ^ c
    add.n   r7, r4                    @ round 8: h += e & f
    eor.w   r4, r9, r9, ror #11       @ round 7: a ^ (a >>> 11)
    ands.n  r0, r3                    @ round 7: (a ^ b) & (b ^ c)
    str.n   r1, [sp, #60]             @ W7
    eor.w   r0, r0, r10               @ round 7: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r8, r0                    @ round 7: h += Maj
    str.n   r2, [sp, #64]             @ W8
    eor.w   r4, r4, r9, ror #20       @ round 7: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r8, r8, r4, ror #2        @ round 7: h += S0
    ldr.n   r0, [r5, #40]             @ message word 9
    ldr.n   r1, [r5, #48]             @ message word 11
    ldr.n   r2, [sp, #K_9]            @ K9
    bic.w   r4, r6, r12               @ round 8: g & ~e

    /* Round 9: a r7, b r8, c r9, d r10, e r11, f r12, g lr, h r6 */
    add.n   r6, r2                    @ round 9: h += K9
    add.n   r7, r4                    @ round 8: h += g & ~e
    eor.w   r2, r12, r12, ror #5      @ round 8: e ^ (e >>> 5)
    eor.w   r2, r2, r12, ror #19      @ round 8: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r7, r7, r2, ror #6        @ round 8: h += S1
    add.n   r11, r7                   @ round 8: d += h
    bic.w   r2, lr, r11               @ round 9: g & ~e
    eor.w   r4, r8, r8, ror #11       @ round 8: a ^ (a >>> 11)
    add.n   r6, r2                    @ round 9: h += g & ~e
    rev.n   r0, r0                    @ W9
    str.n   r0, [sp, #68]             @ W9
    add.n   r6, r0                    @ round 9: h += W9
    eor.w   r0, r8, r9                @ round 9: b ^ c
    rev.n   r1, r1                    @ W11
    ands.n  r3, r0                    @ round 8: (a ^ b) & (b ^ c)
    eor.w   r4, r4, r8, ror #20       @ round 8: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r7, r7, r4, ror #2        @ round 8: h += S0
    str.n   r1, [sp, #72]             @ W11
    eor.w   r3, r3, r9                @ round 8: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r7, r3                    @ round 8: h += Maj
    and.w   r2, r11, r12              @ round 9: e & f
    add.n   r6, r2                    @ round 9: h += e & f
    eor.w   r2, r7, r7, ror #11       @ round 9: a ^ (a >>> 11)
    eor.w   r2, r2, r7, ror #20       @ round 9: a ^ (a >>> 11) ^ (a >>> 20)
    eor.w   r3, r11, r11, ror #5      @ round 9: e ^ (e >>> 5)
    eor.w   r3, r3, r11, ror #19      @ round 9: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r6, r6, r3, ror #6        @ round 9: h += S1
    add.n   r10, r6                   @ round 9: d += h
    bic.w   r3, r12, r10              @ round 10: g & ~e
    eor.w   r4, r7, r8                @ round 10: b ^ c

    /* Round 10: a r6, b r7, c r8, d r9, e r10, f r11, g r12, h lr */
    add.n   lr, r3                    @ round 10: h += g & ~e

    /* Round 11: a lr, b r6, c r7, d r8, e r9, f r10, g r11, h r12 */
    add.n   r12, r1                   @ round 11: h += W11
    ands.n  r0, r4                    @ round 9: (a ^ b) & (b ^ c)
    add.w   r6, r6, r2, ror #2        @ round 9: h += S0
    eor.w   r1, r10, r10, ror #5      @ round 10: e ^ (e >>> 5)
    eor.w   r1, r1, r10, ror #19      @ round 10: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r0, r0, r8                @ round 9: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r6, r0                    @ round 9: h += Maj
    add.w   lr, lr, r1, ror #6        @ round 10: h += S1
    and.w   r0, r10, r11              @ round 10: e & f
    add.n   lr, r0                    @ round 10: h += e & f
    ldr.n   r0, [r5, #44]             @ message word 10
    ldr.n   r1, [r5, #52]             @ message word 12
    ldr.n   r2, [sp, #K_10]           @ K10
    ldr.n   r3, [sp, #K_11]           @ K11
    add.n   r12, r3                   @ round 11: h += K11
    eor.w   r3, r6, r7                @ round 11: b ^ c
    rev.n   r1, r1                    @ W12
    ands.n  r4, r3                    @ round 10: (a ^ b) & (b ^ c)
    rev.n   r0, r0                    @ W10
    add.n   lr, r0                    @ round 10: h += W10
    add.n   lr, r2                    @ round 10: h += K10
    add.n   r9, lr                    @ round 10: d += h
    bic.w   r2, r11, r9               @ round 11: g & ~e
    add.n   r12, r2                   @ round 11: h += g & ~e

    /* Round 12: a r12, b lr, c r6, d r7, e r8, f r9, g r10, h r11 */
    add.n   r11, r1                   @ round 12: h += W12
    and.w   r2, r9, r10               @ round 11: e & f
    add.n   r12, r2                   @ round 11: h += e & f
    eor.w   r2, r9, r9, ror #5        @ round 11: e ^ (e >>> 5)
    eors.n  r4, r7                    @ round 10: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r2, r2, r9, ror #19       @ round 11: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r12, r12, r2, ror #6      @ round 11: h += S1
    add.n   r8, r12                   @ round 11: d += h
    str.n   r1, [sp, #76]             @ W12
    bic.w   r1, r10, r8               @ round 12: g & ~e
    add.n   r11, r1                   @ round 12: h += g & ~e
    eor.w   r1, r8, r8, ror #5        @ round 12: e ^ (e >>> 5)
    eor.w   r1, r1, r8, ror #19       @ round 12: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r11, r11, r1, ror #6      @ round 12: h += S1
    add.n   lr, r4                    @ round 10: h += Maj
    ldr.n   r1, [r5, #56]             @ message word 13
    ldr.n   r2, [sp, #K_12]           @ K12
    ldr.n   r4, [sp, #K_13]           @ K13

    /* Round 13: a r11, b r12, c lr, d r6, e r7, f r8, g r9, h r10 */
    add.n   r10, r4                   @ round 13: h += K13
    str.n   r0, [sp, #80]             @ W10
    eor.w   r4, r6, r6, ror #11       @ round 10: a ^ (a >>> 11)
    eor.w   r4, r4, r6, ror #20       @ round 10: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   lr, lr, r4, ror #2        @ round 10: h += S0
    eor.w   r4, lr, lr, ror #11       @ round 11: a ^ (a >>> 11)
    eor.w   r4, r4, lr, ror #20       @ round 11: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r12, r12, r4, ror #2      @ round 11: h += S0
    and.w   r4, r8, r9                @ round 12: e & f
    rev.n   r1, r1                    @ W13
    add.n   r11, r2                   @ round 12: h += K12
    add.n   r11, r4                   @ round 12: h += e & f
    add.n   r7, r11                   @ round 12: d += h
    eor.w   r2, r7, r7, ror #5        @ round 13: e ^ (e >>> 5)
    and.w   r4, r7, r8                @ round 13: e & f
    add.n   r10, r4                   @ round 13: h += e & f
    str.n   r1, [sp, #84]             @ W13
    eor.w   r2, r2, r7, ror #19       @ round 13: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r4, lr, r6                @ round 12: b ^ c
    ands.n  r3, r4                    @ round 11: (a ^ b) & (b ^ c)
    eors.n  r3, r6                    @ round 11: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r12, r3                   @ round 11: h += Maj
    bic.w   r3, r9, r7                @ round 13: g & ~e
    add.w   r10, r10, r2, ror #6      @ round 13: h += S1
    add.n   r10, r3                   @ round 13: h += g & ~e
    add.n   r10, r1                   @ round 13: h += W13
    add.n   r6, r10                   @ round 13: d += h
    bic.w   r1, r8, r6                @ round 14: g & ~e

    /* Round 14: a r10, b r11, c r12, d lr, e r6, f r7, g r8, h r9 */
    add.n   r9, r1                    @ round 14: h += g & ~e
    ldr.n   r1, [sp, #K_14]           @ K14
    ldr.n   r2, [r5, #60]             @ message word 14
    ldr.w   r3, [r5, #64]!            @ message word 15; pointer += 64
    str.n   r5, [sp, #POINTER]        @ the next block, less 4
    rev.n   r3, r3                    @ W15
    lsrs.n  r5, r3, #10               @ W15 >> 10
    eor.w   r5, r5, r3, ror #17       @ W15: s1 but for its last term
    eor.w   r5, r5, r3, ror #19       @ W17(2) = s1(W15)
    add.n   r9, r1                    @ round 14: h += K14

    /* Round 15: a r9, b r10, c r11, d r12, e lr, f r6, g r7, h r8 */
    add.n   r8, r3                    @ round 15: h += W15
    rev.n   r2, r2                    @ W14
    adds.n  r5, r5, r0                @ W17(7+2) = W17(2) + W10
    str.n   r3, [sp, #88]             @ W15
    eor.w   r0, r6, r6, ror #5        @ round 14: e ^ (e >>> 5)
    eor.w   r0, r0, r6, ror #19       @ round 14: e ^ (e >>> 5) ^ (e >>> 19)
    add.n   r9, r2                    @ round 14: h += W14
    str.n   r2, [sp, #92]             @ W14
    add.w   r9, r9, r0, ror #6        @ round 14: h += S1
    and.w   r0, r6, r7                @ round 14: e & f
    lsrs.n  r1, r2, #10               @ W14 >> 10
    eor.w   r3, r12, lr               @ round 13: b ^ c
    eor.w   r1, r1, r2, ror #17       @ W14: s1 but for its last term
    ands.n  r4, r3                    @ round 12: (a ^ b) & (b ^ c)
    add.n   r9, r0                    @ round 14: h += e & f
    eor.w   r4, r4, lr                @ round 12: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r11, r4                   @ round 12: h += Maj
    eor.w   r0, r12, r12, ror #11     @ round 12: a ^ (a >>> 11)
    eor.w   r1, r1, r2, ror #19       @ W16(2) = s1(W14)
    add.n   lr, r9                    @ round 14: d += h
    eor.w   r2, lr, lr, ror #5        @ round 15: e ^ (e >>> 5)
    eor.w   r2, r2, lr, ror #19       @ round 15: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r0, r0, r12, ror #20      @ round 12: a ^ (a >>> 11) ^ (a >>> 20)
    bic.w   r4, r7, lr                @ round 15: g & ~e
    add.w   r8, r8, r2, ror #6        @ round 15: h += S1
    add.w   r11, r11, r0, ror #2      @ round 12: h += S0
    eor.w   r0, r11, r12              @ round 14: b ^ c
    ands.n  r3, r0                    @ round 13: (a ^ b) & (b ^ c)
    eor.w   r2, r11, r11, ror #11     @ round 13: a ^ (a >>> 11)
    eor.w   r3, r3, r12               @ round 13: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r10, r3                   @ round 13: h += Maj
    eor.w   r2, r2, r11, ror #20      @ round 13: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r10, r10, r2, ror #2      @ round 13: h += S0
    add.n   r8, r4                    @ round 15: h += g & ~e
    ldr.n   r2, [sp, #32]             @ W1
    ldr.n   r3, [sp, #68]             @ W9
    ldr.n   r4, [sp, #36]             @ W0
    adds.n  r4, r4, r3                @ W16(16+7) = W0 + W9
    adds.n  r4, r4, r1                @ W16(16+7+2) = W16(16+7) + W16(2)
    adds.n  r5, r5, r2                @ W17(16+7+2) = W17(7+2) + W1
    lsrs.n  r1, r2, #3                @ W1 >> 3
    eor.w   r1, r1, r2, ror #7        @ W1: s0 but for its last term
    eor.w   r1, r1, r2, ror #18       @ W16(15) = s0(W1)
    adds.n  r4, r4, r1                @ W16 = W16(16+7+2) + W16(15)
    str.n   r4, [sp, #32]             @ W16
    eor.w   r1, r10, r10, ror #11     @ round 14: a ^ (a >>> 11)
    lsrs.n  r2, r4, #10               @ W16 >> 10

    /* Round 16: a r8, b r9, c r10, d r11, e r12, f lr, g r6, h r7 */
    add.n   r7, r4                    @ round 16: h += W16
    and.w   r3, lr, r6                @ round 15: e & f
    add.n   r8, r3                    @ round 15: h += e & f
    eor.w   r3, r10, r11              @ round 15: b ^ c
    ands.n  r0, r3                    @ round 14: (a ^ b) & (b ^ c)
    eor.w   r2, r2, r4, ror #17       @ W16: s1 but for its last term
    eor.w   r2, r2, r4, ror #19       @ W18(2) = s1(W16)
    eor.w   r0, r0, r11               @ round 14: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r1, r1, r10, ror #20      @ round 14: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r9, r9, r1, ror #2        @ round 14: h += S0
    add.n   r9, r0                    @ round 14: h += Maj
    ldr.n   r0, [sp, #44]             @ W2
    ldr.n   r1, [sp, #K_15]           @ K15
    ldr.n   r4, [sp, #K_16]           @ K16
    add.n   r7, r4                    @ round 16: h += K16
    lsrs.n  r4, r0, #3                @ W2 >> 3
    add.n   r8, r1                    @ round 15: h += K15
    add.n   r12, r8                   @ round 15: d += h
    eor.w   r1, r12, r12, ror #5      @ round 16: e ^ (e >>> 5)
    eor.w   r1, r1, r12, ror #19      @ round 16: e ^ (e >>> 5) ^ (e >>> 19)
    adds.n  r2, r2, r0                @ W18(16+2) = W18(2) + W2
    eor.w   r4, r4, r0, ror #7        @ W2: s0 but for its last term
    eor.w   r4, r4, r0, ror #18       @ W17(15) = s0(W2)
    adds.n  r5, r5, r4                @ W17 = W17(16+7+2) + W17(15)
    bic.w   r0, r6, r12               @ round 16: g & ~e
    and.w   r4, r12, lr               @ round 16: e & f

    /* Round 17: a r7, b r8, c r9, d r10, e r11, f r12, g lr, h r6 */
    add.n   r6, r5                    @ round 17: h += W17
    add.w   r7, r7, r1, ror #6        @ round 16: h += S1
    add.n   r7, r4                    @ round 16: h += e & f
    add.n   r7, r0                    @ round 16: h += g & ~e
    add.n   r11, r7                   @ round 16: d += h
    str.n   r5, [sp, #36]             @ W17
    and.w   r0, r11, r12              @ round 17: e & f
    add.n   r6, r0                    @ round 17: h += e & f
    bic.w   r0, lr, r11               @ round 17: g & ~e
    add.n   r6, r0                    @ round 17: h += g & ~e
    eor.w   r0, r9, r10               @ round 16: b ^ c
    ands.n  r3, r0                    @ round 15: (a ^ b) & (b ^ c)
    eor.w   r3, r3, r10               @ round 15: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r1, r11, r11, ror #5      @ round 17: e ^ (e >>> 5)
    add.n   r8, r3                    @ round 15: h += Maj
    eor.w   r1, r1, r11, ror #19      @ round 17: e ^ (e >>> 5) ^ (e >>> 19)
    lsrs.n  r3, r5, #10               @ W17 >> 10
    eor.w   r3, r3, r5, ror #17       @ W17: s1 but for its last term
    eor.w   r3, r3, r5, ror #19       @ W19(2) = s1(W17)
    add.w   r6, r6, r1, ror #6        @ round 17: h += S1
    ldr.n   r1, [sp, #72]             @ W11
    ldr.n   r4, [sp, #40]             @ W3
    ldr.n   r5, [sp, #76]             @ W12
    adds.n  r5, r5, r4                @ W19(16+7) = W12 + W3
    adds.n  r5, r5, r3                @ W19(16+7+2) = W19(16+7) + W19(2)
    adds.n  r2, r2, r1                @ W18(16+7+2) = W18(16+2) + W11
    lsrs.n  r1, r4, #3                @ W3 >> 3
    eor.w   r1, r1, r4, ror #7        @ W3: s0 but for its last term
    eor.w   r1, r1, r4, ror #18       @ W18(15) = s0(W3)
    adds.n  r2, r2, r1                @ W18 = W18(16+7+2) + W18(15)
    str.n   r2, [sp, #40]             @ W18

    /* Round 18: a r6, b r7, c r8, d r9, e r10, f r11, g r12, h lr */
    add.n   lr, r2                    @ round 18: h += W18
    ldr.n   r1, [sp, #K_18]           @ K18
    ldr.n   r3, [sp, #48]             @ W4
    ldr.n   r4, [sp, #K_17]           @ K17
    add.n   r6, r4                    @ round 17: h += K17
    add.n   r10, r6                   @ round 17: d += h
    add.n   lr, r1                    @ round 18: h += K18
    lsrs.n  r1, r3, #3                @ W4 >> 3
    eor.w   r1, r1, r3, ror #7        @ W4: s0 but for its last term
    eor.w   r1, r1, r3, ror #18       @ W19(15) = s0(W4)
    lsrs.n  r4, r2, #10               @ W18 >> 10
    eor.w   r4, r4, r2, ror #17       @ W18: s1 but for its last term
    eor.w   r4, r4, r2, ror #19       @ W20(2) = s1(W18)
    adds.n  r5, r5, r1                @ W19 = W19(16+7+2) + W19(15)
    adds.n  r4, r4, r3                @ W20(16+2) = W20(2) + W4
    eor.w   r1, r9, r9, ror #11       @ round 15: a ^ (a >>> 11)
    eor.w   r1, r1, r9, ror #20       @ round 15: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r8, r8, r1, ror #2        @ round 15: h += S0
    eor.w   r1, r8, r9                @ round 17: b ^ c
    bic.w   r2, r12, r10              @ round 18: g & ~e

    /* Round 19: a lr, b r6, c r7, d r8, e r9, f r10, g r11, h r12 */
    add.n   r12, r5                   @ round 19: h += W19
    add.n   lr, r2                    @ round 18: h += g & ~e
    and.w   r2, r10, r11              @ round 18: e & f
    add.n   lr, r2                    @ round 18: h += e & f
    str.n   r5, [sp, #44]             @ W19
    ldr.n   r2, [sp, #52]             @ W5
    ldr.n   r3, [sp, #K_19]           @ K19
    add.n   r12, r3                   @ round 19: h += K19
    lsrs.n  r3, r5, #10               @ W19 >> 10
    ands.n  r0, r1                    @ round 16: (a ^ b) & (b ^ c)
    eor.w   r0, r0, r9                @ round 16: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r7, r0                    @ round 16: h += Maj
    eor.w   r3, r3, r5, ror #17       @ W19: s1 but for its last term
    eor.w   r3, r3, r5, ror #19       @ W21(2) = s1(W19)
    eor.w   r0, r8, r8, ror #11       @ round 16: a ^ (a >>> 11)
    eor.w   r0, r0, r8, ror #20       @ round 16: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r7, r7, r0, ror #2        @ round 16: h += S0
    adds.n  r3, r2, r3                @ W21(16+2) = W5 + W21(2)
    lsrs.n  r0, r2, #3                @ W5 >> 3
    eor.w   r0, r0, r2, ror #7        @ W5: s0 but for its last term
    eor.w   r5, r7, r8                @ round 18: b ^ c
    ands.n  r1, r5                    @ round 17: (a ^ b) & (b ^ c)
    eor.w   r1, r1, r8                @ round 17: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r0, r0, r2, ror #18       @ W20(15) = s0(W5)
    adds.n  r4, r4, r0                @ W20(16+15+2) = W20(16+2) + W20(15)
    eor.w   r0, r10, r10, ror #5      @ round 18: e ^ (e >>> 5)
    eor.w   r0, r0, r10, ror #19      @ round 18: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   lr, lr, r0, ror #6        @ round 18: h += S1
    add.n   r9, lr                    @ round 18: d += h
    bic.w   r0, r11, r9               @ round 19: g & ~e
    and.w   r2, r9, r10               @ round 19: e & f
    add.n   r12, r2                   @ round 19: h += e & f
    eor.w   r2, r9, r9, ror #5        @ round 19: e ^ (e >>> 5)
    eor.w   r2, r2, r9, ror #19       @ round 19: e ^ (e >>> 5) ^ (e >>> 19)
    add.n   r12, r0                   @ round 19: h += g & ~e
    add.w   r12, r12, r2, ror #6      @ round 19: h += S1
    add.n   r6, r1                    @ round 17: h += Maj
    eor.w   r0, r7, r7, ror #11       @ round 17: a ^ (a >>> 11)
    eor.w   r0, r0, r7, ror #20       @ round 17: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r6, r6, r0, ror #2        @ round 17: h += S0
    eor.w   r0, r6, r7                @ round 19: b ^ c
    ands.n  r5, r0                    @ round 18: (a ^ b) & (b ^ c)
    eors.n  r5, r7                    @ round 18: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   lr, r5                    @ round 18: h += Maj
    ldr.n   r1, [sp, #92]             @ W14
    ldr.n   r2, [sp, #K_20]           @ K20
    ldr.n   r5, [sp, #84]             @ W13
    adds.n  r4, r4, r5                @ W20 = W20(16+15+2) + W13
    adds.n  r3, r3, r1                @ W21(16+7+2) = W21(16+2) + W14
    lsrs.n  r1, r4, #10               @ W20 >> 10
    eor.w   r1, r1, r4, ror #17       @ W20: s1 but for its last term
    add.n   r8, r12                   @ round 19: d += h
    bic.w   r5, r10, r8               @ round 20: g & ~e

    /* Round 20: a r12, b lr, c r6, d r7, e r8, f r9, g r10, h r11 */
    add.n   r11, r2                   @ round 20: h += K20
    add.n   r11, r5                   @ round 20: h += g & ~e
    add.n   r11, r4                   @ round 20: h += W20
    eor.w   r1, r1, r4, ror #19       @ W22(2) = s1(W20)
    str.n   r4, [sp, #48]             @ W20
    eor.w   r2, r6, r6, ror #11       @ round 18: a ^ (a >>> 11)
    eor.w   r2, r2, r6, ror #20       @ round 18: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   lr, lr, r2, ror #2        @ round 18: h += S0
    eor.w   r2, lr, lr, ror #11       @ round 19: a ^ (a >>> 11)
    and.w   r4, r8, r9                @ round 20: e & f
    eor.w   r2, r2, lr, ror #20       @ round 19: a ^ (a >>> 11) ^ (a >>> 20)
    add.n   r11, r4                   @ round 20: h += e & f
    add.w   r12, r12, r2, ror #2      @ round 19: h += S0
    ldr.n   r2, [sp, #60]             @ W7
    ldr.n   r4, [sp, #56]             @ W6
    ldr.n   r5, [sp, #88]             @ W15
    adds.n  r5, r5, r1                @ W22(7+2) = W15 + W22(2)
    lsrs.n  r1, r2, #3                @ W7 >> 3
    adds.n  r5, r5, r4                @ W22(16+7+2) = W22(7+2) + W6
    eor.w   r1, r1, r2, ror #7        @ W7: s0 but for its last term
    eor.w   r1, r1, r2, ror #18       @ W22(15) = s0(W7)
    adds.n  r5, r5, r1                @ W22 = W22(16+7+2) + W22(15)
    lsrs.n  r1, r4, #3                @ W6 >> 3
    eor.w   r1, r1, r4, ror #7        @ W6: s0 but for its last term
    eor.w   r1, r1, r4, ror #18       @ W21(15) = s0(W6)
    adds.n  r3, r3, r1                @ W21 = W21(16+7+2) + W21(15)
    str.n   r3, [sp, #52]             @ W21
    lsrs.n  r1, r3, #10               @ W21 >> 10
    eor.w   r1, r1, r3, ror #17       @ W21: s1 but for its last term
    eor.w   r1, r1, r3, ror #19       @ W23(2) = s1(W21)
    adds.n  r2, r2, r1                @ W23(16+2) = W7 + W23(2)
    eor.w   r1, lr, r6                @ round 20: b ^ c
    ands.n  r0, r1                    @ round 19: (a ^ b) & (b ^ c)
    eors.n  r0, r6                    @ round 19: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r12, r0                   @ round 19: h += Maj
    eor.w   r0, r12, r12, ror #11     @ round 20: a ^ (a >>> 11)
    str.n   r5, [sp, #56]             @ W22
    eor.w   r4, r12, lr               @ round 21: b ^ c

    /* Round 21: a r11, b r12, c lr, d r6, e r7, f r8, g r9, h r10 */
    add.n   r10, r3                   @ round 21: h += W21
    eor.w   r3, r8, r8, ror #5        @ round 20: e ^ (e >>> 5)
    eor.w   r3, r3, r8, ror #19       @ round 20: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r11, r11, r3, ror #6      @ round 20: h += S1
    add.n   r7, r11                   @ round 20: d += h
    eor.w   r3, r7, r7, ror #5        @ round 21: e ^ (e >>> 5)
    ands.n  r1, r4                    @ round 20: (a ^ b) & (b ^ c)
    eor.w   r1, r1, lr                @ round 20: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r3, r3, r7, ror #19       @ round 21: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r0, r0, r12, ror #20      @ round 20: a ^ (a >>> 11) ^ (a >>> 20)
    add.n   r11, r1                   @ round 20: h += Maj
    add.w   r11, r11, r0, ror #2      @ round 20: h += S0
    bic.w   r0, r9, r7                @ round 21: g & ~e

    /* Round 22: a r10, b r11, c r12, d lr, e r6, f r7, g r8, h r9 */
    add.n   r9, r5                    @ round 22: h += W22
    lsrs.n  r1, r5, #10               @ W22 >> 10
    add.w   r10, r10, r3, ror #6      @ round 21: h += S1
    add.n   r10, r0                   @ round 21: h += g & ~e
    eor.w   r1, r1, r5, ror #17       @ W22: s1 but for its last term
    eor.w   r1, r1, r5, ror #19       @ W24(2) = s1(W22)
    and.w   r0, r7, r8                @ round 21: e & f
    add.n   r10, r0                   @ round 21: h += e & f
    ldr.n   r0, [sp, #K_21]           @ K21
    ldr.n   r3, [sp, #K_22]           @ K22
    ldr.n   r5, [sp, #64]             @ W8
    add.n   r9, r3                    @ round 22: h += K22
    lsrs.n  r3, r5, #3                @ W8 >> 3
    adds.n  r1, r1, r5                @ W24(16+2) = W24(2) + W8
    add.n   r10, r0                   @ round 21: h += K21
    add.n   r6, r10                   @ round 21: d += h
    eor.w   r3, r3, r5, ror #7        @ W8: s0 but for its last term
    and.w   r0, r6, r7                @ round 22: e & f
    add.n   r9, r0                    @ round 22: h += e & f
    eor.w   r3, r3, r5, ror #18       @ W23(15) = s0(W8)
    adds.n  r2, r2, r3                @ W23(16+15+2) = W23(16+2) + W23(15)
    bic.w   r0, r8, r6                @ round 22: g & ~e
    add.n   r9, r0                    @ round 22: h += g & ~e
    ldr.n   r0, [sp, #36]             @ W17
    ldr.n   r3, [sp, #K_23]           @ K23
    ldr.n   r5, [sp, #32]             @ W16
    adds.n  r1, r1, r0                @ W24(16+7+2) = W24(16+2) + W17
    adds.n  r2, r2, r5                @ W23 = W23(16+15+2) + W16

    /* Round 23: a r9, b r10, c r11, d r12, e lr, f r6, g r7, h r8 */
    add.n   r8, r2                    @ round 23: h += W23
    eor.w   r0, r11, r11, ror #11     @ round 21: a ^ (a >>> 11)
    str.n   r2, [sp, #60]             @ W23
    lsrs.n  r5, r2, #10               @ W23 >> 10
    eor.w   r5, r5, r2, ror #17       @ W23: s1 but for its last term
    eor.w   r0, r0, r11, ror #20      @ round 21: a ^ (a >>> 11) ^ (a >>> 20)
    add.n   r8, r3                    @ round 23: h += K23
    add.w   r10, r10, r0, ror #2      @ round 21: h += S0
    eor.w   r5, r5, r2, ror #19       @ W25(2) = s1(W23)
    ldr.n   r0, [sp, #68]             @ W9
    adds.n  r5, r0, r5                @ W25(16+2) = W9 + W25(2)
    eor.w   r2, r6, r6, ror #5        @ round 22: e ^ (e >>> 5)
    eor.w   r2, r2, r6, ror #19       @ round 22: e ^ (e >>> 5) ^ (e >>> 19)
    lsrs.n  r3, r0, #3                @ W9 >> 3
    add.w   r9, r9, r2, ror #6        @ round 22: h += S1
    eor.w   r3, r3, r0, ror #7        @ W9: s0 but for its last term
    eor.w   r2, r11, r12              @ round 22: b ^ c
    eor.w   r3, r3, r0, ror #18       @ W24(15) = s0(W9)
    add.n   lr, r9                    @ round 22: d += h
    ands.n  r4, r2                    @ round 21: (a ^ b) & (b ^ c)
    and.w   r0, lr, r6                @ round 23: e & f
    add.n   r8, r0                    @ round 23: h += e & f
    bic.w   r0, r7, lr                @ round 23: g & ~e
    add.n   r8, r0                    @ round 23: h += g & ~e
    eor.w   r0, lr, lr, ror #5        @ round 23: e ^ (e >>> 5)
    eor.w   r0, r0, lr, ror #19       @ round 23: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r4, r4, r12               @ round 21: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r10, r4                   @ round 21: h += Maj
    eor.w   r4, r10, r11              @ round 23: b ^ c
    ands.n  r2, r4                    @ round 22: (a ^ b) & (b ^ c)
    eor.w   r2, r2, r11               @ round 22: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r9, r2                    @ round 22: h += Maj
    add.w   r8, r8, r0, ror #6        @ round 23: h += S1
    eor.w   r0, r10, r10, ror #11     @ round 22: a ^ (a >>> 11)
    add.n   r12, r8                   @ round 23: d += h
    eor.w   r0, r0, r10, ror #20      @ round 22: a ^ (a >>> 11) ^ (a >>> 20)
    and.w   r2, r12, lr               @ round 24: e & f
    add.w   r9, r9, r0, ror #2        @ round 22: h += S0
    bic.w   r0, r6, r12               @ round 24: g & ~e
    adds.n  r1, r1, r3                @ W24 = W24(16+7+2) + W24(15)
    str.n   r1, [sp, #64]             @ W24

    /* Round 24: a r8, b r9, c r10, d r11, e r12, f lr, g r6, h r7 */
    add.n   r7, r2                    @ round 24: h += e & f
    eor.w   r2, r9, r10               @ round 24: b ^ c
    add.n   r7, r0                    @ round 24: h += g & ~e
    ands.n  r4, r2                    @ round 23: (a ^ b) & (b ^ c)
    eor.w   r4, r4, r10               @ round 23: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r8, r4                    @ round 23: h += Maj
    add.n   r7, r1                    @ round 24: h += W24
    lsrs.n  r0, r1, #10               @ W24 >> 10
    eor.w   r3, r12, r12, ror #5      @ round 24: e ^ (e >>> 5)
    eor.w   r3, r3, r12, ror #19      @ round 24: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r0, r0, r1, ror #17       @ W24: s1 but for its last term
    eor.w   r0, r0, r1, ror #19       @ W26(2) = s1(W24)
    add.w   r7, r7, r3, ror #6        @ round 24: h += S1
    eor.w   r1, r9, r9, ror #11       @ round 23: a ^ (a >>> 11)
    eor.w   r1, r1, r9, ror #20       @ round 23: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r8, r8, r1, ror #2        @ round 23: h += S0
    ldr.n   r1, [sp, #80]             @ W10
    ldr.n   r3, [sp, #40]             @ W18
    ldr.n   r4, [sp, #K_24]           @ K24
    add.n   r7, r4                    @ round 24: h += K24
    add.n   r11, r7                   @ round 24: d += h
    eor.w   r4, r11, r11, ror #5      @ round 25: e ^ (e >>> 5)
    eor.w   r4, r4, r11, ror #19      @ round 25: e ^ (e >>> 5) ^ (e >>> 19)
    adds.n  r0, r1, r0                @ W26(16+2) = W10 + W26(2)

    /* Round 25: a r7, b r8, c r9, d r10, e r11, f r12, g lr, h r6 */
    add.w   r6, r6, r4, ror #6        @ round 25: h += S1
    and.w   r4, r11, r12              @ round 25: e & f
    add.n   r6, r4                    @ round 25: h += e & f
    lsrs.n  r4, r1, #3                @ W10 >> 3
    eor.w   r4, r4, r1, ror #7        @ W10: s0 but for its last term
    eor.w   r4, r4, r1, ror #18       @ W25(15) = s0(W10)
    adds.n  r5, r5, r4                @ W25(16+15+2) = W25(16+2) + W25(15)
    adds.n  r5, r5, r3                @ W25 = W25(16+15+2) + W18
    ldr.n   r1, [sp, #72]             @ W11
    ldr.n   r3, [sp, #44]             @ W19
    ldr.n   r4, [sp, #K_25]           @ K25
    add.n   r6, r4                    @ round 25: h += K25
    lsrs.n  r4, r1, #3                @ W11 >> 3
    eor.w   r4, r4, r1, ror #7        @ W11: s0 but for its last term
    eor.w   r4, r4, r1, ror #18       @ W26(15) = s0(W11)
    adds.n  r0, r0, r3                @ W26(16+7+2) = W26(16+2) + W19
    adds.n  r0, r0, r4                @ W26 = W26(16+7+2) + W26(15)
    str.n   r0, [sp, #68]             @ W26
    bic.w   r3, lr, r11               @ round 25: g & ~e

    /* Round 26: a r6, b r7, c r8, d r9, e r10, f r11, g r12, h lr */
    add.n   lr, r0                    @ round 26: h += W26
    add.n   r6, r5                    @ round 25: h += W25
    eor.w   r4, r8, r9                @ round 25: b ^ c
    ands.n  r2, r4                    @ round 24: (a ^ b) & (b ^ c)
    eor.w   r2, r2, r9                @ round 24: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r6, r3                    @ round 25: h += g & ~e
    eor.w   r3, r8, r8, ror #11       @ round 24: a ^ (a >>> 11)
    eor.w   r3, r3, r8, ror #20       @ round 24: a ^ (a >>> 11) ^ (a >>> 20)
    add.n   r7, r2                    @ round 24: h += Maj
    add.n   r10, r6                   @ round 25: d += h
    eor.w   r2, r10, r10, ror #5      @ round 26: e ^ (e >>> 5)
    eor.w   r2, r2, r10, ror #19      @ round 26: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   lr, lr, r2, ror #6        @ round 26: h += S1
    bic.w   r2, r12, r10              @ round 26: g & ~e
    add.w   r7, r7, r3, ror #2        @ round 24: h += S0
    lsrs.n  r3, r5, #10               @ W25 >> 10
    add.n   lr, r2                    @ round 26: h += g & ~e
    str.n   r5, [sp, #72]             @ W25
    and.w   r2, r10, r11              @ round 26: e & f
    add.n   lr, r2                    @ round 26: h += e & f
    eor.w   r3, r3, r5, ror #17       @ W25: s1 but for its last term
    eor.w   r3, r3, r5, ror #19       @ W27(2) = s1(W25)
    adds.n  r1, r1, r3                @ W27(16+2) = W11 + W27(2)
    ldr.n   r2, [sp, #48]             @ W20
    ldr.n   r3, [sp, #52]             @ W21
    ldr.n   r5, [sp, #76]             @ W12
    adds.n  r1, r1, r2                @ W27(16+7+2) = W27(16+2) + W20
    lsrs.n  r2, r0, #10               @ W26 >> 10
    eor.w   r2, r2, r0, ror #17       @ W26: s1 but for its last term
    eor.w   r2, r2, r0, ror #19       @ W28(2) = s1(W26)
    adds.n  r3, r5, r3                @ W28(16+7) = W12 + W21
    lsrs.n  r0, r5, #3                @ W12 >> 3
    eor.w   r0, r0, r5, ror #7        @ W12: s0 but for its last term
    eor.w   r0, r0, r5, ror #18       @ W27(15) = s0(W12)
    adds.n  r3, r3, r2                @ W28(16+7+2) = W28(16+7) + W28(2)
    adds.n  r1, r1, r0                @ W27 = W27(16+7+2) + W27(15)
    str.n   r1, [sp, #76]             @ W27
    eor.w   r0, r7, r8                @ round 26: b ^ c
    ands.n  r4, r0                    @ round 25: (a ^ b) & (b ^ c)
    eor.w   r4, r4, r8                @ round 25: Maj = ((a ^ b) & (b ^ c)) ^ b

    /* Round 27: a lr, b r6, c r7, d r8, e r9, f r10, g r11, h r12 */
    add.n   r12, r1                   @ round 27: h += W27
    lsrs.n  r2, r1, #10               @ W27 >> 10
    add.n   r6, r4                    @ round 25: h += Maj
    eor.w   r2, r2, r1, ror #17       @ W27: s1 but for its last term
    eor.w   r2, r2, r1, ror #19       @ W29(2) = s1(W27)
    ldr.n   r1, [sp, #K_27]           @ K27
    ldr.n   r4, [sp, #84]             @ W13
    ldr.n   r5, [sp, #K_26]           @ K26
    add.n   lr, r5                    @ round 26: h += K26
    add.n   r9, lr                    @ round 26: d += h
    bic.w   r5, r11, r9               @ round 27: g & ~e
    add.n   r12, r5                   @ round 27: h += g & ~e
    adds.n  r2, r2, r4                @ W29(16+2) = W29(2) + W13
    lsrs.n  r5, r4, #3                @ W13 >> 3
    eor.w   r5, r5, r4, ror #7        @ W13: s0 but for its last term
    eor.w   r5, r5, r4, ror #18       @ W28(15) = s0(W13)
    adds.n  r3, r3, r5                @ W28 = W28(16+7+2) + W28(15)
    eor.w   r4, r7, r7, ror #11       @ round 25: a ^ (a >>> 11)
    eor.w   r4, r4, r7, ror #20       @ round 25: a ^ (a >>> 11) ^ (a >>> 20)
    str.n   r3, [sp, #80]             @ W28
    and.w   r5, r9, r10               @ round 27: e & f

    /* Round 28: a r12, b lr, c r6, d r7, e r8, f r9, g r10, h r11 */
    add.n   r11, r3                   @ round 28: h += W28
    add.n   r12, r1                   @ round 27: h += K27
    add.w   r6, r6, r4, ror #2        @ round 25: h += S0
    lsrs.n  r1, r3, #10               @ W28 >> 10
    eor.w   r4, r9, r9, ror #5        @ round 27: e ^ (e >>> 5)
    eor.w   r4, r4, r9, ror #19       @ round 27: e ^ (e >>> 5) ^ (e >>> 19)
    add.n   r12, r5                   @ round 27: h += e & f
    add.w   r12, r12, r4, ror #6      @ round 27: h += S1
    add.n   r8, r12                   @ round 27: d += h
    eor.w   r4, r8, r8, ror #5        @ round 28: e ^ (e >>> 5)
    eor.w   r4, r4, r8, ror #19       @ round 28: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r11, r11, r4, ror #6      @ round 28: h += S1
    bic.w   r4, r10, r8               @ round 28: g & ~e
    eor.w   r5, r6, r6, ror #11       @ round 26: a ^ (a >>> 11)
    eor.w   r5, r5, r6, ror #20       @ round 26: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   lr, lr, r5, ror #2        @ round 26: h += S0
    add.n   r11, r4                   @ round 28: h += g & ~e
    eor.w   r4, r6, r7                @ round 27: b ^ c
    ands.n  r0, r4                    @ round 26: (a ^ b) & (b ^ c)
    eors.n  r0, r7                    @ round 26: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r1, r1, r3, ror #17       @ W28: s1 but for its last term
    add.n   lr, r0                    @ round 26: h += Maj
    eor.w   r0, lr, lr, ror #11       @ round 27: a ^ (a >>> 11)
    eor.w   r0, r0, lr, ror #20       @ round 27: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r12, r12, r0, ror #2      @ round 27: h += S0
    eor.w   r0, lr, r6                @ round 28: b ^ c
    eor.w   r1, r1, r3, ror #19       @ W30(2) = s1(W28)
    ands.n  r4, r0                    @ round 27: (a ^ b) & (b ^ c)
    eors.n  r4, r6                    @ round 27: Maj = ((a ^ b) & (b ^ c)) ^ b
    and.w   r3, r8, r9                @ round 28: e & f
    add.n   r12, r4                   @ round 27: h += Maj
    add.n   r11, r3                   @ round 28: h += e & f
    ldr.n   r3, [sp, #56]             @ W22
    ldr.n   r4, [sp, #92]             @ W14
    ldr.n   r5, [sp, #K_28]           @ K28
    add.n   r11, r5                   @ round 28: h += K28
    lsrs.n  r5, r4, #3                @ W14 >> 3
    eor.w   r5, r5, r4, ror #7        @ W14: s0 but for its last term
    eor.w   r5, r5, r4, ror #18       @ W29(15) = s0(W14)
    adds.n  r2, r2, r3                @ W29(16+7+2) = W29(16+2) + W22
    adds.n  r2, r2, r5                @ W29 = W29(16+7+2) + W29(15)

    /* Round 29: a r11, b r12, c lr, d r6, e r7, f r8, g r9, h r10 */
    add.n   r10, r2                   @ round 29: h += W29
    lsrs.n  r3, r2, #10               @ W29 >> 10
    adds.n  r4, r4, r1                @ W30(16+2) = W14 + W30(2)
    add.n   r7, r11                   @ round 28: d += h
    bic.w   r1, r9, r7                @ round 29: g & ~e
    add.n   r10, r1                   @ round 29: h += g & ~e
    eor.w   r3, r3, r2, ror #17       @ W29: s1 but for its last term
    eor.w   r3, r3, r2, ror #19       @ W31(2) = s1(W29)
    str.n   r2, [sp, #84]             @ W29
    ldr.n   r1, [sp, #K_29]           @ K29
    ldr.n   r2, [sp, #88]             @ W15
    ldr.n   r5, [sp, #60]             @ W23
    add.n   r10, r1                   @ round 29: h += K29
    adds.n  r4, r4, r5                @ W30(16+7+2) = W30(16+2) + W23
    lsrs.n  r1, r2, #3                @ W15 >> 3
    and.w   r5, r7, r8                @ round 29: e & f
    add.n   r10, r5                   @ round 29: h += e & f
    eor.w   r1, r1, r2, ror #7        @ W15: s0 but for its last term
    eor.w   r1, r1, r2, ror #18       @ W30(15) = s0(W15)
    eor.w   r5, r7, r7, ror #5        @ round 29: e ^ (e >>> 5)
    eor.w   r5, r5, r7, ror #19       @ round 29: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r10, r10, r5, ror #6      @ round 29: h += S1
    add.n   r6, r10                   @ round 29: d += h
    adds.n  r3, r3, r2                @ W31(16+2) = W31(2) + W15
    eor.w   r2, r12, lr               @ round 29: b ^ c
    ands.n  r0, r2                    @ round 28: (a ^ b) & (b ^ c)
    adds.n  r4, r4, r1                @ W30 = W30(16+7+2) + W30(15)
    and.w   r1, r6, r7                @ round 30: e & f
    eor.w   r0, r0, lr                @ round 28: Maj = ((a ^ b) & (b ^ c)) ^ b

    /* Round 30: a r10, b r11, c r12, d lr, e r6, f r7, g r8, h r9 */
    add.n   r9, r4                    @ round 30: h += W30
    add.n   r11, r0                   @ round 28: h += Maj
    add.n   r9, r1                    @ round 30: h += e & f
    ldr.n   r0, [sp, #64]             @ W24
    ldr.n   r1, [sp, #32]             @ W16
    ldr.n   r5, [sp, #K_30]           @ K30
    add.n   r9, r5                    @ round 30: h += K30
    lsrs.n  r5, r1, #3                @ W16 >> 3
    eor.w   r5, r5, r1, ror #7        @ W16: s0 but for its last term
    adds.n  r3, r3, r0                @ W31(16+7+2) = W31(16+2) + W24
    lsrs.n  r0, r4, #10               @ W30 >> 10
    str.n   r4, [sp, #32]             @ W30
    eor.w   r5, r5, r1, ror #18       @ W31(15) = s0(W16)
    adds.n  r3, r3, r5                @ W31 = W31(16+7+2) + W31(15)
    str.n   r3, [sp, #88]             @ W31
    eor.w   r0, r0, r4, ror #17       @ W30: s1 but for its last term
    eor.w   r0, r0, r4, ror #19       @ W32(2) = s1(W30)
    adds.n  r1, r1, r0                @ W32(16+2) = W16 + W32(2)
    eor.w   r0, r12, r12, ror #11     @ round 28: a ^ (a >>> 11)
    bic.w   r4, r8, r6                @ round 30: g & ~e
    eor.w   r0, r0, r12, ror #20      @ round 28: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r11, r11, r0, ror #2      @ round 28: h += S0
    eor.w   r0, r11, r12              @ round 30: b ^ c
    eor.w   r5, r11, r11, ror #11     @ round 29: a ^ (a >>> 11)
    eor.w   r5, r5, r11, ror #20      @ round 29: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r10, r10, r5, ror #2      @ round 29: h += S0
    ands.n  r2, r0                    @ round 29: (a ^ b) & (b ^ c)
    eor.w   r2, r2, r12               @ round 29: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r10, r2                   @ round 29: h += Maj
    add.n   r9, r4                    @ round 30: h += g & ~e
    lsrs.n  r2, r3, #10               @ W31 >> 10
    eor.w   r2, r2, r3, ror #17       @ W31: s1 but for its last term
    eor.w   r4, r6, r6, ror #5        @ round 30: e ^ (e >>> 5)
    eor.w   r4, r4, r6, ror #19       @ round 30: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r9, r9, r4, ror #6        @ round 30: h += S1
    add.n   lr, r9                    @ round 30: d += h
    and.w   r4, lr, r6                @ round 31: e & f

    /* Round 31: a r9, b r10, c r11, d r12, e lr, f r6, g r7, h r8 */
    add.n   r8, r4                    @ round 31: h += e & f
    eor.w   r2, r2, r3, ror #19       @ W33(2) = s1(W31)
    add.n   r8, r3                    @ round 31: h += W31
    ldr.n   r3, [sp, #72]             @ W25
    ldr.n   r4, [sp, #36]             @ W17
    ldr.n   r5, [sp, #K_31]           @ K31
    add.n   r8, r5                    @ round 31: h += K31
    adds.n  r1, r1, r3                @ W32(16+7+2) = W32(16+2) + W25
    bic.w   r3, r7, lr                @ round 31: g & ~e
    adds.n  r2, r2, r4                @ W33(16+2) = W33(2) + W17
    add.n   r8, r3                    @ round 31: h += g & ~e
    eor.w   r3, r10, r11              @ round 31: b ^ c
    ands.n  r0, r3                    @ round 30: (a ^ b) & (b ^ c)
    eor.w   r0, r0, r11               @ round 30: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r9, r0                    @ round 30: h += Maj
    lsrs.n  r0, r4, #3                @ W17 >> 3
    eor.w   r0, r0, r4, ror #7        @ W17: s0 but for its last term
    eor.w   r0, r0, r4, ror #18       @ W32(15) = s0(W17)
    adds.n  r1, r1, r0                @ W32 = W32(16+7+2) + W32(15)

    /* Round 32: a r8, b r9, c r10, d r11, e r12, f lr, g r6, h r7 */
    add.n   r7, r1                    @ round 32: h += W32
    ldr.n   r0, [sp, #40]             @ W18
    ldr.n   r4, [sp, #68]             @ W26
    ldr.n   r5, [sp, #K_32]           @ K32
    adds.n  r2, r2, r4                @ W33(16+7+2) = W33(16+2) + W26
    add.n   r7, r5                    @ round 32: h += K32
    eor.w   r4, lr, lr, ror #5        @ round 31: e ^ (e >>> 5)
    eor.w   r4, r4, lr, ror #19       @ round 31: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r8, r8, r4, ror #6        @ round 31: h += S1
    eor.w   r4, r10, r10, ror #11     @ round 30: a ^ (a >>> 11)
    lsrs.n  r5, r0, #3                @ W18 >> 3
    eor.w   r5, r5, r0, ror #7        @ W18: s0 but for its last term
    eor.w   r5, r5, r0, ror #18       @ W33(15) = s0(W18)
    adds.n  r2, r2, r5                @ W33 = W33(16+7+2) + W33(15)
    eor.w   r4, r4, r10, ror #20      @ round 30: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r9, r9, r4, ror #2        @ round 30: h += S0
    lsrs.n  r4, r1, #10               @ W32 >> 10
    eor.w   r4, r4, r1, ror #17       @ W32: s1 but for its last term
    add.n   r12, r8                   @ round 31: d += h
    eor.w   r5, r12, r12, ror #5      @ round 32: e ^ (e >>> 5)
    eor.w   r4, r4, r1, ror #19       @ W34(2) = s1(W32)
    adds.n  r4, r4, r0                @ W34(16+2) = W34(2) + W18
    bic.w   r0, r6, r12               @ round 32: g & ~e
    add.n   r7, r0                    @ round 32: h += g & ~e

    /* Round 33: a r7, b r8, c r9, d r10, e r11, f r12, g lr, h r6 */
    add.n   r6, r2                    @ round 33: h += W33
    and.w   r0, r12, lr               @ round 32: e & f
    add.n   r7, r0                    @ round 32: h += e & f
    eor.w   r0, r9, r10               @ round 32: b ^ c
    ands.n  r3, r0                    @ round 31: (a ^ b) & (b ^ c)
    eor.w   r3, r3, r10               @ round 31: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r8, r3                    @ round 31: h += Maj
    eor.w   r3, r9, r9, ror #11       @ round 31: a ^ (a >>> 11)
    eor.w   r3, r3, r9, ror #20       @ round 31: a ^ (a >>> 11) ^ (a >>> 20)
    eor.w   r5, r5, r12, ror #19      @ round 32: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r7, r7, r5, ror #6        @ round 32: h += S1
    add.w   r8, r8, r3, ror #2        @ round 31: h += S0
    eor.w   r3, r8, r8, ror #11       @ round 32: a ^ (a >>> 11)
    eor.w   r3, r3, r8, ror #20       @ round 32: a ^ (a >>> 11) ^ (a >>> 20)
    add.n   r11, r7                   @ round 32: d += h
    bic.w   r5, lr, r11               @ round 33: g & ~e
    add.n   r6, r5                    @ round 33: h += g & ~e
    eor.w   r5, r8, r9                @ round 33: b ^ c
    add.w   r7, r7, r3, ror #2        @ round 32: h += S0
    ands.n  r0, r5                    @ round 32: (a ^ b) & (b ^ c)
    eor.w   r0, r0, r9                @ round 32: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r7, r0                    @ round 32: h += Maj
    str.n   r1, [sp, #36]             @ W32
    ldr.n   r0, [sp, #K_34]           @ K34
    ldr.n   r1, [sp, #44]             @ W19
    ldr.n   r3, [sp, #76]             @ W27
    adds.n  r4, r4, r3                @ W34(16+7+2) = W34(16+2) + W27

    /* Round 34: a r6, b r7, c r8, d r9, e r10, f r11, g r12, h lr */
    add.n   lr, r0                    @ round 34: h += K34
    lsrs.n  r0, r1, #3                @ W19 >> 3
    eor.w   r0, r0, r1, ror #7        @ W19: s0 but for its last term
    str.n   r2, [sp, #40]             @ W33
    lsrs.n  r3, r2, #10               @ W33 >> 10
    eor.w   r0, r0, r1, ror #18       @ W34(15) = s0(W19)
    eor.w   r3, r3, r2, ror #17       @ W33: s1 but for its last term
    adds.n  r4, r4, r0                @ W34 = W34(16+7+2) + W34(15)
    eor.w   r3, r3, r2, ror #19       @ W35(2) = s1(W33)
    str.n   r4, [sp, #44]             @ W34
    adds.n  r3, r3, r1                @ W35(16+2) = W35(2) + W19
    ldr.n   r0, [sp, #48]             @ W20
    ldr.n   r1, [sp, #K_33]           @ K33
    ldr.n   r2, [sp, #80]             @ W28
    adds.n  r3, r3, r2                @ W35(16+7+2) = W35(16+2) + W28
    lsrs.n  r2, r0, #3                @ W20 >> 3
    add.n   r6, r1                    @ round 33: h += K33
    and.w   r1, r11, r12              @ round 33: e & f
    eor.w   r2, r2, r0, ror #7        @ W20: s0 but for its last term
    add.n   r6, r1                    @ round 33: h += e & f
    add.n   lr, r4                    @ round 34: h += W34
    eor.w   r2, r2, r0, ror #18       @ W35(15) = s0(W20)
    adds.n  r3, r3, r2                @ W35 = W35(16+7+2) + W35(15)
    str.n   r3, [sp, #48]             @ W35
    eor.w   r1, r11, r11, ror #5      @ round 33: e ^ (e >>> 5)
    eor.w   r1, r1, r11, ror #19      @ round 33: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r6, r6, r1, ror #6        @ round 33: h += S1
    add.n   r10, r6                   @ round 33: d += h
    eor.w   r1, r10, r10, ror #5      @ round 34: e ^ (e >>> 5)
    lsrs.n  r2, r3, #10               @ W35 >> 10
    eor.w   r1, r1, r10, ror #19      @ round 34: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   lr, lr, r1, ror #6        @ round 34: h += S1
    eor.w   r2, r2, r3, ror #17       @ W35: s1 but for its last term
    bic.w   r1, r12, r10              @ round 34: g & ~e
    add.n   lr, r1                    @ round 34: h += g & ~e
    eor.w   r2, r2, r3, ror #19       @ W37(2) = s1(W35)
    lsrs.n  r1, r4, #10               @ W34 >> 10

    /* Round 35: a lr, b r6, c r7, d r8, e r9, f r10, g r11, h r12 */
    add.n   r12, r3                   @ round 35: h += W35
    eor.w   r3, r7, r8                @ round 34: b ^ c
    ands.n  r5, r3                    @ round 33: (a ^ b) & (b ^ c)
    eor.w   r5, r5, r8                @ round 33: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r1, r1, r4, ror #17       @ W34: s1 but for its last term
    eor.w   r1, r1, r4, ror #19       @ W36(2) = s1(W34)
    and.w   r4, r10, r11              @ round 34: e & f
    add.n   lr, r4                    @ round 34: h += e & f
    add.n   r6, r5                    @ round 33: h += Maj
    adds.n  r0, r0, r1                @ W36(16+2) = W20 + W36(2)
    ldr.n   r1, [sp, #K_35]           @ K35
    ldr.n   r4, [sp, #52]             @ W21
    ldr.n   r5, [sp, #84]             @ W29
    add.n   r12, r1                   @ round 35: h += K35
    lsrs.n  r1, r4, #3                @ W21 >> 3
    eor.w   r1, r1, r4, ror #7        @ W21: s0 but for its last term
    adds.n  r0, r0, r5                @ W36(16+7+2) = W36(16+2) + W29
    add.n   r9, lr                    @ round 34: d += h
    eor.w   r5, r9, r9, ror #5        @ round 35: e ^ (e >>> 5)
    eor.w   r5, r5, r9, ror #19       @ round 35: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r12, r12, r5, ror #6      @ round 35: h += S1
    eor.w   r1, r1, r4, ror #18       @ W36(15) = s0(W21)
    adds.n  r0, r0, r1                @ W36 = W36(16+7+2) + W36(15)
    and.w   r1, r9, r10               @ round 35: e & f
    add.n   r12, r1                   @ round 35: h += e & f
    eor.w   r1, r7, r7, ror #11       @ round 33: a ^ (a >>> 11)
    eor.w   r1, r1, r7, ror #20       @ round 33: a ^ (a >>> 11) ^ (a >>> 20)
    adds.n  r4, r4, r2                @ W37(16+2) = W21 + W37(2)
    bic.w   r2, r11, r9               @ round 35: g & ~e
    add.n   r12, r2                   @ round 35: h += g & ~e
    add.w   r6, r6, r1, ror #2        @ round 33: h += S0
    eor.w   r1, r6, r7                @ round 35: b ^ c
    eor.w   r2, r6, r6, ror #11       @ round 34: a ^ (a >>> 11)
    eor.w   r2, r2, r6, ror #20       @ round 34: a ^ (a >>> 11) ^ (a >>> 20)
    ands.n  r3, r1                    @ round 34: (a ^ b) & (b ^ c)
    eors.n  r3, r7                    @ round 34: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r8, r12                   @ round 35: d += h
    add.n   lr, r3                    @ round 34: h += Maj
    str.n   r0, [sp, #52]             @ W36
    add.w   lr, lr, r2, ror #2        @ round 34: h += S0
    ldr.n   r2, [sp, #K_37]           @ K37
    ldr.n   r3, [sp, #56]             @ W22
    ldr.n   r5, [sp, #K_36]           @ K36

    /* Round 36: a r12, b lr, c r6, d r7, e r8, f r9, g r10, h r11 */
    add.n   r11, r5                   @ round 36: h += K36
    lsrs.n  r5, r3, #3                @ W22 >> 3
    eor.w   r5, r5, r3, ror #7        @ W22: s0 but for its last term
    eor.w   r5, r5, r3, ror #18       @ W37(15) = s0(W22)
    adds.n  r4, r4, r5                @ W37(16+15+2) = W37(16+2) + W37(15)
    bic.w   r5, r10, r8               @ round 36: g & ~e

    /* Round 37: a r11, b r12, c lr, d r6, e r7, f r8, g r9, h r10 */
    add.n   r10, r2                   @ round 37: h += K37
    add.n   r11, r5                   @ round 36: h += g & ~e
    eor.w   r2, lr, lr, ror #11       @ round 35: a ^ (a >>> 11)
    add.n   r11, r0                   @ round 36: h += W36
    eor.w   r2, r2, lr, ror #20       @ round 35: a ^ (a >>> 11) ^ (a >>> 20)
    lsrs.n  r5, r0, #10               @ W36 >> 10
    add.w   r12, r12, r2, ror #2      @ round 35: h += S0
    and.w   r2, r8, r9                @ round 36: e & f
    add.n   r11, r2                   @ round 36: h += e & f
    eor.w   r2, r8, r8, ror #5        @ round 36: e ^ (e >>> 5)
    eor.w   r2, r2, r8, ror #19       @ round 36: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r11, r11, r2, ror #6      @ round 36: h += S1
    eor.w   r5, r5, r0, ror #17       @ W36: s1 but for its last term
    eor.w   r5, r5, r0, ror #19       @ W38(2) = s1(W36)
    add.n   r7, r11                   @ round 36: d += h
    adds.n  r5, r5, r3                @ W38(16+2) = W38(2) + W22
    ldr.n   r0, [sp, #88]             @ W31
    ldr.n   r2, [sp, #K_38]           @ K38
    ldr.n   r3, [sp, #32]             @ W30
    adds.n  r4, r4, r3                @ W37 = W37(16+15+2) + W30
    str.n   r4, [sp, #56]             @ W37
    eor.w   r3, lr, r6                @ round 36: b ^ c
    adds.n  r5, r5, r0                @ W38(16+7+2) = W38(16+2) + W31
    add.n   r10, r4                   @ round 37: h += W37
    bic.w   r0, r9, r7                @ round 37: g & ~e
    add.n   r10, r0                   @ round 37: h += g & ~e

    /* Round 38: a r10, b r11, c r12, d lr, e r6, f r7, g r8, h r9 */
    add.n   r9, r2                    @ round 38: h += K38
    eor.w   r0, r7, r7, ror #5        @ round 37: e ^ (e >>> 5)
    lsrs.n  r2, r4, #10               @ W37 >> 10
    eor.w   r2, r2, r4, ror #17       @ W37: s1 but for its last term
    eor.w   r2, r2, r4, ror #19       @ W39(2) = s1(W37)
    ands.n  r1, r3                    @ round 35: (a ^ b) & (b ^ c)
    eor.w   r0, r0, r7, ror #19       @ round 37: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r10, r10, r0, ror #6      @ round 37: h += S1
    eors.n  r1, r6                    @ round 35: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r12, r1                   @ round 35: h += Maj
    ldr.n   r0, [sp, #60]             @ W23
    ldr.n   r1, [sp, #64]             @ W24
    ldr.n   r4, [sp, #36]             @ W32
    adds.n  r2, r2, r4                @ W39(7+2) = W39(2) + W32
    lsrs.n  r4, r1, #3                @ W24 >> 3
    eor.w   r4, r4, r1, ror #7        @ W24: s0 but for its last term
    eor.w   r4, r4, r1, ror #18       @ W39(15) = s0(W24)
    adds.n  r2, r2, r0                @ W39(16+7+2) = W39(7+2) + W23
    adds.n  r2, r2, r4                @ W39 = W39(16+7+2) + W39(15)
    str.n   r2, [sp, #60]             @ W39
    lsrs.n  r4, r0, #3                @ W23 >> 3
    eor.w   r4, r4, r0, ror #7        @ W23: s0 but for its last term
    eor.w   r4, r4, r0, ror #18       @ W38(15) = s0(W23)
    adds.n  r5, r5, r4                @ W38 = W38(16+7+2) + W38(15)
    and.w   r0, r7, r8                @ round 37: e & f
    add.n   r10, r0                   @ round 37: h += e & f
    lsrs.n  r0, r5, #10               @ W38 >> 10
    str.n   r5, [sp, #64]             @ W38
    add.n   r6, r10                   @ round 37: d += h
    bic.w   r4, r8, r6                @ round 38: g & ~e

    /* Round 39: a r9, b r10, c r11, d r12, e lr, f r6, g r7, h r8 */
    add.n   r8, r2                    @ round 39: h += W39
    eor.w   r0, r0, r5, ror #17       @ W38: s1 but for its last term
    eor.w   r0, r0, r5, ror #19       @ W40(2) = s1(W38)
    adds.n  r0, r0, r1                @ W40(16+2) = W40(2) + W24
    eor.w   r1, r12, lr               @ round 37: b ^ c
    add.n   r9, r4                    @ round 38: h += g & ~e
    eor.w   r4, r12, r12, ror #11     @ round 36: a ^ (a >>> 11)
    ands.n  r3, r1                    @ round 36: (a ^ b) & (b ^ c)
    eor.w   r3, r3, lr                @ round 36: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r9, r5                    @ round 38: h += W38
    eor.w   r4, r4, r12, ror #20      @ round 36: a ^ (a >>> 11) ^ (a >>> 20)
    and.w   r5, r6, r7                @ round 38: e & f
    add.w   r11, r11, r4, ror #2      @ round 36: h += S0
    add.n   r9, r5                    @ round 38: h += e & f
    add.n   r11, r3                   @ round 36: h += Maj
    eor.w   r3, r6, r6, ror #5        @ round 38: e ^ (e >>> 5)
    eor.w   r3, r3, r6, ror #19       @ round 38: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r9, r9, r3, ror #6        @ round 38: h += S1
    add.n   lr, r9                    @ round 38: d += h
    bic.w   r3, r7, lr                @ round 39: g & ~e
    add.n   r8, r3                    @ round 39: h += g & ~e
    eor.w   r3, r11, r11, ror #11     @ round 37: a ^ (a >>> 11)
    eor.w   r3, r3, r11, ror #20      @ round 37: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r10, r10, r3, ror #2      @ round 37: h += S0
    ldr.n   r3, [sp, #K_40]           @ K40
    ldr.n   r4, [sp, #72]             @ W25
    ldr.n   r5, [sp, #40]             @ W33

    /* Round 40: a r8, b r9, c r10, d r11, e r12, f lr, g r6, h r7 */
    add.n   r7, r3                    @ round 40: h += K40
    lsrs.n  r3, r4, #3                @ W25 >> 3
    eor.w   r3, r3, r4, ror #7        @ W25: s0 but for its last term
    eor.w   r3, r3, r4, ror #18       @ W40(15) = s0(W25)
    adds.n  r5, r5, r3                @ W40(15+7) = W33 + W40(15)
    adds.n  r0, r0, r5                @ W40 = W40(16+2) + W40(15+7)
    lsrs.n  r3, r0, #10               @ W40 >> 10
    and.w   r5, lr, r6                @ round 39: e & f
    add.n   r8, r5                    @ round 39: h += e & f
    str.n   r0, [sp, #72]             @ W40
    eor.w   r5, lr, lr, ror #5        @ round 39: e ^ (e >>> 5)
    eor.w   r5, r5, lr, ror #19       @ round 39: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r8, r8, r5, ror #6        @ round 39: h += S1
    eor.w   r5, r11, r12              @ round 38: b ^ c
    ands.n  r1, r5                    @ round 37: (a ^ b) & (b ^ c)
    eor.w   r1, r1, r12               @ round 37: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r10, r1                   @ round 37: h += Maj
    lsrs.n  r1, r2, #10               @ W39 >> 10
    eor.w   r1, r1, r2, ror #17       @ W39: s1 but for its last term
    eor.w   r1, r1, r2, ror #19       @ W41(2) = s1(W39)
    adds.n  r1, r1, r4                @ W41(16+2) = W41(2) + W25
    eor.w   r3, r3, r0, ror #17       @ W40: s1 but for its last term
    eor.w   r2, r10, r10, ror #11     @ round 38: a ^ (a >>> 11)
    eor.w   r2, r2, r10, ror #20      @ round 38: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r9, r9, r2, ror #2        @ round 38: h += S0
    add.n   r7, r0                    @ round 40: h += W40
    eor.w   r3, r3, r0, ror #19       @ W42(2) = s1(W40)
    ldr.n   r0, [sp, #K_39]           @ K39
    ldr.n   r2, [sp, #44]             @ W34
    ldr.n   r4, [sp, #68]             @ W26
    adds.n  r3, r3, r4                @ W42(16+2) = W42(2) + W26
    adds.n  r1, r1, r2                @ W41(16+7+2) = W41(16+2) + W34
    add.n   r8, r0                    @ round 39: h += K39
    lsrs.n  r0, r4, #3                @ W26 >> 3
    eor.w   r0, r0, r4, ror #7        @ W26: s0 but for its last term
    eor.w   r2, r10, r11              @ round 39: b ^ c
    eor.w   r0, r0, r4, ror #18       @ W41(15) = s0(W26)
    ands.n  r5, r2                    @ round 38: (a ^ b) & (b ^ c)
    eor.w   r5, r5, r11               @ round 38: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r9, r5                    @ round 38: h += Maj
    eor.w   r4, r9, r9, ror #11       @ round 39: a ^ (a >>> 11)
    eor.w   r4, r4, r9, ror #20       @ round 39: a ^ (a >>> 11) ^ (a >>> 20)
    add.n   r12, r8                   @ round 39: d += h
    eor.w   r5, r9, r10               @ round 40: b ^ c
    add.w   r8, r8, r4, ror #2        @ round 39: h += S0
    ands.n  r2, r5                    @ round 39: (a ^ b) & (b ^ c)
    bic.w   r4, r6, r12               @ round 40: g & ~e
    add.n   r7, r4                    @ round 40: h += g & ~e
    adds.n  r1, r1, r0                @ W41 = W41(16+7+2) + W41(15)
    eor.w   r2, r2, r10               @ round 39: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r8, r2                    @ round 39: h += Maj
    str.n   r1, [sp, #68]             @ W41
    eor.w   r0, r12, r12, ror #5      @ round 40: e ^ (e >>> 5)
    eor.w   r0, r0, r12, ror #19      @ round 40: e ^ (e >>> 5) ^ (e >>> 19)
    and.w   r2, r12, lr               @ round 40: e & f
    lsrs.n  r4, r1, #10               @ W41 >> 10
    eor.w   r4, r4, r1, ror #17       @ W41: s1 but for its last term
    add.w   r7, r7, r0, ror #6        @ round 40: h += S1
    add.n   r7, r2                    @ round 40: h += e & f
    add.n   r11, r7                   @ round 40: d += h
    bic.w   r0, lr, r11               @ round 41: g & ~e

    /* Round 41: a r7, b r8, c r9, d r10, e r11, f r12, g lr, h r6 */
    add.n   r6, r1                    @ round 41: h += W41
    and.w   r2, r11, r12              @ round 41: e & f
    add.n   r6, r2                    @ round 41: h += e & f
    eor.w   r2, r8, r9                @ round 41: b ^ c
    ands.n  r5, r2                    @ round 40: (a ^ b) & (b ^ c)
    eor.w   r5, r5, r9                @ round 40: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r6, r0                    @ round 41: h += g & ~e
    add.n   r7, r5                    @ round 40: h += Maj
    eor.w   r4, r4, r1, ror #19       @ W43(2) = s1(W41)
    ldr.n   r0, [sp, #48]             @ W35
    ldr.n   r1, [sp, #76]             @ W27
    ldr.n   r5, [sp, #K_41]           @ K41
    add.n   r6, r5                    @ round 41: h += K41
    lsrs.n  r5, r1, #3                @ W27 >> 3
    adds.n  r3, r3, r0                @ W42(16+7+2) = W42(16+2) + W35
    eor.w   r0, r11, r11, ror #5      @ round 41: e ^ (e >>> 5)
    eor.w   r0, r0, r11, ror #19      @ round 41: e ^ (e >>> 5) ^ (e >>> 19)
    adds.n  r4, r4, r1                @ W43(16+2) = W43(2) + W27
    add.w   r6, r6, r0, ror #6        @ round 41: h += S1
    add.n   r10, r6                   @ round 41: d += h
    eor.w   r0, r10, r10, ror #5      @ round 42: e ^ (e >>> 5)
    eor.w   r0, r0, r10, ror #19      @ round 42: e ^ (e >>> 5) ^ (e >>> 19)

    /* Round 42: a r6, b r7, c r8, d r9, e r10, f r11, g r12, h lr */
    add.w   lr, lr, r0, ror #6        @ round 42: h += S1
    eor.w   r5, r5, r1, ror #7        @ W27: s0 but for its last term
    eor.w   r5, r5, r1, ror #18       @ W42(15) = s0(W27)
    adds.n  r3, r3, r5                @ W42 = W42(16+7+2) + W42(15)
    ldr.n   r0, [sp, #80]             @ W28
    ldr.n   r1, [sp, #52]             @ W36
    ldr.n   r5, [sp, #K_42]           @ K42
    str.n   r3, [sp, #76]             @ W42
    adds.n  r4, r4, r1                @ W43(16+7+2) = W43(16+2) + W36
    add.n   lr, r5                    @ round 42: h += K42
    add.n   lr, r3                    @ round 42: h += W42
    eor.w   r1, r8, r8, ror #11       @ round 40: a ^ (a >>> 11)
    eor.w   r1, r1, r8, ror #20       @ round 40: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r7, r7, r1, ror #2        @ round 40: h += S0
    eor.w   r1, r7, r7, ror #11       @ round 41: a ^ (a >>> 11)
    eor.w   r5, r7, r8                @ round 42: b ^ c
    eor.w   r1, r1, r7, ror #20       @ round 41: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r6, r6, r1, ror #2        @ round 41: h += S0
    lsrs.n  r1, r0, #3                @ W28 >> 3
    eor.w   r1, r1, r0, ror #7        @ W28: s0 but for its last term
    eor.w   r1, r1, r0, ror #18       @ W43(15) = s0(W28)
    adds.n  r4, r4, r1                @ W43 = W43(16+7+2) + W43(15)
    ands.n  r2, r5                    @ round 41: (a ^ b) & (b ^ c)
    bic.w   r1, r12, r10              @ round 42: g & ~e

    /* Round 43: a lr, b r6, c r7, d r8, e r9, f r10, g r11, h r12 */
    add.n   r12, r4                   @ round 43: h += W43
    eor.w   r2, r2, r8                @ round 41: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r6, r2                    @ round 41: h += Maj
    and.w   r2, r10, r11              @ round 42: e & f
    add.n   lr, r2                    @ round 42: h += e & f
    lsrs.n  r2, r3, #10               @ W42 >> 10
    eor.w   r2, r2, r3, ror #17       @ W42: s1 but for its last term
    eor.w   r2, r2, r3, ror #19       @ W44(2) = s1(W42)
    lsrs.n  r3, r4, #10               @ W43 >> 10
    adds.n  r0, r0, r2                @ W44(16+2) = W28 + W44(2)
    eor.w   r3, r3, r4, ror #17       @ W43: s1 but for its last term
    eor.w   r3, r3, r4, ror #19       @ W45(2) = s1(W43)
    add.n   lr, r1                    @ round 42: h += g & ~e
    eor.w   r1, r6, r7                @ round 43: b ^ c
    add.n   r9, lr                    @ round 42: d += h
    bic.w   r2, r11, r9               @ round 43: g & ~e
    add.n   r12, r2                   @ round 43: h += g & ~e
    ands.n  r5, r1                    @ round 42: (a ^ b) & (b ^ c)
    eors.n  r5, r7                    @ round 42: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   lr, r5                    @ round 42: h += Maj
    str.n   r4, [sp, #80]             @ W43
    ldr.n   r2, [sp, #84]             @ W29
    ldr.n   r4, [sp, #64]             @ W38
    ldr.n   r5, [sp, #56]             @ W37
    adds.n  r0, r0, r5                @ W44(16+7+2) = W44(16+2) + W37
    adds.n  r3, r3, r4                @ W45(7+2) = W45(2) + W38
    adds.n  r3, r3, r2                @ W45(16+7+2) = W45(7+2) + W29
    lsrs.n  r4, r2, #3                @ W29 >> 3
    and.w   r5, r9, r10               @ round 43: e & f
    add.n   r12, r5                   @ round 43: h += e & f
    eor.w   r5, r6, r6, ror #11       @ round 42: a ^ (a >>> 11)
    eor.w   r5, r5, r6, ror #20       @ round 42: a ^ (a >>> 11) ^ (a >>> 20)
    eor.w   r4, r4, r2, ror #7        @ W29: s0 but for its last term
    add.w   lr, lr, r5, ror #2        @ round 42: h += S0
    eor.w   r4, r4, r2, ror #18       @ W44(15) = s0(W29)
    adds.n  r0, r0, r4                @ W44 = W44(16+7+2) + W44(15)
    eor.w   r2, r9, r9, ror #5        @ round 43: e ^ (e >>> 5)
    str.n   r0, [sp, #84]             @ W44
    eor.w   r2, r2, r9, ror #19       @ round 43: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r12, r12, r2, ror #6      @ round 43: h += S1
    ldr.n   r2, [sp, #32]             @ W30
    ldr.n   r4, [sp, #K_44]           @ K44
    ldr.n   r5, [sp, #K_43]           @ K43
    add.n   r12, r5                   @ round 43: h += K43
    add.n   r8, r12                   @ round 43: d += h
    and.w   r5, r8, r9                @ round 44: e & f

    /* Round 44: a r12, b lr, c r6, d r7, e r8, f r9, g r10, h r11 */
    add.n   r11, r5                   @ round 44: h += e & f
    bic.w   r5, r10, r8               @ round 44: g & ~e
    add.n   r11, r5                   @ round 44: h += g & ~e
    lsrs.n  r5, r2, #3                @ W30 >> 3
    eor.w   r5, r5, r2, ror #7        @ W30: s0 but for its last term
    eor.w   r5, r5, r2, ror #18       @ W45(15) = s0(W30)
    adds.n  r3, r3, r5                @ W45 = W45(16+7+2) + W45(15)
    lsrs.n  r5, r0, #10               @ W44 >> 10
    eor.w   r5, r5, r0, ror #17       @ W44: s1 but for its last term
    eor.w   r5, r5, r0, ror #19       @ W46(2) = s1(W44)
    adds.n  r5, r5, r2                @ W46(16+2) = W46(2) + W30
    eor.w   r2, lr, r6                @ round 44: b ^ c
    add.n   r11, r0                   @ round 44: h += W44
    eor.w   r0, r8, r8, ror #5        @ round 44: e ^ (e >>> 5)

    /* Round 45: a r11, b r12, c lr, d r6, e r7, f r8, g r9, h r10 */
    add.n   r10, r3                   @ round 45: h += W45
    eor.w   r0, r0, r8, ror #19       @ round 44: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r11, r11, r0, ror #6      @ round 44: h += S1
    ands.n  r1, r2                    @ round 43: (a ^ b) & (b ^ c)
    add.n   r11, r4                   @ round 44: h += K44
    add.n   r7, r11                   @ round 44: d += h
    eor.w   r0, r7, r7, ror #5        @ round 45: e ^ (e >>> 5)
    eor.w   r0, r0, r7, ror #19       @ round 45: e ^ (e >>> 5) ^ (e >>> 19)
    eors.n  r1, r6                    @ round 43: Maj = ((a ^ b) & (b ^ c)) ^ b
    and.w   r4, r7, r8                @ round 45: e & f
    add.n   r12, r1                   @ round 43: h += Maj
    add.n   r10, r4                   @ round 45: h += e & f
    bic.w   r1, r9, r7                @ round 45: g & ~e
    add.w   r10, r10, r0, ror #6      @ round 45: h += S1
    add.n   r10, r1                   @ round 45: h += g & ~e
    ldr.n   r0, [sp, #K_45]           @ K45
    ldr.n   r1, [sp, #88]             @ W31
    ldr.n   r4, [sp, #K_46]           @ K46

    /* Round 46: a r10, b r11, c r12, d lr, e r6, f r7, g r8, h r9 */
    add.n   r9, r4                    @ round 46: h += K46
    str.n   r3, [sp, #32]             @ W45
    add.n   r10, r0                   @ round 45: h += K45
    lsrs.n  r0, r1, #3                @ W31 >> 3
    add.n   r6, r10                   @ round 45: d += h
    eor.w   r0, r0, r1, ror #7        @ W31: s0 but for its last term
    eor.w   r0, r0, r1, ror #18       @ W46(15) = s0(W31)
    eor.w   r4, r6, r6, ror #5        @ round 46: e ^ (e >>> 5)
    eor.w   r4, r4, r6, ror #19       @ round 46: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r9, r9, r4, ror #6        @ round 46: h += S1
    and.w   r4, r6, r7                @ round 46: e & f
    add.n   r9, r4                    @ round 46: h += e & f
    lsrs.n  r4, r3, #10               @ W45 >> 10
    eor.w   r4, r4, r3, ror #17       @ W45: s1 but for its last term
    eor.w   r4, r4, r3, ror #19       @ W47(2) = s1(W45)
    eor.w   r3, lr, lr, ror #11       @ round 43: a ^ (a >>> 11)
    adds.n  r5, r5, r0                @ W46(16+15+2) = W46(16+2) + W46(15)
    eor.w   r3, r3, lr, ror #20       @ round 43: a ^ (a >>> 11) ^ (a >>> 20)
    adds.n  r4, r4, r1                @ W47(16+2) = W47(2) + W31
    add.w   r12, r12, r3, ror #2      @ round 43: h += S0
    ldr.n   r0, [sp, #72]             @ W40
    ldr.n   r1, [sp, #36]             @ W32
    ldr.n   r3, [sp, #60]             @ W39
    adds.n  r5, r5, r3                @ W46 = W46(16+15+2) + W39
    adds.n  r4, r4, r0                @ W47(16+7+2) = W47(16+2) + W40
    lsrs.n  r0, r1, #3                @ W32 >> 3
    eor.w   r0, r0, r1, ror #7        @ W32: s0 but for its last term
    add.n   r9, r5                    @ round 46: h += W46
    eor.w   r0, r0, r1, ror #18       @ W47(15) = s0(W32)
    adds.n  r4, r4, r0                @ W47 = W47(16+7+2) + W47(15)
    lsrs.n  r0, r5, #10               @ W46 >> 10
    eor.w   r0, r0, r5, ror #17       @ W46: s1 but for its last term
    str.n   r4, [sp, #36]             @ W47
    bic.w   r3, r8, r6                @ round 46: g & ~e
    add.n   r9, r3                    @ round 46: h += g & ~e
    eor.w   r0, r0, r5, ror #19       @ W48(2) = s1(W46)
    eor.w   r3, r12, lr               @ round 45: b ^ c
    ands.n  r2, r3                    @ round 44: (a ^ b) & (b ^ c)
    eor.w   r2, r2, lr                @ round 44: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r11, r2                   @ round 44: h += Maj
    str.n   r5, [sp, #88]             @ W46
    eor.w   r2, r12, r12, ror #11     @ round 44: a ^ (a >>> 11)
    adds.n  r1, r1, r0                @ W48(16+2) = W32 + W48(2)
    lsrs.n  r0, r4, #10               @ W47 >> 10
    eor.w   r2, r2, r12, ror #20      @ round 44: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r11, r11, r2, ror #2      @ round 44: h += S0
    eor.w   r0, r0, r4, ror #17       @ W47: s1 but for its last term
    eor.w   r2, r11, r11, ror #11     @ round 45: a ^ (a >>> 11)
    eor.w   r2, r2, r11, ror #20      @ round 45: a ^ (a >>> 11) ^ (a >>> 20)
    eor.w   r5, r11, r12              @ round 46: b ^ c
    ands.n  r3, r5                    @ round 45: (a ^ b) & (b ^ c)
    add.w   r10, r10, r2, ror #2      @ round 45: h += S0
    add.n   lr, r9                    @ round 46: d += h
    bic.w   r2, r7, lr                @ round 47: g & ~e

    /* Round 47: a r9, b r10, c r11, d r12, e lr, f r6, g r7, h r8 */
    add.n   r8, r4                    @ round 47: h += W47
    eor.w   r3, r3, r12               @ round 45: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r10, r3                   @ round 45: h += Maj
    add.n   r8, r2                    @ round 47: h += g & ~e
    eor.w   r0, r0, r4, ror #19       @ W49(2) = s1(W47)
    ldr.n   r2, [sp, #K_48]           @ K48
    ldr.n   r3, [sp, #68]             @ W41
    ldr.n   r4, [sp, #40]             @ W33
    adds.n  r0, r4, r0                @ W49(16+2) = W33 + W49(2)

    /* Round 48: a r8, b r9, c r10, d r11, e r12, f lr, g r6, h r7 */
    add.n   r7, r2                    @ round 48: h += K48
    lsrs.n  r2, r4, #3                @ W33 >> 3
    eor.w   r2, r2, r4, ror #7        @ W33: s0 but for its last term
    eor.w   r2, r2, r4, ror #18       @ W48(15) = s0(W33)
    adds.n  r3, r3, r2                @ W48(15+7) = W41 + W48(15)
    adds.n  r1, r1, r3                @ W48 = W48(16+2) + W48(15+7)
    ldr.n   r2, [sp, #76]             @ W42
    ldr.n   r3, [sp, #44]             @ W34
    ldr.n   r4, [sp, #K_47]           @ K47
    adds.n  r0, r0, r2                @ W49(16+7+2) = W49(16+2) + W42
    lsrs.n  r2, r1, #10               @ W48 >> 10
    eor.w   r2, r2, r1, ror #17       @ W48: s1 but for its last term
    eor.w   r2, r2, r1, ror #19       @ W50(2) = s1(W48)
    adds.n  r2, r2, r3                @ W50(16+2) = W50(2) + W34
    add.n   r8, r4                    @ round 47: h += K47
    lsrs.n  r4, r3, #3                @ W34 >> 3
    eor.w   r4, r4, r3, ror #7        @ W34: s0 but for its last term
    eor.w   r4, r4, r3, ror #18       @ W49(15) = s0(W34)
    str.n   r1, [sp, #40]             @ W48
    eor.w   r3, lr, lr, ror #5        @ round 47: e ^ (e >>> 5)
    eor.w   r3, r3, lr, ror #19       @ round 47: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r8, r8, r3, ror #6        @ round 47: h += S1
    adds.n  r0, r0, r4                @ W49 = W49(16+7+2) + W49(15)
    and.w   r3, lr, r6                @ round 47: e & f
    add.n   r8, r3                    @ round 47: h += e & f
    add.n   r12, r8                   @ round 47: d += h
    bic.w   r3, r6, r12               @ round 48: g & ~e

    /* Round 49: a r7, b r8, c r9, d r10, e r11, f r12, g lr, h r6 */
    add.n   r6, r0                    @ round 49: h += W49
    eor.w   r4, r12, r12, ror #5      @ round 48: e ^ (e >>> 5)
    add.n   r7, r3                    @ round 48: h += g & ~e
    and.w   r3, r12, lr               @ round 48: e & f
    eor.w   r4, r4, r12, ror #19      @ round 48: e ^ (e >>> 5) ^ (e >>> 19)
    add.n   r7, r3                    @ round 48: h += e & f
    str.n   r0, [sp, #44]             @ W49
    add.n   r7, r1                    @ round 48: h += W48
    lsrs.n  r1, r0, #10               @ W49 >> 10
    eor.w   r1, r1, r0, ror #17       @ W49: s1 but for its last term
    eor.w   r3, r10, r11              @ round 47: b ^ c
    ands.n  r5, r3                    @ round 46: (a ^ b) & (b ^ c)
    eor.w   r5, r5, r11               @ round 46: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r9, r5                    @ round 46: h += Maj
    eor.w   r1, r1, r0, ror #19       @ W51(2) = s1(W49)
    add.w   r7, r7, r4, ror #6        @ round 48: h += S1
    ldr.n   r0, [sp, #48]             @ W35
    ldr.n   r4, [sp, #84]             @ W44
    ldr.n   r5, [sp, #80]             @ W43
    adds.n  r2, r2, r5                @ W50(16+7+2) = W50(16+2) + W43
    add.n   r11, r7                   @ round 48: d += h
    eor.w   r5, r11, r11, ror #5      @ round 49: e ^ (e >>> 5)
    eor.w   r5, r5, r11, ror #19      @ round 49: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r6, r6, r5, ror #6        @ round 49: h += S1
    and.w   r5, r11, r12              @ round 49: e & f
    add.n   r6, r5                    @ round 49: h += e & f
    lsrs.n  r5, r0, #3                @ W35 >> 3
    eor.w   r5, r5, r0, ror #7        @ W35: s0 but for its last term
    eor.w   r5, r5, r0, ror #18       @ W50(15) = s0(W35)
    adds.n  r2, r2, r5                @ W50 = W50(16+7+2) + W50(15)
    str.n   r2, [sp, #48]             @ W50
    eor.w   r5, r10, r10, ror #11     @ round 46: a ^ (a >>> 11)
    eor.w   r5, r5, r10, ror #20      @ round 46: a ^ (a >>> 11) ^ (a >>> 20)
    adds.n  r4, r4, r0                @ W51(16+7) = W44 + W35
    adds.n  r4, r4, r1                @ W51(16+7+2) = W51(16+7) + W51(2)
    add.w   r9, r9, r5, ror #2        @ round 46: h += S0
    eor.w   r0, r9, r10               @ round 48: b ^ c
    ands.n  r3, r0                    @ round 47: (a ^ b) & (b ^ c)
    eor.w   r3, r3, r10               @ round 47: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r8, r3                    @ round 47: h += Maj
    ldr.n   r1, [sp, #52]             @ W36
    ldr.n   r3, [sp, #K_50]           @ K50
    ldr.n   r5, [sp, #K_49]           @ K49
    add.n   r6, r5                    @ round 49: h += K49
    bic.w   r5, lr, r11               @ round 49: g & ~e

    /* Round 50: a r6, b r7, c r8, d r9, e r10, f r11, g r12, h lr */
    add.n   lr, r2                    @ round 50: h += W50
    add.n   lr, r3                    @ round 50: h += K50
    lsrs.n  r3, r2, #10               @ W50 >> 10
    eor.w   r3, r3, r2, ror #17       @ W50: s1 but for its last term
    eor.w   r3, r3, r2, ror #19       @ W52(2) = s1(W50)
    add.n   r6, r5                    @ round 49: h += g & ~e
    add.n   r10, r6                   @ round 49: d += h
    and.w   r2, r10, r11              @ round 50: e & f
    add.n   lr, r2                    @ round 50: h += e & f
    lsrs.n  r2, r1, #3                @ W36 >> 3
    eor.w   r2, r2, r1, ror #7        @ W36: s0 but for its last term
    eor.w   r2, r2, r1, ror #18       @ W51(15) = s0(W36)
    adds.n  r4, r4, r2                @ W51 = W51(16+7+2) + W51(15)
    eor.w   r2, r9, r9, ror #11       @ round 47: a ^ (a >>> 11)
    eor.w   r2, r2, r9, ror #20       @ round 47: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r8, r8, r2, ror #2        @ round 47: h += S0
    lsrs.n  r2, r4, #10               @ W51 >> 10
    eor.w   r5, r8, r9                @ round 49: b ^ c
    ands.n  r0, r5                    @ round 48: (a ^ b) & (b ^ c)
    eor.w   r0, r0, r9                @ round 48: Maj = ((a ^ b) & (b ^ c)) ^ b
    str.n   r4, [sp, #52]             @ W51
    adds.n  r3, r3, r1                @ W52(16+2) = W52(2) + W36
    add.n   r7, r0                    @ round 48: h += Maj
    bic.w   r0, r12, r10              @ round 50: g & ~e

    /* Round 51: a lr, b r6, c r7, d r8, e r9, f r10, g r11, h r12 */
    add.n   r12, r4                   @ round 51: h += W51
    eor.w   r1, r8, r8, ror #11       @ round 48: a ^ (a >>> 11)
    eor.w   r1, r1, r8, ror #20       @ round 48: a ^ (a >>> 11) ^ (a >>> 20)
    eor.w   r2, r2, r4, ror #17       @ W51: s1 but for its last term
    add.w   r7, r7, r1, ror #2        @ round 48: h += S0
    eor.w   r2, r2, r4, ror #19       @ W53(2) = s1(W51)
    add.n   lr, r0                    @ round 50: h += g & ~e
    eor.w   r0, r7, r8                @ round 50: b ^ c
    ands.n  r5, r0                    @ round 49: (a ^ b) & (b ^ c)
    eor.w   r5, r5, r8                @ round 49: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r1, r10, r10, ror #5      @ round 50: e ^ (e >>> 5)
    eor.w   r1, r1, r10, ror #19      @ round 50: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   lr, lr, r1, ror #6        @ round 50: h += S1
    add.n   r9, lr                    @ round 50: d += h
    add.n   r6, r5                    @ round 49: h += Maj
    ldr.n   r1, [sp, #32]             @ W45
    ldr.n   r4, [sp, #K_52]           @ K52
    ldr.n   r5, [sp, #K_51]           @ K51
    add.n   r12, r5                   @ round 51: h += K51
    and.w   r5, r9, r10               @ round 51: e & f
    add.n   r12, r5                   @ round 51: h += e & f
    bic.w   r5, r11, r9               @ round 51: g & ~e
    add.n   r12, r5                   @ round 51: h += g & ~e
    adds.n  r3, r3, r1                @ W52(16+7+2) = W52(16+2) + W45
    eor.w   r1, r7, r7, ror #11       @ round 49: a ^ (a >>> 11)

    /* Round 52: a r12, b lr, c r6, d r7, e r8, f r9, g r10, h r11 */
    add.n   r11, r4                   @ round 52: h += K52
    eor.w   r1, r1, r7, ror #20       @ round 49: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r6, r6, r1, ror #2        @ round 49: h += S0
    ldr.n   r1, [sp, #56]             @ W37
    ldr.n   r4, [sp, #64]             @ W38
    ldr.n   r5, [sp, #88]             @ W46
    adds.n  r5, r5, r1                @ W53(16+7) = W46 + W37
    adds.n  r5, r5, r2                @ W53(16+7+2) = W53(16+7) + W53(2)
    lsrs.n  r2, r4, #3                @ W38 >> 3
    eor.w   r2, r2, r4, ror #7        @ W38: s0 but for its last term
    eor.w   r2, r2, r4, ror #18       @ W53(15) = s0(W38)
    adds.n  r5, r5, r2                @ W53 = W53(16+7+2) + W53(15)
    lsrs.n  r2, r1, #3                @ W37 >> 3
    eor.w   r2, r2, r1, ror #7        @ W37: s0 but for its last term
    eor.w   r2, r2, r1, ror #18       @ W52(15) = s0(W37)
    adds.n  r3, r3, r2                @ W52 = W52(16+7+2) + W52(15)
    str.n   r3, [sp, #56]             @ W52
    eor.w   r1, r9, r9, ror #5        @ round 51: e ^ (e >>> 5)
    eor.w   r1, r1, r9, ror #19       @ round 51: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r12, r12, r1, ror #6      @ round 51: h += S1
    add.n   r8, r12                   @ round 51: d += h
    bic.w   r1, r10, r8               @ round 52: g & ~e
    add.n   r11, r3                   @ round 52: h += W52
    lsrs.n  r2, r3, #10               @ W52 >> 10
    eor.w   r2, r2, r3, ror #17       @ W52: s1 but for its last term
    add.n   r11, r1                   @ round 52: h += g & ~e
    and.w   r1, r8, r9                @ round 52: e & f
    add.n   r11, r1                   @ round 52: h += e & f

    /* Round 53: a r11, b r12, c lr, d r6, e r7, f r8, g r9, h r10 */
    add.n   r10, r5                   @ round 53: h += W53
    eor.w   r1, r6, r7                @ round 51: b ^ c
    ands.n  r0, r1                    @ round 50: (a ^ b) & (b ^ c)
    eor.w   r2, r2, r3, ror #19       @ W54(2) = s1(W52)
    adds.n  r4, r4, r2                @ W54(16+2) = W38 + W54(2)
    eor.w   r2, r8, r8, ror #5        @ round 52: e ^ (e >>> 5)
    eor.w   r2, r2, r8, ror #19       @ round 52: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r3, r6, r6, ror #11       @ round 50: a ^ (a >>> 11)
    add.w   r11, r11, r2, ror #6      @ round 52: h += S1
    eor.w   r3, r3, r6, ror #20       @ round 50: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   lr, lr, r3, ror #2        @ round 50: h += S0
    eors.n  r0, r7                    @ round 50: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   lr, r0                    @ round 50: h += Maj
    eor.w   r0, lr, lr, ror #11       @ round 51: a ^ (a >>> 11)
    eor.w   r0, r0, lr, ror #20       @ round 51: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r12, r12, r0, ror #2      @ round 51: h += S0
    lsrs.n  r0, r5, #10               @ W53 >> 10
    eor.w   r0, r0, r5, ror #17       @ W53: s1 but for its last term
    str.n   r5, [sp, #64]             @ W53
    eor.w   r0, r0, r5, ror #19       @ W55(2) = s1(W53)
    eor.w   r2, lr, r6                @ round 52: b ^ c
    ands.n  r1, r2                    @ round 51: (a ^ b) & (b ^ c)
    eors.n  r1, r6                    @ round 51: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r12, r1                   @ round 51: h += Maj
    ldr.n   r1, [sp, #36]             @ W47
    ldr.n   r3, [sp, #60]             @ W39
    ldr.n   r5, [sp, #K_53]           @ K53
    add.n   r10, r5                   @ round 53: h += K53
    adds.n  r4, r4, r1                @ W54(16+7+2) = W54(16+2) + W47
    adds.n  r0, r0, r3                @ W55(16+2) = W55(2) + W39
    lsrs.n  r1, r3, #3                @ W39 >> 3
    eor.w   r1, r1, r3, ror #7        @ W39: s0 but for its last term
    eor.w   r1, r1, r3, ror #18       @ W54(15) = s0(W39)
    adds.n  r4, r4, r1                @ W54 = W54(16+7+2) + W54(15)
    add.n   r7, r11                   @ round 52: d += h
    bic.w   r1, r9, r7                @ round 53: g & ~e
    eor.w   r3, r7, r7, ror #5        @ round 53: e ^ (e >>> 5)
    eor.w   r3, r3, r7, ror #19       @ round 53: e ^ (e >>> 5) ^ (e >>> 19)
    and.w   r5, r7, r8                @ round 53: e & f
    add.n   r10, r1                   @ round 53: h += g & ~e
    add.w   r10, r10, r3, ror #6      @ round 53: h += S1
    str.n   r4, [sp, #60]             @ W54
    eor.w   r1, r12, r12, ror #11     @ round 52: a ^ (a >>> 11)
    add.n   r10, r5                   @ round 53: h += e & f
    add.n   r6, r10                   @ round 53: d += h
    bic.w   r3, r8, r6                @ round 54: g & ~e
    eor.w   r5, r12, lr               @ round 53: b ^ c
    ands.n  r2, r5                    @ round 52: (a ^ b) & (b ^ c)
    eor.w   r2, r2, lr                @ round 52: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r11, r2                   @ round 52: h += Maj
    eor.w   r1, r1, r12, ror #20      @ round 52: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r11, r11, r1, ror #2      @ round 52: h += S0
    eor.w   r1, r11, r11, ror #11     @ round 53: a ^ (a >>> 11)
    eor.w   r2, r6, r6, ror #5        @ round 54: e ^ (e >>> 5)
    eor.w   r2, r2, r6, ror #19       @ round 54: e ^ (e >>> 5) ^ (e >>> 19)

    /* Round 54: a r10, b r11, c r12, d lr, e r6, f r7, g r8, h r9 */
    add.w   r9, r9, r2, ror #6        @ round 54: h += S1
    eor.w   r1, r1, r11, ror #20      @ round 53: a ^ (a >>> 11) ^ (a >>> 20)
    add.n   r9, r3                    @ round 54: h += g & ~e
    eor.w   r2, r11, r12              @ round 54: b ^ c
    ands.n  r5, r2                    @ round 53: (a ^ b) & (b ^ c)
    and.w   r3, r6, r7                @ round 54: e & f
    add.n   r9, r3                    @ round 54: h += e & f
    eor.w   r5, r5, r12               @ round 53: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.w   r10, r10, r1, ror #2      @ round 53: h += S0
    add.n   r10, r5                   @ round 53: h += Maj
    ldr.n   r1, [sp, #44]             @ W49
    ldr.n   r3, [sp, #72]             @ W40
    ldr.n   r5, [sp, #40]             @ W48
    adds.n  r0, r0, r5                @ W55(16+7+2) = W55(16+2) + W48
    lsrs.n  r5, r3, #3                @ W40 >> 3
    eor.w   r5, r5, r3, ror #7        @ W40: s0 but for its last term
    eor.w   r5, r5, r3, ror #18       @ W55(15) = s0(W40)
    adds.n  r0, r0, r5                @ W55 = W55(16+7+2) + W55(15)
    str.n   r0, [sp, #44]             @ W55

    /* Round 55: a r9, b r10, c r11, d r12, e lr, f r6, g r7, h r8 */
    add.n   r8, r0                    @ round 55: h += W55
    lsrs.n  r5, r4, #10               @ W54 >> 10
    eor.w   r5, r5, r4, ror #17       @ W54: s1 but for its last term
    eor.w   r5, r5, r4, ror #19       @ W56(2) = s1(W54)
    adds.n  r5, r5, r3                @ W56(16+2) = W56(2) + W40
    add.n   r9, r4                    @ round 54: h += W54
    adds.n  r5, r5, r1                @ W56(16+7+2) = W56(16+2) + W49
    ldr.n   r1, [sp, #K_54]           @ K54
    ldr.n   r3, [sp, #68]             @ W41
    ldr.n   r4, [sp, #K_55]           @ K55
    add.n   r8, r4                    @ round 55: h += K55
    lsrs.n  r4, r0, #10               @ W55 >> 10
    eor.w   r4, r4, r0, ror #17       @ W55: s1 but for its last term
    eor.w   r4, r4, r0, ror #19       @ W57(2) = s1(W55)
    add.n   r9, r1                    @ round 54: h += K54
    add.n   lr, r9                    @ round 54: d += h
    eor.w   r0, lr, lr, ror #5        @ round 55: e ^ (e >>> 5)
    lsrs.n  r1, r3, #3                @ W41 >> 3
    eor.w   r1, r1, r3, ror #7        @ W41: s0 but for its last term
    eor.w   r1, r1, r3, ror #18       @ W56(15) = s0(W41)
    adds.n  r5, r5, r1                @ W56 = W56(16+7+2) + W56(15)
    bic.w   r1, r7, lr                @ round 55: g & ~e
    add.n   r8, r1                    @ round 55: h += g & ~e
    eor.w   r0, r0, lr, ror #19       @ round 55: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r1, r10, r11              @ round 55: b ^ c
    ands.n  r2, r1                    @ round 54: (a ^ b) & (b ^ c)
    eor.w   r2, r2, r11               @ round 54: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r9, r2                    @ round 54: h += Maj
    adds.n  r3, r3, r4                @ W57(16+2) = W41 + W57(2)
    and.w   r2, lr, r6                @ round 55: e & f
    add.n   r8, r2                    @ round 55: h += e & f
    eor.w   r2, r10, r10, ror #11     @ round 54: a ^ (a >>> 11)
    eor.w   r2, r2, r10, ror #20      @ round 54: a ^ (a >>> 11) ^ (a >>> 20)

    /* Round 56: a r8, b r9, c r10, d r11, e r12, f lr, g r6, h r7 */
    add.n   r7, r5                    @ round 56: h += W56
    add.w   r9, r9, r2, ror #2        @ round 54: h += S0
    lsrs.n  r2, r5, #10               @ W56 >> 10
    eor.w   r4, r9, r10               @ round 56: b ^ c
    ands.n  r1, r4                    @ round 55: (a ^ b) & (b ^ c)
    eor.w   r1, r1, r10               @ round 55: Maj = ((a ^ b) & (b ^ c)) ^ b
    str.n   r5, [sp, #68]             @ W56
    add.w   r8, r8, r0, ror #6        @ round 55: h += S1
    eor.w   r2, r2, r5, ror #17       @ W56: s1 but for its last term
    eor.w   r2, r2, r5, ror #19       @ W58(2) = s1(W56)
    add.n   r12, r8                   @ round 55: d += h
    eor.w   r0, r12, r12, ror #5      @ round 56: e ^ (e >>> 5)
    and.w   r5, r12, lr               @ round 56: e & f
    add.n   r7, r5                    @ round 56: h += e & f
    eor.w   r0, r0, r12, ror #19      @ round 56: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r5, r9, r9, ror #11       @ round 55: a ^ (a >>> 11)
    eor.w   r5, r5, r9, ror #20       @ round 55: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r7, r7, r0, ror #6        @ round 56: h += S1
    bic.w   r0, r6, r12               @ round 56: g & ~e
    add.w   r8, r8, r5, ror #2        @ round 55: h += S0
    add.n   r8, r1                    @ round 55: h += Maj
    add.n   r7, r0                    @ round 56: h += g & ~e
    ldr.n   r0, [sp, #48]             @ W50
    ldr.n   r1, [sp, #76]             @ W42
    ldr.n   r5, [sp, #K_56]           @ K56
    add.n   r7, r5                    @ round 56: h += K56
    add.n   r11, r7                   @ round 56: d += h
    lsrs.n  r5, r1, #3                @ W42 >> 3
    eor.w   r5, r5, r1, ror #7        @ W42: s0 but for its last term
    eor.w   r5, r5, r1, ror #18       @ W57(15) = s0(W42)
    adds.n  r3, r3, r5                @ W57(16+15+2) = W57(16+2) + W57(15)
    adds.n  r3, r3, r0                @ W57 = W57(16+15+2) + W50
    eor.w   r0, r8, r9                @ round 57: b ^ c
    ands.n  r4, r0                    @ round 56: (a ^ b) & (b ^ c)
    eor.w   r4, r4, r9                @ round 56: Maj = ((a ^ b) & (b ^ c)) ^ b
    and.w   r5, r11, r12              @ round 57: e & f

    /* Round 57: a r7, b r8, c r9, d r10, e r11, f r12, g lr, h r6 */
    add.n   r6, r5                    @ round 57: h += e & f
    add.n   r6, r3                    @ round 57: h += W57
    eor.w   r5, r8, r8, ror #11       @ round 56: a ^ (a >>> 11)
    adds.n  r1, r1, r2                @ W58(16+2) = W42 + W58(2)
    lsrs.n  r2, r3, #10               @ W57 >> 10
    eor.w   r2, r2, r3, ror #17       @ W57: s1 but for its last term
    add.n   r7, r4                    @ round 56: h += Maj
    eor.w   r4, r11, r11, ror #5      @ round 57: e ^ (e >>> 5)
    eor.w   r2, r2, r3, ror #19       @ W59(2) = s1(W57)
    eor.w   r4, r4, r11, ror #19      @ round 57: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r6, r6, r4, ror #6        @ round 57: h += S1
    bic.w   r3, lr, r11               @ round 57: g & ~e
    add.n   r6, r3                    @ round 57: h += g & ~e
    eor.w   r5, r5, r8, ror #20       @ round 56: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r7, r7, r5, ror #2        @ round 56: h += S0
    ldr.n   r3, [sp, #52]             @ W51
    ldr.n   r4, [sp, #80]             @ W43
    ldr.n   r5, [sp, #56]             @ W52
    adds.n  r5, r5, r4                @ W59(16+7) = W52 + W43
    adds.n  r5, r5, r2                @ W59(16+7+2) = W59(16+7) + W59(2)
    lsrs.n  r2, r4, #3                @ W43 >> 3
    eor.w   r2, r2, r4, ror #7        @ W43: s0 but for its last term
    eor.w   r2, r2, r4, ror #18       @ W58(15) = s0(W43)
    adds.n  r1, r1, r3                @ W58(16+7+2) = W58(16+2) + W51
    adds.n  r1, r1, r2                @ W58 = W58(16+7+2) + W58(15)

    /* Round 58: a r6, b r7, c r8, d r9, e r10, f r11, g r12, h lr */
    add.n   lr, r1                    @ round 58: h += W58
    ldr.n   r2, [sp, #84]             @ W44
    ldr.n   r3, [sp, #K_57]           @ K57
    ldr.n   r4, [sp, #K_58]           @ K58
    add.n   r6, r3                    @ round 57: h += K57
    lsrs.n  r3, r1, #10               @ W58 >> 10
    eor.w   r3, r3, r1, ror #17       @ W58: s1 but for its last term
    eor.w   r3, r3, r1, ror #19       @ W60(2) = s1(W58)
    adds.n  r3, r3, r2                @ W60(16+2) = W60(2) + W44
    lsrs.n  r1, r2, #3                @ W44 >> 3
    eor.w   r1, r1, r2, ror #7        @ W44: s0 but for its last term
    add.n   lr, r4                    @ round 58: h += K58
    add.n   r10, r6                   @ round 57: d += h
    and.w   r4, r10, r11              @ round 58: e & f
    eor.w   r1, r1, r2, ror #18       @ W59(15) = s0(W44)
    adds.n  r5, r5, r1                @ W59 = W59(16+7+2) + W59(15)
    eor.w   r1, r10, r10, ror #5      @ round 58: e ^ (e >>> 5)
    bic.w   r2, r12, r10              @ round 58: g & ~e
    add.n   lr, r2                    @ round 58: h += g & ~e
    eor.w   r2, r7, r8                @ round 58: b ^ c
    ands.n  r0, r2                    @ round 57: (a ^ b) & (b ^ c)
    eor.w   r0, r0, r8                @ round 57: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   lr, r4                    @ round 58: h += e & f
    eor.w   r1, r1, r10, ror #19      @ round 58: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   lr, lr, r1, ror #6        @ round 58: h += S1
    add.n   r9, lr                    @ round 58: d += h
    and.w   r1, r9, r10               @ round 59: e & f
    add.n   r6, r0                    @ round 57: h += Maj
    bic.w   r0, r11, r9               @ round 59: g & ~e

    /* Round 59: a lr, b r6, c r7, d r8, e r9, f r10, g r11, h r12 */
    add.n   r12, r0                   @ round 59: h += g & ~e
    add.n   r12, r5                   @ round 59: h += W59
    add.n   r12, r1                   @ round 59: h += e & f
    eor.w   r0, r7, r7, ror #11       @ round 57: a ^ (a >>> 11)
    eor.w   r0, r0, r7, ror #20       @ round 57: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r6, r6, r0, ror #2        @ round 57: h += S0
    ldr.n   r0, [sp, #64]             @ W53
    ldr.n   r1, [sp, #K_59]           @ K59
    ldr.n   r4, [sp, #32]             @ W45
    add.n   r12, r1                   @ round 59: h += K59
    lsrs.n  r1, r5, #10               @ W59 >> 10
    eor.w   r1, r1, r5, ror #17       @ W59: s1 but for its last term
    eor.w   r1, r1, r5, ror #19       @ W61(2) = s1(W59)
    lsrs.n  r5, r4, #3                @ W45 >> 3
    eor.w   r5, r5, r4, ror #7        @ W45: s0 but for its last term
    eor.w   r5, r5, r4, ror #18       @ W60(15) = s0(W45)
    adds.n  r5, r5, r0                @ W60(15+7) = W60(15) + W53
    adds.n  r3, r3, r5                @ W60 = W60(16+2) + W60(15+7)

    /* Round 60: a r12, b lr, c r6, d r7, e r8, f r9, g r10, h r11 */
    add.n   r11, r3                   @ round 60: h += W60
    adds.n  r1, r1, r4                @ W61(16+2) = W61(2) + W45
    eor.w   r0, r6, r7                @ round 59: b ^ c
    ands.n  r2, r0                    @ round 58: (a ^ b) & (b ^ c)
    eors.n  r2, r7                    @ round 58: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   lr, r2                    @ round 58: h += Maj
    lsrs.n  r2, r3, #10               @ W60 >> 10
    eor.w   r2, r2, r3, ror #17       @ W60: s1 but for its last term
    eor.w   r4, r6, r6, ror #11       @ round 58: a ^ (a >>> 11)
    eor.w   r4, r4, r6, ror #20       @ round 58: a ^ (a >>> 11) ^ (a >>> 20)
    eor.w   r5, r9, r9, ror #5        @ round 59: e ^ (e >>> 5)
    eor.w   r5, r5, r9, ror #19       @ round 59: e ^ (e >>> 5) ^ (e >>> 19)
    eor.w   r2, r2, r3, ror #19       @ W62(2) = s1(W60)
    add.w   r12, r12, r5, ror #6      @ round 59: h += S1
    add.n   r8, r12                   @ round 59: d += h
    eor.w   r3, r8, r8, ror #5        @ round 60: e ^ (e >>> 5)
    and.w   r5, r8, r9                @ round 60: e & f
    add.n   r11, r5                   @ round 60: h += e & f
    add.w   lr, lr, r4, ror #2        @ round 58: h += S0
    eor.w   r4, lr, lr, ror #11       @ round 59: a ^ (a >>> 11)
    eor.w   r4, r4, lr, ror #20       @ round 59: a ^ (a >>> 11) ^ (a >>> 20)
    eor.w   r3, r3, r8, ror #19       @ round 60: e ^ (e >>> 5) ^ (e >>> 19)
    bic.w   r5, r10, r8               @ round 60: g & ~e
    add.n   r11, r5                   @ round 60: h += g & ~e
    add.w   r11, r11, r3, ror #6      @ round 60: h += S1
    eor.w   r3, lr, r6                @ round 60: b ^ c
    ands.n  r0, r3                    @ round 59: (a ^ b) & (b ^ c)
    add.w   r12, r12, r4, ror #2      @ round 59: h += S0
    eors.n  r0, r6                    @ round 59: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r12, r0                   @ round 59: h += Maj
    ldr.n   r0, [sp, #88]             @ W46
    ldr.n   r4, [sp, #K_60]           @ K60
    ldr.n   r5, [sp, #60]             @ W54
    adds.n  r1, r1, r5                @ W61(16+7+2) = W61(16+2) + W54
    lsrs.n  r5, r0, #3                @ W46 >> 3
    eor.w   r5, r5, r0, ror #7        @ W46: s0 but for its last term
    eor.w   r5, r5, r0, ror #18       @ W61(15) = s0(W46)
    add.n   r11, r4                   @ round 60: h += K60
    add.n   r7, r11                   @ round 60: d += h
    adds.n  r1, r1, r5                @ W61 = W61(16+7+2) + W61(15)
    and.w   r4, r7, r8                @ round 61: e & f

    /* Round 61: a r11, b r12, c lr, d r6, e r7, f r8, g r9, h r10 */
    add.n   r10, r4                   @ round 61: h += e & f
    eor.w   r4, r12, lr               @ round 61: b ^ c
    ands.n  r3, r4                    @ round 60: (a ^ b) & (b ^ c)
    eor.w   r3, r3, lr                @ round 60: Maj = ((a ^ b) & (b ^ c)) ^ b
    eor.w   r5, r12, r12, ror #11     @ round 60: a ^ (a >>> 11)
    eor.w   r5, r5, r12, ror #20      @ round 60: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r11, r11, r5, ror #2      @ round 60: h += S0
    lsrs.n  r5, r1, #10               @ W61 >> 10
    eor.w   r5, r5, r1, ror #17       @ W61: s1 but for its last term
    adds.n  r0, r0, r2                @ W62(16+2) = W46 + W62(2)
    add.n   r11, r3                   @ round 60: h += Maj
    eor.w   r5, r5, r1, ror #19       @ W63(2) = s1(W61)
    add.n   r10, r1                   @ round 61: h += W61
    ldr.n   r1, [sp, #44]             @ W55
    ldr.n   r2, [sp, #36]             @ W47
    ldr.n   r3, [sp, #68]             @ W56
    adds.n  r5, r5, r3                @ W63(7+2) = W63(2) + W56
    adds.n  r5, r5, r2                @ W63(16+7+2) = W63(7+2) + W47
    bic.w   r3, r9, r7                @ round 61: g & ~e
    add.n   r10, r3                   @ round 61: h += g & ~e
    eor.w   r3, r7, r7, ror #5        @ round 61: e ^ (e >>> 5)
    eor.w   r3, r3, r7, ror #19       @ round 61: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r10, r10, r3, ror #6      @ round 61: h += S1
    lsrs.n  r3, r2, #3                @ W47 >> 3
    eor.w   r3, r3, r2, ror #7        @ W47: s0 but for its last term
    adds.n  r0, r0, r1                @ W62(16+7+2) = W62(16+2) + W55
    eor.w   r3, r3, r2, ror #18       @ W62(15) = s0(W47)
    adds.n  r0, r0, r3                @ W62 = W62(16+7+2) + W62(15)

    /* Round 62: a r10, b r11, c r12, d lr, e r6, f r7, g r8, h r9 */
    add.n   r9, r0                    @ round 62: h += W62
    ldr.n   r0, [sp, #K_63]           @ K63
    ldr.n   r1, [sp, #K_61]           @ K61
    ldr.n   r2, [sp, #40]             @ W48
    ldr.n   r3, [sp, #K_62]           @ K62
    add.n   r9, r3                    @ round 62: h += K62
    add.n   r10, r1                   @ round 61: h += K61
    add.n   r6, r10                   @ round 61: d += h
    bic.w   r1, r8, r6                @ round 62: g & ~e
    and.w   r3, r6, r7                @ round 62: e & f
    add.n   r9, r3                    @ round 62: h += e & f
    eor.w   r3, r11, r12              @ round 62: b ^ c
    add.n   r9, r1                    @ round 62: h += g & ~e
    lsrs.n  r1, r2, #3                @ W48 >> 3
    eor.w   r1, r1, r2, ror #7        @ W48: s0 but for its last term
    eor.w   r1, r1, r2, ror #18       @ W63(15) = s0(W48)
    eor.w   r2, r11, r11, ror #11     @ round 61: a ^ (a >>> 11)
    eor.w   r2, r2, r11, ror #20      @ round 61: a ^ (a >>> 11) ^ (a >>> 20)
    ands.n  r4, r3                    @ round 61: (a ^ b) & (b ^ c)

    /* Round 63: a r9, b r10, c r11, d r12, e lr, f r6, g r7, h r8 */
    add.n   r8, r0                    @ round 63: h += K63
    eor.w   r0, r6, r6, ror #5        @ round 62: e ^ (e >>> 5)
    eor.w   r0, r0, r6, ror #19       @ round 62: e ^ (e >>> 5) ^ (e >>> 19)
    add.w   r9, r9, r0, ror #6        @ round 62: h += S1
    add.n   lr, r9                    @ round 62: d += h
    and.w   r0, lr, r6                @ round 63: e & f
    add.n   r8, r0                    @ round 63: h += e & f
    eor.w   r4, r4, r12               @ round 61: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r10, r4                   @ round 61: h += Maj
    add.w   r10, r10, r2, ror #2      @ round 61: h += S0
    eor.w   r0, r10, r11              @ round 63: b ^ c
    ands.n  r3, r0                    @ round 62: (a ^ b) & (b ^ c)
    bic.w   r2, r7, lr                @ round 63: g & ~e
    eor.w   r4, lr, lr, ror #5        @ round 63: e ^ (e >>> 5)
    eor.w   r4, r4, lr, ror #19       @ round 63: e ^ (e >>> 5) ^ (e >>> 19)
    add.n   r8, r2                    @ round 63: h += g & ~e
    eor.w   r2, r10, r10, ror #11     @ round 62: a ^ (a >>> 11)
    eor.w   r2, r2, r10, ror #20      @ round 62: a ^ (a >>> 11) ^ (a >>> 20)
    adds.n  r5, r5, r1                @ W63 = W63(16+7+2) + W63(15)
    add.w   r9, r9, r2, ror #2        @ round 62: h += S0
    add.n   r8, r5                    @ round 63: h += W63
    add.w   r8, r8, r4, ror #6        @ round 63: h += S1
    ldr.n   r1, [sp, #H_2]            @ H2
    ldr.n   r2, [sp, #H_6]            @ H6
    ldr.n   r4, [sp, #H_5]            @ H5
    ldr.n   r5, [sp, #H_4]            @ H4
    add.n   r12, r8                   @ round 63: d += h
    add.n   r12, r5                   @ H4
    eor.w   r3, r3, r11               @ round 62: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r9, r3                    @ round 62: h += Maj
    eor.w   r3, r9, r9, ror #11       @ round 63: a ^ (a >>> 11)
    eor.w   r5, r9, r10               @ round 64: b ^ c
    ands.n  r0, r5                    @ round 63: (a ^ b) & (b ^ c)
    eor.w   r0, r0, r10               @ round 63: Maj = ((a ^ b) & (b ^ c)) ^ b
    add.n   r8, r0                    @ round 63: h += Maj
    add.n   r6, r2                    @ H6
    add.n   lr, r4                    @ H5
    add.n   r10, r1                   @ H2
    eor.w   r3, r3, r9, ror #20       @ round 63: a ^ (a >>> 11) ^ (a >>> 20)
    add.w   r8, r8, r3, ror #2        @ round 63: h += S0
    str.n   r6, [sp, #H_6]            @ H6
    ldr.n   r0, [sp, #H_1]            @ H1
    ldr.n   r1, [sp, #END]            @ its end, less 4
    ldr.n   r2, [sp, #H_3]            @ H3
    ldr.n   r3, [sp, #H_7]            @ H7
    ldr.n   r4, [sp, #H_0]            @ H0
    ldr.n   r5, [sp, #POINTER]        @ the message, less 4
    add.n   r9, r0                    @ H1
    str.w   r12, [sp, #H_4]           @ H4
    add.n   r7, r3                    @ H7
    str.w   r10, [sp, #H_2]           @ H2
    str.w   r9, [sp, #H_1]            @ H1
    add.n   r8, r4                    @ H0
    str.w   r8, [sp, #H_0]            @ H0
    str.w   lr, [sp, #H_5]            @ H5
    str.n   r7, [sp, #H_7]            @ H7
    add.n   r11, r2                   @ H3
    str.w   r11, [sp, #H_3]           @ H3
    cmp.n   r5, r1                    @ was this the last block?
    bne.w   .Lblock                   @ on to the next block

    /* The result; then zeros over all that depended on the message or the state. */
    mov     r5, sp
    movs    r1, #0
    msr     control, r1
    isb
    ldr     r0, [sp, #0]
    ldr     r4, [r5, #K_0]
    sub     r7, r7, r4
    stm     r0, {r8-r12, lr}
    str     r6, [r0, #24]
    str     r7, [r0, #28]
    mov     r2, r1
    mov     r3, r1
    mov     r4, r1
    mov     r12, r1
    mov     lr, r1
    subs    r5, r5, #32
    stm     r5!, {r1, r2, r3, r4, r12, lr}
    stm     r5!, {r1, r2, r3, r4, r12, lr}
    stm     r5!, {r1, r2, r3, r4, r12, lr}
    stm     r5!, {r1, r2, r3, r4, r12, lr}
    stm     r5!, {r1, r2, r3, r4, r12, lr}
    stm     r5!, {r1, r2}
    pop     {r0, r4-r11, pc}

    /* The first call: the constants into the frame. */
.Lfirst:
    adr     r4, .Lconstants
    add     r5, r3, #K_0
    movs    r6, #16
.Lcopy:
    ldm     r4!, {r7-r10}
    stm     r5!, {r7-r10}
    subs    r6, r6, #1
    bne     .Lcopy
    b       .Lfind

    .balign 4
.Lconstants:
    .word   0x428A2F98
    .word   0x71374491
    .word   0xB5C0FBCF
    .word   0xE9B5DBA5
    .word   0x3956C25B
    .word   0x59F111F1
    .word   0x923F82A4
    .word   0xAB1C5ED5
    .word   0xD807AA98
    .word   0x12835B01
    .word   0x243185BE
    .word   0x550C7DC3
    .word   0x72BE5D74
    .word   0x80DEB1FE
    .word   0x9BDC06A7
    .word   0xC19BF174
    .word   0xE49B69C1
    .word   0xEFBE4786
    .word   0x0FC19DC6
    .word   0x240CA1CC
    .word   0x2DE92C6F
    .word   0x4A7484AA
    .word   0x5CB0A9DC
    .word   0x76F988DA
    .word   0x983E5152
    .word   0xA831C66D
    .word   0xB00327C8
    .word   0xBF597FC7
    .word   0xC6E00BF3
    .word   0xD5A79147
    .word   0x06CA6351
    .word   0x14292967
    .word   0x27B70A85
    .word   0x2E1B2138
    .word   0x4D2C6DFC
    .word   0x53380D13
    .word   0x650A7354
    .word   0x766A0ABB
    .word   0x81C2C92E
    .word   0x92722C85
    .word   0xA2BFE8A1
    .word   0xA81A664B
    .word   0xC24B8B70
    .word   0xC76C51A3
    .word   0xD192E819
    .word   0xD6990624
    .word   0xF40E3585
    .word   0x106AA070
    .word   0x19A4C116
    .word   0x1E376C08
    .word   0x2748774C
    .word   0x34B0BCB5
    .word   0x391C0CB3
    .word   0x4ED8AA4A
    .word   0x5B9CCA4F
    .word   0x682E6FF3
    .word   0x748F82EE
    .word   0x78A5636F
    .word   0x84C87814
    .word   0x8CC70208
    .word   0x90BEFFFA
    .word   0xA4506CEB
    .word   0xBEF9A3F7
    .word   0xC67178F2

    .size   sha256_blocks, . - sha256_blocks

    .section .bss.sha256_frame, "aw", %nobits
    .balign 8
    .global sha256_frame
    .type   sha256_frame, %object
sha256_frame:
    .space  32
.Lframe:
    .space  FRAME
    .size   sha256_frame, . - sha256_frame

#endif
