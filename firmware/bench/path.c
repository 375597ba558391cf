/*
 * path.c - the program whose trace shows where the cycles of a request go: the
 * Due's core and its ports, fed as the USB controller or the UART's DMA would.
 *
 * Each function named time_... delivers the frames that are timed; what
 * due_hsm_poll() costs in there is counted, all else is not. Every MAC is compared
 * with one computed from the data at hand. Argument "uart": the programming port.
 */
#include <string.h>

#include "algorithm.h"
#include "board.h"
#include "bytes.h"
#include "cobs.h"
#include "crc32c.h"
#include "due_hsm.h"
#include "frame.h"
#include "hmac.h"
#include "keystore.h"
#include "no_uart.h"
#include "reference.h"
#include "registers.h"
#include "semihosting.h"
#include "sha1.h"

#include "../due-hsm/src/due/due.h"
#include "../due-hsm/src/due/sam3x8e.h"

#define EP_OUT 2
#define EP_IN  3
#define PACKET 512u

#define KEYS       64u
#define FIRST_ID   ' ' /* an id is so many of a character, from this one on */
#define ID_SIZE    20u /* as an AWS access key id */
#define FIELD_SIZE 24u /* algorithm, length, id, padding */
#define PART       REQUEST_PAYLOAD_MAX
#define PARTS      8u   /* a window */
#define FIRST_PART 576u /* as many whole blocks as fit beside the key field */

#define HEADER_SIZE 8u
#define FRAME_MAX   (COBS_ENCODED_MAX(PACKET_MAX) + 1)

#define NO_TIME __attribute__((noipa)) /* the trace tells these apart by name */

int main(void);
uint32_t GetTickCount(void);
void UDD_Detach(void);
void time_stream(void);
void time_stream_of_text(void);
void time_stream_of_zeros(void);
void time_mac_1024(void);
void time_mac_64(void);
void time_aws4_cold(void);
void time_aws4_cached(void);

volatile uint32_t _usbConfiguration = 1;

static bool on_uart;
static uint32_t milliseconds;
static uint8_t flash[FLASH_BANK_PAGES][BOARD_FLASH_PAGE_SIZE] __attribute__((aligned(8)));

static uint8_t wire[PARTS * FRAME_MAX];
static uint32_t wire_size;
static uint8_t message[FIRST_PART + PARTS * PART];
static uint16_t epoch;
static uint16_t seq;

/* The rest of the board and of the Arduino core. */

uint32_t GetTickCount(void) {
    return milliseconds;
}

void UDD_Detach(void) {
}

const uint8_t *board_flash_page(uint32_t page) {
    return flash[page];
}

bool board_flash_replace(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]) {
    memcpy(flash[page], data, BOARD_FLASH_PAGE_SIZE);
    return true;
}

bool board_noise(uint8_t *out, uint32_t size) {
    static uint32_t x = 1;

    for (uint32_t i = 0; i < size; i++) {
        x = x * 1664525u + 1013904223u;
        out[i] = (uint8_t)(x >> 24);
    }
    return true;
}

bool board_sealed(void) {
    return false;
}

bool board_seal(void) {
    return false;
}

void board_reset(void) {
    semihosting_exit(1);
}

void board_unique_id(uint8_t id[UNIQUE_ID_SIZE]) {
    memset(id, 0, UNIQUE_ID_SIZE);
}

static void require(bool condition) {
    if (!condition) {
        semihosting_exit(1);
    }
}

/* The two ports, as the hardware fills them: USB by packets, the UART's ring by single bytes. */

static void deliver_packet(const uint8_t *data, uint32_t size) {
    memcpy((uint8_t *)(uintptr_t)USB_FIFO(EP_OUT), data, size);
    USB_EPISR(EP_OUT) = USB_RXOUTI | size << 20;
    USB_EPISR(EP_IN) = USB_TXINI;
    due_hsm_poll();
}

static void deliver_byte(uint8_t byte) {
    *(uint8_t *)(uintptr_t)UART_RPR = byte;
    UART_RPR = UART_RPR + 1;
    UART_RCR = UART_RCR - 1;
    if (UART_RCR == 0) {
        UART_RPR = UART_RNPR;
        UART_RCR = UART_RNCR;
        UART_RNCR = 0;
    }
    due_hsm_poll();
    UART_TCR = 0;
    milliseconds++;
}

static void deliver(void) {
    for (uint32_t at = 0; on_uart && at < wire_size; at++) {
        deliver_byte(wire[at]);
    }
    for (uint32_t at = 0; !on_uart && at < wire_size; at += PACKET) {
        deliver_packet(&wire[at], wire_size - at < PACKET ? wire_size - at : PACKET);
    }
    wire_size = 0;
}

NO_TIME void time_stream(void) {
    deliver();
}

NO_TIME void time_stream_of_text(void) {
    deliver();
}

NO_TIME void time_stream_of_zeros(void) {
    deliver();
}

NO_TIME void time_mac_1024(void) {
    deliver();
}

NO_TIME void time_mac_64(void) {
    deliver();
}

NO_TIME void time_aws4_cold(void) {
    deliver();
}

NO_TIME void time_aws4_cached(void) {
    deliver();
}

/* The host. */

static void put_frame(uint8_t type, uint32_t code, uint16_t aux, const uint8_t *payload,
                      uint32_t size) {
    uint8_t packet[PACKET_MAX];

    packet[0] = type;
    packet[1] = (uint8_t)code;
    store_le16(&packet[2], epoch);
    store_le16(&packet[4], seq);
    store_le16(&packet[6], aux);
    memcpy(&packet[HEADER_SIZE], payload, size);
    store_le32(&packet[HEADER_SIZE + size], crc32c(packet, HEADER_SIZE + size));
    wire_size += reference_cobs_encode(&wire[wire_size], packet, HEADER_SIZE + size + 4);
    wire[wire_size++] = 0;
}

static void put_request(uint32_t code, uint16_t stream, const uint8_t *payload, uint32_t size) {
    put_frame(PACKET_REQUEST, VERB_MAC | code, stream, payload, size);
    seq++;
}

/* The key field of the last key, and the start of the message. */
static void put_first(uint32_t code, uint16_t stream, uint32_t size) {
    uint8_t payload[REQUEST_PAYLOAD_MAX] = {ALGORITHM_HMAC_SHA1, ID_SIZE};

    memset(&payload[2], FIRST_ID + KEYS - 1, ID_SIZE);
    memcpy(&payload[FIELD_SIZE], message, size);
    put_request(REQUEST_FLAG_FIRST | code, stream, payload, FIELD_SIZE + size);
}

/* The last frame that the device sent. */
static void take_answer(uint8_t frame[PACKET], uint8_t type) {
    const uint8_t *sent = on_uart ? (const uint8_t *)(uintptr_t)UART_TPR
                                  : (const uint8_t *)(uintptr_t)USB_FIFO(EP_IN);
    uint32_t size = cobs_copy_to_delimiter(frame, sent, PACKET);

    require(size != 0 && cobs_decode(frame, size) != COBS_DAMAGED && frame[1] == type);
}

static void expect_mac(uint32_t size) {
    uint8_t frame[PACKET];
    uint8_t mac[SHA1_SIZE];
    struct hmac h;

    hmac_start(&h, &sha1, sha1.initial, sha1.initial);
    hmac_update(&h, message, size);
    (void)hmac_finish(&h, mac);
    take_answer(frame, PACKET_REPLY);
    require(frame[2] == STATUS_OK && memcmp(&frame[1 + HEADER_SIZE], mac, sizeof mac) == 0);
}

static void add_keys(void) {
    struct key key = {.id_size = ID_SIZE, .algorithm = ALGORITHM_HMAC_SHA1};

    memcpy(key.inner, sha1.initial, sizeof key.inner);
    memcpy(key.outer, sha1.initial, sizeof key.outer);
    for (uint32_t i = 0; i < KEYS; i++) {
        memset(key.id, (int)(FIRST_ID + i), ID_SIZE);
        require(keystore_put(&key, false) == STATUS_OK);
    }
    memset(key.id, FIRST_ID + KEYS, ID_SIZE);
    algorithm_set_key(&key, ALGORITHM_AWS4_HMAC_SHA256,
                      (const uint8_t *)"AWS4wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", 44);
    require(keystore_put(&key, false) == STATUS_OK);
}

static void open_session(void) {
    static const uint8_t hello[10] = {1, 2, 3, 4, 5, 6, 7, 8, 1, 1};
    uint8_t frame[PACKET];

    put_frame(PACKET_HELLO, 0, 0, hello, sizeof hello);
    deliver();
    take_answer(frame, PACKET_WELCOME);
    epoch = load_le16(&frame[3]);
}

/* A window of full frames from the middle of a stream, with an ACK in each half. */
static void stream(void (*timed)(void), uint32_t parts) {
    uint32_t at = FIRST_PART;

    put_first(0, 1, FIRST_PART);
    deliver();
    for (uint32_t i = 0; i < parts; i++) {
        put_request(i % 4 == 3 ? REQUEST_FLAG_ACK_NOW : 0, 1, &message[at], PART);
        at += PART;
    }
    timed();
    put_request(REQUEST_FLAG_LAST, 1, &message[at], 0);
    deliver();
    expect_mac(at);
}

static void mac_1024(void) {
    put_first(0, 1, FIRST_PART);
    put_request(REQUEST_FLAG_LAST, 1, &message[FIRST_PART], 1024 - FIRST_PART);
    time_mac_1024();
    expect_mac(1024);
}

static void mac_64(void) {
    put_first(REQUEST_FLAG_LAST, 0xFFFF, 64);
    time_mac_64();
    expect_mac(64);
}

/* AWS IAM User Guide, "Create a signed AWS API request": the same signature each time. */
static void aws4(void (*timed)(void)) {
    static const char text[] = "AWS4-HMAC-SHA256\n20150830T123600Z\n"
                               "20150830/us-east-1/iam/aws4_request\n"
                               "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59";
    static const uint8_t signature[] = {0x5d, 0x67, 0x2d, 0x79, 0xc1, 0x5b, 0x13, 0x16,
                                        0x2d, 0x92, 0x79, 0xb0, 0x85, 0x5c, 0xfb, 0xa6,
                                        0x78, 0x9a, 0x8e, 0xdb, 0x4c, 0x82, 0xc4, 0x00,
                                        0xe0, 0x6b, 0x59, 0x24, 0xa6, 0xf2, 0xb5, 0xd7};
    uint8_t payload[REQUEST_PAYLOAD_MAX] = {ALGORITHM_AWS4_HMAC_SHA256, ID_SIZE};
    uint8_t frame[PACKET];

    memset(&payload[2], FIRST_ID + KEYS, ID_SIZE);
    memcpy(&payload[FIELD_SIZE], text, sizeof text - 1);
    put_request(REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF, payload,
                FIELD_SIZE + sizeof text - 1);
    timed();
    take_answer(frame, PACKET_REPLY);
    require(frame[2] == STATUS_OK &&
            memcmp(&frame[1 + HEADER_SIZE], signature, sizeof signature) == 0);
}

int main(void) {
    on_uart = strstr(semihosting_command_line(), "uart") != NULL;
    SYSTICK_RELOAD = 83999;
    uart_port_start();
    due_hsm_start();
    add_keys();
    open_session();
    (void)board_noise(message, sizeof message);
    if (on_uart) {
        stream(time_stream, 1);
    } else {
        stream(time_stream, PARTS);
        mac_1024();
        mac_64();
        aws4(time_aws4_cold);
        aws4(time_aws4_cached);
        memset(message, 'a', sizeof message);
        stream(time_stream_of_text, PARTS);
        memset(message, 0, sizeof message);
        stream(time_stream_of_zeros, PARTS);
    }
    semihosting_exit(0);
}
