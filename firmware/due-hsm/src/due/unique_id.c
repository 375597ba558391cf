/*
 * The chip's unique identifier, 128 bits, not secret. It is read once, before
 * anything else uses the flash controller of bank 1.
 */
#include <string.h>

#include "../core/board.h"
#include "due.h"

static uint32_t words[UNIQUE_ID_SIZE / 4];

void unique_id_read(void) {
    eefc_unique_id(words);
}

void board_unique_id(uint8_t id[UNIQUE_ID_SIZE]) {
    memcpy(id, words, sizeof words);
}
