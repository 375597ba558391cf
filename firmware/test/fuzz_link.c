/*
 * Any bytes at all, between good frames: the device never crashes, and whatever
 * came before, opens a session afterwards, takes a key of each algorithm and computes
 * right MACs, unless there are logins by then: a device that they have closed stays closed, and
 * takes nothing in clear; of limits it stores a list that it can enforce or none, and enforces it;
 * and what the same bytes make of a string to sign is signed if it still is one.
 *
 * The input is a list of steps: raw bytes, requests that only the fuzzer's own
 * choice of fields can spoil, frames of any header, hellos, keys with any limits, any
 * requests of a manager's, in envelopes that are right, and proofs and envelopes that are not.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "algorithm.h"
#include "aws_reference.h"
#include "client.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "login_client.h"
#include "logins.h"
#include "reference.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    const uint8_t *bytes;
    uint32_t size;
};

/* In place of the test harness: a check that does not hold is a crash. */
void fail_test(const char *file, uint32_t line, const char *condition) {
    fprintf(stderr, "%s:%u: not so: %s\n", file, line, condition);
    abort();
}

void random_fill(uint8_t *out, uint32_t size) {
    static uint32_t x;

    for (uint32_t i = 0; i < size; i++) {
        x = x * 1664525 + 1013904223;
        out[i] = (uint8_t)(x >> 24);
    }
}

static uint8_t take(struct input *in) {
    if (in->size == 0) {
        return 0;
    }
    in->size--;
    return *in->bytes++;
}

static uint32_t take_all(struct input *in, uint8_t *out, uint32_t size) {
    size = size < in->size ? size : in->size;
    memcpy(out, in->bytes, size);
    in->bytes += size;
    in->size -= size;
    return size;
}

static void raw_bytes(struct input *in) {
    uint8_t bytes[1020];

    client_deliver(bytes, take_all(in, bytes, take(in) * 4u));
}

static void any_request(struct input *in, bool right_seq) {
    struct message m = {.type = PACKET_REQUEST, .epoch = client.epoch, .seq = client.next_seq};

    m.code = take(in);
    if (!right_seq) {
        m.type = take(in);
        m.seq = (uint16_t)(m.seq + take(in) - 100);
        m.epoch ^= take(in) & 1;
    } else {
        client.next_seq++;
    }
    m.aux = take(in);
    m.aux = m.aux == 0xFF ? 0xFFFF : m.aux;
    uint32_t size = take(in) * 3u;
    m.size = take_all(in, m.payload, size < sizeof m.payload ? size : sizeof m.payload);
    client_send(&m);
}

/* What is stored is told, and is as the device's own rules have it. */
static void expect_limits(const uint8_t *limits, uint32_t size) {
    static const uint8_t get[] = {EXTENDED_GET_LIMITS, 0, 1, 'l'};
    bool is_aws4 = client.algorithm == ALGORITHM_AWS4_HMAC_SHA256;
    struct message piece = client_call(VERB_EXTENDED, 0, get, sizeof get);
    uint32_t told = size < LIST_PIECE_MAX ? size : LIST_PIECE_MAX;
    uint32_t lowest = is_aws4 ? 3 : 1;

    CHECK(piece.code == STATUS_OK && piece.size == 5 + told && piece.payload[4] == size);
    CHECK(memcmp(&piece.payload[5], limits, told) == 0 && size < KEY_ID_MAX);
    for (uint32_t at = 0; at < size; at += 2u + limits[at + 1]) {
        CHECK(size - at > 2 && limits[at + 1] >= 1 && limits[at + 1] <= size - at - 2);
        CHECK(limits[at] >= lowest && limits[at] <= (is_aws4 ? 4 : 2));
        CHECK(limits[at] != 2 || limits[at + 1] == 4);
        CHECK(!is_aws4 || (limits[at + 2] != ',' && limits[at + 1 + limits[at + 1]] != ','));
        lowest = limits[at] + 1u;
    }
}

/* Of a message that the input makes, beginning like the prefix that there may be. */
static void expect_limited_mac(struct input *in, const uint8_t *limits, uint32_t size) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint32_t prefix_size = size != 0 && limits[0] == 1 ? limits[1] : 0;
    uint32_t length_at = prefix_size != 0 ? 2 + prefix_size : 0;
    uint32_t at = put_key_field(payload, "l");
    uint32_t message_size = take(in) % 200;

    memset(&payload[at], 'm', message_size);
    memcpy(&payload[at], &limits[2], message_size < prefix_size ? message_size : prefix_size);
    payload[at + take(in) % 200] ^= take(in) % 4 == 0;
    bool allowed = message_size >= prefix_size &&
                   (prefix_size == 0 || memcmp(&payload[at], &limits[2], prefix_size) == 0) &&
                   (length_at == size || message_size <= load_le32(&limits[length_at + 2]));
    struct message reply = client_call(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF,
                                       payload, at + message_size);
    CHECK(reply.code == (allowed ? STATUS_OK : STATUS_LIMITED) && (reply.size != 0) == allowed);
}

/* With the key, or set when it is there. */
static void any_limits(struct input *in) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint8_t limits[255];
    uint32_t how = take(in);
    uint32_t size = take_all(in, limits, take(in) % 160);
    uint32_t code = VERB_IMPORT | REQUEST_FLAG_REPLACE | REQUEST_FLAG_LIMITS;

    client_deliver((const uint8_t *)"", 1);
    fake_board.sent_size = 0;
    (void)client_hello(0xEC);
    (void)client_hello(0xED);
    client.algorithm = (uint8_t)(ALGORITHM_HMAC_SHA1 + how % 3);
    uint32_t end = put_import(payload, "l", "key", 3);
    if (how / 3 % 2 == 0) {
        end += put_limits(&payload[end], limits, size);
    } else {
        client_request(VERB_IMPORT | REQUEST_FLAG_REPLACE, 0, payload, end);
        if (client_expect(PACKET_REPLY).code != STATUS_OK) {
            return;
        }
        end = put_set_limits(payload, "l", limits, size);
        code = VERB_EXTENDED;
    }
    client_request(code, 0, payload, end);
    if (client_expect(PACKET_REPLY).code == STATUS_OK) {
        expect_limits(limits, size);
        if (client.algorithm != ALGORITHM_AWS4_HMAC_SHA256) {
            expect_limited_mac(in, limits, size);
        }
    }
}

/*
 * Logs in as the manager whose login the fuzzer knows, if it is there and not one of the input's
 * own; on an open device it is made. Sub-verbs that change logins are likely.
 */
static void any_envelope(struct input *in) {
    static struct login_host host;
    uint8_t inner[REQUEST_PAYLOAD_MAX];
    uint8_t code = take(in);
    uint32_t size = 0;

    client_deliver((const uint8_t *)"", 1);
    fake_board.sent_size = 0;
    if (!logins_closed()) {
        host = login_of("m", ROLE_MANAGER, 1);
        login_store(&host);
    }
    (void)client_hello(0xEA);
    (void)client_hello(0xEB);
    if (!login(&host)) {
        return;
    }
    for (uint32_t requests = code / 64 + 1u; requests != 0; requests--) {
        if (code % 2 == 0) {
            code = VERB_EXTENDED;
            inner[0] = (uint8_t)(EXTENDED_SET_LIMITS + take(in) % 4);
            size = 1 + take_all(in, &inner[1], take(in) % 80);
        } else {
            size = take_all(in, inner, take(in) * 3u % 600);
        }
        (void)envelope_call(&host, code & 0x7F, inner, size);
        CHECK(logins_closed());
        if (logins_find((const uint8_t *)"m", 1) == NULL) {
            return;
        }
        code = take(in);
    }
}

/*
 * A proof or an envelope that is right but for what the input does to it: it cuts, adds, and
 * changes bytes. Then it is refused, with nothing else said and nothing done.
 */
static void spoiled(struct input *in) {
    static uint8_t before[sizeof fake_board.flash];
    struct login_host host = login_of("m", ROLE_MANAGER, 1);
    uint8_t right[REQUEST_PAYLOAD_MAX];
    uint8_t sent[REQUEST_PAYLOAD_MAX] = {0};
    bool proof = take(in) % 2 == 0;

    client_deliver((const uint8_t *)"", 1);
    fake_board.sent_size = 0;
    (void)client_hello(0xE7);
    (void)client_hello(0xE8);
    if (!login(&host)) {
        return;
    }
    uint32_t size =
        proof ? put_login_proof(right, &host)
              : put_envelope(right, &host, host.n, VERB_GENERATE, "\2\1f\0\0\0\0\0\0\0", 11);
    if (proof) { /* of a new nonce */
        uint8_t name[REQUEST_PAYLOAD_MAX];
        struct message reply = client_call(VERB_LOGIN, 0, name, put_login_name(name, host.name));
        memcpy(host.session.device_nonce, reply.payload, LOGIN_NONCE_SIZE);
        (void)put_login_proof(right, &host);
    }
    memcpy(sent, right, size);
    uint32_t sent_size = size;
    for (uint32_t changes = 1 + take(in) % 4; changes != 0; changes--) {
        sent[take(in) % size] ^= take(in);
    }
    sent_size = sent_size + take(in) % 5 - 2;
    sent[0] = proof ? LOGIN_STEP_PROOF : sent[0];
    if (sent_size == size && memcmp(sent, right, size) == 0) {
        return;
    }
    memcpy(before, fake_board.flash, sizeof before);
    uint8_t status = client_status(proof ? VERB_LOGIN : VERB_ENVELOPE, 0, sent, sent_size);
    CHECK(status == STATUS_NOT_PERMITTED ||
          (proof && sent_size != size && status == STATUS_MALFORMED));
    CHECK(memcmp(before, fake_board.flash, sizeof before) == 0);
}

static void play(struct input *in) {
    bool closed = false;

    while (in->size != 0) {
        switch (take(in) % 10) {
        case 0:
            raw_bytes(in);
            break;
        case 1:
            any_request(in, false);
            break;
        case 2:
            client_deliver((const uint8_t *)"", 1);
            fake_board.sent_size = 0;
            (void)client_hello(take(in));
            break;
        case 3:
            any_limits(in);
            break;
        case 4:
            any_envelope(in);
            break;
        case 5:
            spoiled(in);
            break;
        default:
            any_request(in, true);
            break;
        }
        fake_board.sent_size = 0;
        CHECK(!closed || logins_closed());
        closed = logins_closed();
    }
}

/* It is so after a start, too, and takes no key from whoever asks; then a new one is in its place.
 */
static void expect_closed(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    client_restart_device();
    CHECK(logins_closed() && (client_hello(0xE9).payload[11] & 8) != 0);
    uint32_t size = put_import(payload, "good", "key", 3);
    CHECK(client_status(VERB_IMPORT | REQUEST_FLAG_REPLACE, 0, payload, size) ==
          STATUS_NOT_PERMITTED);
    client_new_device();
}

/* Whether there was room for the key. */
static bool import_good(uint8_t algorithm, const void *key, uint32_t key_size) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    client.algorithm = algorithm;
    client_deliver((const uint8_t *)"", 1);
    fake_board.sent_size = 0;
    /* Two, for the fuzzer may have found the nonce of the first, which would then open nothing. */
    (void)client_hello(0xEE);
    (void)client_hello(0xEF);
    uint32_t size = put_import(payload, "good", key, key_size);
    if (client_status(VERB_IMPORT | REQUEST_FLAG_REPLACE, 0, payload, size) != STATUS_OK) {
        CHECK(client_status(VERB_IMPORT, 0, payload, size) == STATUS_STORE_FULL);
        return false;
    }
    return true;
}

static void expect_right_mac(uint8_t algorithm) {
    static const uint8_t key[] = "a good key";
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint8_t message[300];
    uint8_t mac[REFERENCE_MAC_MAX];

    if (!import_good(algorithm, key, sizeof key)) {
        return;
    }
    memset(message, 'm', sizeof message);
    uint32_t mac_size = reference_hmac(algorithm, mac, key, sizeof key, message, sizeof message);
    client_request(VERB_MAC | REQUEST_FLAG_FIRST, 63, payload, put_key_field(payload, "good"));
    client_request(VERB_MAC, 63, message, 129);
    struct message reply =
        client_call(VERB_MAC | REQUEST_FLAG_LAST, 63, &message[129], sizeof message - 129);
    CHECK(reply.code == STATUS_OK && reply.size == mac_size);
    CHECK(memcmp(reply.payload, mac, mac_size) == 0);
}

#define HASH "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"
#define REST "\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n" HASH

/* A string to sign that the input has put bytes into, in place of others, or taken some out. */
static uint32_t string_to_sign(struct input *in, char text[AWS_STRING_MAX + 1]) {
    static const char *const kinds[] = {"AWS4-HMAC-SHA256" REST,
                                        "AWS4-HMAC-SHA256-PAYLOAD" REST "\n" HASH "\n" HASH,
                                        "AWS4-HMAC-SHA256-TRAILER" REST "\n" HASH};
    const char *kind = kinds[take(in) % 3];
    uint32_t size = (uint32_t)strlen(kind);

    memcpy(text, kind, size);
    while (in->size != 0 && size > 1 && size < 400) {
        uint32_t how = take(in);
        uint32_t at = (how / 4 % 2 * 256 + take(in)) % size;
        uint32_t out = how % 4 == 0 ? 0 : 1;
        uint32_t into = how % 4 == 1 ? 0 : 1;
        memmove(&text[at + into], &text[at + out], size - at - out);
        size = size + into - out;
        if (into != 0) {
            text[at] = (char)take(in);
        }
    }
    text[size] = 0;
    return size;
}

static void expect_right_signature(struct input *in) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint8_t signature[AWS_SIZE];
    char text[AWS_STRING_MAX + 1];
    struct aws_scope scope;

    if (!import_good(ALGORITHM_AWS4_HMAC_SHA256, AWS_IMPORTED, strlen(AWS_IMPORTED))) {
        return;
    }
    uint32_t size = string_to_sign(in, text);
    uint32_t at = put_key_field(payload, "good");
    memcpy(&payload[at], text, size);
    struct message reply =
        client_call(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF, payload, at + size);
    if (!aws_reference_scope(&scope, (const uint8_t *)text, size)) {
        CHECK(reply.code == STATUS_BAD_MESSAGE && reply.size == 0);
        return;
    }
    aws_reference_sign(signature, AWS_SECRET, text);
    CHECK(reply.code == STATUS_OK && memcmp(reply.payload, signature, AWS_SIZE) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct input in = {data, (uint32_t)size};

    client_new_device();
    if (setjmp(fake_board.restart) == 0) {
        play(&in);
    } else { /* the input sealed the board, which has restarted */
        CHECK(fake_board.sealed);
        fake_board.sealed = false;
        client_restart_device();
    }
    if (logins_closed()) {
        expect_closed();
    }
    for (uint8_t algorithm = ALGORITHM_HMAC_SHA1; algorithm <= ALGORITHM_HMAC_SHA256; algorithm++) {
        expect_right_mac(algorithm);
    }
    in = (struct input){data, (uint32_t)size};
    expect_right_signature(&in);
    return 0;
}
