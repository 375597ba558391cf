#pragma GCC optimize("O2") /* each frame comes through here */

#include "link.h"

#include <stdbool.h>
#include <stddef.h>

#include "board.h"
#include "bytes.h"
#include "commands.h"
#include "counters.h"
#include "info.h"
#include "session_seed.h"
#include "streams.h"
#include "version.h"

#define VERSION_LOWEST  PROTOCOL_VERSION
#define VERSION_HIGHEST PROTOCOL_VERSION

#define ACK_NEXT   0
#define ACK_RESEND 1

static struct {
    bool open;
    bool gap_told; /* since the last request that was executed, or that asked */
    bool wrapped;  /* request 65535 has been executed */
    uint16_t epoch;
    uint16_t next_epoch;
    uint16_t expected;
    uint32_t boot;
    uint8_t nonce[NONCE_SIZE];
    struct reply replies[WINDOW_MAX]; /* of request seq at seq % WINDOW_MAX */
} session;

static void acknowledge(uint8_t code) {
    static const uint8_t nothing[1];
    struct packet ack = {.type = PACKET_ACK,
                         .code = code,
                         .epoch = session.epoch,
                         .aux = session.expected,
                         .payload = nothing};
    frame_send(&ack);
}

static void tell_gap(void) {
    if (session.open && !session.gap_told) {
        session.gap_told = true;
        acknowledge(ACK_RESEND);
    }
}

static void welcome(const uint8_t nonce[NONCE_SIZE], uint8_t version) {
    uint8_t payload[WELCOME_PAYLOAD_SIZE] = {0};
    struct packet packet = {.type = PACKET_WELCOME,
                            .epoch = version == 0 ? 0 : session.epoch,
                            .size = sizeof payload,
                            .payload = payload};

    memcpy(payload, nonce, NONCE_SIZE);
    payload[8] = version;
    payload[9] = VERSION_LOWEST;
    payload[10] = VERSION_HIGHEST;
    payload[11] = info_flags();
    store_le32(&payload[12], session.boot);
    payload[16] = board_properties.window;
    payload[17] = (uint8_t)board_properties.kind;
    store_le16(&payload[18], REQUEST_PAYLOAD_MAX);
    store_le32(&payload[20], board_properties.receive_bytes);
    store_le16(&payload[24], STREAMS);
    payload[26] = DUE_HSM_VERSION_MAJOR;
    payload[27] = DUE_HSM_VERSION_MINOR;
    payload[28] = DUE_HSM_VERSION_PATCH;
    board_unique_id(&payload[32]);
    frame_send(&packet);
}

static void hello(const uint8_t *payload, uint32_t size) {
    if (size < HELLO_PAYLOAD_SIZE) {
        return;
    }
    if (payload[NONCE_SIZE] > VERSION_HIGHEST || payload[NONCE_SIZE + 1] < VERSION_LOWEST) {
        welcome(payload, 0);
        return;
    }
    if (!session.open || memcmp(session.nonce, payload, NONCE_SIZE) != 0) {
        board_bind();
        wipe(session.replies, sizeof session.replies);
        session.open = true;
        session.gap_told = false;
        session.expected = 0;
        session.wrapped = false;
        session.epoch = session.next_epoch;
        session.next_epoch = session.epoch == UINT16_MAX ? 1 : (uint16_t)(session.epoch + 1);
        memcpy(session.nonce, payload, NONCE_SIZE);
        commands_reset(session.boot, session.epoch);
        counters[COUNTER_SESSIONS]++;
    }
    welcome(payload, VERSION_HIGHEST);
}

static void no_session(uint16_t epoch) {
    uint8_t boot[NO_SESSION_PAYLOAD_SIZE];
    struct packet packet = {
        .type = PACKET_NO_SESSION, .epoch = epoch, .size = sizeof boot, .payload = boot};

    store_le32(boot, session.boot);
    frame_send(&packet);
}

/* Answers a request that has been executed, now or before. */
static void respond(const struct packet *request, const struct reply *r) {
    if (r->answered) {
        struct packet packet = {.type = PACKET_REPLY,
                                .code = r->status,
                                .epoch = session.epoch,
                                .seq = request->seq,
                                .aux = session.expected,
                                .size = r->size,
                                .payload = r->payload};
        frame_send(&packet);
    } else if ((request->code & REQUEST_FLAG_ACK_NOW) != 0) {
        acknowledge(ACK_NEXT);
    }
}

/* None of them is sent again, but this one: its request may be repeated, as any other. */
static void forget_all_but(const struct reply *kept) {
    for (uint32_t i = 0; i < WINDOW_MAX; i++) {
        if (&session.replies[i] != kept) {
            wipe(&session.replies[i], sizeof session.replies[i]);
        }
    }
}

static __attribute__((cold, noinline)) void finish(const struct packet *request) {
    struct reply *r = &session.replies[request->seq % WINDOW_MAX];

    if (r->after == AFTER_RESET) {
        frame_flush();
        board_reset();
    }
    r->after = AFTER_NOTHING;
    forget_all_but(r);
}

static void execute(const struct packet *packet, struct reply *reply) {
    struct request request = {packet->code, packet->aux, packet->size, packet->payload};

    board_show(BOARD_BUSY);
    commands_execute(&request, reply);
    session.expected = (uint16_t)(packet->seq + 1);
    if (UNLIKELY(session.expected == 0)) {
        session.wrapped = true;
    }
    session.gap_told = false;
}

/* Whether this is one of the last window numbers, and not one from before the first request. */
static bool was_executed(uint16_t seq) {
    uint16_t back = (uint16_t)(session.expected - seq);

    return back <= board_properties.window && (session.wrapped || back <= session.expected);
}

static void request_arrived(const struct packet *packet) {
    struct reply *reply = &session.replies[packet->seq % WINDOW_MAX];

    if (UNLIKELY(!session.open || packet->epoch != session.epoch)) {
        no_session(packet->epoch);
        return;
    }
    if (LIKELY(packet->seq == session.expected)) {
        execute(packet, reply);
    } else if (was_executed(packet->seq)) {
        counters[COUNTER_REPETITIONS]++;
    } else {
        counters[COUNTER_GAPS]++;
        if ((packet->code & REQUEST_FLAG_ACK_NOW) != 0) {
            session.gap_told = false;
        }
        tell_gap();
        return;
    }
    respond(packet, reply);
    if (UNLIKELY(reply->after != AFTER_NOTHING)) {
        finish(packet);
    }
}

static void packet_arrived(const struct packet *packet) {
    counters[COUNTER_FRAMES]++;
    if (LIKELY(packet->type == PACKET_REQUEST)) {
        request_arrived(packet);
    } else if (packet->type == PACKET_HELLO) {
        hello(packet->payload, packet->size);
    }
}

/* Whether a packet of this type and code carries data for a MAC, and no key. */
static bool is_mac(const struct packet *packet) {
    return packet->type == PACKET_REQUEST && REQUEST_VERB(packet->code) == VERB_MAC;
}

void link_start(void) {
    struct session_seed seed;

    session_seed_draw(&seed);
    memset(&session, 0, sizeof session);
    session.boot = seed.boot;
    session.next_epoch = seed.first_epoch;
    frame_start();
    commands_reset(session.boot, session.epoch);
}

void link_forget_replies(void) {
    forget_all_but(NULL);
}

/*
 * Nearly all bytes are data for a MAC, which is no secret of the device. Any
 * other frame, whole, damaged or only begun, may be an IMPORT: its bytes in the
 * piece are wiped as soon as they have been copied out of it, and the frame buffer
 * at its end, or sooner, when answers have to leave before that (frame_send()).
 */
void link_receive(uint8_t *piece, uint32_t size) {
    uint32_t used = 0;

    while (used < size) {
        struct packet packet;
        uint32_t start = used;
        enum frame_event event = frame_receive(piece, size, &used, &packet);
        bool may_be_key = !is_mac(&packet);
        if (UNLIKELY(may_be_key)) {
            wipe(&piece[start], used - start);
        }
        if (event == FRAME_WHOLE) {
            packet_arrived(&packet);
        } else if (event == FRAME_DAMAGED) {
            counters[COUNTER_DAMAGED]++;
            tell_gap();
        }
        if (UNLIKELY(may_be_key) && event != FRAME_UNFINISHED) {
            frame_wipe();
        }
    }
    frame_flush();
}
