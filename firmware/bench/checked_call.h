/*
 * checked_call.h - calls a hash's blocks() and records what a caller could notice.
 */
#ifndef BENCH_CHECKED_CALL_H
#define BENCH_CHECKED_CALL_H

#include <stdint.h>

#define CHECKED_STACK_WORDS 128         /* looked at, below the caller's stack pointer */
#define CHECKED_PLANT       0xA5A5A5A5u /* what is planted there before the call */

struct checked_call {
    uint32_t registers[13];    /* r0 to r12 after the call; r4 to r11 held CHECKED_REGISTER(n) */
    uint32_t stack_pointer[2]; /* before and after */
    void (*blocks)(uint32_t *state, const void *data, uint32_t n); /* what to call */
    uint32_t link; /* lr after the call */
    uint32_t stack[CHECKED_STACK_WORDS]; /* what the call left below the stack pointer */
};

#define CHECKED_REGISTER(n) (0x01010101u * (0x10u + (n)))

void checked_call(uint32_t *state, const void *data, uint32_t n, struct checked_call *seen);

#endif
