/*
 * LOGIN (PROTOCOL.md section 4): who gets in, and how long he stays.
 */
#include <string.h>

#include "access.h"
#include "board.h"
#include "client.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "hmac.h"
#include "login_client.h"
#include "logins.h"
#include "random.h"
#include "selftest.h"
#include "sha256.h"

#define STREAM 5

/* In place of the core's, where a test wants them otherwise. */

static bool random_works = true;
static bool no_logins;

bool __real_random_bytes(uint8_t *out, uint32_t size);
bool __wrap_random_bytes(uint8_t *out, uint32_t size);
bool __wrap_random_bytes(uint8_t *out, uint32_t size) {
    return random_works && __real_random_bytes(out, size);
}

uint32_t __real_logins_count(void);
uint32_t __wrap_logins_count(void);
uint32_t __wrap_logins_count(void) {
    return no_logins ? 0 : __real_logins_count();
}

static uint32_t comparisons;

bool __real_secrets_equal(const uint8_t *a, const uint8_t *b, uint32_t size);
bool __wrap_secrets_equal(const uint8_t *a, const uint8_t *b, uint32_t size);
bool __wrap_secrets_equal(const uint8_t *a, const uint8_t *b, uint32_t size) {
    comparisons++;
    return __real_secrets_equal(a, b, size);
}

static uint8_t payload[REQUEST_PAYLOAD_MAX];

static uint8_t status_of(uint32_t code, uint32_t size) {
    return client_status(code, 0, payload, size);
}

static void expect_nobody(void) {
    CHECK(!may_sign() && !may_manage());
}

static uint32_t logout(void) {
    payload[0] = LOGIN_STEP_LOGOUT;
    return 1;
}

static void open_stream(void) {
    client_request(VERB_MAC | REQUEST_FLAG_FIRST, STREAM, payload, put_key_field(payload, "a"));
    client_expect_silence();
}

/* Asks for a nonce for the host, and takes what the proof is made of. */
static void ask(struct login_host *host) {
    struct message reply = client_call(VERB_LOGIN, 0, payload, put_login_name(payload, host->name));

    CHECK(reply.code == STATUS_OK && reply.size == LOGIN_NONCE_SIZE);
    memcpy(host->session.device_nonce, reply.payload, LOGIN_NONCE_SIZE);
    random_fill(host->session.host_nonce, LOGIN_NONCE_SIZE);
    board_unique_id(host->session.unique_id);
    host->session.boot = FAKE_BOOT;
    host->session.epoch = client.epoch;
}

static bool prove(const struct login_host *host) {
    return client_call(VERB_LOGIN, 0, payload, put_login_proof(payload, host)).code == STATUS_OK;
}

static void roles_are_those_of_the_logins(void) {
    start_closed_device();
    expect_nobody();
    CHECK(login(&user) && may_sign() && !may_manage());
    CHECK(login(&manager) && may_sign() && may_manage());
    CHECK(login(&user) && may_sign() && !may_manage());
}

/* A second login in its place, the same or another; and no login at all. */
static void login_ends_with_the_next(void) {
    start_closed_device();
    CHECK(login(&manager));
    ask(&user);
    expect_nobody();
    CHECK(login(&manager) && login(&manager) && may_manage());
    CHECK(client_status(VERB_LOGIN, 0, payload, logout()) == STATUS_OK);
    expect_nobody();
    CHECK(client_status(VERB_LOGIN, 0, payload, logout()) == STATUS_OK);
}

static void login_ends_with_the_session(void) {
    start_closed_device();
    CHECK(login(&manager));
    (void)client_hello(1);
    client.next_seq = 2; /* HELLO of the same nonce changes nothing */
    CHECK(client.epoch == manager.session.epoch && may_manage());
    (void)client_hello(2);
    expect_nobody();
    CHECK(login(&manager));
    client_restart_device();
    expect_nobody();
}

/* What a board calls when the program at its port has gone, or the port has changed. */
static void login_ends_with_the_program(void) {
    start_closed_device();
    CHECK(login(&manager));
    due_hsm_port_changed();
    expect_nobody();
    ask(&manager);
    due_hsm_port_changed();
    CHECK(!prove(&manager));
    expect_nobody();
}

/* The other managers and their logins stay. */
static void login_ends_when_it_is_removed(void) {
    struct login_host other = login_of("other", ROLE_MANAGER, 50);

    start_closed_device();
    login_store(&other);
    CHECK(login(&other));
    CHECK(envelope_call(&other, VERB_EXTENDED, payload, put_remove_login(payload, "user")).code ==
          STATUS_OK);
    CHECK(may_manage());
    CHECK(envelope_call(&other, VERB_EXTENDED, payload, put_remove_login(payload, "other")).code ==
          STATUS_OK);
    expect_nobody();
    CHECK(!login(&other) && !login(&user) && login(&manager));
}

/* With all names and the proof, each in a time that does not tell where they differ. */
static void any_name_is_compared_as_often(void) {
    static const char *const names[] = {"manager", "user",    "last", "x",
                                        "nobody",  "managex", "lasts"};
    struct login_host last = login_of("last", ROLE_USER, 50);

    start_closed_device();
    login_store(&last);
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct login_host host = login_of(names[i], ROLE_MANAGER, 77);
        ask(&host);
        comparisons = 0;
        CHECK(!prove(&host));
        CHECK(comparisons == logins_count() + 1);
    }
}

/* Of the same name, as of another secret. */
static void removed_login_proves_nothing_when_it_was_asked_for(void) {
    start_closed_device();
    ask(&user);
    access_login_removed(logins_find((const uint8_t *)"user", 4));
    CHECK(logins_remove((const uint8_t *)"user", 4) == STATUS_OK);
    CHECK(!prove(&user));
    ask(&user); /* the name gets a nonce all the same */
    CHECK(!prove(&user));
    expect_nobody();
}

/* With each bit of what the proof is made of changed in turn, and of the proof itself. */
static void proof_of_anything_else_is_wrong(void) {
    struct login_host other;

    start_closed_device();
    for (uint32_t bit = 0; bit < 8 * sizeof other.secret; bit++) {
        ask(&manager);
        other = manager;
        other.secret[bit / 8] ^= (uint8_t)(1u << bit % 8);
        CHECK(!prove(&other) && !prove(&manager));
    }
    for (uint32_t bit = 0; bit < 8 * sizeof other.session.unique_id; bit++) {
        ask(&manager);
        other = manager;
        other.session.unique_id[bit / 8] ^= (uint8_t)(1u << bit % 8);
        CHECK(!prove(&other));
    }
    for (uint32_t bit = 0; bit < 32 + 16; bit++) {
        ask(&manager);
        other = manager;
        other.session.boot ^= bit < 32 ? 1u << bit : 0;
        other.session.epoch ^= (uint16_t)(bit < 32 ? 0 : 1u << (bit - 32));
        CHECK(!prove(&other));
    }
    for (uint32_t bit = 0; bit < 8 * 2 * LOGIN_NONCE_SIZE; bit++) {
        ask(&manager);
        other = manager;
        uint8_t *nonces[] = {other.session.device_nonce, other.session.host_nonce};
        uint32_t size = put_login_proof(payload, &other);
        nonces[bit / 128][bit % 128 / 8] ^= (uint8_t)(1u << bit % 8);
        (void)put_login_proof(payload, &other);
        memcpy(&payload[1], manager.session.host_nonce, LOGIN_NONCE_SIZE);
        CHECK(client_status(VERB_LOGIN, 0, payload, size) == STATUS_NOT_PERMITTED);
    }
    for (uint32_t bit = 0; bit < 8 * LOGIN_PROOF_SIZE; bit++) {
        ask(&manager);
        uint32_t size = put_login_proof(payload, &manager);
        payload[1 + LOGIN_NONCE_SIZE + bit / 8] ^= (uint8_t)(1u << bit % 8);
        CHECK(client_status(VERB_LOGIN, 0, payload, size) == STATUS_NOT_PERMITTED);
    }
    for (uint32_t role = 0; role < 256; role++) {
        ask(&manager);
        other = manager;
        other.role = (uint8_t)role;
        CHECK(prove(&other) == (role == ROLE_MANAGER));
    }
}

/* The secret of one login under the name of another, and names that are not there. */
static void login_needs_its_own_name(void) {
    static const char *const names[] = {"user", "manage", "managers", "Manager", "x"};
    struct login_host other;

    start_closed_device();
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        other = manager;
        other.name = names[i];
        CHECK(!login(&other));
        expect_nobody();
    }
}

/* For a name that no login has the device computes a proof by midstates of zeros. */
static void nobody_logs_in_by_the_midstates_of_nobody(void) {
    static const uint32_t zeros[HASH_WORDS_MAX];
    uint8_t transcript[128];
    uint32_t at = 0;
    struct login_host none = login_of("none", 0, 0);
    struct hmac h;

    start_closed_device();
    ask(&none);
    static const char label[] = "DueHSM login host";
    memcpy(transcript, label, sizeof label - 1);
    at = sizeof label - 1;
    transcript[at++] = 1;
    memcpy(&transcript[at], none.session.unique_id, UNIQUE_ID_SIZE);
    at += UNIQUE_ID_SIZE;
    store_le32(&transcript[at], FAKE_BOOT);
    store_le16(&transcript[at + 4], client.epoch);
    at += 6;
    at += put_id(&transcript[at], "none");
    transcript[at++] = 0;
    memcpy(&transcript[at], none.session.device_nonce, LOGIN_NONCE_SIZE);
    memcpy(&transcript[at + LOGIN_NONCE_SIZE], none.session.host_nonce, LOGIN_NONCE_SIZE);
    at += 2 * LOGIN_NONCE_SIZE;
    hmac_start(&h, &sha256, zeros, zeros);
    hmac_update(&h, transcript, at);
    uint32_t size = put_login_proof(payload, &none);
    (void)hmac_finish(&h, &payload[1 + LOGIN_NONCE_SIZE]);
    CHECK(client_status(VERB_LOGIN, 0, payload, size) == STATUS_NOT_PERMITTED);
    expect_nobody();
}

/* Right or wrong, or too short; and a new one makes it worthless. */
static void nonce_serves_once(void) {
    struct login_host first;

    start_closed_device();
    CHECK(login(&manager) && !prove(&manager) && may_manage());
    ask(&manager);
    uint32_t size = put_login_proof(payload, &manager);
    payload[size - 1] ^= 1;
    CHECK(client_status(VERB_LOGIN, 0, payload, size) == STATUS_NOT_PERMITTED);
    CHECK(!prove(&manager));
    ask(&manager);
    size = put_login_proof(payload, &manager);
    CHECK(client_status(VERB_LOGIN, 0, payload, size - 1) == STATUS_MALFORMED);
    CHECK(!prove(&manager));
    ask(&manager);
    first = manager;
    ask(&manager);
    CHECK(memcmp(first.session.device_nonce, manager.session.device_nonce, LOGIN_NONCE_SIZE) != 0);
    CHECK(!prove(&first) && !prove(&manager));
    ask(&manager);
    CHECK(client_status(VERB_LOGIN, 0, payload, logout()) == STATUS_OK && !prove(&manager));
    ask(&manager);
    (void)client_hello(3);
    CHECK(!prove(&manager));
    expect_nobody();
}

/* Sizes: a step is as long as its fields. What is malformed ends no login. */
static void malformed_steps(void) {
    static const char *const names[] = {"", "a\n", "\xFF", "123456789012345678901234567890123"};

    start_closed_device();
    CHECK(login(&manager));
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        CHECK(status_of(VERB_LOGIN, put_login_name(payload, names[i])) == STATUS_MALFORMED);
    }
    uint32_t whole = put_login_name(payload, "manager");
    for (uint32_t size = 0; size < whole; size++) {
        CHECK(status_of(VERB_LOGIN, size) == STATUS_MALFORMED);
    }
    payload[whole] = 0;
    CHECK(status_of(VERB_LOGIN, whole + 1) == STATUS_MALFORMED);
    payload[0] = LOGIN_STEP_LOGOUT;
    CHECK(status_of(VERB_LOGIN, 2) == STATUS_MALFORMED);
    whole = put_login_proof(payload, &manager);
    for (uint32_t size = 1; size < whole; size++) {
        CHECK(status_of(VERB_LOGIN, size) == STATUS_MALFORMED);
    }
    CHECK(status_of(VERB_LOGIN, whole + 1) == STATUS_MALFORMED);
    for (uint32_t step = 0; step < 256; step += step == 0 ? 4 : 1) {
        payload[0] = (uint8_t)step;
        CHECK(status_of(VERB_LOGIN, 1) == STATUS_UNSUPPORTED);
    }
    CHECK(client_status(VERB_LOGIN, 1, payload, logout()) == STATUS_MALFORMED);
    CHECK(status_of(VERB_LOGIN | REQUEST_FLAG_FIRST, logout()) == STATUS_MALFORMED);
    CHECK(may_manage());
}

static void names_of_any_length(void) {
    static const char longest[] = "12345678901234567890123456789012";

    for (uint32_t size = 1; size <= LOGIN_NAME_MAX; size++) {
        struct login_host host = login_of(&longest[LOGIN_NAME_MAX - size], ROLE_MANAGER, 7);
        client_new_device();
        login_store(&host);
        CHECK(login(&host) && may_manage());
    }
}

/* With no nonce, nobody logs in; whoever was in before is out. */
static void login_without_randomness(void) {
    start_closed_device();
    CHECK(login(&user));
    random_works = false;
    uint8_t status = status_of(VERB_LOGIN, put_login_name(payload, "user"));
    random_works = true;
    CHECK(status == STATUS_RANDOM_FAILED && !prove(&user));
    expect_nobody();
}

/* Nothing but what the self-test permits, and the login is over for good. */
static void login_ends_when_the_self_test_fails(void) {
    start_closed_device();
    CHECK(login(&manager));
    selftest_fail();
    CHECK(status_of(VERB_LOGIN, put_login_name(payload, "manager")) == STATUS_SELF_TEST_FAILED);
    CHECK(status_of(VERB_ENVELOPE, put_envelope(payload, &manager, 1, VERB_DELETE, "\1a", 2)) ==
          STATUS_SELF_TEST_FAILED);
    selftest_passed = true;
    CHECK(status_of(VERB_ENVELOPE, put_envelope(payload, &manager, 1, VERB_DELETE, "\1a", 2)) ==
          STATUS_NOT_PERMITTED);
    expect_nobody();
}

/* All pages of logins have rotted, and those that say that it is closed have not. */
static void closed_without_a_login(void) {
    start_closed_device();
    CHECK(login(&manager));
    no_logins = true;
    CHECK(status_of(VERB_LOGIN, put_login_name(payload, "manager")) == STATUS_NOT_PERMITTED);
    CHECK(status_of(VERB_LOGIN, put_login_proof(payload, &manager)) == STATUS_NOT_PERMITTED);
    (void)client_hello(2);
    CHECK(status_of(VERB_LOGIN, put_login_name(payload, "manager")) == STATUS_NOT_PERMITTED);
    CHECK(status_of(VERB_EXTENDED, put_add_login(payload, &manager)) == STATUS_NOT_PERMITTED);
    expect_nobody();
    no_logins = false;
}

/* Epochs come again after 65535 sessions of one start; a proof then is of another nonce. */
static void epoch_that_comes_again(void) {
    struct login_host old;

    start_closed_device();
    ask(&manager);
    old = manager;
    for (uint32_t i = 0; i < 65535; i++) {
        (void)client_hello((uint8_t)(2 + i % 2));
    }
    CHECK(client.epoch == old.session.epoch);
    CHECK(!prove(&old));
    ask(&manager);
    CHECK(!prove(&old));
    CHECK(login(&manager) && may_manage());
}

/* By INFO's flags, as WELCOME has them. */
static bool says_closed(void) {
    return (client_call(VERB_INFO, 0, "", 1).payload[0] & 8) != 0;
}

/* The first login closes the device for whoever has made it, streams and all. */
static void first_login_closes(void) {
    start_open_device();
    open_stream();
    CHECK(may_sign() && may_manage());
    CHECK(!says_closed());
    CHECK(status_of(VERB_EXTENDED, put_add_login(payload, &manager)) == STATUS_OK);
    expect_nobody();
    CHECK(client_status(VERB_MAC | REQUEST_FLAG_LAST, STREAM, payload, 0) == STATUS_NOT_PERMITTED);
    CHECK(says_closed());
    CHECK(login(&manager) && may_manage());
    CHECK(client_status(VERB_MAC | REQUEST_FLAG_LAST, STREAM, payload, 0) == STATUS_NO_STREAM);
    CHECK((client_hello(2).payload[11] & 8) != 0);
}

/* What one login has begun to sign the next cannot end. */
static void streams_end_with_a_login(void) {
    struct login_host *const hosts[] = {&user, &manager};

    for (uint32_t i = 0; i < 2; i++) {
        start_closed_device();
        CHECK(login(&user));
        open_stream();
        CHECK(login(hosts[i]));
        CHECK(client_status(VERB_MAC, STREAM, "x", 1) == STATUS_NO_STREAM);
    }
    start_closed_device(); /* nor does a login begin with what was refused before it */
    CHECK(client_status(VERB_MAC | REQUEST_FLAG_FIRST, STREAM, payload,
                        put_key_field(payload, "a")) == STATUS_NOT_PERMITTED);
    CHECK(login(&user));
    CHECK(client_status(VERB_MAC, STREAM, "x", 1) == STATUS_NO_STREAM);
}

/* As it is repeated when its answer was lost: it is not executed twice. */
static void repeated_proof_is_answered_alike(void) {
    uint8_t wire[CLIENT_WIRE_MAX];
    struct message first;

    start_closed_device();
    ask(&manager);
    struct message proof = {.type = PACKET_REQUEST,
                            .code = VERB_LOGIN,
                            .epoch = client.epoch,
                            .seq = client.next_seq++};
    proof.size = put_login_proof(proof.payload, &manager);
    uint32_t size = client_encode(wire, &proof);
    for (uint32_t i = 0; i < 3; i++) {
        client_deliver(wire, size);
        struct message reply = client_expect(PACKET_REPLY);
        CHECK(reply.code == STATUS_OK && reply.size == LOGIN_PROOF_SIZE);
        CHECK(i == 0 || memcmp(reply.payload, first.payload, LOGIN_PROOF_SIZE) == 0);
        first = reply;
    }
    CHECK(may_manage());
}

/* Sends this request with a number that has been executed. */
static void repeat(uint16_t seq, uint32_t code, uint16_t aux, uint32_t size) {
    struct message m = {.type = PACKET_REQUEST,
                        .code = (uint8_t)code,
                        .epoch = client.epoch,
                        .seq = seq,
                        .aux = aux,
                        .size = size};

    memcpy(m.payload, payload, size);
    client_send(&m);
}

static void logs_out(void) {
    CHECK(client_status(VERB_LOGIN, 0, payload, logout()) == STATUS_OK);
}

static void begins_to_log_in(void) {
    ask(&user);
}

static void removes_itself(void) {
    CHECK(envelope_call(&manager, VERB_EXTENDED, payload, put_remove_login(payload, "manager"))
              .code == STATUS_OK);
}

/* A MAC, or random bytes, were told to who was logged in, and are told to nobody who comes later.
 */
static void what_was_answered_goes_with_the_login(void) {
    static const uint32_t whole = VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST;
    static void (*const ends[])(void) = {due_hsm_port_changed, logs_out, begins_to_log_in,
                                         removes_itself};
    struct login_host other = login_of("other", ROLE_MANAGER, 50);

    for (uint32_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        start_closed_device();
        login_store(&other);
        CHECK(login(&manager) && may_sign());
        uint16_t signed_by = (uint16_t)(client.next_seq - 1);
        uint32_t size = put_key_field(payload, "a");
        repeat(signed_by, whole, 0xFFFF, size);
        CHECK(client_expect(PACKET_REPLY).size == 20);
        ends[i]();
        uint16_t last = (uint16_t)(client.next_seq - 1);
        size = put_key_field(payload, "a");
        repeat(signed_by, whole, 0xFFFF, size);
        client_expect_silence();
        repeat(signed_by, whole | REQUEST_FLAG_ACK_NOW, 0xFFFF, size);
        struct message ack = client_expect(PACKET_ACK);
        CHECK(ack.code == 0 && ack.aux == client.next_seq && ack.size == 0);
        for (uint32_t again = 0; last != signed_by && again < 2; again++) {
            repeat(last, VERB_LOGIN, 0, logout()); /* what ended it is answered as it was */
            CHECK(client_expect(PACKET_REPLY).code == STATUS_OK);
        }
        expect_nobody();
    }
}

/* What the device signed while it was open is none of nobody's business, either. */
static void what_was_answered_goes_as_the_device_is_closed(void) {
    start_open_device();
    CHECK(may_sign());
    CHECK(status_of(VERB_EXTENDED, put_add_login(payload, &manager)) == STATUS_OK);
    repeat((uint16_t)(client.next_seq - 2), VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST,
           0xFFFF, put_key_field(payload, "a"));
    client_expect_silence();
}

/* A repetition of it does not take away what was answered under the login that it began. */
static void repeated_proof_ends_nothing(void) {
    start_closed_device();
    CHECK(login(&user));
    uint16_t proof = (uint16_t)(client.next_seq - 1);
    CHECK(may_sign());
    for (uint32_t i = 0; i < 2; i++) {
        repeat(proof, VERB_LOGIN, 0, put_login_proof(payload, &user));
        CHECK(client_expect(PACKET_REPLY).size == LOGIN_PROOF_SIZE);
        repeat((uint16_t)(proof + 1), VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF,
               put_key_field(payload, "a"));
        CHECK(client_expect(PACKET_REPLY).size == 20);
    }
    CHECK(may_sign());
}

int main(void) {
    static const struct test tests[] = {
        TEST(roles_are_those_of_the_logins),
        TEST(login_ends_with_the_next),
        TEST(login_ends_with_the_session),
        TEST(login_ends_with_the_program),
        TEST(login_ends_when_it_is_removed),
        TEST(any_name_is_compared_as_often),
        TEST(removed_login_proves_nothing_when_it_was_asked_for),
        TEST(proof_of_anything_else_is_wrong),
        TEST(login_needs_its_own_name),
        TEST(nobody_logs_in_by_the_midstates_of_nobody),
        TEST(nonce_serves_once),
        TEST(malformed_steps),
        TEST(names_of_any_length),
        TEST(login_without_randomness),
        TEST(login_ends_when_the_self_test_fails),
        TEST(closed_without_a_login),
        TEST(epoch_that_comes_again),
        TEST(first_login_closes),
        TEST(streams_end_with_a_login),
        TEST(repeated_proof_is_answered_alike),
        TEST(what_was_answered_goes_with_the_login),
        TEST(what_was_answered_goes_as_the_device_is_closed),
        TEST(repeated_proof_ends_nothing),
    };
    return RUN_TESTS("login", tests);
}
