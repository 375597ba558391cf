#pragma GCC optimize("O3")

#include "cobs.h"

#include "bytes.h"

#define GROUP_FULL 0xFFu /* code of a group of 254 bytes that no zero follows */

/* The top bits of the bytes, with one set where there is a zero byte (and where there is none,
 * not). */
static inline uint32_t zero_tops(uint32_t word) {
    return (word - 0x01010101u) & ~word;
}

/* Copies blocks of 16 bytes until one holds a zero; returns how many bytes. */
static inline uint32_t copy_blocks(uint8_t *to, const uint8_t *from, uint32_t size) {
    const uint8_t *start = from;
    const uint8_t *end = from + (size & ~15u);

    while (from != end) {
        uint32_t a = load_word(from);
        uint32_t b = load_word(from + 4);
        uint32_t c = load_word(from + 8);
        uint32_t d = load_word(from + 12);
        __asm__("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d)); /* loads in a row take a cycle each */
        if (((zero_tops(a) | zero_tops(b) | zero_tops(c) | zero_tops(d)) & 0x80808080u) != 0) {
            break;
        }
        store_word(to, a);
        store_word(to + 4, b);
        store_word(to + 8, c);
        store_word(to + 12, d);
        from += 16;
        to += 16;
    }
    return (uint32_t)(from - start);
}

uint32_t cobs_copy_to_delimiter(uint8_t *to, const uint8_t *from, uint32_t size) {
    uint32_t i = 0;

    for (; i < size && ((uintptr_t)&to[i] & 3) != 0; i++) {
        if (from[i] == 0) {
            return i;
        }
        to[i] = from[i];
    }
    i += copy_blocks(&to[i], &from[i], size - i);
    for (; i < size && from[i] != 0; i++) {
        to[i] = from[i];
    }
    return i;
}

/* Moves size bytes down to a place a little before; each word is read before its place is written.
 */
static void move_down(uint8_t *to, const uint8_t *from, uint32_t size) {
    if (to == from) {
        return;
    }
    for (; size >= 16; size -= 16) {
        uint32_t a = load_word(from);
        uint32_t b = load_word(from + 4);
        uint32_t c = load_word(from + 8);
        uint32_t d = load_word(from + 12);
        store_word(to, a);
        store_word(to + 4, b);
        store_word(to + 8, c);
        store_word(to + 12, d);
        from += 16;
        to += 16;
    }
    for (uint32_t i = 0; i < size; i++) {
        to[i] = from[i];
    }
}

uint32_t cobs_decode(uint8_t *frame, uint32_t size) {
    uint32_t at = 0;
    uint32_t code = frame[0];

    while (at + code < size && code != GROUP_FULL) {
        at += code;
        code = frame[at];
        frame[at] = 0;
    }
    uint32_t moved = 0; /* groups of 254 bytes so far */
    while (at + code < size) {
        uint32_t next = at + code;
        uint32_t next_code = frame[next];
        move_down(&frame[at + 1 - moved], &frame[at + 1], code - 1);
        if (code == GROUP_FULL) {
            moved++;
        } else {
            frame[next - moved] = 0;
        }
        at = next;
        code = next_code;
    }
    if (at + code != size) {
        return COBS_DAMAGED;
    }
    move_down(&frame[at + 1 - moved], &frame[at + 1], code - 1);
    return size - 1 - moved;
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
