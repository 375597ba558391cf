#pragma GCC optimize("O2", "align-functions=16", "align-loops=16")

#include "cobs.h"

#include <stdbool.h>

#include "bytes.h"

#define GROUP_FULL 0xFFu /* code of a group of 254 bytes that no zero follows */

/* The top bits of the bytes, with one set where there is a zero byte (and where there is none,
 * not). */
static inline uint32_t zero_tops(uint32_t word) {
    return (word - 0x01010101u) & ~word;
}

/* Copies 16 bytes if none of them is zero. */
static inline bool copy_block(uint8_t to[16], const uint8_t from[16]) {
    uint32_t a = load_word(from);
    uint32_t b = load_word(from + 4);
    uint32_t c = load_word(from + 8);
    uint32_t d = load_word(from + 12);

    loaded(&a, &b, &c, &d);
    if (((zero_tops(a) | zero_tops(b) | zero_tops(c) | zero_tops(d)) & 0x80808080u) != 0) {
        return false;
    }
    store_word(to, a);
    store_word(to + 4, b);
    store_word(to + 8, c);
    store_word(to + 12, d);
    return true;
}

/* Copies blocks of 16 bytes until one has a zero or size ends; returns where it stopped. */
static inline const uint8_t *copy_blocks(uint8_t *to, const uint8_t *from, uint32_t size) {
    for (; size >= 64; size -= 64) {
        if (!copy_block(to, from)) {
            return from;
        }
        if (!copy_block(to + 16, from + 16)) {
            return from + 16;
        }
        if (!copy_block(to + 32, from + 32)) {
            return from + 32;
        }
        if (!copy_block(to + 48, from + 48)) {
            return from + 48;
        }
        to += 64;
        from += 64;
    }
    for (; size >= 16 && copy_block(to, from); size -= 16) {
        to += 16;
        from += 16;
    }
    return from;
}

uint32_t cobs_copy_to_delimiter(uint8_t *to, const uint8_t *from, uint32_t size) {
    uint32_t i = 0;

    for (; i < size && ((uintptr_t)&to[i] & 3) != 0; i++) {
        if (from[i] == 0) {
            return i;
        }
        to[i] = from[i];
    }
    i = (uint32_t)(copy_blocks(&to[i], &from[i], size - i) - from);
    for (; size - i >= 4; i += 4) {
        uint32_t word = load_word(&from[i]);
        if ((zero_tops(word) & 0x80808080u) != 0) {
            break;
        }
        store_word(&to[i], word);
    }
    for (; i < size && from[i] != 0; i++) {
        to[i] = from[i];
    }
    return i;
}

static inline void move_block(uint8_t to[16], const uint8_t from[16]) {
    uint32_t a = load_word(from);
    uint32_t b = load_word(from + 4);
    uint32_t c = load_word(from + 8);
    uint32_t d = load_word(from + 12);

    loaded(&a, &b, &c, &d);
    store_word(to, a);
    store_word(to + 4, b);
    store_word(to + 8, c);
    store_word(to + 12, d);
}

/* Moves size bytes down to a place a little before; each word is read before its place is written.
 */
static __attribute__((noinline)) void move_down(uint8_t *to, const uint8_t *from, uint32_t size) {
    if (to == from) {
        return;
    }
    for (; size >= 32; size -= 32) {
        move_block(to, from);
        move_block(to + 16, from + 16);
        from += 32;
        to += 32;
    }
    for (; size >= 4; size -= 4) {
        store_word(to, load_word(from));
        from += 4;
        to += 4;
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
