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
 * Takes in four bytes: crc has the CRC so far ^ their word, and the result is the
 * same for the next word.
 *
 * On the Cortex-M3 as compilers do not do it: 11 cycles, for four loads in a row
 * take five, and some 34 bytes, for the flash feeds the core 3.2 bytes of code a cycle.
 * offsets is 1FFC, MASK as an offset in bytes.
 */
#ifdef __ARM_ARCH_7M__
static inline uint32_t advance(uint32_t crc, uint32_t offsets, const uint8_t next[4]) {
    uint32_t b, c, word;

    __asm__("and %[b], %[offsets], %[a], lsr #9\n\t"
            "and %[c], %[offsets], %[a], lsr #20\n\t"
            "and %[a], %[offsets], %[a], lsl #2\n\t"
            "ldr %[b], [%[second], %[b]]\n\t"
            "ldr %[c], [%[last], %[c]]\n\t"
            "ldr %[a], [%[first], %[a]]\n\t"
            "ldr %[word], %[next]\n\t"
            "eors %[b], %[b], %[c]\n\t"
            "eors %[a], %[a], %[b]\n\t"
            "eor %[a], %[a], %[word]"
            : [a] "+l"(crc), [b] "=&l"(b), [c] "=&l"(c), [word] "=&r"(word)
            : [offsets] "r"(offsets), [first] "l"(table), [second] "l"(&table[SIZE]),
              [last] "r"(&table[2 * SIZE]), [next] "m"(*(const uint8_t(*)[4])next), "m"(table)
            : "cc");
    return crc;
}
#else
static inline uint32_t advance(uint32_t crc, uint32_t offsets, const uint8_t next[4]) {
    (void)offsets;
    return table[crc & MASK] ^ table[SIZE + (crc >> BITS & MASK)] ^
           table[2 * SIZE + (crc >> LAST)] ^ load_word(next);
}
#endif

static inline uint32_t advance_16(uint32_t crc, uint32_t offsets, const uint8_t next[16]) {
    crc = advance(crc, offsets, &next[0]);
    crc = advance(crc, offsets, &next[4]);
    crc = advance(crc, offsets, &next[8]);
    return advance(crc, offsets, &next[12]);
}

uint32_t crc32c(const uint8_t *data, uint32_t size) {
    static const uint8_t none[4];
    uint32_t offsets = 4 * MASK;
    uint32_t crc = 0xFFFFFFFFu;

    __asm__("" : "+r"(offsets)); /* stays in a register */
    if (size >= 4) {
        crc ^= load_word(data);
        for (; size >= 132; size -= 128) {
            crc = advance_16(crc, offsets, &data[4]);
            crc = advance_16(crc, offsets, &data[20]);
            crc = advance_16(crc, offsets, &data[36]);
            crc = advance_16(crc, offsets, &data[52]);
            crc = advance_16(crc, offsets, &data[68]);
            crc = advance_16(crc, offsets, &data[84]);
            crc = advance_16(crc, offsets, &data[100]);
            crc = advance_16(crc, offsets, &data[116]);
            data += 128;
        }
        for (; size >= 20; size -= 16) {
            crc = advance_16(crc, offsets, &data[4]);
            data += 16;
        }
        for (; size >= 8; size -= 4) {
            data += 4;
            crc = advance(crc, offsets, data);
        }
        crc = advance(crc, offsets, none);
        data += 4;
        size -= 4;
    }
    for (uint32_t i = 0; i < size; i++) {
        uint32_t last = (crc ^ data[i]) & 0xFF; /* as the word's last byte, 8 steps to go */
        crc = crc >> 8 ^ table[2 * SIZE + (last << (24 - LAST))];
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
