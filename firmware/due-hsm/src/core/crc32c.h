/*
 * crc32c.h - CRC-32C (Castagnoli; RFC 3720 appendix B.4), the check of a packet
 * and of a flash record.
 *
 * Four bytes at a time by three tables, 11, 11 and 10 bits at once, in SRAM, where
 * crc32c_start() builds them: 20 KB for 3.0 modelled cycles a byte on the
 * Cortex-M3. Slicing by 8 bits, which takes 4 KB, costs 3.9 there; the link has 9
 * for all that it does (BENCHMARKS.md).
 */
#ifndef DUE_HSM_CRC32C_H
#define DUE_HSM_CRC32C_H

#include <stdint.h>

/* Builds the tables. Call once, before crc32c(). */
void crc32c_start(void);

/* The check of size bytes, 0 or more: that of "123456789" is E3069283. */
uint32_t crc32c(const uint8_t *data, uint32_t size);

#endif
