#pragma GCC optimize("O2", "align-functions=16", "align-loops=16")

#include "crc32c.h"

#include "bytes.h"
#include "selftest.h"

#define POLYNOMIAL 0x82F63B78u /* 1EDC6F41, bits reflected */

#define BITS   11 /* of a word in each part but the last, which has the other 10 */
#define SIZE   (1u << BITS)
#define MASK   (SIZE - 1)
#define LAST   (2 * BITS)
#define TABLES (2 * SIZE + (1u << (32 - LAST)))

/* What becomes of the CRC's bits 0-10, 11-21 and 22-31 in 32 steps, one after the other. */
static uint32_t table[TABLES];

static uint32_t advance_bits(uint32_t crc, uint32_t steps) {
    for (uint32_t i = 0; i < steps; i++) {
        crc = crc >> 1 ^ (POLYNOMIAL & -(crc & 1));
    }
    return crc;
}

void crc32c_start(void) {
    for (uint32_t i = 0; i < TABLES; i++) {
        uint32_t bits = i % SIZE;
        uint32_t lowest = bits & -bits;
        table[i] = bits == lowest ? advance_bits(bits << i / SIZE * BITS, 32)
                                  : table[i - lowest] ^ table[i - bits + lowest];
    }
}

/*
 * The tables are linear: the word for several bits is the sum of the words for its
 * highest bit and for the others, and both come before it. So if every word of one
 * bit is what 32 steps make of it, and every other is that sum, all are right: no
 * corruption passes, of however many words, nor a mistake in crc32c_start(), which
 * adds in another order.
 */
static bool tables_right(void) {
    for (uint32_t i = 0; i < TABLES; i++) {
        uint32_t bits = i % SIZE;
        uint32_t highest = bits == 0 ? 0 : 0x80000000u >> __builtin_clz(bits);
        uint32_t right = bits == highest ? advance_bits(bits << i / SIZE * BITS, 32)
                                         : table[i - highest] ^ table[i - bits + highest];
        if (table[i] != right) {
            return false;
        }
    }
    return true;
}

/* RFC 3720 B.4: the bytes 0 to 31; and the usual check, which has a rest. */
bool crc32c_right(void) {
    static const uint8_t digits[9] = {'1', '2', '3', '4', '5', '6', '7', '8', '9'};
    uint8_t bytes[128 + 2 * 16 + 2 * 4 + 3]; /* each loop of crc32c() goes round */

    for (uint32_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)i;
    }
    return tables_right() && crc32c(bytes, 32) == 0x46DD794Eu &&
           crc32c(digits, sizeof digits) == 0xE3069283u &&
           crc32c_by_bits(digits, sizeof digits) == 0xE3069283u &&
           crc32c(bytes, sizeof bytes) == crc32c_by_bits(bytes, sizeof bytes);
}

uint32_t crc32c_by_bits(const uint8_t *data, uint32_t size) {
    uint32_t crc = 0xFFFFFFFFu;

    for (uint32_t i = 0; i < size; i++) {
        crc = advance_bits(crc ^ data[i], 8);
    }
    return ~crc;
}

/*
 * Takes in words: crc has the CRC so far ^ the word before data, and the result is
 * the same for the last word.
 *
 * On the Cortex-M3 as compilers do not do it: 11 cycles a word, for four loads in a
 * row take five, and 28 bytes, for the flash feeds the core 3.2 bytes of code a cycle;
 * and 32 words a round, because a branch back costs some 8. What is no whole round
 * comes first, by a jump into the middle. 1FFC is MASK as an offset in bytes.
 */
#ifdef __ARM_ARCH_7M__
static inline uint32_t advance(uint32_t crc, const uint32_t *first, const uint8_t *data,
                               uint32_t words) {
    uint32_t b, c, word;

    __asm__("and %[b], %[words], #31\n\t"
            "add %[data], %[data], %[b], lsl #2\n\t"
            "subs %[data], %[data], #128\n\t"
            "rsb %[b], %[b], #32\n\t"
            "movs %[c], #28\n\t"
            "mul %[b], %[b], %[c]\n\t"
            "adr %[c], 1f\n\t"
            "adds %[c], %[c], %[b]\n\t"
            "adds %[c], %[c], #1\n\t"
            "lsr %[words], %[words], #5\n\t"
            "bx %[c]\n\t"
            ".balign 16\n"
            "1:\n\t"
            ".irp at, 0,4,8,12,16,20,24,28,32,36,40,44,48,52,56,60,"
            "64,68,72,76,80,84,88,92,96,100,104,108,112,116,120,124\n\t"
            "and.w %[b], %[offsets], %[a], lsr #9\n\t"
            "and.w %[c], %[offsets], %[a], lsr #20\n\t"
            "and.w %[a], %[offsets], %[a], lsl #2\n\t"
            "ldr.n %[b], [%[second], %[b]]\n\t"
            "ldr.w %[c], [%[last], %[c]]\n\t"
            "ldr.n %[a], [%[first], %[a]]\n\t"
            "ldr.n %[word], [%[data], #\\at]\n\t"
            "eors.n %[b], %[b], %[c]\n\t"
            "eors.n %[a], %[a], %[b]\n\t"
            "eors.n %[a], %[a], %[word]\n\t"
            ".endr\n\t"
            "adds %[data], %[data], #128\n\t"
            "subs %[words], %[words], #1\n\t"
            "bpl.w 1b"
            : [a] "+l"(crc), [data] "+l"(data), [words] "+r"(words), [b] "=&l"(b), [c] "=&l"(c),
              [word] "=&l"(word)
            : [offsets] "r"(4 * MASK), [first] "l"(first), [second] "l"(&first[SIZE]),
              [last] "r"(&first[2 * SIZE])
            : "cc", "memory");
    return crc;
}
#else
static inline uint32_t advance(uint32_t crc, const uint32_t *first, const uint8_t *data,
                               uint32_t words) {
    for (uint32_t i = 0; i < words; i++) {
        crc = first[crc & MASK] ^ first[SIZE + (crc >> BITS & MASK)] ^
              first[2 * SIZE + (crc >> LAST)] ^ load_word(&data[4 * i]);
    }
    return crc;
}
#endif

uint32_t crc32c(const uint8_t *data, uint32_t size) {
    const uint32_t *first = immediate(table);
    uint32_t crc = 0xFFFFFFFFu;

    if (LIKELY(size >= 4)) {
        crc = advance(crc ^ load_word(data), first, data + 4, size / 4 - 1);
        crc = first[crc & MASK] ^ first[SIZE + (crc >> BITS & MASK)] ^
              first[2 * SIZE + (crc >> LAST)];
    }
    for (uint32_t i = size & ~3u; UNLIKELY(i < size); i++) {
        uint32_t last = (crc ^ data[i]) & 0xFF; /* as the word's last byte, 8 steps to go */
        crc = crc >> 8 ^ first[2 * SIZE + (last << (24 - LAST))];
    }
    return ~crc;
}

bool crc32c_ends_by_bits(const uint8_t *data, uint32_t size) {
    if (crc32c_by_bits(data, size) != load_word(&data[size])) {
        return false;
    }
    selftest_fail();
    return true;
}
