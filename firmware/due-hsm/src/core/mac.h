/*
 * mac.h - a message authentication in progress, whatever its algorithm: the one
 * place that knows which algorithms there are.
 */
#ifndef DUE_HSM_MAC_H
#define DUE_HSM_MAC_H

#include <stdbool.h>
#include <stdint.h>

#include "hmac_sha1.h"
#include "keystore.h"

#define MAC_SIZE_MAX 32 /* bytes of the longest MAC that there is room for */

struct mac {
    uint8_t algorithm; /* enum key_algorithm */
    union {
        struct hmac_sha1 hmac_sha1;
    } state;
};

/* Whether this device has the algorithm, and how long its keys may be in bytes. */
bool mac_supported(uint8_t algorithm);
uint32_t mac_key_max(uint8_t algorithm);

/* Sets the key's algorithm and midstates from key_size bytes, 1 to mac_key_max(). */
void mac_set_key(struct key *key, uint8_t algorithm, const uint8_t *bytes, uint32_t key_size);

/* Starts a message, adds size bytes to it, ends it: returns the size of the MAC, and wipes m. */
void mac_start(struct mac *m, const struct key *key);
void mac_update(struct mac *m, const uint8_t *data, uint32_t size);
uint32_t mac_finish(struct mac *m, uint8_t out[MAC_SIZE_MAX]);

#endif
