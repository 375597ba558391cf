#pragma GCC optimize("O2", "align-functions=16", "align-loops=16")

#include "cobs.h"

#include <stdbool.h>

#include "bytes.h"

#define GROUP_MAX  254u  /* bytes in a group, its code not counted */
#define GROUP_FULL 0xFFu /* code of a group of 254 bytes that no zero follows */

/*
 * Bits of a word to tell whether a byte of it is zero, and which is the first: of
 * the bytes' top bits (TOPS; the others mean nothing) none is set if none is, or
 * else the lowest one set is that of the first zero byte.
 */
#define TOPS 0x80808080u

static inline uint32_t zero_tops(uint32_t word) {
    return (word - 0x01010101u) & ~word;
}

static inline bool has_zero(uint32_t tops) {
    return (tops & TOPS) != 0;
}

static inline uint32_t first_zero(uint32_t tops) {
    return (uint32_t)__builtin_ctz(tops & TOPS) / 8;
}

/* Does the work of cobs_copy_to_delimiter() for few bytes. */
static inline uint32_t copy_few(uint8_t *to, const uint8_t *from, uint32_t size) {
    uint32_t i = 0;

    for (; size - i >= 4; i += 4) {
        uint32_t word = load_word(&from[i]);
        store_word(&to[i], word);
        if (has_zero(zero_tops(word))) {
            return i + first_zero(zero_tops(word));
        }
    }
    for (; i < size && from[i] != 0; i++) {
        to[i] = from[i];
    }
    return i;
}

/*
 * Copies 16 bytes, zeros or not; returns tops with their zero_tops() added. The
 * next block waits until this one is done: two take more registers than there are.
 */
static inline uint32_t copy_block(uint8_t to[16], const uint8_t from[16], uint32_t tops) {
    uint32_t a = load_word(from);
    uint32_t b = load_word(from + 4);
    uint32_t c = load_word(from + 8);
    uint32_t d = load_word(from + 12);

    loaded(&a, &b, &c, &d);
    store_word(to, a);
    store_word(to + 4, b);
    store_word(to + 8, c);
    store_word(to + 12, d);
    tops |= zero_tops(a) | zero_tops(b) | zero_tops(c) | zero_tops(d);
    __asm__ volatile("" : "+r"(tops) : : "memory");
    return tops;
}

/*
 * The first word brings to, not from, to a multiple of 4. Blocks are copied before
 * they are looked at; one with a zero is copied again in smaller parts. The last
 * bytes go as a word that begins among those before. So no part but a piece of less
 * than a word goes byte by byte, each with a branch that costs more than the byte.
 */
uint32_t cobs_copy_to_delimiter(uint8_t *to, const uint8_t *from, uint32_t size) {
    uint32_t left = size;
    uint32_t word;

    if (size < 4) {
        return copy_few(to, from, size);
    }
    word = load_word(from);
    if (!has_zero(zero_tops(word))) {
        uint32_t aligned = 4 - ((uintptr_t)to & 3);
        store_word(to, word);
        to += aligned;
        from += aligned;
        left -= aligned;
    }
    for (; left >= 64; left -= 64) {
        uint32_t tops = copy_block(to, from, 0);
        tops = copy_block(to + 16, from + 16, tops);
        tops = copy_block(to + 32, from + 32, tops);
        tops = copy_block(to + 48, from + 48, tops);
        if (has_zero(tops)) {
            break;
        }
        to += 64;
        from += 64;
    }
    for (; left >= 16; left -= 16) {
        if (has_zero(copy_block(to, from, 0))) {
            break;
        }
        to += 16;
        from += 16;
    }
    for (; left >= 4; left -= 4) {
        word = load_word(from);
        store_word(to, word);
        if (has_zero(zero_tops(word))) {
            return size - left + first_zero(zero_tops(word));
        }
        to += 4;
        from += 4;
    }
    if (left != 0) {
        word = load_word(from + left - 4);
        store_word(to + left - 4, word);
        if (has_zero(zero_tops(word))) {
            return size - 4 + first_zero(zero_tops(word));
        }
    }
    return size;
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
        if (moved != 0) {
            move_down(&frame[at + 1 - moved], &frame[at + 1], code - 1);
        }
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
    if (moved != 0) {
        move_down(&frame[at + 1 - moved], &frame[at + 1], code - 1);
    }
    return size - 1 - moved;
}

uint32_t cobs_encode(uint8_t *out, const uint8_t *packet, uint32_t size) {
    uint32_t end = 0;
    uint32_t i = 0;

    for (;;) {
        uint32_t limit = size - i < GROUP_MAX ? size - i : GROUP_MAX;
        uint32_t n = copy_few(&out[end + 1], &packet[i], limit);
        out[end] = (uint8_t)(n + 1);
        end += n + 1;
        i += n;
        if (i == size) {
            out[end] = 0;
            return end + 1;
        }
        if (n < GROUP_MAX) {
            i++;
        }
    }
}
