#include "login_client.h"

#include <string.h>

#include "algorithm.h"
#include "board.h"
#include "bytes.h"
#include "fake_board.h"
#include "harness.h"
#include "hmac.h"
#include "logins.h"
#include "reference.h"
#include "sha256.h"

#define MESSAGE_MAX 1024

/* A message put together, piece by piece. */
struct text {
    uint32_t size;
    uint8_t bytes[MESSAGE_MAX];
};

static void add(struct text *t, const void *bytes, uint32_t size) {
    CHECK(size <= MESSAGE_MAX - t->size);
    memcpy(&t->bytes[t->size], bytes, size);
    t->size += size;
}

static void add_number(struct text *t, uint64_t number, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        uint8_t byte = (uint8_t)(number >> 8 * i);
        add(t, &byte, 1);
    }
}

static void mac(uint8_t out[32], const uint8_t key[32], const struct text *t) {
    CHECK(reference_hmac(ALGORITHM_HMAC_SHA256, out, key, 32, t->bytes, t->size) == 32);
}

struct login_host login_of(const char *name, uint8_t role, uint8_t secret) {
    struct login_host host = {.name = name, .role = role};

    for (uint32_t i = 0; i < sizeof host.secret; i++) {
        host.secret[i] = (uint8_t)(secret + i);
    }
    return host;
}

uint32_t put_login_name(uint8_t *out, const char *name) {
    out[0] = LOGIN_STEP_NAME;
    return 1 + put_id(&out[1], name);
}

void login_derive(uint8_t out[32], const struct login_host *host, const char *label) {
    const struct login_session *s = &host->session;
    uint32_t name_size = (uint32_t)strlen(host->name);
    struct text t = {.size = 0};

    add(&t, label, (uint32_t)strlen(label));
    add_number(&t, 1, 1);
    add(&t, s->unique_id, sizeof s->unique_id);
    add_number(&t, s->boot, 4);
    add_number(&t, s->epoch, 2);
    add_number(&t, name_size, 1);
    add(&t, host->name, name_size);
    add_number(&t, host->role, 1);
    add(&t, s->device_nonce, sizeof s->device_nonce);
    add(&t, s->host_nonce, sizeof s->host_nonce);
    mac(out, host->secret, &t);
}

uint32_t put_login_proof(uint8_t *out, const struct login_host *host) {
    out[0] = LOGIN_STEP_PROOF;
    memcpy(&out[1], host->session.host_nonce, LOGIN_NONCE_SIZE);
    login_derive(&out[1 + LOGIN_NONCE_SIZE], host, "DueHSM login host");
    return 1 + LOGIN_NONCE_SIZE + LOGIN_PROOF_SIZE;
}

uint32_t put_add_login(uint8_t *out, const struct login_host *host) {
    out[0] = EXTENDED_ADD_LOGIN;
    out[1] = host->role;
    uint32_t at = 2 + put_id(&out[2], host->name);
    memcpy(&out[at], host->secret, sizeof host->secret);
    return at + (uint32_t)sizeof host->secret;
}

uint32_t put_remove_login(uint8_t *out, const char *name) {
    out[0] = EXTENDED_REMOVE_LOGIN;
    return 1 + put_id(&out[1], name);
}

bool login(struct login_host *host) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint8_t expected[32];
    struct message reply = client_call(VERB_LOGIN, 0, payload, put_login_name(payload, host->name));

    if (reply.code != STATUS_OK) {
        return false;
    }
    CHECK(reply.size == LOGIN_NONCE_SIZE);
    memcpy(host->session.device_nonce, reply.payload, LOGIN_NONCE_SIZE);
    random_fill(host->session.host_nonce, LOGIN_NONCE_SIZE);
    board_unique_id(host->session.unique_id);
    host->session.boot = FAKE_BOOT;
    host->session.epoch = client.epoch;
    reply = client_call(VERB_LOGIN, 0, payload, put_login_proof(payload, host));
    if (reply.code != STATUS_OK) {
        CHECK(reply.code == STATUS_NOT_PERMITTED && reply.size == 0);
        return false;
    }
    login_derive(expected, host, "DueHSM login device");
    CHECK(reply.size == sizeof expected && memcmp(reply.payload, expected, sizeof expected) == 0);
    login_derive(host->session_key, host, "DueHSM session");
    host->n = 1;
    return true;
}

void login_store(const struct login_host *host) {
    struct login login;

    memset(&login, 0, sizeof login);
    hmac_midstates(&sha256, login.inner, login.outer, host->secret, sizeof host->secret);
    login.role = host->role;
    login.name_size = (uint8_t)strlen(host->name);
    memcpy(login.name, host->name, login.name_size);
    CHECK(logins_add(&login) == STATUS_OK);
    client_restart_device();
}

/* HMAC-SHA256(session key, label || n) */
static void envelope_key(uint8_t key[32], const struct login_host *host, const char *label,
                         uint64_t n) {
    struct text t = {.size = 0};

    add(&t, label, (uint32_t)strlen(label));
    add_number(&t, n, 8);
    mac(key, host->session_key, &t);
}

uint32_t put_sealed(uint8_t *out, const struct login_host *host, uint64_t n, const void *plaintext,
                    uint32_t size) {
    struct text tagged = {.size = 0};
    uint8_t key[32];
    uint8_t block[32];

    envelope_key(key, host, "seal enc", n);
    store_le64(out, n);
    for (uint32_t at = 0; at < size; at++) {
        if (at % 32 == 0) {
            struct text number = {.size = 0};
            add_number(&number, at / 32, 4);
            mac(block, key, &number);
        }
        out[8 + at] = ((const uint8_t *)plaintext)[at] ^ block[at % 32];
    }
    add_number(&tagged, 0, 1);
    add(&tagged, out, 8 + size);
    envelope_key(key, host, "seal mac", n);
    mac(block, key, &tagged);
    memcpy(&out[8 + size], block, ENVELOPE_TAG_SIZE);
    return 8 + size + ENVELOPE_TAG_SIZE;
}

uint32_t put_envelope(uint8_t *out, const struct login_host *host, uint64_t n, uint32_t code,
                      const void *payload, uint32_t size) {
    struct text plaintext = {.size = 0};

    add_number(&plaintext, code, 1);
    add(&plaintext, payload, size);
    uint32_t whole = put_sealed(out, host, n, plaintext.bytes, plaintext.size);
    wipe(&plaintext, sizeof plaintext);
    return whole;
}

bool envelope_take_tag(struct message *m, const struct login_host *host, uint64_t n) {
    struct text tagged = {.size = 0};
    uint8_t key[32];
    uint8_t tag[32];

    if (m->size < ENVELOPE_TAG_SIZE) {
        return false;
    }
    m->size -= ENVELOPE_TAG_SIZE;
    add_number(&tagged, 1, 1);
    add_number(&tagged, n, 8);
    add_number(&tagged, m->code, 1);
    add(&tagged, m->payload, m->size);
    envelope_key(key, host, "seal mac", n);
    mac(tag, key, &tagged);
    return memcmp(&m->payload[m->size], tag, ENVELOPE_TAG_SIZE) == 0;
}

struct message envelope_call(struct login_host *host, uint32_t code, const void *payload,
                             uint32_t size) {
    uint8_t envelope[REQUEST_PAYLOAD_MAX + 64];
    uint32_t envelope_size = put_envelope(envelope, host, host->n, code, payload, size);
    struct message reply = client_call(VERB_ENVELOPE, 0, envelope, envelope_size);

    CHECK(envelope_take_tag(&reply, host, host->n));
    host->n++;
    return reply;
}

struct login_host user;
struct login_host manager;

void start_open_device(void) {
    client_new_device();
    client_import("a", CLOSED_KEY, sizeof CLOSED_KEY - 1);
    manager = login_of("manager", ROLE_MANAGER, 1);
    user = login_of("user", ROLE_USER, 101);
}

void start_closed_device(void) {
    start_open_device();
    login_store(&manager);
    login_store(&user);
}

bool may_sign(void) {
    uint8_t payload[64];

    return client_status(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF, payload,
                         put_key_field(payload, "a")) == STATUS_OK;
}

/* It lists logins. */
bool may_manage(void) {
    static const uint8_t payload[] = {EXTENDED_LIST_LOGINS, 0, 0, 0};

    return client_status(VERB_EXTENDED, 0, payload, sizeof payload) == STATUS_OK;
}
