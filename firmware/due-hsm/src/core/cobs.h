/*
 * cobs.h - consistent overhead byte stuffing (Cheshire and Baker, 1999): packets
 * without zero bytes, so that a zero can delimit them.
 *
 * A code byte other than FF stands where the zero it encodes belongs, one place
 * to the right. Decoding therefore happens where the frame lies, by hopping from
 * code to code; only the groups after one of 254 bytes have to move, by a byte
 * each time.
 */
#ifndef DUE_HSM_COBS_H
#define DUE_HSM_COBS_H

#include <stdint.h>

#define COBS_DAMAGED UINT32_MAX

/* The most bytes that a packet of size bytes needs encoded, delimiter not counted. */
#define COBS_ENCODED_MAX(size) ((size) + (size) / 254 + 1)

/*
 * Copies bytes, up to the first delimiter or size; returns how many. What is
 * behind them in to, up to size, is overwritten.
 */
uint32_t cobs_copy_to_delimiter(uint8_t *to, const uint8_t *from, uint32_t size);

/*
 * Decodes a frame of size bytes, at least 1, none of them zero. The packet then
 * starts at frame[1]. Returns its size, or COBS_DAMAGED.
 */
uint32_t cobs_decode(uint8_t *frame, uint32_t size);

/*
 * Encodes a packet of size bytes, 1 to COBS_SHORT_MAX, that lies at frame[1], where it
 * lies: all that this device sends is as short, and a longer one would have to move.
 * Appends the delimiter; returns the bytes of it all, size + 2. Up to COBS_READ_BEHIND
 * bytes behind are read.
 */
#define COBS_SHORT_MAX   254
#define COBS_READ_BEHIND 3
uint32_t cobs_encode(uint8_t *frame, uint32_t size);

#endif
