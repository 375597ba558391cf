/*
 * link.h - the wire protocol of PROTOCOL.md sections 1 to 3: frames, one session,
 * go-back-N with a memory of the last replies.
 *
 * Bytes go in by link_receive(), replies collect in an output buffer and leave by
 * board_send(), in one write if they fit: when the received piece is used up, or
 * when the next reply would not fit. All memory is fixed; there are no timers.
 */
#ifndef DUE_HSM_LINK_H
#define DUE_HSM_LINK_H

#include <stdint.h>

#define LINK_WINDOW_MAX  16
#define LINK_OUTPUT_SIZE 448 /* bytes in one board_send(); not a multiple of a USB packet */

struct link_counters {
    uint32_t frames;      /* received whole */
    uint32_t damaged;     /* too long, too short, badly encoded, wrong check */
    uint32_t gaps;        /* requests dropped because one before them is missing */
    uint32_t repetitions; /* requests seen before */
    uint32_t sessions;    /* opened */
};

/* Closes the session; boot and the first epoch are drawn anew. Call once, after random_start(). */
void link_start(void);

/* Takes size bytes, 1 or more, from the port; executes what they complete, and answers. */
void link_receive(const uint8_t *data, uint32_t size);

const struct link_counters *link_counters(void);

#endif
