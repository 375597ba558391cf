#pragma GCC optimize("O2") /* each frame of a stream comes through here */

#include "streams.h"

#include <stddef.h>

#include "bytes.h"
#include "mac.h"
#include "selftest.h"
#include "status.h"

enum state { CLOSED = 0, OPEN, FAILED };

struct stream {
    enum state state;
    enum status status;    /* why it is FAILED */
    const struct key *key; /* whose midstates mac holds, while it is OPEN */
    struct mac mac;
};

static struct stream streams[STREAMS];
static struct stream whole;
static uint32_t macs;

void streams_reset(void) {
    wipe(streams, sizeof streams);
    wipe(&whole, sizeof whole);
}

/* A stream would keep the midstates of a deleted key for as long as a host lets it wait. */
void streams_forget(const struct key *key) {
    for (uint32_t i = 0; i < STREAMS; i++) {
        if (streams[i].state == OPEN && streams[i].key == key) {
            wipe(&streams[i], sizeof streams[i]);
        }
    }
}

/* Opens the stream by the key field that starts the payload; it ends word-aligned. */
static __attribute__((noinline)) enum status
open_stream(struct stream *s, const struct request *request, uint32_t *at) {
    struct fields f = fields_of(request);
    uint8_t algorithm = take_u8(&f);
    uint32_t id_size = take_u8(&f);
    const uint8_t *id = take_bytes(&f, id_size);
    bool padded = true;

    if (s->state != CLOSED) {
        wipe(s, sizeof *s);
    }
    while (f.at % 4 != 0 && !f.short_of_bytes) {
        padded = take_u8(&f) == 0 && padded;
    }
    if (f.short_of_bytes || !padded) {
        return STATUS_MALFORMED;
    }
    *at = f.at;
    if (!mac_supported(algorithm)) {
        return STATUS_UNSUPPORTED;
    }
    const struct key *key = keystore_find(id, id_size);
    if (key == NULL) {
        return keystore_id_valid(id, id_size) ? STATUS_UNKNOWN_KEY : STATUS_BAD_KEY_ID;
    }
    if (key->algorithm != algorithm) {
        return STATUS_WRONG_ALGORITHM;
    }
    mac_start(&s->mac, key);
    s->key = key;
    s->state = OPEN;
    return STATUS_OK;
}

static struct stream *stream_of(uint16_t number) {
    return number < STREAMS ? &streams[number] : NULL;
}

static __attribute__((cold, noinline)) void fail(struct stream *s, enum status status) {
    wipe(s, sizeof *s);
    s->state = FAILED;
    s->status = status;
}

/* What refuses a request whatever the state of its stream; flags are those that its verb knows. */
static inline enum status refusal(const struct request *request, uint32_t flags) {
    if (selftest_failed()) {
        return STATUS_SELF_TEST_FAILED;
    }
    if ((request->code & REQUEST_FLAGS_VERB & ~flags) != 0) {
        return STATUS_MALFORMED;
    }
    return STATUS_OK;
}

/*
 * A part that is refused is missing from its message, whatever the reason: the
 * stream fails, so that LAST cannot answer the MAC of another message.
 */
void streams_mac(const struct request *request, struct reply *reply) {
    bool first = (request->code & REQUEST_FLAG_FIRST) != 0;
    bool last = (request->code & REQUEST_FLAG_LAST) != 0;
    enum status refused = refusal(request, REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST);
    struct stream *s = stream_of(request->aux);
    if (request->aux == STREAM_WHOLE && first && last) {
        s = &whole;
    }
    if (s == NULL) {
        reply->status = (uint8_t)(refused != STATUS_OK ? refused : STATUS_MALFORMED);
        return;
    }
    uint32_t at = 0;
    bool failed_before = !first && s->state == FAILED;
    if (refused != STATUS_OK) {
        if (!failed_before) {
            fail(s, refused);
        }
    } else if (first) {
        enum status status = open_stream(s, request, &at);
        if (status != STATUS_OK) {
            fail(s, status);
        }
    } else if (s->state == CLOSED) {
        fail(s, STATUS_NO_STREAM);
    }
    if (s->state == FAILED) {
        reply->status = (uint8_t)s->status;
        reply->answered = last || !failed_before;
    } else {
        mac_update(&s->mac, &request->payload[at], request->size - at);
        reply->answered = last;
        if (last) {
            reply->size = (uint8_t)mac_finish(&s->mac, reply->payload);
            macs++;
        }
    }
    if (last) { /* the MAC's end, or the failure, has wiped the rest */
        s->state = CLOSED;
        s->status = STATUS_OK;
        s->key = NULL;
    }
}

static enum status copy(const struct request *request, const struct stream *source,
                        struct stream *destination) {
    enum status refused = refusal(request, 0);

    if (refused != STATUS_OK) {
        return refused;
    }
    if (request->size != 2 || source == NULL || destination == NULL) {
        return STATUS_MALFORMED;
    }
    if (source->state != OPEN) {
        return source->state == FAILED ? source->status : STATUS_NO_STREAM;
    }
    *destination = *source;
    return STATUS_OK;
}

/* Parts for the destination may be on the way: they must not go on with what was there before. */
void streams_copy(const struct request *request, struct reply *reply) {
    struct stream *destination = request->size >= 2 ? stream_of(load_le16(request->payload)) : NULL;
    enum status status = copy(request, stream_of(request->aux), destination);

    if (status != STATUS_OK && destination != NULL) {
        fail(destination, status);
    }
    reply->status = (uint8_t)status;
}

void streams_abort(const struct request *request, struct reply *reply) {
    struct stream *s = stream_of(request->aux);
    enum status refused = refusal(request, 0);

    if (refused == STATUS_OK && (s == NULL || request->size != 0)) {
        refused = STATUS_MALFORMED;
    }
    reply->status = (uint8_t)refused;
    if (refused == STATUS_OK) {
        wipe(s, sizeof *s);
        reply->answered = false;
    } else if (s != NULL) {
        fail(s, refused);
    }
}

uint32_t streams_macs(void) {
    return macs;
}
