#include "client.h"

#include <string.h>

#include "algorithm.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "frame.h"
#include "harness.h"
#include "link.h"
#include "reference.h"

#define HEADER_SIZE 8

struct client client = {.algorithm = ALGORITHM_HMAC_SHA1};

uint32_t client_encode(uint8_t wire[CLIENT_WIRE_MAX], const struct message *m) {
    uint8_t packet[HEADER_SIZE + REQUEST_PAYLOAD_MAX + 4];
    uint32_t checked = HEADER_SIZE + m->size;

    packet[0] = m->type;
    packet[1] = m->code;
    store_le16(&packet[2], m->epoch);
    store_le16(&packet[4], m->seq);
    store_le16(&packet[6], m->aux);
    memcpy(&packet[HEADER_SIZE], m->payload, m->size);
    store_le32(&packet[checked], reference_crc32c(packet, checked));
    uint32_t size = reference_cobs_encode(wire, packet, checked + 4);
    wire[size] = 0;
    wipe(packet, sizeof packet);
    return size + 1;
}

/* The board's receive buffers, in turn; static, so that a test can look for what stays there. */
void client_deliver(const uint8_t *wire, uint32_t size) {
    static uint8_t pieces[2][1024];
    static uint32_t turn;
    uint8_t *piece = pieces[turn++ % 2];

    CHECK(size <= sizeof pieces[0]);
    memcpy(piece, wire, size);
    link_receive(piece, size);
}

void client_send(const struct message *m) {
    uint8_t wire[CLIENT_WIRE_MAX];

    client_deliver(wire, client_encode(wire, m));
    wipe(wire, sizeof wire);
}

bool client_decode(struct message *m, const uint8_t *frame, uint32_t size) {
    uint8_t packet[HEADER_SIZE + REPLY_PAYLOAD_MAX + 4 + 1];

    if (size > sizeof packet) {
        return false;
    }
    int32_t packet_size = reference_cobs_decode(packet, frame, size);
    if (packet_size < HEADER_SIZE + 4) {
        return false;
    }
    uint32_t checked = (uint32_t)packet_size - 4;
    if (load_le32(&packet[checked]) != reference_crc32c(packet, checked)) {
        return false;
    }
    m->type = packet[0];
    m->code = packet[1];
    m->epoch = load_le16(&packet[2]);
    m->seq = load_le16(&packet[4]);
    m->aux = load_le16(&packet[6]);
    m->size = checked - HEADER_SIZE;
    memcpy(m->payload, &packet[HEADER_SIZE], m->size);
    return true;
}

bool client_take(struct message *m) {
    const uint8_t *end = memchr(fake_board.sent, 0, fake_board.sent_size);

    if (end == NULL) {
        CHECK(fake_board.sent_size == 0);
        return false;
    }
    uint32_t size = (uint32_t)(end - fake_board.sent);
    CHECK(client_decode(m, fake_board.sent, size));
    fake_board.sent_size -= size + 1;
    memmove(fake_board.sent, end + 1, fake_board.sent_size);
    return true;
}

struct message client_expect(uint8_t type) {
    struct message m;

    CHECK(client_take(&m));
    CHECK(m.type == type);
    return m;
}

void client_expect_silence(void) {
    CHECK(fake_board.sent_size == 0);
}

void client_restart_device(void) {
    fake_board.sent_size = 0;
    due_hsm_start();
    (void)client_hello(1);
}

void client_new_device(void) {
    fake_board_new();
    client_restart_device();
}

struct message client_hello(uint8_t nonce) {
    struct message m = {.type = PACKET_HELLO, .size = 10};

    memset(m.payload, nonce, 8);
    m.payload[8] = 1;
    m.payload[9] = 1;
    client_send(&m);
    struct message welcome = client_expect(PACKET_WELCOME);
    client_expect_silence();
    client.epoch = welcome.epoch;
    client.next_seq = 0;
    return welcome;
}

void client_request(uint32_t code, uint16_t aux, const void *payload, uint32_t size) {
    struct message m = {.type = PACKET_REQUEST,
                        .code = (uint8_t)code,
                        .epoch = client.epoch,
                        .seq = client.next_seq++,
                        .aux = aux,
                        .size = size};

    if (size != 0) {
        memcpy(m.payload, payload, size);
    }
    client_send(&m);
    wipe(&m, sizeof m);
}

struct message client_call(uint32_t code, uint16_t aux, const void *payload, uint32_t size) {
    uint16_t seq = client.next_seq;

    client_request(code, aux, payload, size);
    struct message reply = client_expect(PACKET_REPLY);
    client_expect_silence();
    CHECK(reply.epoch == client.epoch && reply.seq == seq && reply.aux == client.next_seq);
    return reply;
}

uint8_t client_status(uint32_t code, uint16_t aux, const void *payload, uint32_t size) {
    struct message reply = client_call(code, aux, payload, size);

    CHECK(reply.code == STATUS_OK || reply.size == 0);
    return reply.code;
}

uint32_t put_id(uint8_t *out, const char *id) {
    uint32_t size = (uint32_t)strlen(id);

    out[0] = (uint8_t)size;
    memcpy(&out[1], id, size);
    return 1 + size;
}

uint32_t put_new_key(uint8_t *out, const char *id) {
    uint32_t at = 1 + put_id(&out[1], id);

    out[0] = client.algorithm;
    store_le64(&out[at], CLIENT_CREATED);
    return at + 8;
}

uint32_t put_key_field(uint8_t *out, const char *id) {
    uint32_t at = 1 + put_id(&out[1], id);

    out[0] = client.algorithm;
    while (at % 4 != 0) {
        out[at++] = 0;
    }
    return at;
}

uint32_t put_import(uint8_t *out, const char *id, const void *key, uint32_t key_size) {
    uint32_t at = put_new_key(out, id);

    out[at] = (uint8_t)key_size;
    memcpy(&out[at + 1], key, key_size);
    return at + 1 + key_size;
}

uint32_t put_limits(uint8_t *out, const void *limits, uint32_t size) {
    out[0] = (uint8_t)size;
    memcpy(&out[1], limits, size);
    return 1 + size;
}

uint32_t put_get_limits(uint8_t *out, const char *id, uint32_t offset) {
    out[0] = EXTENDED_GET_LIMITS;
    out[1] = (uint8_t)offset;
    return 2 + put_id(&out[2], id);
}

uint32_t put_set_limits(uint8_t *out, const char *id, const void *limits, uint32_t size) {
    uint32_t at = 1 + put_id(&out[1], id);

    out[0] = EXTENDED_SET_LIMITS;
    return at + put_limits(&out[at], limits, size);
}

bool client_limits_are(const char *id, const void *limits, uint32_t size) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint8_t read[KEY_ID_MAX];
    uint32_t at = 0;

    do {
        uint32_t asked = put_get_limits(payload, id, at);
        struct message piece = client_call(VERB_EXTENDED, 0, payload, asked);
        uint32_t rest = size - at;
        if (piece.code != STATUS_OK || piece.payload[4] != size ||
            piece.size != 5 + (rest < LIST_PIECE_MAX ? rest : LIST_PIECE_MAX)) {
            return false;
        }
        memcpy(&read[at], &piece.payload[5], piece.size - 5);
        at += piece.size - 5;
    } while (at < size);
    return memcmp(read, limits, size) == 0;
}

void client_import(const char *id, const void *key, uint32_t key_size) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint32_t size = put_import(payload, id, key, key_size);

    CHECK(client_status(VERB_IMPORT, 0, payload, size) == STATUS_OK);
    wipe(payload, sizeof payload);
}
