#pragma GCC optimize("O2", "align-functions=16", "align-loops=16")

#include "cobs.h"

#include <stdbool.h>

#include "bytes.h"

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

/* The place of the first zero, at i or behind it, in bytes that have one. */
static inline uint32_t find_zero(const uint8_t *bytes, uint32_t i) {
    for (;;) {
        uint32_t tops = zero_tops(load_word(&bytes[i]));
        if (has_zero(tops)) {
            return i + first_zero(tops);
        }
        tops = zero_tops(load_word(&bytes[i + 4]));
        if (has_zero(tops)) {
            return i + 4 + first_zero(tops);
        }
        i += 8;
    }
}

static __attribute__((noinline)) uint32_t zero_from(const uint8_t *start, const uint8_t *from) {
    return find_zero(start, (uint32_t)(from - start));
}

/*
 * The first word brings to, not from, to a multiple of 4. Blocks are copied before
 * they are looked at. What is no whole 64 bytes goes in smaller blocks, each at most
 * once, and the last bytes as a block that begins among those before: a loop, or a
 * byte, costs a branch of some 8 cycles from flash, more than it copies.
 */
uint32_t cobs_copy_to_delimiter(uint8_t *to, const uint8_t *from, uint32_t size) {
    const uint8_t *start = from;
    const uint8_t *end = from + size;
    uint32_t left;
    uint32_t tops;

    if (size < 16) {
        return copy_few(to, from, size);
    }
    store_word(to, load_word(from));
    if (UNLIKELY(has_zero(zero_tops(load_word(from))))) {
        return zero_from(from, from);
    }
    left = 4 - ((uintptr_t)to & 3);
    to += left;
    from += left;
    left = size - left;
    if (left >= 64) {
        do {
            tops = copy_block(to, from, 0);
            tops = copy_block(to + 16, from + 16, tops);
            tops = copy_block(to + 32, from + 32, tops);
            tops = copy_block(to + 48, from + 48, tops);
            if (UNLIKELY(has_zero(tops))) {
                return zero_from(start, from);
            }
            to += 64;
            from += 64;
            left -= 64;
        } while (LIKELY(left >= 64));
    }
    if (LIKELY((left & 32) != 0)) {
        tops = copy_block(to, from, 0);
        tops = copy_block(to + 16, from + 16, tops);
        if (UNLIKELY(has_zero(tops))) {
            return zero_from(start, from);
        }
        to += 32;
        from += 32;
    }
    if (LIKELY((left & 16) != 0)) {
        if (UNLIKELY(has_zero(copy_block(to, from, 0)))) {
            return zero_from(start, from);
        }
        to += 16;
        from += 16;
    }
    if (LIKELY((left & 15) != 0)) {
        to -= from - (end - 16);
        from = end - 16;
        if (has_zero(copy_block(to, from, 0))) {
            return zero_from(start, from);
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

/* Goes on from the code at frame[at], the first of a group of 254 bytes. */
static __attribute__((noinline)) uint32_t decode_moving(uint8_t *frame, uint32_t size,
                                                        uint32_t at) {
    uint32_t code = GROUP_FULL;
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

/* The loop fits into 16 bytes, one read of the flash: it goes round for each zero of a packet. */
uint32_t cobs_decode(uint8_t *frame, uint32_t size) {
    uint32_t code = frame[0];
    uint32_t next = code;

    while (code != GROUP_FULL && next < size) {
        code = frame[next];
        frame[next] = 0;
        next += code;
    }
    if (code == GROUP_FULL) {
        return decode_moving(frame, size, next - code);
    }
    return next == size ? size - 1 : COBS_DAMAGED;
}

/* A delimiter that is there from the start ends the last group like any zero, and the search. */
uint32_t cobs_encode(uint8_t *frame, uint32_t size) {
    uint32_t end = 1 + size;
    uint32_t code_at = 0;
    uint32_t at = 1;

    frame[end] = 0;
    for (;;) {
        at = find_zero(frame, at);
        frame[code_at] = (uint8_t)(at - code_at);
        if (at == end) {
            return end + 1;
        }
        code_at = at++;
    }
}
