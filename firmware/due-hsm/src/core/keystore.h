/*
 * keystore.h - the keys of the device, in flash, by key id.
 *
 * A record holds the two HMAC midstates (RFC 2104: the hash state after the
 * inner and after the outer padded key), never the key itself. A change is
 * atomic against power cuts: after one, the store holds the old state or the new
 * one, and no page holds what was deleted or replaced.
 *
 * Entries are addressed by index, 0 <= index < keystore_count(); an index is
 * valid until the next change.
 */
#ifndef DUE_HSM_KEYSTORE_H
#define DUE_HSM_KEYSTORE_H

#include <stdbool.h>
#include <stdint.h>

#include "status.h"

#define KEYSTORE_CAPACITY       128 /* keys, if the board has flash pages enough */
#define KEYSTORE_ID_MAX         128 /* bytes of a key id; at least 1 */
#define KEYSTORE_MIDSTATE_WORDS 8   /* room for SHA-256; HMAC-SHA1 uses 5 and zeros the rest */

enum key_algorithm { KEY_HMAC_SHA1 = 1 };

#define KEY_FLAG_GENERATED 0x01u /* made on the device */

struct key {
    uint8_t algorithm; /* enum key_algorithm */
    uint8_t flags;     /* KEY_FLAG_... */
    uint8_t id_size;   /* 1 to KEYSTORE_ID_MAX */
    uint8_t id[KEYSTORE_ID_MAX];
    uint64_t created; /* milliseconds since 1970 by the host's clock; 0: unknown */
    uint32_t inner[KEYSTORE_MIDSTATE_WORDS];
    uint32_t outer[KEYSTORE_MIDSTATE_WORDS];
};

/* Reads the flash and finishes whatever a power cut interrupted. Call once, before all others. */
void keystore_open(void);

/* Whether bytes are a key id: 1 to KEYSTORE_ID_MAX bytes of UTF-8, no control characters. */
bool keystore_id_valid(const uint8_t *id, uint32_t id_size);

/* The index of the key, or -1. */
int32_t keystore_find(const uint8_t *id, uint32_t id_size);

/* Copies the entry; false if there is none at this index. The caller wipes it. */
bool keystore_read(uint32_t index, struct key *key);

/*
 * Adds the key, or with replace puts it in place of the one with its id.
 * STATUS_OK, STATUS_EXISTS, STATUS_STORE_FULL, STATUS_STORE_FAILED or
 * STATUS_BAD_KEY_ID; anything but OK leaves the store as it was.
 */
enum status keystore_put(const struct key *key, bool replace);

/* Deletes the key and wipes its page. STATUS_OK, STATUS_UNKNOWN_KEY or STATUS_STORE_FAILED. */
enum status keystore_delete(const uint8_t *id, uint32_t id_size);

/* How many keys there are, and how many there can be. */
uint32_t keystore_count(void);
uint32_t keystore_capacity(void);

/* A number that changes with every change of the store. */
uint32_t keystore_generation(void);

/* Pages found unusable since start, and pages written since start. */
uint32_t keystore_bad_pages(void);
uint32_t keystore_pages_written(void);

#endif
