#include "bytes.h"

void wipe(void *secret, uint32_t size) {
    memset(secret, 0, size);
    __asm__ volatile("" : : "r"(secret) : "memory");
}

__attribute__((noinline)) void wipe_stack(void) {
    uint8_t below[STACK_WIPED];

    wipe(below, sizeof below);
}
