#pragma GCC optimize("O2") /* each frame of a stream comes through here */

#include "streams.h"

#include <stddef.h>

#include "algorithm.h"
#include "aws_signature.h"
#include "bytes.h"
#include "counters.h"
#include "key_id.h"
#include "key_limits.h"
#include "keystore.h"

/* LIMITED is open, too: each of its parts is looked at before it is hashed. */
enum state { CLOSED = 0, OPEN, LIMITED, FAILED };

struct stream {
    enum state state;
    enum status status;    /* why it is FAILED */
    const struct key *key; /* while it is OPEN or LIMITED */
    struct hmac hmac;      /* under that key */
};

static struct stream streams[STREAMS];
static struct stream whole;

void streams_reset(void) {
    wipe(streams, sizeof streams);
    wipe(&whole, sizeof whole);
    aws_signature_forget_all();
}

/* A stream would keep what it has of a deleted key for as long as a host lets it wait. */
void streams_forget(const struct key *key) {
    for (uint32_t i = 0; i < STREAMS; i++) {
        if (streams[i].key == key) {
            wipe(&streams[i], sizeof streams[i]);
        }
    }
    aws_signature_forget(key);
}

static struct stream *stream_of(uint16_t number) {
    struct stream *all = immediate(streams);

    return number < STREAMS ? &all[number] : NULL;
}

static __attribute__((cold, noinline)) void fail(struct stream *s, enum status status) {
    wipe(s, sizeof *s);
    s->state = FAILED;
    s->status = status;
}

/* After the end of its MAC, or a failure, which have wiped the rest. */
static void close_stream(struct stream *s) {
    s->state = CLOSED;
    s->status = STATUS_OK;
    s->key = NULL;
}

static bool has_flag(const struct request *request, uint32_t flag) {
    return (request->code & flag) != 0;
}

/*
 * The message chooses the key that it is signed with, so it has to be there as a whole. As
 * the stream then ends with the request that opens it, nobody can copy it or go on with it.
 */
static __attribute__((cold, noinline)) enum status start_signature(struct stream *s,
                                                                   const struct key *key,
                                                                   const struct request *request,
                                                                   uint32_t at) {
    if (!has_flag(request, REQUEST_FLAG_LAST)) {
        return STATUS_MALFORMED;
    }
    return aws_signature_start(&s->hmac, key, &request->payload[at], request->size - at);
}

/* Opens the stream as LIMITED; whether the limits of the key allow its first part. */
static __attribute__((cold, noinline)) bool
start_limited(struct stream *s, const struct key *key, const struct request *request, uint32_t at) {
    if (!key_limits_allow_part(key, 0, &request->payload[at], request->size - at)) {
        return false;
    }
    hmac_start(&s->hmac, algorithm_hash(key->algorithm), key->inner, key->outer);
    s->key = key;
    s->state = LIMITED;
    return true;
}

/* Opens the stream by the key field that starts the payload, and sets *at to its end, a word's. */
static __attribute__((noinline)) enum status
open_stream(struct stream *s, const struct request *request, uint32_t *at) {
    const uint8_t *field = request->payload;
    const uint8_t *id = &field[2];
    uint32_t id_size;
    uint32_t end;

    if (s->state != CLOSED) {
        wipe(s, sizeof *s);
    }
    if (request->size < 2) {
        return STATUS_MALFORMED;
    }
    id_size = field[1];
    end = (2 + id_size + 3) & ~3u;
    if (end > request->size) {
        return STATUS_MALFORMED;
    }
    for (uint32_t i = 2 + id_size; i < end; i++) {
        if (field[i] != 0) {
            return STATUS_MALFORMED;
        }
    }
    *at = end;
    const struct hash *hash = algorithm_hash(field[0]);
    if (UNLIKELY(hash == NULL) && algorithm_key_hash(field[0]) == NULL) {
        return STATUS_UNSUPPORTED;
    }
    const struct key *key = keystore_find(id, id_size);
    if (key == NULL) {
        return key_id_valid(id, id_size) ? STATUS_UNKNOWN_KEY : STATUS_BAD_KEY_ID;
    }
    if (key->algorithm != field[0]) {
        return STATUS_WRONG_ALGORITHM;
    }
    if (UNLIKELY(hash == NULL)) {
        enum status status = start_signature(s, key, request, end);
        if (status != STATUS_OK) {
            return status;
        }
    } else if (UNLIKELY(key->limits_size != 0)) {
        return start_limited(s, key, request, end) ? STATUS_OK : STATUS_LIMITED;
    } else {
        hmac_start(&s->hmac, hash, key->inner, key->outer);
    }
    s->key = key;
    s->state = OPEN;
    return STATUS_OK;
}

/* Whether the limits of the key let a LIMITED stream go on with this part. */
static __attribute__((cold, noinline)) bool may_go_on(const struct stream *s,
                                                      const struct request *request) {
    uint64_t before = s->hmac.size - s->hmac.hash->block_size; /* without the padded key */

    return key_limits_allow_part(s->key, before, request->payload, request->size);
}

/*
 * Makes the stream open or failed, for a part that does not just go on with it;
 * returns where the part's data starts. A part that is refused is missing from its
 * message, whatever the reason: the stream fails, so that LAST cannot answer the MAC
 * of another message.
 */
static inline uint32_t open_or_fail(struct stream *s, const struct request *request,
                                    enum status status, bool failed_before) {
    uint32_t at = 0;

    if (LIKELY(status == STATUS_OK && has_flag(request, REQUEST_FLAG_FIRST))) {
        status = open_stream(s, request, &at);
    } else if (status == STATUS_OK && s->state == CLOSED) {
        status = STATUS_NO_STREAM;
    } else if (status == STATUS_OK && s->state == LIMITED && !may_go_on(s, request)) {
        status = STATUS_LIMITED;
    }
    if (UNLIKELY(status != STATUS_OK) && !failed_before) {
        fail(s, status);
    }
    return at;
}

enum status streams_mac(const struct request *request, struct reply *reply) {
    enum status status = (enum status)reply->status;
    bool first = has_flag(request, REQUEST_FLAG_FIRST);
    bool last = has_flag(request, REQUEST_FLAG_LAST);
    struct stream *s = stream_of(request->aux);
    uint32_t at = 0;

    if (request->aux == STREAM_WHOLE && first && last) {
        s = immediate(&whole);
    }
    if (s == NULL) {
        return status != STATUS_OK ? status : STATUS_MALFORMED;
    }
    /* Nearly all parts just go on with their stream, and one without limits. */
    if (__builtin_expect(first || s->state != OPEN || status != STATUS_OK, 0)) {
        bool failed_before = s->state == FAILED && !first;
        at = open_or_fail(s, request, status, failed_before);
        if (UNLIKELY(s->state == FAILED)) {
            status = s->status;
            reply->answered = last || !failed_before;
            if (last) {
                close_stream(s);
            }
            return status;
        }
    }
    hmac_update(&s->hmac, &request->payload[at], request->size - at);
    reply->answered = last;
    if (last) {
        reply->size = (uint8_t)hmac_finish(&s->hmac, reply->payload);
        ((uint32_t *)immediate(counters))[COUNTER_MACS]++;
        close_stream(s);
    }
    return STATUS_OK;
}

static enum status copy(const struct request *request, const struct stream *source,
                        struct stream *destination) {
    if (request->size != 2 || source == NULL || destination == NULL) {
        return STATUS_MALFORMED;
    }
    if (source->state == FAILED) {
        return source->status;
    }
    if (source->state == CLOSED) {
        return STATUS_NO_STREAM;
    }
    *destination = *source;
    return STATUS_OK;
}

/* Parts for the destination may be on the way: they must not go on with what was there before. */
enum status streams_copy(const struct request *request, struct reply *reply) {
    struct stream *destination = request->size >= 2 ? stream_of(load_le16(request->payload)) : NULL;
    enum status status = (enum status)reply->status;

    if (status == STATUS_OK) {
        status = copy(request, stream_of(request->aux), destination);
    }
    if (status != STATUS_OK && destination != NULL) {
        fail(destination, status);
    }
    return status;
}

enum status streams_abort(const struct request *request, struct reply *reply) {
    struct stream *s = stream_of(request->aux);
    enum status status = (enum status)reply->status;

    if (status == STATUS_OK && (s == NULL || request->size != 0)) {
        status = STATUS_MALFORMED;
    }
    if (status == STATUS_OK) {
        wipe(s, sizeof *s);
        reply->answered = false;
    } else if (s != NULL) {
        fail(s, status);
    }
    return status;
}
