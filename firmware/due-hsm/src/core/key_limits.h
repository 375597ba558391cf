/*
 * key_limits.h - the limits of a key: what it may be used for (PROTOCOL.md section 4).
 *
 * A list of limits is bytes: u8 type, u8 length and value for each, by ascending type. A
 * key that has any keeps the list behind its id (key.h). A limit is good for nothing unless
 * it is enforced: no key is stored with one that this device does not know, and one that
 * later firmware has left in flash lets the key do nothing.
 */
#ifndef DUE_HSM_KEY_LIMITS_H
#define DUE_HSM_KEY_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include "key.h"

/*
 * The types that this device enforces. On keys of HMAC: bytes that messages begin with, and
 * the u32 of bytes that they have at most. On keys of AWS4-HMAC-SHA256: names, commas between.
 */
enum limit { LIMIT_PREFIX = 1, LIMIT_LENGTH = 2, LIMIT_REGIONS = 3, LIMIT_SERVICES = 4 };

/* How many bytes of the text, from its start, can be in the name of a region or a service. */
uint32_t limit_name_size(const uint8_t *text, uint32_t size);

/*
 * Whether the bytes are a list of one limit or more, each whole and of a higher type than
 * the one before, the value of LIMIT_PREFIX being a byte or more, that of LIMIT_LENGTH four,
 * and that of LIMIT_REGIONS and LIMIT_SERVICES names of 1 to LIMIT_NAME_MAX bytes.
 */
bool key_limits_well_formed(const uint8_t *limits, uint32_t size);

/* Whether this device enforces each limit of a well-formed list on keys of this algorithm. */
bool key_limits_enforced(uint8_t algorithm, const uint8_t *limits, uint32_t size);

/* The list of a key, of key->limits_size bytes. */
static inline const uint8_t *key_limits(const struct key *key) {
    return &key->id[key->id_size];
}

/*
 * Makes a list, of a size that fits behind the key's id, that of the key; 0 bytes, of which
 * limits may be NULL, leave it without.
 */
void key_limits_set(struct key *key, const uint8_t *limits, uint32_t size);

/*
 * Whether the limits of a key of AWS4-HMAC-SHA256 let it sign for this region and service: each
 * list of names that it has includes the one, and it has no limit that is unknown here.
 */
bool key_limits_allow_scope(const struct key *key, const uint8_t *region, uint32_t region_size,
                            const uint8_t *service, uint32_t service_size);

/*
 * Whether the limits of a key of HMAC let it sign a message that goes on, behind so many bytes
 * that they have let it sign, with this part. A prefix lies in the first part, as a whole; a limit
 * that is unknown here allows nothing.
 */
bool key_limits_allow_part(const struct key *key, uint64_t before, const uint8_t *part,
                           uint32_t size);

/*
 * Whether a well-formed list in place of the key's allows nothing that this one forbids: each
 * limit of the key is in the list, as it is or tighter, and whatever else is in the list.
 */
bool key_limits_tighter(const struct key *key, const uint8_t *limits, uint32_t size);

#endif
