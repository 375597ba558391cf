#pragma GCC optimize("O3")

#include "cobs.h"

#include <string.h>

#define GROUP_FULL 0xFFu /* code of a group of 254 bytes that no zero follows */

uint32_t cobs_copy_to_delimiter(uint8_t *to, const uint8_t *from, uint32_t size) {
    uint32_t i = 0;
    for (; size - i >= 4; i += 4) {
        uint32_t word;
        memcpy(&word, &from[i], 4);
        if (((word - 0x01010101u) & ~word & 0x80808080u) != 0) {
            break;
        }
        memcpy(&to[i], &word, 4);
    }
    for (; i < size && from[i] != 0; i++) {
        to[i] = from[i];
    }
    return i;
}

uint32_t cobs_decode(uint8_t *frame, uint32_t size) {
    uint32_t at = 0;
    uint32_t code = frame[0];
    while (at + code < size) {
        uint32_t next = at + code;
        uint32_t next_code = frame[next];
        if (code == GROUP_FULL) {
            size--;
            memmove(&frame[next], &frame[next + 1], size - next);
            at = next - 1;
        } else {
            frame[next] = 0;
            at = next;
        }
        code = next_code;
    }
    return at + code == size ? size - 1 : COBS_DAMAGED;
}

uint32_t cobs_encode(uint8_t *out, const uint8_t *packet, uint32_t size) {
    uint32_t code_at = 0;
    uint32_t end = 1;
    for (uint32_t i = 0; i < size; i++) {
        if (end - code_at == GROUP_FULL) {
            out[code_at] = GROUP_FULL;
            code_at = end++;
        }
        if (packet[i] == 0) {
            out[code_at] = (uint8_t)(end - code_at);
            code_at = end++;
        } else {
            out[end++] = packet[i];
        }
    }
    out[code_at] = (uint8_t)(end - code_at);
    out[end++] = 0;
    return end;
}
