/*
 * login_client.h - the host's end of LOGIN and ENVELOPE, written from PROTOCOL.md with the
 * reference code alone: what a test logs in with, and makes envelopes with that are right, or
 * wrong where it says.
 */
#ifndef LOGIN_CLIENT_H
#define LOGIN_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "client.h"
#include "limits.h"

#define LOGIN_STEP_NAME   1
#define LOGIN_STEP_PROOF  2
#define LOGIN_STEP_LOGOUT 3

/* What both ends make proofs and keys of, besides the secret. */
struct login_session {
    uint8_t unique_id[UNIQUE_ID_SIZE];
    uint32_t boot;
    uint16_t epoch;
    uint8_t device_nonce[LOGIN_NONCE_SIZE];
    uint8_t host_nonce[LOGIN_NONCE_SIZE];
};

/* A login as its host has it: name, role and secret; then what it got by logging in. */
struct login_host {
    const char *name;
    uint8_t role;
    uint8_t secret[LOGIN_SECRET_SIZE];
    struct login_session session;
    uint8_t session_key[32];
    uint64_t n; /* of the next envelope */
};

/* A login of this name and role, the secret of which is this byte, and the ones after it. */
struct login_host login_of(const char *name, uint8_t role, uint8_t secret);

/* Payloads, as those of client.h: of the steps, and of EXTENDED's add and remove. */
uint32_t put_login_name(uint8_t *out, const char *name);
uint32_t put_login_proof(uint8_t *out, const struct login_host *host);
uint32_t put_add_login(uint8_t *out, const struct login_host *host);
uint32_t put_remove_login(uint8_t *out, const char *name);

/* HMAC-SHA256(secret, label || transcript). */
void login_derive(uint8_t out[32], const struct login_host *host, const char *label);

/*
 * Logs in to the device of client.h, in its session: the device's proof has to be right. False
 * if the device did not permit it.
 */
bool login(struct login_host *host);

/* Stores the login in the device, past all verbs, and opens a session of the device as it is then.
 */
void login_store(const struct login_host *host);

/* Puts the plaintext into an envelope with this n; and an inner request. */
uint32_t put_sealed(uint8_t *out, const struct login_host *host, uint64_t n, const void *plaintext,
                    uint32_t size);
uint32_t put_envelope(uint8_t *out, const struct login_host *host, uint64_t n, uint32_t code,
                      const void *payload, uint32_t size);

/* Whether the message ends with the right tag of an answer to this n; takes the tag off. */
bool envelope_take_tag(struct message *m, const struct login_host *host, uint64_t n);

/* Sends the request in the next envelope, whose answer has to have a right tag, and returns it. */
struct message envelope_call(struct login_host *host, uint32_t code, const void *payload,
                             uint32_t size);

/*
 * A closed device for tests: key "a", bytes CLOSED_KEY, and logins "user" and "manager", to which
 * nobody has logged in; or, open, with the key alone.
 */
#define CLOSED_KEY "recognisable key"
extern struct login_host user;
extern struct login_host manager;
void start_closed_device(void);
void start_open_device(void);

/* Whether who is there now may use the key; and whether he may do what only a manager may. */
bool may_sign(void);
bool may_manage(void);

#endif
