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
_Static_assert(offsetof(struct packet, size) == HEADER_SIZE, "a packet starts like its header");

/* A frame starts in the last byte of a word: its first byte is a code, then comes the header. */
#define FRAME_AT 3
static struct {
    uint32_t received; /* bytes of the frame under way */
    bool overlong;     /* it did not fit; bytes up to the delimiter are dropped */
    uint8_t bytes[FRAME_AT + FRAME_MAX] __attribute__((aligned(4)));
} in;

static struct {
    uint32_t size;
    uint8_t bytes[LINK_OUTPUT_SIZE];
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
static bool open_frame(uint32_t size, struct packet *packet) {
    const uint8_t *bytes = &in.bytes[FRAME_AT + 1];
    uint32_t packet_size = cobs_decode(&in.bytes[FRAME_AT], size);

    if (packet_size == COBS_DAMAGED || packet_size < HEADER_SIZE + CHECK_SIZE ||
        packet_size > PACKET_MAX) {
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
static enum frame_event end_frame(struct packet *packet) {
    uint32_t size = in.received;
    bool whole = !in.overlong;

    in.received = 0;
    in.overlong = false;
    return whole && open_frame(size, packet) ? FRAME_WHOLE : FRAME_DAMAGED;
}

enum frame_event frame_receive(const uint8_t *piece, uint32_t size, uint32_t *used,
                               struct packet *packet) {
    const uint8_t *frame = &in.bytes[FRAME_AT];
    uint32_t at = *used;

    packet->type = 0;
    packet->code = 0;
    while (at < size) {
        uint32_t room = FRAME_MAX - in.received;
        uint32_t left = size - at;
        uint32_t copied = cobs_copy_to_delimiter(&in.bytes[FRAME_AT + in.received], &piece[at],
                                                 left < room ? left : room);
        in.received += copied;
        at += copied;
        if (at == size) {
            break;
        }
        if (piece[at] != 0) {
            in.overlong = true; /* the buffer is full, and what follows is of no use */
            in.received = 0;
            continue;
        }
        at++;
        if (in.received != 0 || in.overlong) {
            *used = at;
            return end_frame(packet);
        }
    }
    *used = at;
    if (in.received >= 3 && !in.overlong && frame[0] >= 3) {
        packet->type = frame[1];
        packet->code = frame[2];
    }
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
    uint8_t bytes[OUT_PACKET_MAX];
    uint32_t checked = HEADER_SIZE + packet->size;

    bytes[0] = packet->type;
    bytes[1] = packet->code;
    store_le16(&bytes[2], packet->epoch);
    store_le16(&bytes[4], packet->seq);
    store_le16(&bytes[6], packet->aux);
    memcpy(&bytes[HEADER_SIZE], packet->payload, packet->size);
    store_le32(&bytes[checked], check_to_send(bytes, checked));

    if (COBS_ENCODED_MAX(OUT_PACKET_MAX) + 1 > LINK_OUTPUT_SIZE - out.size) {
        frame_wipe();
        frame_flush();
    }
    out.size += cobs_encode(&out.bytes[out.size], bytes, checked + CHECK_SIZE);
}

void frame_flush(void) {
    if (out.size != 0) {
        board_send(out.bytes, out.size);
        out.size = 0;
    }
}
