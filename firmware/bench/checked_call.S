/*
 * checked_call.S - see checked_call.h; the offsets are those of its structure.
 */
    .syntax unified
    .cpu    cortex-m3
    .thumb

#define REGISTERS     0
#define STACK_POINTER 52
#define BLOCKS        60
#define LINK          64
#define STACK         68
#define STACK_WORDS   128
#define PLANT         0xA5A5A5A5

    .section .text.checked_call, "ax", %progbits
    .global checked_call
    .type   checked_call, %function
    .thumb_func
checked_call:
    push    {r3-r11, lr}
    sub     sp, sp, #8
    mov     r12, sp
    str     r12, [r3, #STACK_POINTER]

    /* Plant a pattern where the callee's frame will be. */
    mov     r4, #PLANT
    movs    r5, #STACK_WORDS
1:  str     r4, [r12, #-4]!
    subs    r5, r5, #1
    bne     1b

    mov     r4, #0x14141414
    mov     r5, #0x15151515
    mov     r6, #0x16161616
    mov     r7, #0x17171717
    mov     r8, #0x18181818
    mov     r9, #0x19191919
    mov     r10, #0x1A1A1A1A
    mov     r11, #0x1B1B1B1B
    ldr     r12, [r3, #BLOCKS]
    blx     r12

    str     lr, [sp]
    ldr     lr, [sp, #8]
    stm     lr, {r0-r12}
    ldr     r0, [sp]
    str     r0, [lr, #LINK]
    mov     r0, sp
    str     r0, [lr, #STACK_POINTER + 4]

    /* Copy what the callee left below the stack pointer. */
    sub     r0, r0, #4 * STACK_WORDS
    add     r1, lr, #STACK
    movs    r2, #STACK_WORDS
2:  ldr     r3, [r0], #4
    str     r3, [r1], #4
    subs    r2, r2, #1
    bne     2b
    add     sp, sp, #8
    pop     {r3-r11, pc}

    .size   checked_call, . - checked_call
