/*
 * test.c - each hash's compression in assembly against the portable C and FIPS 180,
 * on an emulated Cortex-M3, with its manners towards the caller.
 *
 * The C is linked beside it under the name portable_..._blocks().
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "bytes.h"
#include "checked_call.h"
#include "semihosting.h"
#include "sha1.h"
#include "sha256.h"
#include "uart.h"

#define RANDOM_CALLS 1000000u
#define BLOCKS_MAX   4u
#define BLOCK        HASH_BLOCK_MAX
#define EXAMPLES     5u

#define SYST_CSR    (*(volatile uint32_t *)0xE000E010)
#define SYST_RVR    (*(volatile uint32_t *)0xE000E014)
#define SYST_ENABLE 7u   /* counter, its interrupt, processor clock */
#define TICK        250u /* cycles, 10 us */

#define INTERRUPTED 1000u       /* this often, before the test believes it */
#define TO_PROCESS  0xFFFFFFFDu /* what is in lr when the process stack was in use */
#define EXCEPTION   8u          /* words that an interrupt saves */

int main(void);
void ticked(uint32_t from);
void portable_sha1_blocks(uint32_t state[5], const void *data, uint32_t n);
void portable_sha256_blocks(uint32_t state[8], const void *data, uint32_t n);
extern const uint32_t sha256_frame[98]; /* as sha256_cortexm3.S has it */

struct tested {
    const char *name;
    const struct hash *hash;
    void (*portable)(uint32_t *state, const void *data, uint32_t n);
    uint32_t stack_words; /* as the head comment of the assembly states */
    const uint32_t *frame;
    uint32_t frame_words;
    uint32_t digests[EXAMPLES][HASH_WORDS_MAX];
};

/* The examples of FIPS 180 and its predecessors. */
static const char *const examples[EXAMPLES] = {
    "", "abc", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
    "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
    NULL /* a million times a */
};

static const struct tested tests[] = {
    {SHA1_NAME,
     &sha1,
     portable_sha1_blocks,
     34,
     NULL,
     0,
     {{0xDA39A3EEu, 0x5E6B4B0Du, 0x3255BFEFu, 0x95601890u, 0xAFD80709u},
      {0xA9993E36u, 0x4706816Au, 0xBA3E2571u, 0x7850C26Cu, 0x9CD0D89Du},
      {0x84983E44u, 0x1C3BD26Eu, 0xBAAE4AA1u, 0xF95129E5u, 0xE54670F1u},
      {0xA49B2446u, 0xA02C645Bu, 0xF419F995u, 0xB6709125u, 0x3A04A259u},
      {0x34AA973Cu, 0xD4C4DAA4u, 0xF61EEB2Bu, 0xDBAD2731u, 0x6534016Fu}}},
    {SHA256_NAME,
     &sha256,
     portable_sha256_blocks,
     10,
     sha256_frame,
     sizeof sha256_frame / sizeof sha256_frame[0],
     {{0xE3B0C442u, 0x98FC1C14u, 0x9AFBF4C8u, 0x996FB924u, 0x27AE41E4u, 0x649B934Cu, 0xA495991Bu,
       0x7852B855u},
      {0xBA7816BFu, 0x8F01CFEAu, 0x414140DEu, 0x5DAE2223u, 0xB00361A3u, 0x96177A9Cu, 0xB410FF61u,
       0xF20015ADu},
      {0x248D6A61u, 0xD20638B8u, 0xE5C02693u, 0x0C3E6039u, 0xA33CE459u, 0x64FF2167u, 0xF6ECEDD4u,
       0x19DB06C1u},
      {0xCF5B16A7u, 0x78AF8380u, 0x036CE59Eu, 0x7B049237u, 0x0B249B11u, 0xE8F07A51u, 0xAFAC4503u,
       0x7AFEE9D1u},
      {0xCDC76E5Cu, 0x9914FB92u, 0x81A1C7E2u, 0x84D73E67u, 0xF1809A48u, 0xA497200Eu, 0x046D39CCu,
       0xC7112CD0u}}},
};

static int32_t output;
static uint32_t interrupts_on_process_stack;

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

static void fill(uint32_t *words, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        words[i] = next_random();
    }
}

/* Pads a message of size bytes in place; returns how many blocks it has become. */
static uint32_t pad(uint8_t *message, uint32_t size) {
    uint32_t blocks = (size + 8) / BLOCK + 1;
    uint8_t *end = &message[blocks * BLOCK];
    memset(&message[size], 0, (size_t)(end - &message[size]));
    message[size] = 0x80;
    store_be32(&end[-4], size << 3);
    return blocks;
}

static void test_example(const struct tested *t, uint32_t example) {
    static uint8_t message[1000064];
    uint32_t state[HASH_WORDS_MAX];
    uint32_t size = 1000000;
    if (examples[example] != NULL) {
        size = (uint32_t)strlen(examples[example]);
        memcpy(message, examples[example], size);
    } else {
        memset(message, 'a', size);
    }
    memcpy(state, t->hash->initial, sizeof state);
    t->hash->blocks(state, message, pad(message, size));
    check(memcmp(state, t->digests[example], t->hash->size) == 0, "an example of FIPS 180");
}

/* A random number of blocks, of random words at a random place. */
static uint32_t next_call(const uint8_t **data) {
    static uint32_t words[256];
    uint32_t random = next_random();
    words[random >> 24] ^= random * 2654435761u;
    *data = &((const uint8_t *)words)[random % (sizeof words - BLOCKS_MAX * BLOCK)];
    return (random >> 16) % (BLOCKS_MAX + 1);
}

/* Both states go through all calls, so that the comparison at the end of each sees the past too. */
static void test_random(const struct tested *t) {
    uint32_t state[HASH_WORDS_MAX];
    uint32_t expected[HASH_WORDS_MAX];
    const uint8_t *data;
    bool right = true;
    memcpy(state, t->hash->initial, sizeof state);
    memcpy(expected, t->hash->initial, sizeof expected);
    for (uint32_t i = 0; i < RANDOM_CALLS && right; i++) {
        uint32_t n = next_call(&data);
        t->hash->blocks(state, data, n);
        t->portable(expected, data, n);
        right = memcmp(state, expected, sizeof state) == 0;
    }
    check(right, "10^6 random calls, 0 to 4 blocks, all alignments: as the C path");
}

/* What a call leaves in registers, on the stack and in its static frame. */
struct left {
    struct checked_call seen;
    uint32_t frame[sizeof sha256_frame / sizeof sha256_frame[0]];
};

static void call(const struct tested *t, uint32_t n, struct left *left) {
    static uint32_t data[BLOCKS_MAX * BLOCK / 4];
    static uint32_t state[HASH_WORDS_MAX];
    fill(data, BLOCKS_MAX * BLOCK / 4);
    fill(state, HASH_WORDS_MAX);
    left->seen.blocks = t->hash->blocks;
    checked_call(state, data, n, &left->seen);
    for (uint32_t i = 0; i < t->frame_words; i++) {
        left->frame[i] = t->frame[i];
    }
}

static void test_manners(const struct tested *t, uint32_t n) {
    static struct left left;
    static struct left other;
    const struct checked_call *seen = &left.seen;
    call(t, n, &left);
    check(seen->stack_pointer[0] == seen->stack_pointer[1], "the stack pointer is restored");
    bool right = true;
    for (uint32_t i = 4; i <= 11; i++) {
        right = right && seen->registers[i] == CHECKED_REGISTER(i);
    }
    check(right, "r4 to r11 are restored");
    if (n == 0) {
        return;
    }
    check(seen->registers[1] == 0 && seen->registers[2] == 0 && seen->registers[3] == 0 &&
              seen->registers[12] == 0 && seen->link == 0,
          "r1 to r3, r12 and lr are wiped");
    uint32_t untouched = 0;
    while (untouched < CHECKED_STACK_WORDS && seen->stack[untouched] == CHECKED_PLANT) {
        untouched++;
    }
    check(untouched == CHECKED_STACK_WORDS - t->stack_words, "the stack used is what is stated");
    call(t, n, &other);
    check(memcmp(&left, &other, sizeof left) == 0,
          "what is left on the stack and in the frame does not depend on message and state");
}

void ticked(uint32_t from) {
    interrupts_on_process_stack += from == TO_PROCESS ? 1 : 0;
}

/* Leaves nothing as it was in the registers that an interrupt may change. */
__attribute__((naked)) void uart_tick(void) {
    __asm volatile("mov r0, lr\n"
                   "push {r3, lr}\n"
                   "bl ticked\n"
                   "mov r0, #0x5A5A5A5A\n"
                   "mov r1, r0\n"
                   "mov r2, r0\n"
                   "mov r3, r0\n"
                   "mov r12, r0\n"
                   "pop {r3, pc}\n");
}

void uart_received(void) {
}

/* The registers that an interrupt saves in the frame are wiped like the rest. */
static void test_interrupts(const struct tested *t) {
    uint32_t state[HASH_WORDS_MAX];
    uint32_t expected[HASH_WORDS_MAX];
    const uint8_t *data;
    bool right = true;
    memcpy(state, t->hash->initial, sizeof state);
    memcpy(expected, t->hash->initial, sizeof expected);
    interrupts_on_process_stack = 0;
    SYST_RVR = TICK - 1;
    SYST_CSR = SYST_ENABLE;
    while (interrupts_on_process_stack < INTERRUPTED && right) {
        uint32_t n = next_call(&data);
        t->hash->blocks(state, data, n);
        for (uint32_t i = 0; i < EXCEPTION; i++) {
            right = right && t->frame[i] == 0;
        }
        t->portable(expected, data, n);
        right = right && memcmp(state, expected, sizeof state) == 0;
    }
    SYST_CSR = 0;
    check(right, "interrupted a thousand times: as the C path, and wiped");
}

int main(void) {
    output = semihosting_open(":tt", SEMIHOSTING_WRITE);
    for (uint32_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        const struct tested *t = &tests[i];
        print(t->name);
        print("\n");
        for (uint32_t example = 0; example < EXAMPLES; example++) {
            test_example(t, example);
        }
        for (uint32_t n = 0; n <= BLOCKS_MAX; n++) {
            test_manners(t, n);
        }
        test_random(t);
        if (t->frame != NULL) {
            test_interrupts(t);
        }
    }
    print("PASS\n");
    semihosting_exit(0);
}
