/*
 * envelope.h - requests that only the manager who is logged in can have made (PROTOCOL.md,
 * section 4, *ENVELOPE*): encrypted and authenticated, each under keys of its own, in order.
 *
 *   enc key, mac key = HMAC-SHA256(session key, "seal enc" or "seal mac" || n)
 *   key stream       = HMAC-SHA256(enc key, 0), HMAC-SHA256(enc key, 1), ...
 *   tag              = HMAC-SHA256(mac key, 0 || n || ciphertext), its first bytes
 *
 * n is 1 for the first envelope after a login, and then one more for each that was accepted.
 * The host is told what became of it by an answer with a tag of its own, under the same mac key.
 */
#ifndef DUE_HSM_ENVELOPE_H
#define DUE_HSM_ENVELOPE_H

#include "hash.h"
#include "request.h"
#include "sha256.h"
#include "status.h"

#define ENVELOPE_HEAD_SIZE  8 /* n */
#define ENVELOPE_INNER_MAX  (REQUEST_PAYLOAD_MAX - ENVELOPE_HEAD_SIZE - ENVELOPE_TAG_SIZE)
#define ENVELOPE_ANSWER_MAX (REPLY_PAYLOAD_MAX - ENVELOPE_TAG_SIZE) /* of the inner request */

/* A key of HMAC-SHA256, as its midstates. */
struct envelope_key {
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];
};

/* An envelope that has been opened. It is as secret as what is in it: the caller wipes it. */
struct envelope {
    struct request inner; /* its payload lies in plaintext */
    uint64_t n;
    struct envelope_key mac_key;
    /* The code is the last byte of a word, so that the payload begins one. */
    uint8_t plaintext[3 + ENVELOPE_INNER_MAX] __attribute__((aligned(4)));
};

/* A manager has logged in, with this session key. */
void envelope_start(const uint8_t session_key[SHA256_SIZE]);

/* The login has ended: nothing opens any more, and the session key is wiped. */
void envelope_end(void);

/*
 * Opens the payload of the request. STATUS_NOT_PERMITTED: no manager of this login has made
 * it, as the next one; it counts for nothing. STATUS_OK: n is used up, and e is set.
 */
enum status envelope_open(struct envelope *e, const struct request *request);

/* Puts the tag behind the answer to the inner request, of at most ENVELOPE_ANSWER_MAX bytes. */
void envelope_answer(const struct envelope *e, struct reply *reply);

#endif
