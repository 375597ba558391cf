/* piece.h - answers that are longer than a reply, and come in pieces (PROTOCOL.md section 5). */
#ifndef DUE_HSM_PIECE_H
#define DUE_HSM_PIECE_H

#include <stdint.h>

#include "request.h"

/*
 * Puts the piece of whole, of 0 to 255 bytes, from the offset on into the reply, behind so many
 * bytes of its head, the last of which becomes the size of the whole. An offset behind its end
 * gives no bytes of it.
 */
void put_piece(struct reply *reply, uint32_t head_size, const uint8_t *whole, uint32_t size,
               uint32_t offset);

#endif
