#include "bytes.h"

void wipe(void *secret, uint32_t size) {
    memset(secret, 0, size);
    __asm__ volatile("" : : "r"(secret) : "memory");
}
