/*
 * Buffers on the stack that have held a secret are wiped before their function
 * returns. The linker puts functions of this file around those of the core that write
 * a secret, or are handed one, and around wipe(): what the former saw the latter must
 * have covered, whatever has happened to that memory since.
 */
#include <string.h>

#include "algorithm.h"
#include "aws_reference.h"
#include "aws_signature.h"
#include "board.h"
#include "bytes.h"
#include "client.h"
#include "drbg.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "hmac.h"
#include "keystore.h"
#include "login_client.h"
#include "logins.h"
#include "memory.h"
#include "noise.h"
#include "random.h"
#include "record.h"
#include "reference.h"
#include "selftest.h"
#include "sha256.h"

#define SECRETS_MAX 64
#define BUFFER_MAX  1024 /* bytes; a wipe of more is of the stack at large, and no buffer's own */

enum kind { RANDOM_BYTES, NOISE, KEY_BYTES, MIDSTATES, RECORD, HASH_STATE, DERIVED, KINDS };

static struct secret {
    const uint8_t *at;
    uint32_t size;
} secrets[SECRETS_MAX];
static uint32_t count;       /* of secrets not wiped yet */
static uint32_t seen[KINDS]; /* since start_watching() */
static uint32_t last_size[KINDS];
static uint32_t stack_wipes; /* since start_watching() */
static const uint8_t *stack_top;
static const struct drbg *drbg;

/* Not the known answers, which the device computes at its start. */
static bool is_started;

/* What is static is looked at elsewhere (test_commands.c, test_streams.c). */
static void saw(enum kind kind, const void *secret, uint32_t size) {
    const uint8_t *at = secret;
    uint8_t here;

    if (at < &here || at >= stack_top || (kind == DERIVED && !is_started)) {
        return;
    }
    seen[kind]++;
    last_size[kind] = size;
    for (uint32_t i = 0; i < count; i++) {
        if (secrets[i].at == at && secrets[i].size == size) {
            return;
        }
    }
    CHECK(count < SECRETS_MAX);
    secrets[count].at = at;
    secrets[count].size = size;
    count++;
}

void __real_wipe(void *secret, uint32_t size);
void __wrap_wipe(void *secret, uint32_t size);
void __wrap_wipe(void *secret, uint32_t size) {
    const uint8_t *at = secret;

    __real_wipe(secret, size);
    for (uint32_t i = 0; i < count && size <= BUFFER_MAX;) {
        if (secrets[i].at >= at && secrets[i].at + secrets[i].size <= at + size) {
            secrets[i] = secrets[--count];
        } else {
            i++;
        }
    }
}

/* As an interrupt may save words of a secret there, on the board. */
void __real_wipe_stack(void);
void __wrap_wipe_stack(void);
void __wrap_wipe_stack(void) {
    __real_wipe_stack();
    stack_wipes++;
}

bool __real_random_bytes(uint8_t *out, uint32_t size);
bool __wrap_random_bytes(uint8_t *out, uint32_t size);
bool __wrap_random_bytes(uint8_t *out, uint32_t size) {
    saw(RANDOM_BYTES, out, size);
    return __real_random_bytes(out, size);
}

bool __real_noise_window(uint8_t samples[NOISE_WINDOW]);
bool __wrap_noise_window(uint8_t samples[NOISE_WINDOW]);
bool __wrap_noise_window(uint8_t samples[NOISE_WINDOW]) {
    saw(NOISE, samples, NOISE_WINDOW);
    return __real_noise_window(samples);
}

void __real_hmac_midstates(const struct hash *hash, uint32_t *inner, uint32_t *outer,
                           const uint8_t *key, uint32_t size);
void __wrap_hmac_midstates(const struct hash *hash, uint32_t *inner, uint32_t *outer,
                           const uint8_t *key, uint32_t size);
void __wrap_hmac_midstates(const struct hash *hash, uint32_t *inner, uint32_t *outer,
                           const uint8_t *key, uint32_t size) {
    saw(KEY_BYTES, key, size);
    saw(DERIVED, inner, HASH_SIZE_MAX);
    saw(DERIVED, outer, HASH_SIZE_MAX);
    __real_hmac_midstates(hash, inner, outer, key, size);
}

/* A MAC may be a key, or what a proof or a tag has to be. */
uint32_t __real_hmac_finish(struct hmac *h, uint8_t *mac);
uint32_t __wrap_hmac_finish(struct hmac *h, uint8_t *mac);
uint32_t __wrap_hmac_finish(struct hmac *h, uint8_t *mac) {
    saw(DERIVED, mac, h->hash->size);
    return __real_hmac_finish(h, mac);
}

void __real_hmac_start(struct hmac *h, const struct hash *hash, const uint32_t *inner,
                       const uint32_t *outer);
void __wrap_hmac_start(struct hmac *h, const struct hash *hash, const uint32_t *inner,
                       const uint32_t *outer);
void __wrap_hmac_start(struct hmac *h, const struct hash *hash, const uint32_t *inner,
                       const uint32_t *outer) {
    saw(HASH_STATE, h, sizeof *h);
    __real_hmac_start(h, hash, inner, outer);
}

void __real_algorithm_set_key(struct key *key, uint8_t algorithm, const uint8_t *bytes,
                              uint32_t size);
void __wrap_algorithm_set_key(struct key *key, uint8_t algorithm, const uint8_t *bytes,
                              uint32_t size);
void __wrap_algorithm_set_key(struct key *key, uint8_t algorithm, const uint8_t *bytes,
                              uint32_t size) {
    saw(MIDSTATES, key, sizeof *key);
    __real_algorithm_set_key(key, algorithm, bytes, size);
}

bool __real_board_flash_replace(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]);
bool __wrap_board_flash_replace(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]);
bool __wrap_board_flash_replace(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]) {
    enum record_kind kind = record_kind((const struct record *)(const void *)data);
    if (kind == RECORD_KEY || kind == RECORD_LOGIN) {
        saw(RECORD, data, BOARD_FLASH_PAGE_SIZE);
    }
    return __real_board_flash_replace(page, data);
}

void __real_drbg_instantiate(struct drbg *d, const uint8_t *seed, uint32_t size);
void __wrap_drbg_instantiate(struct drbg *d, const uint8_t *seed, uint32_t size);
void __wrap_drbg_instantiate(struct drbg *d, const uint8_t *seed, uint32_t size) {
    drbg = d;
    saw(NOISE, seed, size);
    __real_drbg_instantiate(d, seed, size);
}

static uint8_t payload[REQUEST_PAYLOAD_MAX];

static void start_watching(void) {
    count = 0;
    memset(seen, 0, sizeof seen);
    stack_wipes = 0;
}

/* The first in this program: the random source starts once. */
static void seed_of_the_start(void) {
    start_watching();
    fake_board_new();
    due_hsm_start();
    is_started = true;
    CHECK(seen[NOISE] >= 2 && seen[KEY_BYTES] >= 2 && seen[HASH_STATE] >= 2);
    CHECK(count == 0);
}

/* A block of bytes, whatever the algorithm. */
static void generated_key(void) {
    for (uint8_t algorithm = ALGORITHM_HMAC_SHA1; algorithm <= ALGORITHM_HMAC_SHA256; algorithm++) {
        client_new_device();
        start_watching();
        uint32_t size = put_new_key(payload, "a");
        payload[0] = algorithm;
        CHECK(client_status(VERB_GENERATE, 0, payload, size) == STATUS_OK);
        CHECK(seen[RANDOM_BYTES] == 1 && seen[NOISE] == 1 && seen[KEY_BYTES] >= 2);
        CHECK(last_size[RANDOM_BYTES] == 64 && last_size[KEY_BYTES] == 64);
        CHECK(seen[MIDSTATES] == 1 && seen[RECORD] == 1);
        CHECK(count == 0);
    }
}

/* Also by one of another algorithm, with limits where it may have them. */
static void imported_and_replaced_key(void) {
    static const char limits[] = "\3\1r\4\2s3";

    for (uint8_t algorithm = ALGORITHM_HMAC_SHA1; algorithm < ALGORITHMS_END; algorithm++) {
        client_new_device();
        start_watching();
        client_import("a", "key", 3);
        uint32_t size = put_import(payload, "a", "other", 5);
        uint32_t code = VERB_IMPORT | REQUEST_FLAG_REPLACE;
        payload[0] = algorithm;
        if (algorithm == ALGORITHM_AWS4_HMAC_SHA256) {
            size += put_limits(&payload[size], limits, sizeof limits - 1);
            code |= REQUEST_FLAG_LIMITS;
        }
        CHECK(client_status(code, 0, payload, size) == STATUS_OK);
        CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, "a")) == STATUS_OK);
        CHECK(seen[MIDSTATES] == 2 && seen[RECORD] == 2);
        CHECK(count == 0);
    }
}

/* The midstates go from one page to another, by way of RAM. */
static void key_whose_limits_change(void) {
    static const char limits[] = "\1\6reset:";

    client_new_device();
    client_import("a", "key", 3);
    uint32_t inner[HASH_WORDS_MAX];
    memcpy(inner, keystore_at(0)->inner, sizeof inner);
    memory_clear_stack();
    start_watching();
    uint32_t size = put_set_limits(payload, "a", limits, sizeof limits - 1);
    CHECK(client_status(VERB_EXTENDED, 0, payload, size) == STATUS_OK);
    CHECK(seen[RECORD] == 1 && count == 0 && stack_wipes != 0);
    CHECK(memcmp(inner, keystore_at(0)->inner, sizeof inner) == 0);
    CHECK(!memory_on_stack(inner, 20));
}

/* Also what was not stored. */
static void refused_key(void) {
    client_new_device();
    client_import("a", "key", 3);
    start_watching();
    uint32_t size = put_import(payload, "a", "other", 5);
    CHECK(client_status(VERB_IMPORT, 0, payload, size) == STATUS_EXISTS);
    fake_board.flash_broken = true;
    CHECK(client_status(VERB_GENERATE, 0, payload, put_new_key(payload, "b")) ==
          STATUS_STORE_FAILED);
    CHECK(seen[MIDSTATES] == 2 && seen[RANDOM_BYTES] == 1 && seen[RECORD] >= 1);
    CHECK(count == 0);
}

/* Where recovery finds an old record beside the new one it writes the new one afresh. */
static void rewritten_record(void) {
    client_new_device();
    client_import("a", "key", 3);
    fake_board.frozen_bytes = BOARD_FLASH_PAGE_SIZE;
    uint32_t size = put_import(payload, "a", "other", 5);
    CHECK(client_status(VERB_IMPORT | REQUEST_FLAG_REPLACE, 0, payload, size) == STATUS_NOT_WIPED);
    fake_board.frozen_bytes = 0;
    start_watching();
    keystore_open();
    CHECK(seen[RECORD] == 1 && keystore_count() == 1);
    CHECK(count == 0);
}

static void random_answer(void) {
    client_new_device();
    start_watching();
    payload[0] = 64;
    CHECK(client_call(VERB_RANDOM, 0, payload, 1).code == STATUS_OK);
    CHECK(seen[NOISE] == 1 && seen[KEY_BYTES] >= 2 && seen[HASH_STATE] >= 2);
    CHECK(count == 0);
}

#define STRING_TO_SIGN                                                                             \
    "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n"                    \
    "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"

/* Of a key of a chain: what HMAC makes of it. */
struct midstates {
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];
};

static bool is_anywhere(const void *piece) {
    return memory_in_statics(piece, 12) || memory_on_stack(piece, 12);
}

/* Whether there is a piece of it, as bytes or as words. */
static bool has_piece_anywhere(const uint8_t secret[AWS_SIZE], uint8_t pad) {
    for (uint32_t at = 0; at + 12 <= AWS_SIZE; at += 8) {
        uint8_t piece[12];
        uint8_t words[12];
        for (uint32_t i = 0; i < sizeof piece; i++) {
            piece[i] = secret[at + i] ^ pad;
        }
        for (uint32_t i = 0; i < sizeof piece; i += 4) {
            store_be32(&words[i], load_le32(&piece[i]));
        }
        if (is_anywhere(piece) || is_anywhere(words)) {
            return true;
        }
    }
    return false;
}

/* Neither the key nor what it is hashed as. */
static bool is_key_anywhere(const uint8_t key[AWS_SIZE]) {
    return has_piece_anywhere(key, 0) || has_piece_anywhere(key, 0x36) ||
           has_piece_anywhere(key, 0x5C);
}

static bool are_midstates_anywhere(const struct midstates *m) {
    return has_piece_anywhere((const uint8_t *)m->inner, 0) ||
           has_piece_anywhere((const uint8_t *)m->outer, 0);
}

/* No trace of what the test has computed. */
static void clear_reference(void) {
    static const uint8_t zeros[256];
    uint8_t mac[REFERENCE_MAC_MAX];

    (void)reference_hmac(ALGORITHM_HMAC_SHA256, mac, zeros, 1, zeros, sizeof zeros);
}

/* The chain of this secret, and no trace of how it was computed. */
static void compute_chain(const char *secret, uint8_t keys[AWS_KEYS][AWS_SIZE],
                          struct midstates midstates[AWS_KEYS]) {
    struct aws_scope scope = {"20150830", "us-east-1", "iam"};

    aws_reference_keys(keys, secret, &scope);
    for (uint32_t i = 0; i < AWS_KEYS; i++) {
        __real_hmac_midstates(&sha256, midstates[i].inner, midstates[i].outer, keys[i], AWS_SIZE);
    }
    clear_reference();
    memory_clear_stack();
}

static void expect_no_chain(uint8_t keys[AWS_KEYS][AWS_SIZE],
                            const struct midstates midstates[AWS_KEYS]) {
    CHECK(!is_key_anywhere((const uint8_t *)AWS_IMPORTED));
    for (uint32_t i = 0; i < AWS_KEYS; i++) {
        CHECK(!is_key_anywhere(keys[i]));
        CHECK(i == K_SIGNING || !are_midstates_anywhere(&midstates[i]));
    }
}

static const char text[] = STRING_TO_SIGN;

static void sign_and_watch(uint32_t keys_made) {
    uint32_t at = put_key_field(payload, "a");

    payload[0] = ALGORITHM_AWS4_HMAC_SHA256;
    memcpy(&payload[at], text, sizeof text - 1);
    start_watching();
    struct message reply = client_call(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF,
                                       payload, at + (uint32_t)sizeof text - 1);
    CHECK(reply.code == STATUS_OK);
    CHECK(seen[KEY_BYTES] == keys_made && seen[HASH_STATE] == keys_made);
    CHECK(count == 0);
    CHECK((stack_wipes != 0) == (keys_made != 0));
}

/* Before anything else has had the stack to overwrite. */
static void chain_is_gone_from_the_stack_at_once(void) {
    uint8_t keys[AWS_KEYS][AWS_SIZE];
    struct midstates midstates[AWS_KEYS];
    struct hmac h;
    struct key key;

    compute_chain(AWS_SECRET, keys, midstates);
    memset(&key, 0, sizeof key);
    algorithm_set_key(&key, ALGORITHM_AWS4_HMAC_SHA256, (const uint8_t *)AWS_IMPORTED, 44);
    memory_clear_stack();
    CHECK(aws_signature_start(&h, &key, (const uint8_t *)text, sizeof text - 1) == STATUS_OK);
    expect_no_chain(keys, midstates);
    CHECK(memcmp(h.state, midstates[K_SIGNING].inner, sizeof h.state) == 0);
    wipe(&h, sizeof h);
}

/*
 * What signs is a signing key, whose midstates stay until the session ends; the keys that it
 * was derived from are gone with the request, and so is the stack that they were on.
 */
static void chain_of_a_signature(void) {
    uint8_t keys[AWS_KEYS][AWS_SIZE];
    struct midstates midstates[AWS_KEYS];

    for (uint32_t how = 0; how < 4; how++) {
        client_new_device();
        compute_chain(AWS_SECRET, keys, midstates);
        uint32_t size = put_import(payload, "a", AWS_IMPORTED, 44);
        payload[0] = ALGORITHM_AWS4_HMAC_SHA256;
        CHECK(client_status(VERB_IMPORT, 0, payload, size) == STATUS_OK);
        memset(payload, 0, sizeof payload);
        for (uint32_t cached = 0; cached < 2; cached++) {
            sign_and_watch(cached ? 0 : AWS_KEYS);
            expect_no_chain(keys, midstates);
            CHECK(memory_in_statics(&midstates[K_SIGNING].inner, AWS_SIZE));
            CHECK(memory_in_statics(&midstates[K_SIGNING].outer, AWS_SIZE));
        }
        start_watching();
        switch (how) {
        case 0:
            (void)client_hello(2);
            break;
        case 1:
            client_restart_device();
            break;
        case 2:
            CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, "a")) == STATUS_OK);
            break;
        default:
            size = put_import(payload, "a", "other", 5);
            CHECK(client_status(VERB_IMPORT | REQUEST_FLAG_REPLACE, 0, payload, size) == STATUS_OK);
            break;
        }
        expect_no_chain(keys, midstates);
        CHECK(!are_midstates_anywhere(&midstates[K_SIGNING]));
        CHECK(how > 1 || stack_wipes != 0); /* the session has ended */
    }
}

/* Logins. Flash is the memory of this program, too, and may have the midstates of a login. */

static void hide_flash(void) {
    uint8_t *flash = &fake_board.flash[0][0];

    for (uint32_t i = 0; i < sizeof fake_board.flash; i++) {
        flash[i] ^= 0xA5;
    }
}

/* A secret of a login or an envelope, and what HMAC makes of it. */
struct traced {
    uint8_t bytes[32];
    struct midstates midstates;
};

static void trace(struct traced *t, const uint8_t bytes[32]) {
    memcpy(t->bytes, bytes, sizeof t->bytes);
    __real_hmac_midstates(&sha256, t->midstates.inner, t->midstates.outer, bytes, 32);
}

static bool is_trace_anywhere(const struct traced *t) {
    hide_flash();
    bool found = is_key_anywhere(t->bytes) || are_midstates_anywhere(&t->midstates);
    hide_flash();
    return found;
}

/* Only the midstates, where the device keeps them. */
static bool is_kept(const struct traced *t) {
    return memory_in_statics(t->midstates.inner, 32) && memory_in_statics(t->midstates.outer, 32);
}

/* The request is all that the device does with the stack as it is now. */
static void deliver_alone(const struct message *m, struct message *reply) {
    static uint8_t wire[CLIENT_WIRE_MAX]; /* what was on the stack here would stay there */
    uint32_t size = client_encode(wire, m);

    clear_reference();
    memory_clear_stack();
    start_watching();
    client_deliver(wire, size);
    CHECK(count == 0 && stack_wipes != 0);
    wipe(wire, sizeof wire);
    client.next_seq++;
    *reply = client_expect(PACKET_REPLY);
}

static struct message request_of(uint8_t code) {
    struct message m = {.type = PACKET_REQUEST, .code = code};

    m.epoch = client.epoch;
    m.seq = client.next_seq;
    return m;
}

/* Logs in, step by step; secret and session key are traced. */
static void log_in(struct login_host *host, struct traced *secret, struct traced *session_key) {
    struct message m = request_of(VERB_LOGIN);
    struct message reply;

    trace(secret, host->secret);
    m.size = put_login_name(m.payload, host->name);
    deliver_alone(&m, &reply);
    memcpy(host->session.device_nonce, reply.payload, LOGIN_NONCE_SIZE);
    board_unique_id(host->session.unique_id);
    host->session.boot = FAKE_BOOT;
    host->session.epoch = client.epoch;
    login_derive(host->session_key, host, "DueHSM session");
    trace(session_key, host->session_key);
    host->n = 1;
    m = request_of(VERB_LOGIN);
    m.size = put_login_proof(m.payload, host);
    CHECK(!is_kept(session_key));
    deliver_alone(&m, &reply);
    CHECK(seen[HASH_STATE] >= 3 && reply.code == STATUS_OK);
    CHECK(!is_trace_anywhere(secret) && !is_key_anywhere(session_key->bytes));
    CHECK(!memory_on_stack(session_key->midstates.inner, 12));
    CHECK(!memory_on_stack(session_key->midstates.outer, 12));
    CHECK(is_kept(session_key));
}

/* Of a secret that is found nowhere by chance. */
static struct login_host store_manager(const char *name) {
    struct login_host host = login_of(name, ROLE_MANAGER, 0);

    random_fill(host.secret, sizeof host.secret);
    login_store(&host);
    memory_clear_stack();
    return host;
}

/*
 * Of a login that is added, or refused, there are the midstates in flash and nothing else; of one
 * that is removed, nothing. Before that another manager's record is written afresh.
 */
static void login_that_is_added_and_removed(void) {
    struct login_host first = login_of("manager", ROLE_MANAGER, 0);
    struct traced secret;
    struct message reply;

    for (uint32_t broken = 0; broken < 2; broken++) {
        client_new_device();
        random_fill(first.secret, sizeof first.secret);
        trace(&secret, first.secret);
        fake_board.flash_broken = broken != 0;
        struct message m = request_of(VERB_EXTENDED);
        m.size = put_add_login(m.payload, &first);
        deliver_alone(&m, &reply);
        CHECK(reply.code == (broken ? STATUS_STORE_FAILED : STATUS_OK));
        CHECK(seen[RECORD] == (broken ? 8 : 1) && !is_trace_anywhere(&secret));
        CHECK(is_kept(&secret) == !broken);
    }
    client_new_device();
    login_store(&first);
    (void)store_manager("other");
    start_watching();
    CHECK(logins_remove((const uint8_t *)"manager", 7) == STATUS_OK);
    CHECK(seen[RECORD] == 1 && count == 0);
    CHECK(!are_midstates_anywhere(&secret.midstates));
}

/* As the next one asks for a name; and so on. */
static void end_login(uint32_t how, struct login_host *host) {
    struct message m = request_of(VERB_LOGIN);
    struct message reply;

    switch (how) {
    case 0:
        m.payload[0] = LOGIN_STEP_LOGOUT;
        m.size = 1;
        deliver_alone(&m, &reply);
        break;
    case 1:
        m.size = put_login_name(m.payload, "x");
        deliver_alone(&m, &reply);
        break;
    case 2:
        (void)client_hello(2);
        break;
    case 3:
        client_restart_device();
        break;
    case 4:
        due_hsm_port_changed();
        break;
    case 5:
        m.code = VERB_ENVELOPE;
        m.size = put_remove_login(payload, host->name);
        m.size = put_envelope(m.payload, host, 1, VERB_EXTENDED, payload, m.size);
        deliver_alone(&m, &reply);
        CHECK(reply.code == STATUS_OK);
        break;
    default:
        selftest_fail();
        CHECK(client_status(VERB_RANDOM, 0, "\1", 1) == STATUS_SELF_TEST_FAILED);
        break;
    }
}

static void login_that_has_ended(void) {
    struct traced secret;
    struct traced session_key;
    struct key key;
    uint8_t bytes[32];

    memset(&key, 0, sizeof key);
    random_fill(bytes, sizeof bytes);
    __real_algorithm_set_key(&key, ALGORITHM_HMAC_SHA256, bytes, sizeof bytes);
    client.algorithm = ALGORITHM_HMAC_SHA256;
    for (uint32_t how = 0; how < 7; how++) {
        client_new_device();
        client_import("a", bytes, sizeof bytes);
        (void)store_manager("other");
        struct login_host host = store_manager("manager");
        log_in(&host, &secret, &session_key);
        client_request(VERB_MAC | REQUEST_FLAG_FIRST, 0, payload, put_key_field(payload, "a"));
        hide_flash();
        CHECK(memory_in_statics(key.inner, sizeof key.inner)); /* a stream */
        hide_flash();
        memory_clear_stack();
        end_login(how, &host);
        hide_flash();
        CHECK(!memory_in_statics(key.inner, sizeof key.inner));
        CHECK(!is_key_anywhere(session_key.bytes));
        CHECK(!are_midstates_anywhere(&session_key.midstates));
        CHECK(!is_key_anywhere(secret.bytes) && !are_midstates_anywhere(&secret.midstates));
        hide_flash();
    }
    client.algorithm = ALGORITHM_HMAC_SHA1;
}

/* Nor is anything kept of one that is wrong, and the right proof is no secret of the host's then.
 */
static void login_with_a_wrong_proof(void) {
    struct traced secret;
    struct traced proof;
    struct message reply;

    client_new_device();
    struct login_host host = store_manager("manager");
    trace(&secret, host.secret);
    struct message m = request_of(VERB_LOGIN);
    m.size = put_login_name(m.payload, host.name);
    deliver_alone(&m, &reply);
    memcpy(host.session.device_nonce, reply.payload, LOGIN_NONCE_SIZE);
    board_unique_id(host.session.unique_id);
    host.session.boot = FAKE_BOOT;
    host.session.epoch = client.epoch;
    login_derive(proof.bytes, &host, "DueHSM login host");
    m = request_of(VERB_LOGIN);
    m.payload[0] = LOGIN_STEP_PROOF;
    m.size = 1 + LOGIN_NONCE_SIZE + LOGIN_PROOF_SIZE;
    deliver_alone(&m, &reply);
    CHECK(reply.code == STATUS_NOT_PERMITTED);
    CHECK(!is_trace_anywhere(&secret) && !is_key_anywhere(proof.bytes));
}

static void trace_key_of_envelope(struct traced *t, const struct login_host *host,
                                  const char *label) {
    uint8_t labelled[16];
    uint8_t key[32];

    memcpy(labelled, label, 8);
    store_le64(&labelled[8], host->n);
    (void)reference_hmac(ALGORITHM_HMAC_SHA256, key, host->session_key, 32, labelled,
                         sizeof labelled);
    trace(t, key);
}

#define SEALED_KEY "a key that nobody is to see, ever, not even in memory of the dev"

/* One that is right, one whose tag is wrong, and one whose inner request is refused. */
static void envelope_that_was_opened(void) {
    struct traced secret;
    struct traced session_key;
    struct traced keys[2];
    struct message reply;

    client_new_device();
    struct login_host host = store_manager("manager");
    log_in(&host, &secret, &session_key);
    for (uint32_t i = 0; i < 3; i++) {
        struct message m = request_of(VERB_ENVELOPE);
        uint32_t size = put_import(payload, "sealed", SEALED_KEY, 64);
        trace_key_of_envelope(&keys[0], &host, "seal enc");
        trace_key_of_envelope(&keys[1], &host, "seal mac");
        m.size = put_envelope(m.payload, &host, host.n, VERB_IMPORT, payload, size);
        memset(payload, 0, sizeof payload);
        m.payload[m.size - 1] ^= i == 0 ? 1 : 0;
        deliver_alone(&m, &reply);
        CHECK(reply.code == (i == 0 ? STATUS_NOT_PERMITTED : i == 1 ? STATUS_OK : STATUS_EXISTS));
        host.n += i == 0 ? 0 : 1;
        CHECK(!is_trace_anywhere(&keys[0]) && !is_trace_anywhere(&keys[1]));
        CHECK(!is_key_anywhere((const uint8_t *)SEALED_KEY));
        CHECK(!is_key_anywhere(session_key.bytes) && is_kept(&session_key));
    }
}

/* The last, for it fails for good. */
static void random_source_that_has_failed(void) {
    static const struct drbg zeros;

    client_new_device();
    start_watching();
    payload[0] = 64;
    CHECK(drbg != NULL && memcmp(drbg, &zeros, sizeof zeros) != 0);
    fake_board.noise_broken = true;
    CHECK(client_status(VERB_RANDOM, 0, payload, 1) == STATUS_RANDOM_FAILED);
    CHECK(memcmp(drbg, &zeros, sizeof zeros) == 0);
    CHECK(seen[NOISE] == 1 && count == 0);
}

int main(void) {
    static const struct test tests[] = {
        TEST(seed_of_the_start),
        TEST(generated_key),
        TEST(imported_and_replaced_key),
        TEST(key_whose_limits_change),
        TEST(refused_key),
        TEST(rewritten_record),
        TEST(random_answer),
        TEST(chain_is_gone_from_the_stack_at_once),
        TEST(chain_of_a_signature),
        TEST(login_that_is_added_and_removed),
        TEST(login_that_has_ended),
        TEST(login_with_a_wrong_proof),
        TEST(envelope_that_was_opened),
        TEST(random_source_that_has_failed),
    };
    stack_top = __builtin_frame_address(0);
    return RUN_TESTS("wiping", tests);
}
