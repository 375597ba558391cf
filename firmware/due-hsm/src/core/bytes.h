/*
 * bytes.h - little-endian fields in byte buffers, and wiping.
 */
#ifndef DUE_HSM_BYTES_H
#define DUE_HSM_BYTES_H

#include <stdint.h>

static inline uint16_t load_le16(const uint8_t p[2]) {
    return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t load_le32(const uint8_t p[4]) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
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

/* Overwrites size bytes with zeros; the compiler may not leave it out as a dead store. */
void wipe(void *secret, uint32_t size);

#endif
