#pragma GCC optimize("O2", "align-functions=16", "align-loops=16") /* each MAC ends with wipe() */

#include "bytes.h"

static __attribute__((noinline)) void wipe_bytes(uint8_t *bytes, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        bytes[i] = 0;
        __asm__ volatile("" : : "r"(bytes) : "memory");
    }
}

void wipe(void *secret, uint32_t size) {
    zero_words(secret, size / 4);
    if (UNLIKELY(size % 4 != 0)) {
        wipe_bytes((uint8_t *)secret + (size & ~3u), size & 3);
    }
}

/* The compiler is not to know what the bytes so far have in common: it could stop at that. */
bool secrets_equal(const uint8_t *a, const uint8_t *b, uint32_t size) {
    uint32_t different = 0;

    for (uint32_t i = 0; i < size; i++) {
        different |= (uint32_t)(a[i] ^ b[i]);
        __asm__ volatile("" : "+r"(different));
    }
    return different == 0;
}

__attribute__((noinline)) void wipe_stack(void) {
    uint8_t below[STACK_WIPED];

    wipe(below, sizeof below);
}
