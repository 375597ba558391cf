/*
 * test.c - sha1_blocks() in assembly against the portable C and FIPS 180, on an
 * emulated Cortex-M3, with its manners towards the caller.
 *
 * The C is linked beside it under the name portable_sha1_blocks().
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "checked_call.h"
#include "no_uart.h"
#include "semihosting.h"
#include "sha1.h"

#define RANDOM_CALLS 1000000u
#define BLOCKS_MAX   3u
#define STACK_WORDS  34u /* as the head comment of sha1_cortexm3.S states */

int main(void);
void portable_sha1_blocks(uint32_t state[5], const void *data, uint32_t n);

static const uint32_t initial[5] = {SHA1_INITIAL_STATE};
static int32_t output;

static void print(const char *text) {
    (void)semihosting_write(output, (const uint8_t *)text, (uint32_t)strlen(text));
}

static void check(bool right, const char *what) {
    print(right ? "ok    " : "FAIL  ");
    print(what);
    print("\n");
    if (!right) {
        semihosting_exit(1);
    }
}

/* xorshift32 (Marsaglia 2003): the same sequence in every run. */
static uint32_t next_random(void) {
    static uint32_t x = 2463534242u;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return x;
}

/* Pads a message of size bytes in place; returns how many blocks it has become. */
static uint32_t pad(uint8_t *message, uint32_t size) {
    uint32_t blocks = (size + 8) / SHA1_BLOCK_SIZE + 1;
    uint8_t *end = &message[blocks * SHA1_BLOCK_SIZE];
    memset(&message[size], 0, (size_t)(end - &message[size]));
    message[size] = 0x80;
    end[-1] = (uint8_t)(size << 3);
    end[-2] = (uint8_t)(size >> 5);
    end[-3] = (uint8_t)(size >> 13);
    return blocks;
}

static bool hashes_to(const char *text, const uint32_t expected[5]) {
    uint8_t message[3 * SHA1_BLOCK_SIZE];
    uint32_t state[5];
    uint32_t size = (uint32_t)strlen(text);
    memcpy(state, initial, sizeof state);
    memcpy(message, text, size);
    sha1_blocks(state, message, pad(message, size));
    return memcmp(state, expected, sizeof state) == 0;
}

/* The examples of FIPS 180 and its predecessors. */
static void test_vectors(void) {
    static const uint32_t empty[5] = {0xDA39A3EEu, 0x5E6B4B0Du, 0x3255BFEFu, 0x95601890u,
                                      0xAFD80709u};
    static const uint32_t abc[5] = {0xA9993E36u, 0x4706816Au, 0xBA3E2571u, 0x7850C26Cu,
                                    0x9CD0D89Du};
    static const uint32_t two[5] = {0x84983E44u, 0x1C3BD26Eu, 0xBAAE4AA1u, 0xF95129E5u,
                                    0xE54670F1u};
    static const uint32_t three[5] = {0xA49B2446u, 0xA02C645Bu, 0xF419F995u, 0xB6709125u,
                                      0x3A04A259u};
    check(hashes_to("", empty), "FIPS 180: the empty message");
    check(hashes_to("abc", abc), "FIPS 180: abc");
    check(hashes_to("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", two),
          "FIPS 180: 448 bits");
    check(hashes_to("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                    "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                    three),
          "FIPS 180: 896 bits");
}

static void test_million(void) {
    static const uint32_t expected[5] = {0x34AA973Cu, 0xD4C4DAA4u, 0xF61EEB2Bu, 0xDBAD2731u,
                                         0x6534016Fu};
    static uint8_t message[1000064];
    uint32_t state[5];
    memset(message, 'a', 1000000);
    memcpy(state, initial, sizeof state);
    sha1_blocks(state, message, pad(message, 1000000));
    check(memcmp(state, expected, sizeof state) == 0, "FIPS 180: a million a");
}

/* Both states go through all calls, so that the comparison at the end of each sees the past too. */
static void test_random(void) {
    static uint32_t words[256];
    uint8_t *bytes = (uint8_t *)words;
    uint32_t state[5];
    uint32_t expected[5];
    bool right = true;
    for (uint32_t i = 0; i < 256; i++) {
        words[i] = next_random();
    }
    memcpy(state, initial, sizeof state);
    memcpy(expected, initial, sizeof expected);
    for (uint32_t i = 0; i < RANDOM_CALLS && right; i++) {
        uint32_t random = next_random();
        words[i % 256] ^= random;
        const uint8_t *data = &bytes[random % (sizeof words - BLOCKS_MAX * SHA1_BLOCK_SIZE)];
        uint32_t n = (random >> 16) % (BLOCKS_MAX + 1);
        sha1_blocks(state, data, n);
        portable_sha1_blocks(expected, data, n);
        right = memcmp(state, expected, sizeof state) == 0;
    }
    check(right, "10^6 random calls, 0 to 3 blocks, all alignments: as the C path");
}

/* Whether a word left in the dead frame says nothing about message or state. */
static bool harmless(uint32_t word, const void *data, const struct checked_call *seen) {
    static const uint32_t constants[] = {0, 0x5A827999u, 0x6ED9EBA1u, 0x8F1BBCDCu, 0xCA62C1D6u};
    for (uint32_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        if (word == constants[i]) {
            return true;
        }
    }
    for (uint32_t n = 4; n <= 11; n++) {
        if (word == CHECKED_REGISTER(n)) {
            return true;
        }
    }
    uint32_t message = (uint32_t)data;
    return word - message + 4 <= BLOCKS_MAX * SHA1_BLOCK_SIZE ||   /* pointers into the message */
           word == seen->registers[0] ||                           /* that to the state */
           (word & ~0xFFFu) == ((uint32_t)checked_call & ~0xFFFu); /* the return address */
}

static void test_manners(uint32_t n) {
    static uint8_t data[BLOCKS_MAX * SHA1_BLOCK_SIZE];
    static struct checked_call seen;
    uint32_t state[5];
    for (uint32_t i = 0; i < sizeof data; i++) {
        data[i] = (uint8_t)next_random();
    }
    memcpy(state, initial, sizeof state);
    checked_call(state, data, n, &seen);
    check(seen.stack_pointer[0] == seen.stack_pointer[1], "the stack pointer is restored");
    bool right = true;
    for (uint32_t i = 4; i <= 11; i++) {
        right = right && seen.registers[i] == CHECKED_REGISTER(i);
    }
    check(right, "r4 to r11 are restored");
    if (n == 0) {
        return;
    }
    check(seen.registers[1] == 0 && seen.registers[2] == 0 && seen.registers[3] == 0 &&
              seen.registers[12] == 0,
          "r1 to r3 and r12 are wiped");
    uint32_t untouched = 0;
    while (untouched < CHECKED_STACK_WORDS && seen.stack[untouched] == CHECKED_PLANT) {
        untouched++;
    }
    check(untouched == CHECKED_STACK_WORDS - STACK_WORDS, "the stack used is what is stated");
    for (uint32_t i = untouched; i < CHECKED_STACK_WORDS; i++) {
        right = right && harmless(seen.stack[i], data, &seen);
    }
    check(right, "nothing of message or state is left on the stack");
}

int main(void) {
    output = semihosting_open(":tt", SEMIHOSTING_WRITE);
    test_vectors();
    test_million();
    for (uint32_t n = 0; n <= BLOCKS_MAX; n++) {
        test_manners(n);
    }
    test_random();
    print("PASS\n");
    semihosting_exit(0);
}
