#pragma GCC optimize("O2") /* each frame of a stream comes through commands_execute() */

#include "commands.h"

#include <string.h>

#include "board.h"
#include "bytes.h"
#include "info.h"
#include "keystore.h"
#include "mac.h"
#include "measure.h"
#include "random.h"
#include "selftest.h"
#include "status.h"
#include "streams.h"

#define FLAG_SEALED           0x01u
#define FLAG_SELF_TEST_FAILED 0x02u
#define FLAG_RANDOM_FAILED    0x04u

#define ENTRY_HEAD_SIZE    10 /* bytes of a LIST entry before the key id, and of FIND's answer */
#define LIST_HEAD_SIZE     7  /* bytes of a LIST answer before the piece of the entry */
#define LIST_PIECE_MAX     72 /* bytes of an entry in one answer */
#define RANDOM_MAX         64
#define GENERATED_KEY_SIZE 64 /* bytes: a block, as the JDK's generator makes */

/* u8 length and key id. */
static const uint8_t *take_id(struct fields *f, uint32_t *id_size) {
    *id_size = take_u8(f);
    return take_bytes(f, *id_size);
}

/* u8 algorithm, u8 length, key id, u64 created: what starts a new key. */
struct new_key {
    uint8_t algorithm;
    uint32_t id_size;
    const uint8_t *id;
    uint64_t created;
};

static struct new_key take_new_key(struct fields *f) {
    struct new_key n;

    n.algorithm = take_u8(f);
    n.id = take_id(f, &n.id_size);
    n.created = take_u64(f);
    return n;
}

/* Whether a key like this may be made here; the payload was well-formed. */
static enum status check_new_key(const struct new_key *n) {
    if (!mac_supported(n->algorithm)) {
        return STATUS_UNSUPPORTED;
    }
    if (!keystore_id_valid(n->id, n->id_size)) {
        return STATUS_BAD_KEY_ID;
    }
    return board_sealed() ? STATUS_SEALED : STATUS_OK;
}

/* Whether the store was changed: what was in place of the change is gone. */
static bool is_done(enum status status) {
    return status == STATUS_OK || status == STATUS_NOT_WIPED;
}

/* Stores the key; of its bytes only the midstates remain. */
static enum status put_key(const struct new_key *n, uint8_t flags, const uint8_t *bytes,
                           uint32_t size, bool replace) {
    struct key key;

    memset(&key, 0, sizeof key);
    key.flags = flags;
    key.created = n->created;
    key.id_size = (uint8_t)n->id_size;
    memcpy(key.id, n->id, n->id_size);
    mac_set_key(&key, n->algorithm, bytes, size);
    const struct key *old = keystore_find(n->id, n->id_size);
    enum status status = keystore_put(&key, replace);
    wipe(&key, sizeof key);
    if (old != NULL && is_done(status)) {
        streams_forget(old);
    }
    return status;
}

static enum status import_key(struct fields *f, bool replace) {
    struct new_key n = take_new_key(f);
    uint32_t size = take_u8(f);
    const uint8_t *bytes = take_bytes(f, size);

    if (!fields_complete(f)) {
        return STATUS_MALFORMED;
    }
    enum status status = check_new_key(&n);
    if (status != STATUS_OK) {
        return status;
    }
    if (size == 0 || size > mac_key_max(n.algorithm)) {
        return STATUS_BAD_KEY;
    }
    return put_key(&n, 0, bytes, size, replace);
}

static enum status generate_key(struct fields *f) {
    struct new_key n = take_new_key(f);
    uint8_t bytes[GENERATED_KEY_SIZE];

    if (!fields_complete(f)) {
        return STATUS_MALFORMED;
    }
    enum status status = check_new_key(&n);
    if (status != STATUS_OK) {
        return status;
    }
    if (keystore_find(n.id, n.id_size) != NULL) {
        return STATUS_EXISTS;
    }
    if (!random_bytes(bytes, sizeof bytes)) {
        return STATUS_RANDOM_FAILED;
    }
    status = put_key(&n, KEY_FLAG_GENERATED, bytes, sizeof bytes, false);
    wipe(bytes, sizeof bytes);
    return status;
}

static enum status delete_key(struct fields *f) {
    uint32_t id_size;
    const uint8_t *id = take_id(f, &id_size);

    if (!fields_complete(f)) {
        return STATUS_MALFORMED;
    }
    if (!keystore_id_valid(id, id_size)) {
        return STATUS_BAD_KEY_ID;
    }
    if (board_sealed()) {
        return STATUS_SEALED;
    }
    const struct key *key = keystore_find(id, id_size);
    enum status status = keystore_delete(id, id_size);
    if (is_done(status)) {
        streams_forget(key);
    }
    return status;
}

static void describe(uint8_t out[ENTRY_HEAD_SIZE], const struct key *key) {
    out[0] = key->algorithm;
    out[1] = key->flags;
    store_le64(&out[2], key->created);
}

static enum status find_key(struct fields *f, struct reply *reply) {
    uint32_t id_size;
    const uint8_t *id = take_id(f, &id_size);

    if (!fields_complete(f)) {
        return STATUS_MALFORMED;
    }
    const struct key *key = keystore_find(id, id_size);
    if (key == NULL) {
        return keystore_id_valid(id, id_size) ? STATUS_UNKNOWN_KEY : STATUS_BAD_KEY_ID;
    }
    describe(reply->payload, key);
    reply->size = ENTRY_HEAD_SIZE;
    return STATUS_OK;
}

static enum status list_keys(struct fields *f, struct reply *reply) {
    uint32_t index = take_u16(f);
    uint32_t offset = take_u8(f);
    uint8_t entry[ENTRY_HEAD_SIZE + KEYSTORE_ID_MAX];
    uint32_t entry_size = 0;

    if (!fields_complete(f)) {
        return STATUS_MALFORMED;
    }
    const struct key *key = keystore_at(index);
    if (key != NULL) {
        describe(entry, key);
        memcpy(&entry[ENTRY_HEAD_SIZE], key->id, key->id_size);
        entry_size = (uint32_t)ENTRY_HEAD_SIZE + key->id_size;
    }
    store_le32(reply->payload, keystore_generation());
    store_le16(&reply->payload[4], (uint16_t)keystore_count());
    reply->payload[6] = (uint8_t)entry_size;
    reply->size = LIST_HEAD_SIZE;
    if (offset < entry_size) {
        uint32_t rest = entry_size - offset;
        uint32_t piece = rest < LIST_PIECE_MAX ? rest : LIST_PIECE_MAX;
        memcpy(&reply->payload[LIST_HEAD_SIZE], &entry[offset], piece);
        reply->size = (uint8_t)(LIST_HEAD_SIZE + piece);
    }
    return STATUS_OK;
}

static enum status draw_random(struct fields *f, struct reply *reply) {
    uint8_t count = take_u8(f);

    if (!fields_complete(f) || count == 0 || count > RANDOM_MAX) {
        return STATUS_MALFORMED;
    }
    if (!random_bytes(reply->payload, count)) {
        return STATUS_RANDOM_FAILED;
    }
    reply->size = count;
    return STATUS_OK;
}

static enum status seal(struct fields *f, struct reply *reply) {
    const uint8_t *named = take_bytes(f, BOARD_UNIQUE_ID_SIZE);
    uint8_t own[BOARD_UNIQUE_ID_SIZE];

    if (!fields_complete(f)) {
        return STATUS_MALFORMED;
    }
    if (board_sealed()) {
        return STATUS_SEALED;
    }
    board_unique_id(own);
    if (memcmp(own, named, sizeof own) != 0) {
        return STATUS_WRONG_DEVICE;
    }
    if (!board_seal()) {
        return STATUS_STORE_FAILED;
    }
    reply->reset = true;
    return STATUS_OK;
}

/* The verbs that concern no stream: cold, to keep their stack frame out of the others' way. */
static __attribute__((cold, noinline)) enum status administer(const struct request *request,
                                                              struct reply *reply) {
    struct fields f = fields_of(request);

    if (request->aux != 0) {
        return STATUS_MALFORMED;
    }
    switch (REQUEST_VERB(request->code)) {
    case VERB_INFO:
        return info_answer(&f, reply);
    case VERB_LIST:
        return list_keys(&f, reply);
    case VERB_FIND:
        return find_key(&f, reply);
    case VERB_IMPORT:
        return import_key(&f, (request->code & REQUEST_FLAG_REPLACE) != 0);
    case VERB_GENERATE:
        return generate_key(&f);
    case VERB_DELETE:
        return delete_key(&f);
    case VERB_RANDOM:
        return draw_random(&f, reply);
    case VERB_SEAL:
        return seal(&f, reply);
    default:
        return measure_answer(&f, reply);
    }
}

/* The flags of its own that a verb knows. */
static uint8_t flags_of(uint32_t verb) {
    switch (verb) {
    case VERB_MAC:
        return REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST;
    case VERB_IMPORT:
        return REQUEST_FLAG_REPLACE;
    default:
        return 0;
    }
}

void commands_execute(const struct request *request, struct reply *reply) {
    uint32_t verb = REQUEST_VERB(request->code);

    reply->answered = true;
    reply->reset = false;
    reply->status = STATUS_OK;
    reply->size = 0;
    if (selftest_failed() && verb != VERB_INFO) {
        reply->status = STATUS_SELF_TEST_FAILED;
    } else if (verb < VERB_MAC || verb > VERB_MEASURE) {
        reply->status = STATUS_UNSUPPORTED;
    } else if ((request->code & REQUEST_FLAGS_VERB & ~flags_of(verb)) != 0) {
        reply->status = STATUS_MALFORMED;
    } else if (verb == VERB_MAC) {
        streams_mac(request, reply);
    } else if (verb == VERB_COPY) {
        streams_copy(request, reply);
    } else if (verb == VERB_ABORT) {
        streams_abort(request, reply);
    } else {
        reply->status = (uint8_t)administer(request, reply);
        if (verb == VERB_IMPORT || verb == VERB_GENERATE) {
            wipe_stack();
        }
    }
}

void commands_reset(void) {
    streams_reset();
}

uint8_t commands_flags(void) {
    return (uint8_t)((board_sealed() ? FLAG_SEALED : 0) |
                     (selftest_failed() ? FLAG_SELF_TEST_FAILED : 0) |
                     (random_failed() ? FLAG_RANDOM_FAILED : 0));
}
