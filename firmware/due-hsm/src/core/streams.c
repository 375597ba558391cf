#pragma GCC optimize("O2") /* each frame of a stream comes through here */

#include "streams.h"

#include <stddef.h>

#include "bytes.h"
#include "mac.h"
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

void streams_mac(const struct request *request, struct reply *reply) {
    bool first = (request->code & REQUEST_FLAG_FIRST) != 0;
    bool last = (request->code & REQUEST_FLAG_LAST) != 0;
    struct stream *s = stream_of(request->aux);
    if (request->aux == STREAM_WHOLE && first && last) {
        s = &whole;
    }
    if (s == NULL) {
        reply->status = STATUS_MALFORMED;
        return;
    }
    uint32_t at = 0;
    bool failed_before = !first && s->state == FAILED;
    if (first) {
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

void streams_copy(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    const struct stream *source = stream_of(request->aux);
    struct stream *destination = stream_of(take_u16(&f));

    if (!fields_complete(&f) || source == NULL || destination == NULL) {
        reply->status = STATUS_MALFORMED;
    } else if (source->state == OPEN) {
        *destination = *source;
    } else {
        reply->status = source->state == FAILED ? (uint8_t)source->status : STATUS_NO_STREAM;
    }
}

void streams_abort(const struct request *request, struct reply *reply) {
    struct stream *s = stream_of(request->aux);
    if (s == NULL || request->size != 0) {
        reply->status = STATUS_MALFORMED;
        return;
    }
    wipe(s, sizeof *s);
    reply->answered = false;
}

uint32_t streams_macs(void) {
    return macs;
}
