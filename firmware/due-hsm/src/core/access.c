#include "access.h"

#include <string.h>

#include "board.h"
#include "envelope.h"
#include "hmac.h"
#include "key_id.h"
#include "random.h"
#include "sha256.h"
#include "streams.h"

enum step { STEP_NAME = 1, STEP_PROOF = 2, STEP_LOGOUT = 3 };

/* Version, unique id, boot, epoch, name with its length, role, both nonces. */
#define TRANSCRIPT_MAX (1 + UNIQUE_ID_SIZE + 4 + 2 + 1 + LOGIN_NAME_MAX + 1 + 2 * LOGIN_NONCE_SIZE)

_Static_assert(LOGIN_PROOF_SIZE == SHA256_SIZE, "a proof is an HMAC-SHA256");

enum access access_now; /* nobody, until the logins have been read */

static struct {
    uint32_t boot;
    uint16_t epoch;
    bool asked; /* the nonce waits for a proof */
    uint8_t nonce[LOGIN_NONCE_SIZE];
    uint8_t name_size; /* of the login that stands, or of the one asked for; 0: none */
    uint8_t name[LOGIN_NAME_MAX];
} login_now;

static void forget(void) {
    login_now.asked = false;
    login_now.name_size = 0;
    wipe(login_now.nonce, sizeof login_now.nonce);
    wipe(login_now.name, sizeof login_now.name);
    envelope_end();
}

void access_end(void) {
    enum access before = access_now;

    access_now = logins_closed() ? ACCESS_ANYBODY : ACCESS_OPEN;
    forget();
    if (access_now != before) {
        streams_reset();
    }
}

void access_session(uint32_t boot, uint16_t epoch) {
    login_now.boot = boot;
    login_now.epoch = epoch;
    access_end();
}

void access_login_removed(const struct login *login) {
    if (login->name_size == login_now.name_size &&
        memcmp(login->name, login_now.name, login->name_size) == 0) {
        access_end();
    }
}

void access_closed(void) {
    access_end();
}

/* Any well-formed name gets a nonce: which logins there are is not told to who has none. */
static enum status ask(struct fields *f, struct reply *reply) {
    uint32_t size = take_u8(f);
    const uint8_t *name = take_bytes(f, size);

    if (!fields_complete(f) || size > LOGIN_NAME_MAX || !key_id_valid(name, size)) {
        return STATUS_MALFORMED;
    }
    access_end();
    if (!random_bytes(login_now.nonce, LOGIN_NONCE_SIZE)) {
        return STATUS_RANDOM_FAILED;
    }
    login_now.asked = true;
    login_now.name_size = (uint8_t)size;
    memcpy(login_now.name, name, size);
    memcpy(reply->payload, login_now.nonce, LOGIN_NONCE_SIZE);
    reply->size = LOGIN_NONCE_SIZE;
    return STATUS_OK;
}

/* What proofs and session key are made of, besides the secret; returns its size. */
static uint32_t write_transcript(uint8_t out[TRANSCRIPT_MAX], uint8_t role,
                                 const uint8_t host_nonce[LOGIN_NONCE_SIZE]) {
    uint32_t at = 0;

    out[at++] = PROTOCOL_VERSION;
    board_unique_id(&out[at]);
    at += UNIQUE_ID_SIZE;
    store_le32(&out[at], login_now.boot);
    at += 4;
    store_le16(&out[at], login_now.epoch);
    at += 2;
    out[at++] = login_now.name_size;
    memcpy(&out[at], login_now.name, login_now.name_size);
    at += login_now.name_size;
    out[at++] = role;
    memcpy(&out[at], login_now.nonce, LOGIN_NONCE_SIZE);
    at += LOGIN_NONCE_SIZE;
    memcpy(&out[at], host_nonce, LOGIN_NONCE_SIZE);
    return at + LOGIN_NONCE_SIZE;
}

/* HMAC-SHA256(secret of the login, label || transcript) */
static void derive(uint8_t out[SHA256_SIZE], const struct login *login, const char *label,
                   const uint8_t *transcript, uint32_t size) {
    struct hmac h;

    hmac_start(&h, &sha256, login->inner, login->outer);
    hmac_update(&h, (const uint8_t *)label, (uint32_t)strlen(label));
    hmac_update(&h, transcript, size);
    (void)hmac_finish(&h, out);
}

/* The proof was right: the login stands, with the session key in the hands of the envelope. */
static void begin(const struct login *login, const uint8_t *transcript, uint32_t size) {
    uint8_t key[SHA256_SIZE];

    streams_reset();
    access_now = ACCESS_USER;
    if (login->role == ROLE_MANAGER) {
        derive(key, login, "DueHSM session", transcript, size);
        envelope_start(key);
        wipe(key, sizeof key);
        access_now = ACCESS_MANAGER;
    }
}

/*
 * A name that no login has takes as long as another, to the refusal: its proof is computed by
 * midstates that everybody knows, and is wrong whatever it is.
 */
static enum status prove(struct fields *f, struct reply *reply) {
    static const struct login nobody;
    const uint8_t *host_nonce = take_bytes(f, LOGIN_NONCE_SIZE);
    const uint8_t *proof = take_bytes(f, LOGIN_PROOF_SIZE);
    bool asked = login_now.asked;
    uint8_t transcript[TRANSCRIPT_MAX];
    uint8_t expected[SHA256_SIZE];

    login_now.asked = false; /* it serves once, whatever comes of it */
    if (!fields_complete(f)) {
        return STATUS_MALFORMED;
    }
    if (!asked) {
        return STATUS_NOT_PERMITTED;
    }
    const struct login *found = logins_find(login_now.name, login_now.name_size);
    const struct login *login = found != NULL ? found : &nobody;
    uint32_t size = write_transcript(transcript, login->role, host_nonce);
    derive(expected, login, "DueHSM login host", transcript, size);
    bool right = (found != NULL) & secrets_equal(expected, proof, LOGIN_PROOF_SIZE);
    wipe(expected, sizeof expected);
    if (!right) {
        forget();
        return STATUS_NOT_PERMITTED;
    }
    begin(login, transcript, size);
    derive(reply->payload, login, "DueHSM login device", transcript, size);
    reply->size = LOGIN_PROOF_SIZE;
    return STATUS_OK;
}

/* A closed device whose logins cannot be read has none to prove. */
static bool can_log_in(void) {
    return logins_closed() && logins_count() != 0;
}

static __attribute__((noinline)) enum status login_step(const struct request *request,
                                                        struct reply *reply) {
    struct fields f = fields_of(request);
    uint8_t step = take_u8(&f);

    if (request->size == 0) {
        return STATUS_MALFORMED;
    }
    switch (step) {
    case STEP_NAME:
        return can_log_in() ? ask(&f, reply) : STATUS_NOT_PERMITTED;
    case STEP_PROOF:
        return can_log_in() ? prove(&f, reply) : STATUS_NOT_PERMITTED;
    case STEP_LOGOUT:
        if (!fields_complete(&f)) {
            return STATUS_MALFORMED;
        }
        access_end();
        return STATUS_OK;
    default:
        return STATUS_UNSUPPORTED;
    }
}

enum status access_login(const struct request *request, struct reply *reply) {
    enum status status = login_step(request, reply);

    wipe_stack();
    return status;
}
