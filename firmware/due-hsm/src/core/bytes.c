#pragma GCC optimize("O2", "align-functions=16", "align-loops=16") /* each MAC ends with wipe() */

#include "bytes.h"

void wipe(void *secret, uint32_t size) {
    uint8_t *bytes = secret;

    zero_words(bytes, size / 4);
    bytes += size & ~3u;
    for (size &= 3; size > 0; size--) {
        *bytes++ = 0;
        __asm__ volatile("" : : "r"(bytes) : "memory");
    }
}

__attribute__((noinline)) void wipe_stack(void) {
    uint8_t below[STACK_WIPED];

    wipe(below, sizeof below);
}
