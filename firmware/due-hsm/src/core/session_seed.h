/*
 * session_seed.h - the numbers by which a host tells one start of the device, and
 * one session, from another. They need to differ, not to be secret.
 */
#ifndef DUE_HSM_SESSION_SEED_H
#define DUE_HSM_SESSION_SEED_H

#include <stdint.h>

struct session_seed {
    uint32_t boot;        /* of this start of the device */
    uint16_t first_epoch; /* of its first session; not 0 */
};

/* Draws them from the random source; if that has failed, from raw noise and the cycle counter. */
void session_seed_draw(struct session_seed *seed);

#endif
