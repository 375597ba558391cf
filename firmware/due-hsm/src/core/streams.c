#include "streams.h"

#include <stddef.h>

#include "bytes.h"
#include "keystore.h"
#include "mac.h"
#include "status.h"

enum state { CLOSED = 0, OPEN, FAILED };

struct stream {
    enum state state;
    enum status status; /* why it is FAILED */
    struct mac mac;
};

static struct stream streams[STREAMS];
static struct stream whole;
static uint32_t macs;

void streams_reset(void) {
    wipe(streams, sizeof streams);
    wipe(&whole, sizeof whole);
}

/*
 * Opens the stream by the key field that starts the payload: algorithm, length,
 * id, zeros up to a multiple of 4. Sets *data_at to where the data starts.
 */
static enum status open_stream(struct stream *s, const struct request *request, uint32_t *data_at) {
    wipe(s, sizeof *s);
    if (request->size < 2) {
        return STATUS_MALFORMED;
    }
    uint32_t id_size = request->payload[1];
    uint32_t end = 2 + id_size;
    uint32_t aligned = (end + 3) & ~3u;
    if (aligned > request->size) {
        return STATUS_MALFORMED;
    }
    for (uint32_t i = end; i < aligned; i++) {
        if (request->payload[i] != 0) {
            return STATUS_MALFORMED;
        }
    }
    if (!mac_supported(request->payload[0])) {
        return STATUS_UNSUPPORTED;
    }
    if (!keystore_id_valid(&request->payload[2], id_size)) {
        return STATUS_BAD_KEY_ID;
    }
    const struct key *key = keystore_find(&request->payload[2], id_size);
    if (key == NULL) {
        return STATUS_UNKNOWN_KEY;
    }
    if (key->algorithm != request->payload[0]) {
        return STATUS_WRONG_ALGORITHM;
    }
    mac_start(&s->mac, key);
    s->state = OPEN;
    *data_at = aligned;
    return STATUS_OK;
}

static struct stream *stream_of(uint16_t number) {
    return number < STREAMS ? &streams[number] : NULL;
}

static void fail(struct stream *s, enum status status) {
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
    uint32_t data_at = 0;
    bool failed_before = !first && s->state == FAILED;
    if (first) {
        enum status status = open_stream(s, request, &data_at);
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
        mac_update(&s->mac, &request->payload[data_at], request->size - data_at);
        reply->answered = last;
        if (last) {
            reply->size = (uint8_t)mac_finish(&s->mac, reply->payload);
            macs++;
        }
    }
    if (last) {
        wipe(s, sizeof *s);
    }
}

void streams_copy(const struct request *request, struct reply *reply) {
    if (request->size != 2) {
        reply->status = STATUS_MALFORMED;
        return;
    }
    const struct stream *source = stream_of(request->aux);
    struct stream *destination = stream_of(load_le16(request->payload));
    if (source == NULL || destination == NULL) {
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
