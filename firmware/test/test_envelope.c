/*
 * ENVELOPE (PROTOCOL.md section 4): only what the manager who is logged in has made opens, once, in
 * its order, and as it was made.
 */
#include <string.h>

#include "algorithm.h"
#include "board.h"
#include "client.h"
#include "fake_board.h"
#include "harness.h"
#include "hmac.h"
#include "login_client.h"
#include "logins.h"
#include "reference.h"
#include "sha256.h"

static uint8_t payload[REQUEST_PAYLOAD_MAX];

static uint8_t status_of(uint32_t code, uint32_t size) {
    return client_status(code, 0, payload, size);
}

static void expect_nobody(void) {
    CHECK(!may_sign() && !may_manage());
}

/* What may stand in one. */
static uint32_t key_id(void) {
    return put_id(payload, "a");
}

static uint32_t put_delete(uint64_t n) {
    return put_envelope(payload, &manager, n, VERB_DELETE, "\1a", 2);
}

static bool key_is_there(void) {
    return status_of(VERB_FIND, key_id()) == STATUS_OK;
}

/* An envelope that is refused counts for nothing, and tells nothing. */
static void expect_refused(const uint8_t *envelope, uint32_t size) {
    CHECK(client_status(VERB_ENVELOPE, 0, envelope, size) == STATUS_NOT_PERMITTED);
}

static void manager_starts(void) {
    start_closed_device();
    CHECK(login(&manager));
}

static void envelopes_have_their_order(void) {
    manager_starts();
    for (uint32_t n = 0; n < 5; n++) {
        if (n != 1) {
            expect_refused(payload, put_delete(n));
        }
    }
    expect_refused(payload, put_delete(UINT64_MAX));
    expect_refused(payload, put_delete(1ULL << 32 | 1));
    CHECK(key_is_there());
    CHECK(envelope_call(&manager, VERB_DELETE, "\1a", 2).code == STATUS_OK && !key_is_there());
    expect_refused(payload, put_delete(1));
    CHECK(envelope_call(&manager, VERB_DELETE, "\1a", 2).code == STATUS_UNKNOWN_KEY);
    expect_refused(payload, put_delete(2));
    for (uint32_t n = 3; n < 300; n++) {
        CHECK(envelope_call(&manager, VERB_DELETE, "\1a", 2).code == STATUS_UNKNOWN_KEY);
    }
    CHECK(manager.n == 300);
}

static void envelope_is_as_it_was_made(void) {
    uint8_t envelope[REQUEST_PAYLOAD_MAX];

    manager_starts();
    uint32_t size = put_delete(1);
    for (uint32_t bit = 0; bit < 8 * size; bit++) {
        memcpy(envelope, payload, size);
        envelope[bit / 8] ^= (uint8_t)(1u << bit % 8);
        expect_refused(envelope, size);
    }
    for (uint32_t cut = 0; cut < size; cut++) {
        expect_refused(payload, cut);
        memcpy(envelope, &payload[cut + 1], size - cut - 1); /* from its start */
        expect_refused(envelope, size - cut - 1);
    }
    memcpy(envelope, payload, size);
    memset(&envelope[size], 0, 2);
    expect_refused(envelope, size + 1);
    expect_refused(envelope, size + 2);
    CHECK(client_status(VERB_ENVELOPE, 1, envelope, size) == STATUS_MALFORMED);
    CHECK(client_status(VERB_ENVELOPE | REQUEST_FLAG_FIRST, 0, envelope, size) == STATUS_MALFORMED);
    CHECK(client_call(VERB_ENVELOPE, 0, envelope, size).code == STATUS_OK);
    CHECK(status_of(VERB_FIND, key_id()) == STATUS_UNKNOWN_KEY);
}

/* Whose key is not that of the login that stands: made before, or of the other role, or none. */
static void envelope_of_another_login(void) {
    struct login_host before;

    manager_starts();
    before = manager;
    CHECK(login(&manager));
    expect_refused(payload, put_envelope(payload, &before, 1, VERB_DELETE, "\1a", 2));
    CHECK(login(&user));
    expect_refused(payload, put_delete(1));
    expect_refused(payload, put_envelope(payload, &user, 1, VERB_DELETE, "\1a", 2));
    CHECK(client_status(VERB_LOGIN, 0, "\3", 1) == STATUS_OK);
    expect_refused(payload, put_delete(1));
    (void)client_hello(2);
    expect_refused(payload, put_delete(1));
    memset(manager.session_key, 0, sizeof manager.session_key);
    expect_refused(payload, put_delete(0));
    expect_refused(payload, put_delete(1));
    CHECK(login(&manager) && key_is_there());
}

/* Without a code there is nothing to do, however right the tag is. */
static void envelope_of_nothing(void) {
    manager_starts();
    expect_refused(payload, put_sealed(payload, &manager, 1, "", 0));
    CHECK(envelope_call(&manager, VERB_DELETE, "\1a", 2).code == STATUS_OK);
}

/* HMAC-SHA256 by the midstates that are there when a session key has been wiped. */
static void mac_by_zeros(uint8_t out[32], const uint8_t *text, uint32_t size) {
    static const uint32_t zeros[HASH_WORDS_MAX];
    struct hmac h;

    hmac_start(&h, &sha256, zeros, zeros);
    hmac_update(&h, text, size);
    (void)hmac_finish(&h, out);
}

/* An open device has no session key; whoever knows what is in its place makes no envelope by that.
 */
static void open_device_opens_none(void) {
    uint8_t labelled[16];
    uint8_t key[32];
    uint8_t tagged[1 + 8 + 3] = {0};
    uint8_t mac[32];

    for (uint8_t n = 0; n < 2; n++) {
        start_open_device();
        memset(labelled, 0, sizeof labelled);
        memcpy(labelled, "seal mac", 8);
        labelled[8] = n;
        mac_by_zeros(key, labelled, sizeof labelled);
        tagged[1] = n;
        (void)reference_hmac(ALGORITHM_HMAC_SHA256, mac, key, sizeof key, tagged, sizeof tagged);
        memcpy(payload, &tagged[1], sizeof tagged - 1);
        memcpy(&payload[sizeof tagged - 1], mac, ENVELOPE_TAG_SIZE);
        expect_refused(payload, sizeof tagged - 1 + ENVELOPE_TAG_SIZE);
    }
}

/* It is none of the host's: an answer is not an envelope, though its tag is under the same key. */
static void answer_is_no_envelope(void) {
    manager_starts();
    struct message reply = client_call(VERB_ENVELOPE, 0, payload, put_delete(1));
    CHECK(reply.size == ENVELOPE_TAG_SIZE);
    store_le64(payload, 1);
    payload[8] = reply.code;
    memcpy(&payload[9], reply.payload, ENVELOPE_TAG_SIZE);
    expect_refused(payload, 9 + ENVELOPE_TAG_SIZE);
}

/* What is in it is refused with a tag, uses the number up, and does nothing. */
static void expect_inner(uint32_t code, uint32_t size, enum status expected) {
    uint8_t inner[REQUEST_PAYLOAD_MAX];

    memcpy(inner, payload, size);
    struct message reply = envelope_call(&manager, code, inner, size);
    CHECK(reply.code == expected && reply.size == 0);
}

static void inner_requests_are_refused_with_a_tag(void) {
    manager_starts();
    for (uint32_t code = 0; code < 256; code++) {
        bool envelope_verb = REQUEST_VERB(code) == VERB_IMPORT ||
                             REQUEST_VERB(code) == VERB_GENERATE ||
                             REQUEST_VERB(code) == VERB_DELETE || REQUEST_VERB(code) == VERB_SEAL;
        expect_inner(code, 0, envelope_verb ? STATUS_MALFORMED : STATUS_UNSUPPORTED);
    }
    for (uint32_t sub_verb = 0; sub_verb < 256; sub_verb++) {
        bool known = sub_verb == EXTENDED_SET_LIMITS || sub_verb == EXTENDED_ADD_LOGIN ||
                     sub_verb == EXTENDED_REMOVE_LOGIN;
        payload[0] = (uint8_t)sub_verb;
        expect_inner(VERB_EXTENDED, 1, known ? STATUS_MALFORMED : STATUS_UNSUPPORTED);
        expect_inner(VERB_EXTENDED | 0x40, 1, known ? STATUS_MALFORMED : STATUS_UNSUPPORTED);
    }
    expect_inner(VERB_DELETE | REQUEST_FLAG_ACK_NOW, key_id(), STATUS_MALFORMED);
    expect_inner(VERB_DELETE | REQUEST_FLAG_FIRST, key_id(), STATUS_MALFORMED);
    expect_inner(VERB_IMPORT, put_import(payload, "a", "key", 3), STATUS_EXISTS);
    CHECK(key_is_there());
}

/* The longest IMPORT there is, and one that fills the frame. */
static void envelope_of_any_length(void) {
    static uint8_t key[KEY_MAX];
    char id[KEY_ID_MAX + 1] = {0};

    manager_starts();
    for (uint32_t size = 0; size <= REQUEST_PAYLOAD_MAX - 8 - 1 - ENVELOPE_TAG_SIZE; size++) {
        memset(payload, (int)size, size);
        expect_inner(VERB_DELETE, size, STATUS_MALFORMED);
    }
    memset(id, 'i', KEY_ID_MAX);
    random_fill(key, sizeof key);
    uint32_t size = put_import(payload, id, key, sizeof key);
    expect_inner(VERB_IMPORT, size, STATUS_OK);
    uint8_t mac[REFERENCE_MAC_MAX];
    struct message reply = client_call(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF,
                                       payload, put_key_field(payload, id));
    uint32_t mac_size =
        reference_hmac(ALGORITHM_HMAC_SHA1, mac, key, sizeof key, (const uint8_t *)"", 0);
    CHECK(reply.size == mac_size && memcmp(reply.payload, mac, mac_size) == 0);
}

/* Repeated by the link it is not opened again, but answered alike. */
static void repeated_envelope_is_answered_alike(void) {
    struct message m = {.type = PACKET_REQUEST, .code = VERB_ENVELOPE};
    uint8_t tag[ENVELOPE_TAG_SIZE];

    manager_starts();
    m.epoch = client.epoch;
    m.seq = client.next_seq++;
    m.size = put_delete(1);
    memcpy(m.payload, payload, m.size);
    for (uint32_t i = 0; i < 3; i++) {
        m.code = i == 2 ? VERB_ENVELOPE | REQUEST_FLAG_ACK_NOW : VERB_ENVELOPE;
        client_send(&m);
        struct message reply = client_expect(PACKET_REPLY);
        CHECK(reply.code == STATUS_OK && reply.size == ENVELOPE_TAG_SIZE);
        CHECK(i == 0 || memcmp(tag, reply.payload, sizeof tag) == 0);
        memcpy(tag, reply.payload, sizeof tag);
    }
    manager.n = 2;
    CHECK(envelope_call(&manager, VERB_DELETE, "\1a", 2).code == STATUS_UNKNOWN_KEY);
}

/* Another boot of the board: the answer is there, with its tag, before it resets. */
static void seal_in_an_envelope(void) {
    manager_starts();
    uint8_t id[UNIQUE_ID_SIZE];
    board_unique_id(id);
    if (setjmp(fake_board.restart) == 0) {
        client_request(VERB_ENVELOPE, 0, payload,
                       put_envelope(payload, &manager, 1, VERB_SEAL, id, sizeof id));
        fail_test(__FILE__, __LINE__, "the board resets");
    }
    struct message reply = client_expect(PACKET_REPLY);
    CHECK(reply.code == STATUS_OK && envelope_take_tag(&reply, &manager, 1));
    CHECK(fake_board.sealed);
    client_restart_device();
    expect_nobody();
    CHECK(login(&manager) && may_manage());
}

int main(void) {
    static const struct test tests[] = {
        TEST(envelopes_have_their_order),
        TEST(envelope_is_as_it_was_made),
        TEST(envelope_of_another_login),
        TEST(envelope_of_nothing),
        TEST(open_device_opens_none),
        TEST(answer_is_no_envelope),
        TEST(inner_requests_are_refused_with_a_tag),
        TEST(envelope_of_any_length),
        TEST(repeated_envelope_is_answered_alike),
        TEST(seal_in_an_envelope),
    };
    return RUN_TESTS("envelope", tests);
}
