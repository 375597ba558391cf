/*
 * The noise source: the TRNG, 32 bits each 84 cycles (datasheet, TRNG). Its
 * words are handed out as they come; the core's health tests judge them.
 */
#include <string.h>

#include "../core/board.h"
#include "sam3x8e.h"

/* Reads of the status register before the source counts as dead; a word takes some ten. */
#define PATIENCE 10000u

static bool next_word(uint32_t *word) {
    for (uint32_t i = 0; i < PATIENCE; i++) {
        if ((TRNG_ISR & TRNG_READY) != 0) {
            *word = TRNG_ODATA;
            return true;
        }
    }
    return false;
}

bool board_noise(uint8_t *out, uint32_t size) {
    PMC_PCER1 = PMC_TRNG;
    TRNG_CR = TRNG_ENABLE;
    for (uint32_t done = 0; done < size;) {
        uint32_t word;
        uint32_t part = size - done < sizeof word ? size - done : (uint32_t)sizeof word;

        if (!next_word(&word)) {
            return false;
        }
        memcpy(out + done, &word, part);
        done += part;
    }
    return true;
}
