#include "key_list.h"

#include <string.h>

#include "bytes.h"
#include "counters.h"
#include "key_id.h"
#include "key_limits.h"
#include "keystore.h"
#include "piece.h"

#define ENTRY_HEAD_SIZE  10 /* bytes of a LIST entry before the key id, and of FIND's answer */
#define LIST_HEAD_SIZE   7  /* bytes of a LIST answer before the piece of the entry */
#define LIMITS_HEAD_SIZE 5  /* bytes of the answer before the piece of the limits */

static void describe(uint8_t out[ENTRY_HEAD_SIZE], const struct key *key) {
    out[0] = key->algorithm;
    out[1] = key->flags;
    store_le64(&out[2], key->created);
}

enum status keys_find(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint32_t id_size;
    const uint8_t *id = take_counted(&f, &id_size);

    if (!fields_complete(&f)) {
        return STATUS_MALFORMED;
    }
    const struct key *key = keystore_find(id, id_size);
    if (key == NULL) {
        return key_id_absent(id, id_size);
    }
    describe(reply->payload, key);
    reply->size = ENTRY_HEAD_SIZE;
    return STATUS_OK;
}

enum status keys_list(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint32_t index = take_u16(&f);
    uint32_t offset = take_u8(&f);
    uint8_t entry[ENTRY_HEAD_SIZE + KEY_ID_MAX];
    uint32_t entry_size = 0;

    if (!fields_complete(&f)) {
        return STATUS_MALFORMED;
    }
    const struct key *key = keystore_at(index);
    if (key != NULL) {
        describe(entry, key);
        memcpy(&entry[ENTRY_HEAD_SIZE], key->id, key->id_size);
        entry_size = (uint32_t)ENTRY_HEAD_SIZE + key->id_size;
    }
    store_le32(reply->payload, counters[COUNTER_KEY_CHANGES]);
    store_le16(&reply->payload[4], (uint16_t)keystore_count());
    put_piece(reply, LIST_HEAD_SIZE, entry, entry_size, offset);
    return STATUS_OK;
}

enum status keys_limits(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint32_t id_size;

    (void)take_u8(&f); /* the sub-verb */
    uint32_t offset = take_u8(&f);
    const uint8_t *id = take_counted(&f, &id_size);
    if (!fields_complete(&f)) {
        return STATUS_MALFORMED;
    }
    const struct key *key = keystore_find(id, id_size);
    if (key == NULL) {
        return key_id_absent(id, id_size);
    }
    store_le32(reply->payload, counters[COUNTER_KEY_CHANGES]);
    put_piece(reply, LIMITS_HEAD_SIZE, key_limits(key), key->limits_size, offset);
    return STATUS_OK;
}
