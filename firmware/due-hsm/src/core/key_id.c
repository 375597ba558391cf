#include "key_id.h"

/*
 * The size of the well-formed UTF-8 sequence of a character that is no control
 * character at the start of text, or 0. A lead byte settles how many bytes
 * follow and, to keep out overlong forms, surrogates, C1 controls and what lies
 * beyond U+10FFFF, the range of the first of them (Unicode, table 3-7).
 */
static uint32_t character_size(const uint8_t *text, uint32_t size) {
    uint8_t lead = text[0];
    uint8_t lowest = 0x80, highest = 0xBF;
    uint32_t length;

    if (lead >= 0x20 && lead <= 0x7E) {
        length = 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
        lowest = lead == 0xC2 ? 0xA0 : 0x80;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        lowest = lead == 0xE0 ? 0xA0 : 0x80;
        highest = lead == 0xED ? 0x9F : 0xBF;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        lowest = lead == 0xF0 ? 0x90 : 0x80;
        highest = lead == 0xF4 ? 0x8F : 0xBF;
    } else {
        return 0;
    }
    if (length > size) {
        return 0;
    }
    for (uint32_t i = 1; i < length; i++) {
        if (text[i] < lowest || text[i] > highest) {
            return 0;
        }
        lowest = 0x80;
        highest = 0xBF;
    }
    return length;
}

bool key_id_valid(const uint8_t *id, uint32_t id_size) {
    uint32_t at = 0;

    if (id_size < 1 || id_size > KEY_ID_MAX) {
        return false;
    }
    while (at < id_size) {
        uint32_t length = character_size(id + at, id_size - at);
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

enum status key_id_absent(const uint8_t *id, uint32_t id_size) {
    return key_id_valid(id, id_size) ? STATUS_UNKNOWN_KEY : STATUS_BAD_KEY_ID;
}
