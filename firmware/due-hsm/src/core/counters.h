/*
 * counters.h - what is counted since start, for INFO topic 1 (PROTOCOL.md section 6).
 *
 * A leaf: whoever has something to count does it here, and so knows nothing of who
 * reports it. Each counter wraps.
 */
#ifndef DUE_HSM_COUNTERS_H
#define DUE_HSM_COUNTERS_H

#include <stdint.h>

/* In the order of the topic. */
enum counter {
    COUNTER_FRAMES,        /* received whole */
    COUNTER_DAMAGED,       /* too long, too short, badly encoded, wrong check */
    COUNTER_GAPS,          /* requests dropped because one before them is missing */
    COUNTER_REPETITIONS,   /* requests seen before */
    COUNTER_SESSIONS,      /* opened */
    COUNTER_MACS,          /* messages finished */
    COUNTER_KEY_CHANGES,   /* of the store: LIST's generation */
    COUNTER_PAGES_WRITTEN, /* of flash, blank or not */
    COUNTERS
};

extern uint32_t counters[COUNTERS];

#endif
