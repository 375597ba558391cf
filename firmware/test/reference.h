/*
 * reference.h - the algorithms once more, written from the standards with no eye
 * to speed, for tests to compare with.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <stdint.h>

#define REFERENCE_HMAC_MAX 65536 /* most bytes of a message */
#define REFERENCE_MAC_MAX  32    /* most bytes of a MAC or digest */

/*
 * The hash below an algorithm of PROTOCOL.md section 4 (FIPS 180-4), and HMAC with it
 * (RFC 2104), key of any length, size to REFERENCE_HMAC_MAX; they return the bytes
 * of the digest, which are as many as of the MAC.
 */
uint32_t reference_hash(uint32_t algorithm, uint8_t *digest, const uint8_t *data, uint32_t size);
uint32_t reference_hmac(uint32_t algorithm, uint8_t *mac, const uint8_t *key, uint32_t key_size,
                        const uint8_t *data, uint32_t size);

/* CRC-32C, bit by bit. */
uint32_t reference_crc32c(const uint8_t *data, uint32_t size);

/* COBS, as its paper words it; encode returns the frame's size, decode the packet's or -1. */
uint32_t reference_cobs_encode(uint8_t *frame, const uint8_t *packet, uint32_t size);
int32_t reference_cobs_decode(uint8_t *packet, const uint8_t *frame, uint32_t size);

#endif
