/*
 * bytes.h - integers in byte buffers, words for loops over bytes; secrets compared, and wiped.
 */
#ifndef DUE_HSM_BYTES_H
#define DUE_HSM_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Which way the code of a hot path goes straight on: a taken branch costs some 8 cycles from flash.
 */
#define LIKELY(condition)   __builtin_expect((condition), 1)
#define UNLIKELY(condition) __builtin_expect((condition), 0)

/*
 * A static object's address, or a constant like one, in two instructions. Compilers
 * load it from a literal in the flash, which costs 8 modelled cycles, these 3: each
 * request comes by some twenty.
 */
static inline __attribute__((always_inline)) void *immediate(const volatile void *address) {
#ifdef __ARM_ARCH_7M__
    void *same;
    __asm__("movw %0, #:lower16:%c1\n\tmovt %0, #:upper16:%c1" : "=r"(same) : "i"(address));
    return same;
#else
    return (void *)(uintptr_t)address;
#endif
}

static inline uint16_t load_le16(const uint8_t p[2]) {
    return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t load_le32(const uint8_t p[4]) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t load_le64(const uint8_t p[8]) {
    return (uint64_t)load_le32(&p[4]) << 32 | load_le32(p);
}

static inline void store_le16(uint8_t p[2], uint16_t x) {
    p[0] = (uint8_t)x;
    p[1] = (uint8_t)(x >> 8);
}

static inline void store_le32(uint8_t p[4], uint32_t x) {
    p[0] = (uint8_t)x;
    p[1] = (uint8_t)(x >> 8);
    p[2] = (uint8_t)(x >> 16);
    p[3] = (uint8_t)(x >> 24);
}

static inline void store_le64(uint8_t p[8], uint64_t x) {
    store_le32(p, (uint32_t)x);
    store_le32(&p[4], (uint32_t)(x >> 32));
}

/*
 * Four bytes as the processor has them, at any address, in one instruction. All
 * boards are little-endian; GCC 4.8 does not see that load_le32 is the same.
 */
static inline uint32_t load_word(const uint8_t p[4]) {
    uint32_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

static inline void store_word(uint8_t p[4], uint32_t word) {
    memcpy(p, &word, sizeof word);
}

static inline void store_be32(uint8_t p[4], uint32_t x) {
    store_word(p, __builtin_bswap32(x));
}

/* Four loads stay in a row if all come before this and all uses after: they take a cycle each. */
static inline void loaded(uint32_t *a, uint32_t *b, uint32_t *c, uint32_t *d) {
    __asm__("" : "+r"(*a), "+r"(*b), "+r"(*c), "+r"(*d));
}

/*
 * Zeros n words, at any address. Compilers make a call of memset() of plainer loops,
 * which takes up to three times as long for what is wiped and padded with each MAC.
 */
static inline void zero_words(uint8_t *to, uint32_t n) {
    const uint8_t *end = to + 4 * n;

    for (; n % 4 != 0; n--) {
        store_word(to, 0);
        to += 4;
        __asm__ volatile("" : : "r"(to) : "memory");
    }
    while (to != end) {
        store_word(to, 0);
        store_word(to + 4, 0);
        store_word(to + 8, 0);
        store_word(to + 12, 0);
        to += 16;
        __asm__ volatile("" : : "r"(to) : "memory");
    }
}

/* Overwrites size bytes with zeros; the compiler may not leave it out as a dead store. */
void wipe(void *secret, uint32_t size);

/* Whether both are the same, found in a time that does not tell where they differ. */
bool secrets_equal(const uint8_t *a, const uint8_t *b, uint32_t size);

/*
 * Overwrites as many bytes of the stack below the caller's frame: more than all
 * calls need, and an interrupt at the deepest of them, which saves the registers of
 * whatever was at work (README.md, *Build*, has the figures of the Due).
 */
#define STACK_WIPED 2048
void wipe_stack(void);

#endif
