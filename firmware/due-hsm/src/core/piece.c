#include "piece.h"

#include <string.h>

void put_piece(struct reply *reply, uint32_t head_size, const uint8_t *whole, uint32_t size,
               uint32_t offset) {
    uint32_t rest = offset < size ? size - offset : 0;
    uint32_t piece = rest < LIST_PIECE_MAX ? rest : LIST_PIECE_MAX;

    reply->payload[head_size - 1] = (uint8_t)size;
    memcpy(&reply->payload[head_size], &whole[size - rest], piece);
    reply->size = (uint8_t)(head_size + piece);
}
