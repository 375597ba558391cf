/*
 * crc32c.h - CRC-32C (Castagnoli; RFC 3720 appendix B.4), the check of a packet
 * and of a flash record.
 *
 * Four bytes at a time by four tables (slicing-by-4) in SRAM, where
 * crc32c_start() builds them: 4.3 modelled cycles a byte on the Cortex-M3, as
 * compiled. Eight tables spare no instruction there.
 */
#ifndef DUE_HSM_CRC32C_H
#define DUE_HSM_CRC32C_H

#include <stdint.h>

/* Builds the tables. Call once, before crc32c(). */
void crc32c_start(void);

/* The check of size bytes, 0 or more: that of "123456789" is E3069283. */
uint32_t crc32c(const uint8_t *data, uint32_t size);

#endif
