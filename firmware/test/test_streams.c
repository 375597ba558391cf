/*
 * MAC streams, of each algorithm in turn: whole messages, parts, copies, failures, and
 * that nothing of a finished message stays in memory. The source is included to look at
 * its state.
 */
#include "algorithm.h"
#include "streams.c"

#include <string.h>

#include "client.h"
#include "fake_board.h"
#include "harness.h"
#include "reference.h"
#include "selftest.h"

#define MAC   VERB_MAC
#define FIRST REQUEST_FLAG_FIRST
#define LAST  REQUEST_FLAG_LAST
#define KEY   "sixteen byte key"

#define MESSAGE_MAX 20000

static uint8_t message[MESSAGE_MAX];

static void start(void) {
    client_new_device();
    client_import("k", KEY, 16);
    random_fill(message, sizeof message);
}

static void expect_mac_by(uint8_t algorithm, const struct message *reply, const uint8_t *data,
                          uint32_t size) {
    uint8_t mac[REFERENCE_MAC_MAX];
    uint32_t mac_size = reference_hmac(algorithm, mac, (const uint8_t *)KEY, 16, data, size);

    CHECK(reply->code == STATUS_OK && reply->size == mac_size);
    CHECK(memcmp(reply->payload, mac, mac_size) == 0);
}

static void expect_mac(const struct message *reply, const uint8_t *data, uint32_t size) {
    expect_mac_by(client.algorithm, reply, data, size);
}

/* The one that the tests are not run for just now. */
static uint8_t other_algorithm(void) {
    return client.algorithm == ALGORITHM_HMAC_SHA1 ? ALGORITHM_HMAC_SHA256 : ALGORITHM_HMAC_SHA1;
}

/* Key field and data in one payload. */
static uint32_t put_first(uint8_t *out, const char *id, const uint8_t *data, uint32_t size) {
    uint32_t at = put_key_field(out, id);

    memcpy(&out[at], data, size);
    return at + size;
}

static void first(uint16_t stream, const char *id, const uint8_t *data, uint32_t size) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint32_t total = put_first(payload, id, data, size);

    client_request(MAC | FIRST, stream, payload, total);
}

static bool all_zero(const void *bytes, uint32_t size) {
    const uint8_t *p = bytes;
    uint8_t any = 0;

    for (uint32_t i = 0; i < size; i++) {
        any |= p[i];
    }
    return any == 0;
}

static void whole_messages_of_every_size(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    start();
    for (uint32_t size = 0; size <= REQUEST_PAYLOAD_MAX - 4; size += size < 140 ? 1 : 31) {
        uint32_t total = put_first(payload, "k", message, size);
        struct message reply = client_call(MAC | FIRST | LAST, STREAM_WHOLE, payload, total);
        expect_mac(&reply, message, size);
        reply = client_call(MAC | FIRST | LAST, (uint16_t)(size % STREAMS), payload, total);
        expect_mac(&reply, message, size);
    }
    CHECK(all_zero(streams, sizeof streams) && all_zero(&whole, sizeof whole));
}

static void ids_of_every_size_leave_data_aligned(void) {
    char id[KEY_ID_MAX + 1] = {0};

    start();
    for (uint32_t size = 1; size <= KEY_ID_MAX; size++) {
        uint8_t payload[REQUEST_PAYLOAD_MAX];
        id[size - 1] = (char)('a' + size % 26);
        client_import(id, KEY, 16);
        uint32_t total = put_first(payload, id, message, 200);
        struct message reply = client_call(MAC | FIRST | LAST, STREAM_WHOLE, payload, total);
        expect_mac(&reply, message, 200);
        CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, id)) == STATUS_OK);
    }
}

static void parts_of_any_size(void) {
    start();
    for (uint32_t round = 0; round < 100; round++) {
        uint32_t size = random_below(4000);
        uint32_t at = random_below(size + 1) % 600;
        first(3, "k", message, at);
        client_expect_silence();
        while (size - at > REQUEST_PAYLOAD_MAX || random_below(3) != 0) {
            uint32_t part = random_below(REQUEST_PAYLOAD_MAX + 1);
            part = part < size - at ? part : size - at;
            client_request(MAC, 3, &message[at], part);
            client_expect_silence();
            at += part;
        }
        struct message reply = client_call(MAC | LAST, 3, &message[at], size - at);
        expect_mac(&reply, message, size);
        CHECK(all_zero(streams, sizeof streams));
    }
}

static void all_streams_at_once(void) {
    static uint32_t at[STREAMS];

    start();
    memset(at, 0, sizeof at);
    for (uint16_t s = 0; s < STREAMS; s++) {
        first(s, "k", message, 0);
    }
    for (uint32_t i = 0; i < 2000; i++) {
        uint16_t s = (uint16_t)random_below(STREAMS);
        uint32_t part = random_below(200);
        client_request(MAC, s, &message[at[s]], part);
        at[s] += part;
    }
    client_expect_silence();
    for (uint16_t s = 0; s < STREAMS; s++) {
        struct message reply = client_call(MAC | LAST, s, NULL, 0);
        expect_mac(&reply, message, at[s]);
    }
    CHECK(all_zero(streams, sizeof streams));
}

static void copies_go_their_own_ways(void) {
    uint8_t to[2];

    start();
    first(1, "k", message, 100);
    first(2, "k", message, 7);
    store_le16(to, 2);
    CHECK(client_status(VERB_COPY, 1, to, 2) == STATUS_OK);
    store_le16(to, 1);
    CHECK(client_status(VERB_COPY, 1, to, 2) == STATUS_OK); /* onto itself */
    client_request(MAC, 1, &message[100], 50);
    struct message reply = client_call(MAC | LAST, 2, NULL, 0);
    expect_mac(&reply, message, 100);
    reply = client_call(MAC | LAST, 1, NULL, 0);
    expect_mac(&reply, message, 150);
}

/* The destination, open before, fails: at once if nobody looks at it, and for certain at the end.
 */
static void expect_copy_refused(uint32_t flags, uint16_t source, uint16_t destination,
                                uint32_t size, enum status status) {
    uint8_t to[3] = {(uint8_t)destination, (uint8_t)(destination >> 8), 0};

    if (destination < STREAMS) {
        first(destination, "k", message, 7);
    }
    CHECK(client_status(VERB_COPY | flags, source, to, size) == status);
    if (destination < STREAMS && size >= 2) {
        client_request(MAC, destination, message, 64);
        client_expect_silence();
        CHECK(client_status(MAC | LAST, destination, message, 1) == status);
    }
}

static void copy_refuses(void) {
    start();
    expect_copy_refused(0, 1, 0, 2, STATUS_NO_STREAM);
    first(1, "unknown", message, 100);
    CHECK(client_expect(PACKET_REPLY).code == STATUS_UNKNOWN_KEY);
    expect_copy_refused(0, 1, 0, 2, STATUS_UNKNOWN_KEY);
    first(1, "k", message, 100);
    expect_copy_refused(0, 1, 0, 0, STATUS_MALFORMED);
    expect_copy_refused(0, 1, 0, 1, STATUS_MALFORMED);
    expect_copy_refused(0, 1, 0, 3, STATUS_MALFORMED);
    expect_copy_refused(FIRST, 1, 0, 2, STATUS_MALFORMED);
    expect_copy_refused(0x40, 1, 0, 2, STATUS_MALFORMED);
    expect_copy_refused(0, STREAMS, 0, 2, STATUS_MALFORMED);
    expect_copy_refused(0, STREAM_WHOLE, 0, 2, STATUS_MALFORMED);
    expect_copy_refused(0, 1, STREAMS, 2, STATUS_MALFORMED);
    expect_copy_refused(0, 1, STREAM_WHOLE, 2, STATUS_MALFORMED);
    struct message reply = client_call(MAC | LAST, 1, NULL, 0);
    expect_mac(&reply, message, 100);
}

/* A payload that names no destination leaves stream 0 alone. */
static void copy_to_nowhere_changes_nothing(void) {
    start();
    first(0, "k", message, 7);
    first(1, "k", message, 100);
    for (uint32_t size = 0; size < 2; size++) {
        CHECK(client_status(VERB_COPY, 1, "\0", size) == STATUS_MALFORMED);
    }
    struct message reply = client_call(MAC | LAST, 0, NULL, 0);
    expect_mac(&reply, message, 7);
}

static void abort_wipes(void) {
    start();
    first(1, "k", message, 100);
    CHECK(!all_zero(&streams[1], sizeof streams[1]));
    client_request(VERB_ABORT, 1, NULL, 0);
    client_request(VERB_ABORT, 2, NULL, 0); /* not open */
    client_expect_silence();
    CHECK(all_zero(streams, sizeof streams));
    CHECK(client_status(MAC | LAST, 1, NULL, 0) == STATUS_NO_STREAM);
    CHECK(client_status(VERB_ABORT, STREAMS, NULL, 0) == STATUS_MALFORMED);
    CHECK(client_status(VERB_ABORT, STREAM_WHOLE, NULL, 0) == STATUS_MALFORMED);
}

/* What comes behind it must not go on with the message that was to end. */
static void refused_abort_fails_the_stream(void) {
    start();
    for (uint32_t i = 0; i < 2; i++) {
        first(1, "k", message, 100);
        CHECK(client_status(VERB_ABORT | (i == 0 ? 0x40 : 0), 1, message, i) == STATUS_MALFORMED);
        client_request(MAC, 1, message, 64);
        client_expect_silence();
        CHECK(client_status(MAC | LAST, 1, message, 1) == STATUS_MALFORMED);
    }
}

static void hello_wipes(void) {
    start();
    for (uint16_t s = 0; s < STREAMS; s++) {
        first(s, "k", message, 100);
    }
    (void)client_hello(1); /* the nonce of this session: nothing happens */
    CHECK(!all_zero(streams, sizeof streams));
    (void)client_hello(2);
    CHECK(all_zero(streams, sizeof streams));
    CHECK(client_status(MAC | LAST, 1, NULL, 0) == STATUS_NO_STREAM);
}

static void first_starts_over(void) {
    start();
    first(1, "k", message, 100);
    first(1, "k", &message[500], 20);
    struct message reply = client_call(MAC | LAST, 1, &message[520], 10);
    expect_mac(&reply, &message[500], 30);
}

/* At once, then not again, then at the end; and then the stream is closed. */
static void expect_failure(uint16_t stream, enum status status) {
    struct message reply = client_expect(PACKET_REPLY);

    CHECK(reply.code == status && reply.size == 0);
    client_request(MAC, stream, message, 64);
    client_request(MAC, stream, message, 64);
    client_expect_silence();
    CHECK(all_zero(&streams[stream].hmac, sizeof streams[stream].hmac));
    CHECK(client_status(MAC | LAST, stream, message, 1) == status);
    CHECK(all_zero(streams, sizeof streams));
}

static void failed_streams(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX] = {ALGORITHMS_END, 1, 'k', 0};

    start();
    client_request(MAC, 4, message, 10);
    expect_failure(4, STATUS_NO_STREAM);
    first(4, "unknown", message, 10);
    expect_failure(4, STATUS_UNKNOWN_KEY);
    first(4, "", message, 10);
    expect_failure(4, STATUS_BAD_KEY_ID);
    first(4, "\x80", message, 10);
    expect_failure(4, STATUS_BAD_KEY_ID);
    client_request(MAC | FIRST, 4, payload, 40);
    expect_failure(4, STATUS_UNSUPPORTED);
    client_request(MAC | FIRST, 4, NULL, 0);
    expect_failure(4, STATUS_MALFORMED);
    CHECK(client_status(MAC | FIRST | LAST, 4, payload, 4) == STATUS_UNSUPPORTED);
    CHECK(all_zero(streams, sizeof streams));
    first(4, "unknown", message, 10); /* FIRST mends it */
    CHECK(client_expect(PACKET_REPLY).code == STATUS_UNKNOWN_KEY);
    first(4, "k", message, 10);
    struct message reply = client_call(MAC | LAST, 4, NULL, 0);
    expect_mac(&reply, message, 10);
    first(4, "k", message, 10);
    first(4, "unknown", message, 10); /* and a failed FIRST ends what was open */
    expect_failure(4, STATUS_UNKNOWN_KEY);
}

/* FIRST that names another algorithm than the key's, of whichever message, and whatever was open.
 */
static void wrong_algorithm_fails_the_stream(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    start();
    uint32_t size = put_first(payload, "k", message, 20);
    payload[0] = other_algorithm();
    client_request(MAC | FIRST, 4, payload, size);
    expect_failure(4, STATUS_WRONG_ALGORITHM);
    first(4, "k", message, 10);
    client_request(MAC | FIRST, 4, payload, size);
    expect_failure(4, STATUS_WRONG_ALGORITHM);
    CHECK(client_status(MAC | FIRST | LAST, 4, payload, size) == STATUS_WRONG_ALGORITHM);
    CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, payload, size) == STATUS_WRONG_ALGORITHM);
    CHECK(all_zero(streams, sizeof streams) && all_zero(&whole, sizeof whole));
    first(4, "k", message, 10); /* FIRST mends it */
    struct message reply = client_call(MAC | LAST, 4, NULL, 0);
    expect_mac(&reply, message, 10);
}

/* A key of the other algorithm, of the same bytes. */
static void import_other(const char *id) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint32_t size = put_import(payload, id, KEY, 16);

    payload[0] = other_algorithm();
    CHECK(client_status(VERB_IMPORT, 0, payload, size) == STATUS_OK);
}

static void first_of_other(uint16_t stream, const char *id, const uint8_t *data, uint32_t size) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint32_t total = put_first(payload, id, data, size);

    payload[0] = other_algorithm();
    client_request(MAC | FIRST, stream, payload, total);
}

/* Streams of both are open at once; a copy, and a FIRST, changes what a stream is of. */
static void streams_of_both_algorithms(void) {
    uint8_t to[2] = {2, 0};

    start();
    import_other("other");
    first(1, "k", message, 100);
    first_of_other(2, "other", message, 7);
    first_of_other(3, "other", message, 70);
    CHECK(client_status(VERB_COPY, 1, to, 2) == STATUS_OK);
    to[0] = 1;
    CHECK(client_status(VERB_COPY, 3, to, 2) == STATUS_OK);
    client_request(MAC, 1, &message[70], 50);
    client_request(MAC, 2, &message[100], 50);
    first(3, "k", message, 5);
    struct message reply = client_call(MAC | LAST, 1, NULL, 0);
    expect_mac_by(other_algorithm(), &reply, message, 120);
    reply = client_call(MAC | LAST, 2, NULL, 0);
    expect_mac(&reply, message, 150);
    reply = client_call(MAC | LAST, 3, NULL, 0);
    expect_mac(&reply, message, 5);
    CHECK(all_zero(streams, sizeof streams));
}

/*
 * A part with a flag that MAC has not, whichever part it is: LAST answers neither the
 * MAC of a message without the part, nor that of one begun before.
 */
static void unknown_flag_fails_the_stream(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    start();
    client_import("other", "other key", 9);
    uint32_t size = put_first(payload, "other", message, 20);
    first(4, "k", message, 10);
    client_request(MAC | FIRST | 0x40, 4, payload, size);
    expect_failure(4, STATUS_MALFORMED);
    first(4, "k", message, 10);
    client_request(MAC | 0x40, 4, message, 10);
    expect_failure(4, STATUS_MALFORMED);
    client_request(MAC | 0x40, 4, message, 10); /* closed */
    expect_failure(4, STATUS_MALFORMED);
    first(4, "k", message, 10);
    CHECK(client_status(MAC | LAST | 0x40, 4, message, 10) == STATUS_MALFORMED);
    CHECK(all_zero(streams, sizeof streams));
    CHECK(client_status(MAC | FIRST | LAST | 0x40, 4, payload, size) == STATUS_MALFORMED);
    CHECK(client_status(MAC | FIRST | LAST | 0x40, STREAM_WHOLE, payload, size) ==
          STATUS_MALFORMED);
    CHECK(all_zero(streams, sizeof streams) && all_zero(&whole, sizeof whole));
    first(4, "unknown", message, 10); /* the first failure is the one that is told */
    CHECK(client_expect(PACKET_REPLY).code == STATUS_UNKNOWN_KEY);
    client_request(MAC | 0x40, 4, message, 10);
    client_expect_silence();
    CHECK(client_status(MAC | LAST | 0x40, 4, message, 10) == STATUS_UNKNOWN_KEY);
}

/* The same when the device finds itself wrong in the middle of a message. */
static void failed_selftest_fails_the_stream(void) {
    uint8_t to[2] = {5, 0};

    start();
    first(4, "k", message, 10);
    first(5, "k", message, 10);
    selftest_fail();
    CHECK(fake_board.shown == BOARD_SELF_TEST_FAILED);
    CHECK(client_status(VERB_COPY, 5, to, 2) == STATUS_SELF_TEST_FAILED);
    CHECK(client_status(VERB_ABORT, 5, NULL, 0) == STATUS_SELF_TEST_FAILED);
    CHECK(client_status(MAC | LAST, 5, message, 10) == STATUS_SELF_TEST_FAILED);
    client_request(MAC, 4, message, 10);
    expect_failure(4, STATUS_SELF_TEST_FAILED);
}

static void key_fields_must_be_whole(void) {
    uint8_t field[140];

    start();
    for (uint32_t cut = 0; cut < 8; cut++) {
        CHECK(put_key_field(field, "12345") == 8);
        CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, field, cut) == STATUS_MALFORMED);
    }
    CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, field, 8) == STATUS_UNKNOWN_KEY);
    field[7] = 1; /* padding */
    CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, field, 8) == STATUS_MALFORMED);
    memset(field, 'x', sizeof field);
    field[0] = 1;
    field[1] = KEY_ID_MAX + 1;
    field[131] = 0;
    CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, field, 132) == STATUS_BAD_KEY_ID);
    CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, field, 128) == STATUS_MALFORMED);
}

/* Behind it lies the packet's check, another each time, whose first byte then may be 0. */
static void no_check_is_taken_for_padding(void) {
    uint8_t field[8];

    start();
    CHECK(put_key_field(field, "12345") == 8);
    for (uint32_t i = 0; i < 2000; i++) {
        CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, field, 7) == STATUS_MALFORMED);
    }
}

static void stream_numbers(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint32_t size;

    start();
    size = put_first(payload, "k", message, 10);
    CHECK(client_status(MAC | FIRST, STREAM_WHOLE, payload, size) == STATUS_MALFORMED);
    CHECK(client_status(MAC, STREAM_WHOLE, payload, size) == STATUS_MALFORMED);
    CHECK(client_status(MAC | LAST, STREAM_WHOLE, payload, size) == STATUS_MALFORMED);
    CHECK(client_status(MAC | FIRST | LAST, STREAMS, payload, size) == STATUS_MALFORMED);
    CHECK(client_status(MAC | FIRST | LAST, 0xFFFE, payload, size) == STATUS_MALFORMED);
    CHECK(client_status(MAC | FIRST | LAST | 0x40, 0, payload, size) == STATUS_MALFORMED);
    first(STREAMS - 1, "k", message, 10);
    struct message reply = client_call(MAC | LAST, STREAMS - 1, NULL, 0);
    expect_mac(&reply, message, 10);
}

static uint32_t open_streams(void) {
    uint32_t count = 0;

    for (uint32_t i = 0; i < STREAMS; i++) {
        count += !all_zero(&streams[i], sizeof streams[i]);
    }
    return count;
}

/* Streams of a key, copies too, go when it goes, and those of others stay, even of an equal key. */
static void streams_go_with_their_key(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint8_t destination[2] = {3, 0};

    for (uint32_t replace = 0; replace < 2; replace++) {
        start();
        client_import("twin", KEY, 16);
        first(1, "k", message, 10);
        first(2, "twin", message, 10);
        CHECK(client_status(VERB_COPY, 1, destination, 2) == STATUS_OK);
        if (replace) {
            uint32_t size = put_import(payload, "k", "new", 3);
            CHECK(client_status(VERB_IMPORT, 0, payload, size) == STATUS_EXISTS);
            CHECK(open_streams() == 3);
            CHECK(client_status(VERB_IMPORT | REQUEST_FLAG_REPLACE, 0, payload, size) == STATUS_OK);
        } else {
            CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, "k")) == STATUS_OK);
        }
        CHECK(open_streams() == 1);
        struct message reply = client_call(MAC | LAST, 2, NULL, 0);
        expect_mac(&reply, message, 10);
        CHECK(client_status(MAC, 1, message, 10) == STATUS_NO_STREAM);
        CHECK(client_status(MAC | LAST, 1, NULL, 0) == STATUS_NO_STREAM);
        CHECK(client_status(MAC | LAST, 3, NULL, 0) == STATUS_NO_STREAM);
    }
}

/* The same when it is replaced by one of the other algorithm, of the same bytes. */
static void streams_go_with_a_key_whose_algorithm_changes(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    start();
    first(1, "k", message, 10);
    uint32_t size = put_import(payload, "k", KEY, 16);
    payload[0] = other_algorithm();
    CHECK(client_status(VERB_IMPORT | REQUEST_FLAG_REPLACE, 0, payload, size) == STATUS_OK);
    CHECK(open_streams() == 0);
    CHECK(client_status(MAC | LAST, 1, NULL, 0) == STATUS_NO_STREAM);
    first(1, "k", message, 10);
    expect_failure(1, STATUS_WRONG_ALGORITHM);
    first_of_other(1, "k", message, 10);
    struct message reply = client_call(MAC | LAST, 1, NULL, 0);
    expect_mac_by(other_algorithm(), &reply, message, 10);
}

/* They go also when the page of the key that is no more cannot be wiped, as a whole or in part. */
static void streams_go_with_a_key_that_stays_in_flash(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    for (uint32_t replace = 0; replace < 2; replace++) {
        start();
        first(1, "k", message, 10);
        fake_board.frozen_bytes = replace ? BOARD_FLASH_PAGE_SIZE : BOARD_FLASH_PAGE_SIZE / 2;
        uint32_t size = replace ? put_import(payload, "k", "new", 3) : put_id(payload, "k");
        uint32_t verb = replace ? VERB_IMPORT | REQUEST_FLAG_REPLACE : VERB_DELETE;
        CHECK(client_status(verb, 0, payload, size) == STATUS_NOT_WIPED);
        CHECK(open_streams() == 0);
        CHECK(client_status(MAC | LAST, 1, NULL, 0) == STATUS_NO_STREAM);
    }
}

/* A change that fails leaves the key as it was, and its streams. */
static void streams_stay_with_their_key(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    start();
    first(1, "k", message, 10);
    fake_board.flash_broken = true;
    CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, "k")) == STATUS_STORE_FAILED);
    fake_board.flash_broken = false;
    client_import("other", "new", 3);
    CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, "other")) == STATUS_OK);
    struct message reply = client_call(MAC | LAST, 1, NULL, 0);
    expect_mac(&reply, message, 10);
}

static int run_for(uint8_t algorithm, const char *suite) {
    static const struct test tests[] = {
        TEST(whole_messages_of_every_size),
        TEST(ids_of_every_size_leave_data_aligned),
        TEST(parts_of_any_size),
        TEST(all_streams_at_once),
        TEST(copies_go_their_own_ways),
        TEST(copy_refuses),
        TEST(copy_to_nowhere_changes_nothing),
        TEST(abort_wipes),
        TEST(refused_abort_fails_the_stream),
        TEST(hello_wipes),
        TEST(first_starts_over),
        TEST(failed_streams),
        TEST(wrong_algorithm_fails_the_stream),
        TEST(streams_of_both_algorithms),
        TEST(unknown_flag_fails_the_stream),
        TEST(failed_selftest_fails_the_stream),
        TEST(key_fields_must_be_whole),
        TEST(no_check_is_taken_for_padding),
        TEST(stream_numbers),
        TEST(streams_go_with_their_key),
        TEST(streams_go_with_a_key_whose_algorithm_changes),
        TEST(streams_go_with_a_key_that_stays_in_flash),
        TEST(streams_stay_with_their_key),
    };
    client.algorithm = algorithm;
    return RUN_TESTS(suite, tests);
}

int main(void) {
    int failed = run_for(ALGORITHM_HMAC_SHA1, "streams-hmac-sha1");

    failed |= run_for(ALGORITHM_HMAC_SHA256, "streams-hmac-sha256");
    return failed;
}
