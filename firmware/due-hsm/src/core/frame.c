#pragma GCC optimize("O2") /* each frame comes through here */

#include "frame.h"

#include <stddef.h>

#include "board.h"
#include "bytes.h"
#include "cobs.h"
#include "crc32c.h"
#include "selftest.h"

#define HEADER_SIZE 8
#define CHECK_SIZE  4

#define FRAME_MAX      COBS_ENCODED_MAX(PACKET_MAX)
#define OUT_PACKET_MAX (HEADER_SIZE + REPLY_PAYLOAD_MAX + CHECK_SIZE)

_Static_assert(PACKET_MAX == HEADER_SIZE + REQUEST_PAYLOAD_MAX + CHECK_SIZE,
               "the longest packet is the longest request");
_Static_assert(OUT_PACKET_MAX <= COBS_SHORT_MAX, "what is sent is encoded where it lies");
_Static_assert(offsetof(struct packet, size) == HEADER_SIZE, "a packet starts like its header");

/* A frame starts in the last byte of a word: its first byte is a code, then comes the header. */
#define FRAME_AT 3
static struct input {
    uint32_t received; /* bytes of the frame under way */
    bool overlong;     /* it did not fit; bytes up to the delimiter are dropped */
    uint8_t bytes[FRAME_AT + FRAME_MAX] __attribute__((aligned(4)));
} in;

static struct output {
    uint32_t size;
    uint8_t bytes[LINK_OUTPUT_SIZE + COBS_READ_BEHIND];
} out;

void frame_drop(void) {
    in.received = 0;
    in.overlong = false;
    frame_wipe();
}

void frame_start(void) {
    frame_drop();
    out.size = 0;
}

/* Decodes and checks a frame of size bytes, 1 or more. */
static inline bool open_frame(uint8_t *frame, uint32_t size, struct packet *packet) {
    const uint8_t *bytes = &frame[1];
    uint32_t packet_size = cobs_decode(frame, size);

    if (UNLIKELY(packet_size == COBS_DAMAGED || packet_size < HEADER_SIZE + CHECK_SIZE ||
                 packet_size > PACKET_MAX)) {
        return false;
    }
    uint32_t checked = packet_size - CHECK_SIZE;
    if (!crc32c_ends(bytes, checked)) {
        return false;
    }
    memcpy(packet, bytes, HEADER_SIZE);
    packet->size = checked - HEADER_SIZE;
    packet->payload = &bytes[HEADER_SIZE];
    return true;
}

/* A frame has ended, by a delimiter. */
static inline enum frame_event end_frame(struct input *f, struct packet *packet) {
    uint32_t size = f->received;
    bool whole = !f->overlong;

    f->received = 0;
    f->overlong = false;
    if (UNLIKELY(!whole || !open_frame(&f->bytes[FRAME_AT], size, packet))) {
        packet->type = 0;
        packet->code = 0;
        return FRAME_DAMAGED;
    }
    return FRAME_WHOLE;
}

enum frame_event frame_receive(const uint8_t *piece, uint32_t size, uint32_t *used,
                               struct packet *packet) {
    struct input *f = immediate(&in);
    const uint8_t *frame = &f->bytes[FRAME_AT];
    uint32_t at = *used;

    while (at < size) {
        uint32_t room = FRAME_MAX - f->received;
        uint32_t left = size - at;
        uint32_t copied = cobs_copy_to_delimiter(&f->bytes[FRAME_AT + f->received], &piece[at],
                                                 left < room ? left : room);
        f->received += copied;
        at += copied;
        if (at == size) {
            break;
        }
        if (UNLIKELY(piece[at] != 0)) {
            f->overlong = true; /* the buffer is full, and what follows is of no use */
            f->received = 0;
            continue;
        }
        at++;
        if (LIKELY(f->received != 0 || f->overlong)) {
            *used = at;
            return end_frame(f, packet);
        }
    }
    *used = at;
    bool known = f->received >= 3 && !f->overlong && frame[0] >= 3;
    packet->type = known ? frame[1] : 0;
    packet->code = known ? frame[2] : 0;
    return FRAME_UNFINISHED;
}

void frame_wipe(void) {
    wipe(in.bytes, sizeof in.bytes);
}

/* INFO is to work also when the tables are what the self-test found wrong. */
static inline uint32_t check_to_send(const uint8_t *bytes, uint32_t size) {
    return selftest_failed() ? crc32c_by_bits(bytes, size) : crc32c(bytes, size);
}

void frame_send(const struct packet *packet) {
    struct output *o = immediate(&out);
    uint32_t checked = HEADER_SIZE + packet->size;

    if (COBS_ENCODED_MAX(OUT_PACKET_MAX) + 1 > LINK_OUTPUT_SIZE - o->size) {
        frame_wipe();
        frame_flush();
    }
    uint8_t *frame = &o->bytes[o->size];
    uint8_t *bytes = &frame[1];
    memcpy(bytes, packet, HEADER_SIZE);
    memcpy(&bytes[HEADER_SIZE], packet->payload, packet->size);
    store_word(&bytes[checked], check_to_send(bytes, checked));
    o->size += cobs_encode(frame, checked + CHECK_SIZE);
}

void frame_flush(void) {
    struct output *o = immediate(&out);

    if (o->size != 0) {
        board_send(o->bytes, o->size);
        o->size = 0;
    }
}
