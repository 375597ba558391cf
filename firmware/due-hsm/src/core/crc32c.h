/*
 * crc32c.h - CRC-32C (Castagnoli; RFC 3720 appendix B.4), the check of a packet
 * and of a flash record.
 *
 * Four bytes at a time by three tables, 11, 11 and 10 bits at once, in SRAM, where
 * crc32c_start() builds them: 20 KB for 3.0 modelled cycles a byte on the
 * Cortex-M3. Slicing by 8 bits, which takes 4 KB, costs 3.9 there; the link has 9
 * for all that it does (BENCHMARKS.md).
 *
 * Nothing is thrown away on the word of the tables alone. What does not match by
 * them is computed again without them, bit by bit; if it matches then, the tables
 * have gone wrong since start, or the bytes were misread, and the device's self-test
 * counts as failed from then on.
 */
#ifndef DUE_HSM_CRC32C_H
#define DUE_HSM_CRC32C_H

#include <stdbool.h>
#include <stdint.h>

#include "bytes.h"

/* Builds the tables. Call once, before crc32c(). */
void crc32c_start(void);

/* Whether every word of the tables is right, and the answers are to what is known. */
bool crc32c_right(void);

/* The check of size bytes, 0 or more: that of "123456789" is E3069283. */
uint32_t crc32c(const uint8_t *data, uint32_t size);

/* The same without the tables, at some 60 cycles a byte. */
uint32_t crc32c_by_bits(const uint8_t *data, uint32_t size) __attribute__((cold));

/* As crc32c_ends(), without the tables; if it is so, they are wrong. */
bool crc32c_ends_by_bits(const uint8_t *data, uint32_t size) __attribute__((cold));

/* Whether the four bytes behind size bytes are their check. */
static inline bool crc32c_ends(const uint8_t *data, uint32_t size) {
    return crc32c(data, size) == load_word(&data[size]) || crc32c_ends_by_bits(data, size);
}

#endif
