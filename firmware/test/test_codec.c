/* Wiping; CRC-32C, COBS and frames, against the reference and on damaged input. */
#include <string.h>

#include "bytes.h"
#include "client.h"
#include "cobs.h"
#include "crc32c.h"
#include "fake_board.h"
#include "frame.h"
#include "harness.h"
#include "reference.h"

#define GUARD 0xA5

/* A frame buffer as frame.c has it, and room for what a wrong decoder may write. */
static uint8_t space[3 + COBS_ENCODED_MAX(PACKET_MAX) + 16] __attribute__((aligned(4)));
static uint8_t *const frame = &space[3];

static void wipe_of_every_size(void) {
    for (uint32_t at = 8; at < 12; at++) {
        for (uint32_t size = 0; size < 80; size++) {
            memset(space, GUARD, sizeof space);
            wipe(&space[at], size);
            for (uint32_t i = 0; i < 100; i++) {
                CHECK(space[i] == (i >= at && i - at < size ? 0 : GUARD));
            }
        }
    }
}

static void crc32c_of_digits(void) {
    crc32c_start();
    CHECK(crc32c((const uint8_t *)"123456789", 9) == 0xE3069283);
    CHECK(crc32c((const uint8_t *)"", 0) == 0);
}

static void crc32c_of_every_size(void) {
    uint8_t bytes[PACKET_MAX + 4];

    crc32c_start();
    random_fill(bytes, sizeof bytes);
    for (uint32_t size = 0; size <= PACKET_MAX; size += size < 80 ? 1 : 13) {
        uint32_t at = size % 4;
        CHECK(crc32c(&bytes[at], size) == reference_crc32c(&bytes[at], size));
    }
}

static void round_trip(const uint8_t *packet, uint32_t size) {
    uint8_t expected[COBS_ENCODED_MAX(PACKET_MAX)];
    uint32_t frame_size = reference_cobs_encode(expected, packet, size);

    memset(frame, GUARD, sizeof space - 3);
    if (size <= COBS_SHORT_MAX) {
        memcpy(&frame[1], packet, size);
        CHECK(cobs_encode(frame, size) == frame_size + 1);
    } else {
        memcpy(frame, expected, frame_size);
        frame[frame_size] = 0;
    }
    CHECK(frame_size <= COBS_ENCODED_MAX(size));
    CHECK(memcmp(frame, expected, frame_size) == 0 && frame[frame_size] == 0);
    CHECK(frame[frame_size + 1] == GUARD);
    CHECK(memchr(frame, 0, frame_size) == NULL);
    frame[frame_size] = GUARD;
    CHECK(cobs_decode(frame, frame_size) == size);
    CHECK(memcmp(&frame[1], packet, size) == 0);
    CHECK(frame[frame_size] == GUARD);
}

static void cobs_of_every_size(void) {
    uint8_t packet[PACKET_MAX];

    for (uint32_t size = 0; size <= PACKET_MAX; size++) {
        memset(packet, 'a', size);
        round_trip(packet, size);
        memset(packet, 0, size);
        round_trip(packet, size);
        random_lumpy(packet, size);
        round_trip(packet, size);
    }
}

static void cobs_of_damaged_frames(void) {
    for (uint32_t i = 0; i < 20000; i++) {
        uint8_t packet[COBS_ENCODED_MAX(PACKET_MAX)];
        uint8_t expected[COBS_ENCODED_MAX(PACKET_MAX)];
        uint32_t size = 1 + random_below(COBS_ENCODED_MAX(PACKET_MAX));
        memset(frame, GUARD, sizeof space - 3);
        random_lumpy(packet, size);
        for (uint32_t k = 0; k < size; k++) {
            frame[k] = packet[k] != 0 ? packet[k] : 1;
        }
        int32_t expected_size = reference_cobs_decode(expected, frame, size);
        uint32_t got = cobs_decode(frame, size);
        CHECK(got == (expected_size < 0 ? COBS_DAMAGED : (uint32_t)expected_size));
        CHECK(got == COBS_DAMAGED || memcmp(&frame[1], expected, got) == 0);
        for (uint32_t k = 0; k < 13; k++) {
            CHECK(frame[size + k] == GUARD);
        }
    }
}

/* The first delimiter counts, whatever is behind it; nothing is written behind size. */
static void copy_ends_at_delimiter(void) {
    uint8_t from[220];
    uint8_t to[228];

    for (uint32_t i = 0; i < 40000; i++) {
        uint32_t size = random_below(random_below(2) == 0 ? 20 : 200);
        uint32_t zero = random_below(size + size / 4 + 1);
        uint32_t at = random_below(8);
        uint32_t where = random_below(8);
        memset(from, 0x80, sizeof from);
        memset(to, GUARD, sizeof to);
        for (uint32_t k = 0; k < size; k++) {
            from[at + k] = (uint8_t)(k > zero ? random_below(3) : 1 + random_below(255));
        }
        if (zero < size) {
            from[at + zero] = 0;
        }
        uint32_t expected = zero < size ? zero : size;
        CHECK(cobs_copy_to_delimiter(&to[where], &from[at], size) == expected);
        CHECK(memcmp(&to[where], &from[at], expected) == 0);
        CHECK(to[where + size] == GUARD && (where == 0 || to[where - 1] == GUARD));
    }
}

/* Frames, garbage and delimiters in pieces of any size: each frame comes out whole. */
static void frames_in_pieces(void) {
    static uint8_t line[200000];
    static struct message sent[120];
    uint32_t size = 0;
    uint32_t count = 0;
    uint32_t damaged = 0;

    crc32c_start();
    frame_start();
    while (count < sizeof sent / sizeof sent[0]) {
        switch (random_below(4)) {
        case 0:
            line[size++] = 0;
            break;
        case 1: {
            uint32_t garbage = 1 + random_below(1500);
            memset(&line[size], (int)(1 + random_below(255)), garbage);
            size += garbage;
            line[size++] = 0;
            damaged++;
            break;
        }
        default: {
            struct message *m = &sent[count++];
            m->type = (uint8_t)random_below(256);
            m->code = (uint8_t)random_below(256);
            m->epoch = (uint16_t)random_below(65536);
            m->seq = (uint16_t)random_below(65536);
            m->aux = (uint16_t)random_below(65536);
            m->size = random_below(REQUEST_PAYLOAD_MAX + 1);
            random_lumpy(m->payload, m->size);
            size += client_encode(&line[size], m);
            break;
        }
        }
    }
    uint32_t got = 0;
    for (uint32_t at = 0; at < size;) {
        uint32_t piece = 1 + random_below(random_below(2) == 0 ? 4 : 2000);
        uint32_t used = 0;
        piece = piece < size - at ? piece : size - at;
        while (used < piece) {
            struct packet p;
            switch (frame_receive(&line[at], piece, &used, &p)) {
            case FRAME_UNFINISHED:
                CHECK(used == piece);
                break;
            case FRAME_DAMAGED:
                CHECK(damaged > 0);
                damaged--;
                break;
            case FRAME_WHOLE: {
                const struct message *m = &sent[got++];
                CHECK(got <= count);
                CHECK(p.type == m->type && p.code == m->code && p.epoch == m->epoch &&
                      p.seq == m->seq && p.aux == m->aux && p.size == m->size);
                CHECK(memcmp(p.payload, m->payload, m->size) == 0);
                CHECK(((uintptr_t)p.payload & 3) == 0);
                break;
            }
            }
        }
        at += piece;
    }
    CHECK(got == count && damaged == 0);
}

/* What ends a frame that is too long is not a frame, though it may look like one. */
static void frame_at_the_end_of_a_long_one(void) {
    uint8_t line[COBS_ENCODED_MAX(PACKET_MAX) + CLIENT_WIRE_MAX];
    struct message m = {.type = 0x12, .size = 30};
    uint8_t wire[CLIENT_WIRE_MAX];
    uint32_t size = client_encode(wire, &m);

    crc32c_start();
    frame_start();
    for (uint32_t lead = COBS_ENCODED_MAX(PACKET_MAX) - size; lead <= COBS_ENCODED_MAX(PACKET_MAX);
         lead++) {
        struct packet p;
        uint32_t used = 0;
        memset(line, 0xEE, lead);
        memcpy(&line[lead], wire, size);
        CHECK(frame_receive(line, lead + size, &used, &p) == FRAME_DAMAGED);
        CHECK(used == lead + size);
    }
}

/* Every single bit of a frame counts. */
static void frames_with_a_wrong_bit(void) {
    struct message m = {.type = 0x12, .code = 0x31, .epoch = 0x1234, .seq = 7, .aux = 0xFFFF};
    uint8_t wire[CLIENT_WIRE_MAX];

    crc32c_start();
    frame_start();
    m.size = 300;
    random_lumpy(m.payload, m.size);
    uint32_t size = client_encode(wire, &m);
    for (uint32_t bit = 0; bit < 8 * (size - 1); bit++) {
        uint32_t used = 0;
        uint32_t whole = 0;
        wire[bit / 8] ^= (uint8_t)(1u << bit % 8);
        while (used < size) {
            struct packet p;
            whole += frame_receive(wire, size, &used, &p) == FRAME_WHOLE;
        }
        CHECK(whole == 0);
        wire[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

/* Replies of any size gather, and leave in as few writes as the buffer allows. */
static void frames_gather(void) {
    uint8_t payload[REPLY_PAYLOAD_MAX] = {0};
    struct packet p = {.type = PACKET_REPLY, .payload = payload};
    uint32_t wire_size = 0;

    crc32c_start();
    frame_start();
    fake_board_new();
    for (uint32_t i = 0; i < 100; i++) {
        struct message m = {.type = PACKET_REPLY, .seq = (uint16_t)i};
        uint8_t wire[CLIENT_WIRE_MAX];
        p.seq = (uint16_t)i;
        p.size = m.size = random_below(REPLY_PAYLOAD_MAX + 1);
        wire_size += client_encode(wire, &m);
        frame_send(&p);
    }
    frame_flush();
    CHECK(fake_board.sent_size == wire_size);
    CHECK(fake_board.sends <= wire_size / (LINK_OUTPUT_SIZE - 94) + 1);
    for (uint32_t i = 0; i < 100; i++) {
        CHECK(client_expect(PACKET_REPLY).seq == i);
    }
    frame_flush();
    client_expect_silence();
}

/* A frame of a packet whose check is right; with zeros in it, so that COBS adds one byte only, or
 * none. */
static uint32_t frame_of_packet(uint8_t *wire, uint32_t packet_size, bool zeros) {
    uint8_t packet[2 * PACKET_MAX];

    memset(packet, 'p', packet_size);
    for (uint32_t i = 0; zeros && i < packet_size; i += 100) {
        packet[i] = 0;
    }
    packet[0] = PACKET_REQUEST;
    do { /* no zeros in the check either, if none are wanted */
        packet[9]++;
        store_le32(&packet[packet_size - 4], reference_crc32c(packet, packet_size - 4));
    } while (!zeros && memchr(packet, 0, packet_size) != NULL);
    uint32_t size = reference_cobs_encode(wire, packet, packet_size);
    wire[size] = 0;
    return size + 1;
}

static enum frame_event receive_one(const uint8_t *wire, uint32_t size, struct packet *packet) {
    uint32_t used = 0;
    enum frame_event event = frame_receive(wire, size, &used, packet);

    CHECK(used == size);
    return event;
}

/* Up to a payload of 640 bytes, whatever COBS makes of it, and no byte more. */
static void longest_packet_is_652_bytes(void) {
    uint8_t wire[3 * PACKET_MAX];
    struct packet packet;

    crc32c_start();
    frame_start();
    for (uint32_t size = PACKET_MAX - 8; size <= PACKET_MAX + 8; size++) {
        for (uint32_t zeros = 0; zeros < 2; zeros++) {
            uint32_t wire_size = frame_of_packet(wire, size, zeros != 0);
            CHECK(zeros != 0 || wire_size == COBS_ENCODED_MAX(size) + 1);
            enum frame_event event = receive_one(wire, wire_size, &packet);
            CHECK(event == (size <= PACKET_MAX ? FRAME_WHOLE : FRAME_DAMAGED));
            CHECK(event != FRAME_WHOLE || packet.size == size - 12);
        }
    }
}

/* Of a frame that does not fit nothing is taken, though its end were a frame by itself. */
static void end_of_an_overlong_frame_is_no_frame(void) {
    static uint8_t wire[6 * PACKET_MAX];
    uint32_t frame_max = COBS_ENCODED_MAX(PACKET_MAX);
    struct packet packet;

    crc32c_start();
    frame_start();
    for (uint32_t before = frame_max - 2; before <= 3 * frame_max + 2; before++) {
        memset(wire, 'x', before);
        uint32_t size = before + frame_of_packet(&wire[before], 100, true);
        CHECK(receive_one(wire, size, &packet) == FRAME_DAMAGED);
        CHECK(receive_one(&wire[before], size - before, &packet) == FRAME_WHOLE);
    }
}

int main(void) {
    static const struct test tests[] = {
        TEST(wipe_of_every_size),
        TEST(crc32c_of_digits),
        TEST(crc32c_of_every_size),
        TEST(cobs_of_every_size),
        TEST(cobs_of_damaged_frames),
        TEST(copy_ends_at_delimiter),
        TEST(frames_in_pieces),
        TEST(frame_at_the_end_of_a_long_one),
        TEST(frames_with_a_wrong_bit),
        TEST(frames_gather),
        TEST(longest_packet_is_652_bytes),
        TEST(end_of_an_overlong_frame_is_no_frame),
    };
    return RUN_TESTS("codec", tests);
}
