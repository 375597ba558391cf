#include "key_verbs.h"

#include <string.h>

#include "algorithm.h"
#include "board.h"
#include "bytes.h"
#include "counters.h"
#include "key_id.h"
#include "key_limits.h"
#include "keystore.h"
#include "logins.h"
#include "random.h"
#include "streams.h"

_Static_assert(HASH_BLOCK_MAX == KEY_MAX, "IMPORT takes a key of any algorithm's block");

/* u8 algorithm, u8 length, key id, u64 created: what starts a new key. */
struct new_key {
    uint8_t algorithm;
    uint32_t id_size;
    const uint8_t *id;
    uint64_t created;
    uint32_t limits_size; /* 0 without the flag LIMITS */
    const uint8_t *limits;
};

static struct new_key take_new_key(struct fields *f) {
    struct new_key n;

    n.algorithm = take_u8(f);
    n.id = take_counted(f, &n.id_size);
    n.created = take_u64(f);
    n.limits_size = 0;
    n.limits = NULL;
    return n;
}

/*
 * u8 length and limits, the last fields of a request with the flag LIMITS. Whether all of the
 * payload was well-formed: no limits are no list.
 */
static bool take_limits(struct new_key *n, struct fields *f, const struct request *request) {
    bool limited = (request->code & REQUEST_FLAG_LIMITS) != 0;

    if (limited) {
        n->limits = take_counted(f, &n->limits_size);
    }
    return fields_complete(f) && (!limited || key_limits_well_formed(n->limits, n->limits_size));
}

/* Whether a key like this may be made here; the payload was well-formed. */
static enum status check_new_key(const struct new_key *n) {
    if (algorithm_key_hash(n->algorithm) == NULL ||
        !key_limits_enforced(n->algorithm, n->limits, n->limits_size)) {
        return STATUS_UNSUPPORTED;
    }
    if (!key_id_valid(n->id, n->id_size)) {
        return STATUS_BAD_KEY_ID;
    }
    if (n->id_size + n->limits_size > KEY_ID_MAX) {
        return STATUS_LIMITS_TOO_LONG;
    }
    return board_sealed() ? STATUS_SEALED : STATUS_OK;
}

/* Whether the store was changed: what was in place of the change is gone. */
static bool is_done(enum status status) {
    return status == STATUS_OK || status == STATUS_NOT_WIPED;
}

/* Puts the key into the store; the streams of one that was in its place go with that. */
static enum status store_key(const struct key *key, bool replace) {
    const struct key *old = keystore_find(key->id, key->id_size);
    enum status status = keystore_put(key, replace);

    if (old != NULL && is_done(status)) {
        streams_forget(old);
    }
    return status;
}

/* Stores a new key; of its bytes only the midstates remain. */
static enum status put_key(const struct new_key *n, uint8_t flags, const uint8_t *bytes,
                           uint32_t size, bool replace) {
    struct key key;

    memset(&key, 0, sizeof key);
    key.flags = flags;
    key.created = n->created;
    key.id_size = (uint8_t)n->id_size;
    memcpy(key.id, n->id, n->id_size);
    key_limits_set(&key, n->limits, n->limits_size);
    algorithm_set_key(&key, n->algorithm, bytes, size);
    enum status status = store_key(&key, replace);
    wipe(&key, sizeof key);
    return status;
}

static __attribute__((noinline)) enum status import_key(const struct request *request) {
    struct fields f = fields_of(request);
    struct new_key n = take_new_key(&f);
    uint32_t size = take_u8(&f);
    const uint8_t *bytes = take_bytes(&f, size);

    if (!take_limits(&n, &f, request)) {
        return STATUS_MALFORMED;
    }
    enum status status = check_new_key(&n);
    if (status != STATUS_OK) {
        return status;
    }
    if (size == 0 || size > algorithm_key_hash(n.algorithm)->block_size) {
        return STATUS_BAD_KEY;
    }
    return put_key(&n, 0, bytes, size, (request->code & REQUEST_FLAG_REPLACE) != 0);
}

/*
 * A key of a whole block: the longest that HMAC takes as it is. Of an algorithm that is no
 * HMAC there is none to make: its keys come from the service that checks the signatures.
 */
static __attribute__((noinline)) enum status generate_key(const struct request *request) {
    struct fields f = fields_of(request);
    struct new_key n = take_new_key(&f);
    const struct hash *hash = algorithm_hash(n.algorithm);
    uint8_t bytes[HASH_BLOCK_MAX];

    if (!take_limits(&n, &f, request)) {
        return STATUS_MALFORMED;
    }
    enum status status = hash != NULL ? check_new_key(&n) : STATUS_UNSUPPORTED;
    if (status != STATUS_OK) {
        return status;
    }
    if (keystore_find(n.id, n.id_size) != NULL) {
        return STATUS_EXISTS;
    }
    uint32_t size = hash->block_size;
    if (!random_bytes(bytes, size)) {
        return STATUS_RANDOM_FAILED;
    }
    status = put_key(&n, KEY_FLAG_GENERATED, bytes, size, false);
    wipe(bytes, sizeof bytes);
    return status;
}

/*
 * Whether the key may have these limits from now on. Keys of a sealed device stay as they are; but
 * where a manager has to log in for it, a key may be taken back from who signs with it.
 */
static enum status check_new_limits(const struct key *key, const uint8_t *limits, uint32_t size) {
    if (!key_limits_enforced(key->algorithm, limits, size)) {
        return STATUS_UNSUPPORTED;
    }
    if (key->id_size + size > KEY_ID_MAX) {
        return STATUS_LIMITS_TOO_LONG;
    }
    bool may_tighten = logins_closed() && key_limits_tighter(key, limits, size);
    return board_sealed() && !may_tighten ? STATUS_SEALED : STATUS_OK;
}

/* The same key with other limits takes its place, as a replacement does. */
static __attribute__((noinline)) enum status set_limits(const struct request *request) {
    struct fields f = fields_of(request);
    uint32_t id_size;
    uint32_t size;

    (void)take_u8(&f); /* the sub-verb */
    const uint8_t *id = take_counted(&f, &id_size);
    const uint8_t *limits = take_counted(&f, &size);
    if (!fields_complete(&f) || (size != 0 && !key_limits_well_formed(limits, size))) {
        return STATUS_MALFORMED;
    }
    const struct key *key = keystore_find(id, id_size);
    if (key == NULL) {
        return key_id_absent(id, id_size);
    }
    enum status status = check_new_limits(key, limits, size);
    if (status != STATUS_OK) {
        return status;
    }
    struct key changed = *key;
    key_limits_set(&changed, limits, size);
    status = store_key(&changed, true);
    wipe(&changed, sizeof changed);
    return status;
}

/* The three have a key in work, whose bytes are not to stay on the stack. */
enum status keys_import(const struct request *request, struct reply *reply) {
    enum status status = import_key(request);
    (void)reply;

    wipe_stack();
    return status;
}

enum status keys_generate(const struct request *request, struct reply *reply) {
    enum status status = generate_key(request);
    (void)reply;

    wipe_stack();
    return status;
}

enum status keys_set_limits(const struct request *request, struct reply *reply) {
    enum status status = set_limits(request);
    (void)reply;

    wipe_stack();
    return status;
}

enum status keys_delete(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint32_t id_size;
    const uint8_t *id = take_counted(&f, &id_size);
    (void)reply;

    if (!fields_complete(&f)) {
        return STATUS_MALFORMED;
    }
    if (!key_id_valid(id, id_size)) {
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

enum status keys_seal(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    const uint8_t *named = take_bytes(&f, UNIQUE_ID_SIZE);
    uint8_t own[UNIQUE_ID_SIZE];

    if (!fields_complete(&f)) {
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
    reply->after = AFTER_RESET;
    return STATUS_OK;
}
