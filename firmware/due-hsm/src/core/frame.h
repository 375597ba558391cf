/*
 * frame.h - frames in and out (PROTOCOL.md section 1): delimiter, COBS, check.
 *
 * In: bytes go by words from the received piece into the frame buffer, until a
 * delimiter ends the frame; it is decoded where it lies. The buffer is laid out
 * so that header and payload then begin words. There is one frame buffer: a
 * packet is valid until the next frame_receive().
 *
 * Out: frames collect in an output buffer and leave by board_send(), in one write
 * if they fit: at frame_flush(), or when the next would not fit.
 */
#ifndef DUE_HSM_FRAME_H
#define DUE_HSM_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "request.h"

#define LINK_OUTPUT_SIZE 448 /* bytes in one board_send(); not a multiple of a USB packet */

enum packet_type {
    PACKET_HELLO = 0x01,
    PACKET_WELCOME = 0x08,
    PACKET_NO_SESSION = 0x0B,
    PACKET_REQUEST = 0x12,
    PACKET_REPLY = 0x19,
    PACKET_ACK = 0x1A
};

/* Starts with the header as it is on the line: all boards are little-endian. */
struct packet {
    uint8_t type;
    uint8_t code;
    uint16_t epoch;
    uint16_t seq;
    uint16_t aux;
    uint32_t size;          /* bytes of payload, to REQUEST_PAYLOAD_MAX in, REPLY_PAYLOAD_MAX out */
    const uint8_t *payload; /* never NULL; of a received packet aligned to 4 */
};

enum frame_event {
    FRAME_UNFINISHED, /* the piece is used up; *packet has type and code, or 0 if not known yet */
    FRAME_WHOLE,      /* *packet is set */
    FRAME_DAMAGED     /* too long, too short, badly encoded, or a wrong check; *packet has type 0 */
};

/* Forgets all bytes in both directions. */
void frame_start(void);

/*
 * Takes bytes of the piece from *used on, *used < size, to the end of the next
 * frame or of the piece, and moves *used behind them.
 */
enum frame_event frame_receive(const uint8_t *piece, uint32_t size, uint32_t *used,
                               struct packet *packet);

/* Wipes the frame buffer. Call between frames only. */
void frame_wipe(void);

/* Drops the frame that has begun to arrive. */
void frame_drop(void);

/*
 * Adds a frame to the output. It may wipe the frame buffer: the packet received is
 * of no use afterwards, and may be a key, which is not to wait for the port.
 */
void frame_send(const struct packet *packet);

/* Sends what has collected. */
void frame_flush(void);

#endif
