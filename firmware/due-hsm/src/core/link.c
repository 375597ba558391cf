#pragma GCC optimize("O3")

#include "link.h"

#include <stdbool.h>
#include <string.h>

#include "board.h"
#include "bytes.h"
#include "cobs.h"
#include "commands.h"
#include "crc32c.h"
#include "due_hsm.h"
#include "request.h"
#include "session_seed.h"
#include "streams.h"

#define VERSION_LOWEST  1
#define VERSION_HIGHEST 1

#define TYPE_HELLO      0x01
#define TYPE_WELCOME    0x08
#define TYPE_NO_SESSION 0x0B
#define TYPE_REQUEST    0x12
#define TYPE_REPLY      0x19
#define TYPE_ACK        0x1A

#define ACK_NEXT   0
#define ACK_RESEND 1

#define HEADER_SIZE  8
#define CHECK_SIZE   4
#define NONCE_SIZE   8
#define HELLO_SIZE   10
#define WELCOME_SIZE 48

#define PACKET_MAX        (HEADER_SIZE + REQUEST_PAYLOAD_MAX + CHECK_SIZE)
#define FRAME_MAX         COBS_ENCODED_MAX(PACKET_MAX)
#define ANSWER_PACKET_MAX (HEADER_SIZE + REPLY_PAYLOAD_MAX + CHECK_SIZE)
#define ANSWER_FRAME_MAX  (COBS_ENCODED_MAX(ANSWER_PACKET_MAX) + 1)

/*
 * The frame being received starts at FRAME_AT, so that its packet, one byte on,
 * and the payload of that are aligned to words.
 */
#define FRAME_AT 3
static union {
    uint32_t align;
    uint8_t bytes[FRAME_AT + FRAME_MAX];
} frame;
static uint32_t received; /* bytes of it */
static bool overlong;     /* it did not fit; bytes up to the delimiter are dropped */

struct remembered {
    bool answered;
    uint8_t status;
    uint8_t size;
    uint8_t payload[REPLY_PAYLOAD_MAX];
};

static struct {
    bool open;
    bool gap_told; /* since the last request that was executed */
    uint16_t epoch;
    uint16_t next_epoch;
    uint16_t expected;
    uint32_t boot;
    uint8_t nonce[NONCE_SIZE];
    struct remembered replies[LINK_WINDOW_MAX]; /* of request seq at seq % LINK_WINDOW_MAX */
} session;

static uint8_t output[LINK_OUTPUT_SIZE];
static uint32_t output_size;

static struct link_counters counters;

static void flush(void) {
    if (output_size != 0) {
        board_send(output, output_size);
        output_size = 0;
    }
}

static void answer(uint8_t type, uint8_t code, uint16_t epoch, uint16_t seq, uint16_t aux,
                   const uint8_t *payload, uint32_t size) {
    uint8_t packet[ANSWER_PACKET_MAX];
    packet[0] = type;
    packet[1] = code;
    store_le16(&packet[2], epoch);
    store_le16(&packet[4], seq);
    store_le16(&packet[6], aux);
    memcpy(&packet[HEADER_SIZE], payload, size);
    store_le32(&packet[HEADER_SIZE + size], crc32c(packet, HEADER_SIZE + size));
    if (output_size + ANSWER_FRAME_MAX > LINK_OUTPUT_SIZE) {
        flush();
    }
    output_size += cobs_encode(&output[output_size], packet, HEADER_SIZE + size + CHECK_SIZE);
}

static void acknowledge(uint8_t code) {
    static const uint8_t nothing[1];
    answer(TYPE_ACK, code, session.epoch, 0, session.expected, nothing, 0);
}

static void tell_gap(void) {
    if (session.open && !session.gap_told) {
        session.gap_told = true;
        acknowledge(ACK_RESEND);
    }
}

static void welcome(const uint8_t nonce[NONCE_SIZE], uint8_t version) {
    uint8_t payload[WELCOME_SIZE] = {0};
    memcpy(payload, nonce, NONCE_SIZE);
    payload[8] = version;
    payload[9] = VERSION_LOWEST;
    payload[10] = VERSION_HIGHEST;
    payload[11] = commands_flags();
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
    answer(TYPE_WELCOME, 0, version == 0 ? 0 : session.epoch, 0, 0, payload, sizeof payload);
}

static void hello(const uint8_t *payload, uint32_t size) {
    if (size < HELLO_SIZE) {
        return;
    }
    if (payload[NONCE_SIZE] > VERSION_HIGHEST || payload[NONCE_SIZE + 1] < VERSION_LOWEST) {
        welcome(payload, 0);
        return;
    }
    if (!session.open || memcmp(session.nonce, payload, NONCE_SIZE) != 0) {
        board_bind();
        commands_reset();
        wipe(session.replies, sizeof session.replies);
        session.open = true;
        session.gap_told = false;
        session.expected = 0;
        session.epoch = session.next_epoch;
        session.next_epoch = session.epoch == UINT16_MAX ? 1 : (uint16_t)(session.epoch + 1);
        memcpy(session.nonce, payload, NONCE_SIZE);
        counters.sessions++;
    }
    welcome(payload, VERSION_HIGHEST);
}

static void send_reply(uint16_t seq, const struct remembered *r) {
    answer(TYPE_REPLY, r->status, session.epoch, seq, session.expected, r->payload, r->size);
}

static void execute(const struct request *request, uint16_t seq) {
    struct remembered *r = &session.replies[seq % LINK_WINDOW_MAX];
    struct reply reply;
    board_show(BOARD_BUSY);
    commands_execute(request, &reply);
    session.expected = (uint16_t)(seq + 1);
    session.gap_told = false;
    r->answered = reply.answered;
    r->status = reply.status;
    r->size = reply.size;
    memcpy(r->payload, reply.payload, reply.size);
    if (reply.answered) {
        send_reply(seq, r);
    } else if ((request->code & REQUEST_FLAG_ACK_NOW) != 0) {
        acknowledge(ACK_NEXT);
    }
    if (reply.reset) {
        flush();
        board_reset();
    }
}

static void repeat(const struct request *request, uint16_t seq) {
    const struct remembered *r = &session.replies[seq % LINK_WINDOW_MAX];
    counters.repetitions++;
    if (r->answered) {
        send_reply(seq, r);
    } else if ((request->code & REQUEST_FLAG_ACK_NOW) != 0) {
        acknowledge(ACK_NEXT);
    }
}

static void request_arrived(const uint8_t *packet, uint32_t payload_size) {
    uint16_t epoch = load_le16(&packet[2]);
    uint16_t seq = load_le16(&packet[4]);
    struct request request = {packet[1], load_le16(&packet[6]), payload_size, &packet[HEADER_SIZE]};
    if (!session.open || epoch != session.epoch) {
        uint8_t boot[4];
        store_le32(boot, session.boot);
        answer(TYPE_NO_SESSION, 0, epoch, 0, 0, boot, sizeof boot);
    } else if (seq == session.expected) {
        execute(&request, seq);
    } else if ((uint16_t)(session.expected - seq) <= board_properties.window) {
        repeat(&request, seq);
    } else {
        counters.gaps++;
        tell_gap();
    }
}

static void frame_arrived(void) {
    uint8_t *packet = &frame.bytes[FRAME_AT + 1];
    uint32_t size = overlong ? COBS_DAMAGED : cobs_decode(&frame.bytes[FRAME_AT], received);
    if (size == COBS_DAMAGED || size < HEADER_SIZE + CHECK_SIZE || size > PACKET_MAX ||
        crc32c(packet, size - CHECK_SIZE) != load_le32(&packet[size - CHECK_SIZE])) {
        counters.damaged++;
        tell_gap();
        return;
    }
    uint32_t payload_size = size - HEADER_SIZE - CHECK_SIZE;
    counters.frames++;
    if (packet[0] == TYPE_HELLO) {
        hello(&packet[HEADER_SIZE], payload_size);
    } else if (packet[0] == TYPE_REQUEST) {
        request_arrived(packet, payload_size);
    }
    wipe(packet, size);
}

void link_start(void) {
    struct session_seed seed;
    session_seed_draw(&seed);
    memset(&session, 0, sizeof session);
    session.boot = seed.boot;
    session.next_epoch = seed.first_epoch;
    received = 0;
    overlong = false;
    output_size = 0;
    commands_reset();
}

void link_receive(const uint8_t *data, uint32_t size) {
    uint32_t i = 0;
    while (i < size) {
        uint32_t room = FRAME_MAX - received;
        uint32_t piece = size - i < room ? size - i : room;
        uint32_t copied =
            cobs_copy_to_delimiter(&frame.bytes[FRAME_AT + received], &data[i], piece);
        received += copied;
        i += copied;
        if (i == size) {
            break;
        }
        if (data[i] == 0) {
            if (received != 0 || overlong) {
                frame_arrived();
            }
            overlong = false;
            i++;
        } else {
            overlong = true;
        }
        received = 0;
    }
    flush();
}

const struct link_counters *link_counters(void) {
    return &counters;
}
