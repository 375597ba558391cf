#include "envelope.h"

#include <string.h>

#include "bytes.h"
#include "hmac.h"

#define CODE_AT    3 /* in struct envelope's plaintext */
#define LABEL_SIZE 8

/* What a tag is over, so that no request is taken for an answer. */
enum direction { FROM_HOST = 0, FROM_DEVICE = 1 };

static struct {
    uint64_t next; /* n of the next envelope; 0: none opens */
    struct envelope_key key;
} session;

/* HMAC-SHA256(session key, label || n), as a key. */
static void derive(struct envelope_key *key, const char label[LABEL_SIZE],
                   const uint8_t n[ENVELOPE_HEAD_SIZE]) {
    struct hmac h;
    uint8_t bytes[SHA256_SIZE];

    hmac_start(&h, &sha256, session.key.inner, session.key.outer);
    hmac_update(&h, (const uint8_t *)label, LABEL_SIZE);
    hmac_update(&h, n, ENVELOPE_HEAD_SIZE);
    (void)hmac_finish(&h, bytes);
    hmac_midstates(&sha256, key->inner, key->outer, bytes, sizeof bytes);
    wipe(bytes, sizeof bytes);
}

/* The tag of both directions: over the direction, n, and one or two pieces more. */
static void write_tag(uint8_t tag[SHA256_SIZE], const struct envelope_key *key,
                      enum direction direction, uint64_t n, const uint8_t *head, uint32_t head_size,
                      const uint8_t *rest, uint32_t rest_size) {
    struct hmac h;
    uint8_t start[1 + ENVELOPE_HEAD_SIZE];

    start[0] = (uint8_t)direction;
    store_le64(&start[1], n);
    hmac_start(&h, &sha256, key->inner, key->outer);
    hmac_update(&h, start, sizeof start);
    hmac_update(&h, head, head_size);
    hmac_update(&h, rest, rest_size);
    (void)hmac_finish(&h, tag);
}

/* Ciphertext XOR key stream, which is made of one HMAC a block. */
static void decrypt(uint8_t *out, const uint8_t *in, uint32_t size,
                    const struct envelope_key *key) {
    uint8_t block[SHA256_SIZE];
    uint8_t number[4];

    for (uint32_t at = 0; at < size; at++) {
        if (at % SHA256_SIZE == 0) {
            struct hmac h;
            store_le32(number, at / SHA256_SIZE);
            hmac_start(&h, &sha256, key->inner, key->outer);
            hmac_update(&h, number, sizeof number);
            (void)hmac_finish(&h, block);
        }
        out[at] = in[at] ^ block[at % SHA256_SIZE];
    }
    wipe(block, sizeof block);
}

void envelope_start(const uint8_t session_key[SHA256_SIZE]) {
    hmac_midstates(&sha256, session.key.inner, session.key.outer, session_key, SHA256_SIZE);
    session.next = 1;
}

void envelope_end(void) {
    wipe(&session, sizeof session);
}

enum status envelope_open(struct envelope *e, const struct request *request) {
    const uint8_t *n = request->payload;
    const uint8_t *ciphertext = &request->payload[ENVELOPE_HEAD_SIZE];
    struct envelope_key enc_key;
    uint8_t tag[SHA256_SIZE];

    if (session.next == 0 || request->size < ENVELOPE_HEAD_SIZE + 1 + ENVELOPE_TAG_SIZE ||
        load_le64(n) != session.next) {
        return STATUS_NOT_PERMITTED;
    }
    uint32_t size = request->size - ENVELOPE_HEAD_SIZE - ENVELOPE_TAG_SIZE;
    derive(&e->mac_key, "seal mac", n);
    write_tag(tag, &e->mac_key, FROM_HOST, session.next, ciphertext, size, n, 0);
    bool right = secrets_equal(tag, &ciphertext[size], ENVELOPE_TAG_SIZE);
    wipe(tag, sizeof tag);
    if (!right) {
        return STATUS_NOT_PERMITTED;
    }
    derive(&enc_key, "seal enc", n);
    decrypt(&e->plaintext[CODE_AT], ciphertext, size, &enc_key);
    wipe(&enc_key, sizeof enc_key);
    e->n = session.next++;
    e->inner.code = e->plaintext[CODE_AT];
    e->inner.aux = 0;
    e->inner.size = size - 1;
    e->inner.payload = &e->plaintext[CODE_AT + 1];
    return STATUS_OK;
}

void envelope_answer(const struct envelope *e, struct reply *reply) {
    uint8_t tag[SHA256_SIZE];

    write_tag(tag, &e->mac_key, FROM_DEVICE, e->n, &reply->status, 1, reply->payload, reply->size);
    memcpy(&reply->payload[reply->size], tag, ENVELOPE_TAG_SIZE);
    reply->size = (uint8_t)(reply->size + ENVELOPE_TAG_SIZE);
    wipe(tag, sizeof tag);
}
