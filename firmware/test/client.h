/*
 * client.h - a host program as PROTOCOL.md wants it, for tests: it encodes and
 * decodes with the reference code, and talks to the core through fake_board.
 */
#ifndef CLIENT_H
#define CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "frame.h" /* packet types */
#include "request.h"
#include "status.h"

#define CLIENT_WIRE_MAX 700 /* bytes of a frame, delimiter included */

/* A packet, in either direction. */
struct message {
    uint8_t type;
    uint8_t code;
    uint16_t epoch;
    uint16_t seq;
    uint16_t aux;
    uint32_t size;
    uint8_t payload[REQUEST_PAYLOAD_MAX];
};

/* The client's session, and the algorithm that its payloads name; open to the test. */
struct client {
    uint16_t epoch;
    uint16_t next_seq;
    uint8_t algorithm; /* HMAC-SHA1 if the test says nothing */
};
extern struct client client;

/* Writes the frame and its delimiter; returns its size. */
uint32_t client_encode(uint8_t wire[CLIENT_WIRE_MAX], const struct message *m);

/* Reads a frame without its delimiter; false if it is damaged, or longer than the device's. */
bool client_decode(struct message *m, const uint8_t *frame, uint32_t size);

/* Hands bytes to the device in one piece. */
void client_deliver(const uint8_t *wire, uint32_t size);

/* Sends a message in one piece. */
void client_send(const struct message *m);

/* Takes the oldest frame that the device has sent; false if there is none. */
bool client_take(struct message *m);

/* Takes that frame, which must be there and of this type. */
struct message client_expect(uint8_t type);

/* Checks that the device has sent nothing more. */
void client_expect_silence(void);

/* Starts a device with blank flash, or the device as it is (after a reset), and opens a session. */
void client_new_device(void);
void client_restart_device(void);

/* Says HELLO with this nonce repeated eight times; returns the WELCOME, and follows it. */
struct message client_hello(uint8_t nonce);

/* Sends the next request. */
void client_request(uint32_t code, uint16_t aux, const void *payload, uint32_t size);

/* Sends the next request and returns its REPLY; nothing else may come. */
struct message client_call(uint32_t code, uint16_t aux, const void *payload, uint32_t size);

/* As client_call(), for the status only; the reply's payload must be empty unless it is 0. */
uint8_t client_status(uint32_t code, uint16_t aux, const void *payload, uint32_t size);

/*
 * Payloads: each writes to out and returns its size. id is a C string. The first
 * byte of all but put_id()'s and put_limits()'s is the algorithm.
 */
uint32_t put_id(uint8_t *out, const char *id);        /* u8 length, id */
uint32_t put_new_key(uint8_t *out, const char *id);   /* algorithm, id, created */
uint32_t put_key_field(uint8_t *out, const char *id); /* algorithm, id, padding */
uint32_t put_import(uint8_t *out, const char *id, const void *key, uint32_t key_size);
uint32_t put_limits(uint8_t *out, const void *limits, uint32_t size); /* u8 length, limits */

/* The payloads of EXTENDED, for limits. */
uint32_t put_get_limits(uint8_t *out, const char *id, uint32_t offset);
uint32_t put_set_limits(uint8_t *out, const char *id, const void *limits, uint32_t size);

#define CLIENT_CREATED 0x0102030405060708u /* what put_new_key() says */

/* Imports a key; must succeed. */
void client_import(const char *id, const void *key, uint32_t key_size);

/* Whether the key has these limits, by all pieces of what the device tells. */
bool client_limits_are(const char *id, const void *limits, uint32_t size);

#endif
