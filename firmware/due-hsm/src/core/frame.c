#pragma GCC optimize("O3")

#include "frame.h"

#include "board.h"
#include "bytes.h"
#include "cobs.h"
#include "crc32c.h"

#define HEADER_SIZE 8
#define CHECK_SIZE  4

#define PACKET_MAX     (HEADER_SIZE + REQUEST_PAYLOAD_MAX + CHECK_SIZE)
#define FRAME_MAX      COBS_ENCODED_MAX(PACKET_MAX)
#define OUT_PACKET_MAX (HEADER_SIZE + REPLY_PAYLOAD_MAX + CHECK_SIZE)

/* A frame starts in the last byte of a word: its first byte is a code, then comes the header. */
#define FRAME_AT 3
static union {
    uint32_t align;
    uint8_t bytes[FRAME_AT + FRAME_MAX];
} buffer;
static uint32_t received; /* bytes of the frame under way */
static bool overlong;     /* it did not fit; bytes up to the delimiter are dropped */

static uint8_t output[LINK_OUTPUT_SIZE];
static uint32_t output_size;

void frame_start(void) {
    received = 0;
    overlong = false;
    output_size = 0;
}

/* Decodes and checks a frame of size bytes, 1 or more. */
static bool open_frame(uint32_t size, struct packet *packet) {
    const uint8_t *bytes = &buffer.bytes[FRAME_AT + 1];
    uint32_t packet_size = cobs_decode(&buffer.bytes[FRAME_AT], size);

    if (packet_size == COBS_DAMAGED || packet_size < HEADER_SIZE + CHECK_SIZE ||
        packet_size > PACKET_MAX) {
        return false;
    }
    uint32_t checked = packet_size - CHECK_SIZE;
    if (crc32c(bytes, checked) != load_le32(&bytes[checked])) {
        return false;
    }
    packet->type = bytes[0];
    packet->code = bytes[1];
    packet->epoch = load_le16(&bytes[2]);
    packet->seq = load_le16(&bytes[4]);
    packet->aux = load_le16(&bytes[6]);
    packet->size = checked - HEADER_SIZE;
    packet->payload = &bytes[HEADER_SIZE];
    return true;
}

/* A frame has ended, by a delimiter. */
static enum frame_event end_frame(struct packet *packet) {
    uint32_t size = received;
    bool whole = !overlong;

    received = 0;
    overlong = false;
    return whole && open_frame(size, packet) ? FRAME_WHOLE : FRAME_DAMAGED;
}

enum frame_event frame_receive(const uint8_t *piece, uint32_t size, uint32_t *used,
                               struct packet *packet) {
    while (*used < size) {
        uint32_t room = FRAME_MAX - received;
        uint32_t left = size - *used;
        uint32_t copied = cobs_copy_to_delimiter(&buffer.bytes[FRAME_AT + received], &piece[*used],
                                                 left < room ? left : room);
        received += copied;
        *used += copied;
        if (*used == size) {
            break;
        }
        if (piece[*used] != 0) {
            overlong = true; /* the buffer is full, and what follows is of no use */
            received = 0;
            continue;
        }
        *used += 1;
        if (received != 0 || overlong) {
            return end_frame(packet);
        }
    }
    return FRAME_UNFINISHED;
}

bool frame_peek(uint8_t *type, uint8_t *code) {
    const uint8_t *frame = &buffer.bytes[FRAME_AT];

    if (received < 3 || overlong || frame[0] < 3) {
        return false;
    }
    *type = frame[1];
    *code = frame[2];
    return true;
}

void frame_wipe(void) {
    wipe(&buffer, sizeof buffer);
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
    store_le32(&bytes[checked], crc32c(bytes, checked));

    if (COBS_ENCODED_MAX(OUT_PACKET_MAX) + 1 > LINK_OUTPUT_SIZE - output_size) {
        frame_flush();
    }
    output_size += cobs_encode(&output[output_size], bytes, checked + CHECK_SIZE);
}

void frame_flush(void) {
    if (output_size != 0) {
        board_send(output, output_size);
        output_size = 0;
    }
}
