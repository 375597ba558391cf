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

#define LIST_PIECE_MAX     72 /* bytes of an entry in one reply */
#define LIST_ENTRY_MAX     (10 + KEYSTORE_ID_MAX)
#define RANDOM_MAX         64
#define GENERATED_KEY_SIZE 64 /* bytes: a block, as the JDK's generator makes */

/* The fields of a payload, taken in turn. */
struct fields {
    const uint8_t *bytes;
    uint32_t size;
    uint32_t at;
};

/* The next size bytes, or NULL if the payload ends before; then nothing more is taken. */
static const uint8_t *take(struct fields *f, uint32_t size) {
    if (size > f->size - f->at) {
        f->at = f->size + 1;
        f->size = f->at;
        return NULL;
    }
    f->at += size;
    return &f->bytes[f->at - size];
}

static uint64_t load_le64(const uint8_t p[8]) {
    return (uint64_t)load_le32(&p[4]) << 32 | load_le32(p);
}

static void store_le64(uint8_t p[8], uint64_t x) {
    store_le32(p, (uint32_t)x);
    store_le32(&p[4], (uint32_t)(x >> 32));
}

/* u8 length and key id; NULL if the payload is too short. */
static const uint8_t *take_id(struct fields *f, uint32_t *id_size) {
    const uint8_t *length = take(f, 1);
    if (length == NULL) {
        return NULL;
    }
    *id_size = *length;
    return take(f, *id_size);
}

/* Starts a new key from u8 algorithm, u8 length, key id, u64 created. */
static enum status take_new_key(struct fields *f, struct key *key) {
    uint32_t id_size = 0;
    const uint8_t *algorithm = take(f, 1);
    if (algorithm == NULL) {
        return STATUS_MALFORMED;
    }
    const uint8_t *id = take_id(f, &id_size);
    if (id == NULL) {
        return STATUS_MALFORMED;
    }
    const uint8_t *created = take(f, 8);
    if (created == NULL) {
        return STATUS_MALFORMED;
    }
    if (!mac_supported(*algorithm)) {
        return STATUS_UNSUPPORTED;
    }
    if (!keystore_id_valid(id, id_size)) {
        return STATUS_BAD_KEY_ID;
    }
    memset(key, 0, sizeof *key);
    key->algorithm = *algorithm;
    key->created = load_le64(created);
    key->id_size = (uint8_t)id_size;
    memcpy(key->id, id, id_size);
    return STATUS_OK;
}

static enum status import(struct fields *f, bool replace) {
    struct key key;
    enum status status = take_new_key(f, &key);
    if (status != STATUS_OK) {
        return status;
    }
    const uint8_t *key_size = take(f, 1);
    if (key_size == NULL) {
        return STATUS_MALFORMED;
    }
    const uint8_t *bytes = take(f, *key_size);
    if (bytes == NULL || f->at != f->size) {
        return STATUS_MALFORMED;
    }
    if (*key_size == 0 || *key_size > mac_key_max(key.algorithm)) {
        return STATUS_BAD_KEY;
    }
    if (board_sealed()) {
        return STATUS_SEALED;
    }
    mac_set_key(&key, key.algorithm, bytes, *key_size);
    status = keystore_put(&key, replace);
    wipe(&key, sizeof key);
    return status;
}

static enum status generate(struct fields *f) {
    struct key key;
    uint8_t bytes[GENERATED_KEY_SIZE];
    enum status status = take_new_key(f, &key);
    if (status != STATUS_OK) {
        return status;
    }
    if (f->at != f->size) {
        return STATUS_MALFORMED;
    }
    if (board_sealed()) {
        return STATUS_SEALED;
    }
    if (keystore_find(key.id, key.id_size) != NULL) {
        return STATUS_EXISTS;
    }
    if (!random_bytes(bytes, sizeof bytes)) {
        return STATUS_RANDOM_FAILED;
    }
    key.flags = KEY_FLAG_GENERATED;
    mac_set_key(&key, key.algorithm, bytes, sizeof bytes);
    wipe(bytes, sizeof bytes);
    status = keystore_put(&key, false);
    wipe(&key, sizeof key);
    return status;
}

static enum status delete (struct fields *f) {
    uint32_t id_size = 0; const uint8_t *id = take_id(f, &id_size);
    if (id == NULL || f->at != f->size){return STATUS_MALFORMED;}
if (!keystore_id_valid(id, id_size)) {
    return STATUS_BAD_KEY_ID;
}
return board_sealed() ? STATUS_SEALED : keystore_delete(id, id_size);
}

static void describe(uint8_t out[10], const struct key *key) {
    out[0] = key->algorithm;
    out[1] = key->flags;
    store_le64(&out[2], key->created);
}

static enum status find(struct fields *f, struct reply *reply) {
    uint32_t id_size = 0;
    const uint8_t *id = take_id(f, &id_size);
    if (id == NULL || f->at != f->size) {
        return STATUS_MALFORMED;
    }
    if (!keystore_id_valid(id, id_size)) {
        return STATUS_BAD_KEY_ID;
    }
    const struct key *key = keystore_find(id, id_size);
    if (key == NULL) {
        return STATUS_UNKNOWN_KEY;
    }
    describe(reply->payload, key);
    reply->size = 10;
    return STATUS_OK;
}

static enum status list(struct fields *f, struct reply *reply) {
    const uint8_t *index = take(f, 2);
    const uint8_t *offset = take(f, 1);
    if (index == NULL || offset == NULL || f->at != f->size) {
        return STATUS_MALFORMED;
    }
    uint8_t entry[LIST_ENTRY_MAX];
    uint32_t entry_size = 0;
    const struct key *key = keystore_at(load_le16(index));
    if (key != NULL) {
        describe(entry, key);
        memcpy(&entry[10], key->id, key->id_size);
        entry_size = 10u + key->id_size;
    }
    uint32_t piece = *offset < entry_size ? entry_size - *offset : 0;
    piece = piece < LIST_PIECE_MAX ? piece : LIST_PIECE_MAX;
    store_le32(reply->payload, keystore_generation());
    store_le16(&reply->payload[4], (uint16_t)keystore_count());
    reply->payload[6] = (uint8_t)entry_size;
    memcpy(&reply->payload[7], &entry[piece == 0 ? 0 : *offset], piece);
    reply->size = (uint8_t)(7 + piece);
    return STATUS_OK;
}

static enum status random(struct fields *f, struct reply *reply) {
    const uint8_t *count = take(f, 1);
    if (count == NULL || f->at != f->size || *count == 0 || *count > RANDOM_MAX) {
        return STATUS_MALFORMED;
    }
    if (!random_bytes(reply->payload, *count)) {
        return STATUS_RANDOM_FAILED;
    }
    reply->size = *count;
    return STATUS_OK;
}

static enum status seal(struct fields *f, struct reply *reply) {
    uint8_t own[BOARD_UNIQUE_ID_SIZE];
    const uint8_t *named = take(f, BOARD_UNIQUE_ID_SIZE);
    if (named == NULL || f->at != f->size) {
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

static enum status administer(const struct request *request, struct reply *reply) {
    struct fields f = {request->payload, request->size, 0};
    switch (REQUEST_VERB(request->code)) {
    case VERB_INFO:
        return info_answer(request, reply);
    case VERB_LIST:
        return list(&f, reply);
    case VERB_FIND:
        return find(&f, reply);
    case VERB_IMPORT:
        return import(&f, (request->code & REQUEST_FLAG_REPLACE) != 0);
    case VERB_GENERATE:
        return generate(&f);
    case VERB_DELETE:
        return delete (&f);
    case VERB_RANDOM:
        return random(&f, reply);
    case VERB_SEAL:
        return seal(&f, reply);
    case VERB_MEASURE:
        return measure_answer(request, reply);
    default:
        return STATUS_UNSUPPORTED;
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
