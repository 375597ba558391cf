/*
 * MACs by keys of HMAC with limits (PROTOCOL.md section 4): which messages are signed, whole and in
 * parts of any size, and that a message which is not leaves nothing. The source is included to look
 * at its state.
 */
#include "algorithm.h"
#include "streams.c"

#include <string.h>

#include "client.h"
#include "fake_board.h"
#include "harness.h"
#include "reference.h"

#define MAC   VERB_MAC
#define FIRST REQUEST_FLAG_FIRST
#define LAST  REQUEST_FLAG_LAST
#define KEY   "sixteen byte key"

#define MESSAGE_MAX 20000

static uint8_t message[MESSAGE_MAX];

/* The prefix is the beginning of the message; 0 bytes, or UNLIMITED: no such limit. */
#define UNLIMITED 0xFFFFFFFFFFu

static uint32_t put_hmac_limits(uint8_t *out, uint32_t prefix_size, uint64_t greatest) {
    uint32_t end = 0;

    if (prefix_size != 0) {
        out[0] = LIMIT_PREFIX;
        out[1] = (uint8_t)prefix_size;
        memcpy(&out[2], message, prefix_size);
        end = 2 + prefix_size;
    }
    if (greatest != UNLIMITED) {
        out[end] = LIMIT_LENGTH;
        out[end + 1] = 4;
        store_le32(&out[end + 2], (uint32_t)greatest);
        end += 6;
    }
    return end;
}

/* Imports, or replaces, the key "k". */
static void import_limited(uint32_t prefix_size, uint64_t greatest) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint8_t limits[KEY_ID_MAX];
    uint32_t code = VERB_IMPORT | REQUEST_FLAG_REPLACE;
    uint32_t size = put_import(payload, "k", KEY, 16);
    uint32_t limits_size = put_hmac_limits(limits, prefix_size, greatest);

    if (limits_size != 0) {
        size += put_limits(&payload[size], limits, limits_size);
        code |= REQUEST_FLAG_LIMITS;
    }
    CHECK(client_status(code, 0, payload, size) == STATUS_OK);
}

static void start(uint8_t algorithm) {
    client_new_device();
    client.algorithm = algorithm;
    random_fill(message, sizeof message);
}

static void expect_mac(const struct message *reply, const uint8_t *data, uint32_t size) {
    uint8_t mac[REFERENCE_MAC_MAX];
    uint32_t mac_size = reference_hmac(client.algorithm, mac, (const uint8_t *)KEY, 16, data, size);

    CHECK(reply->code == STATUS_OK && reply->size == mac_size);
    CHECK(memcmp(reply->payload, mac, mac_size) == 0);
}

static struct message mac_whole(uint16_t stream, const uint8_t *data, uint32_t size) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint32_t at = put_key_field(payload, "k");

    memcpy(&payload[at], data, size);
    return client_call(MAC | FIRST | LAST, stream, payload, at + size);
}

static void first(uint16_t stream, const uint8_t *data, uint32_t size) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint32_t at = put_key_field(payload, "k");

    memcpy(&payload[at], data, size);
    client_request(MAC | FIRST, stream, payload, at + size);
}

static bool all_zero(const void *bytes, uint32_t size) {
    const uint8_t *p = bytes;
    uint8_t any = 0;

    for (uint32_t i = 0; i < size; i++) {
        any |= p[i];
    }
    return any == 0;
}

/* That the stream has been refused just now, once, tells it again at its end, and keeps nothing. */
static void expect_refused_stream(uint16_t stream) {
    CHECK(client_expect(PACKET_REPLY).code == STATUS_LIMITED);
    client_request(MAC, stream, message, 64);
    client_request(MAC, stream, message, 1);
    client_expect_silence();
    CHECK(all_zero(&streams[stream].hmac, sizeof streams[stream].hmac));
    CHECK(client_status(MAC | LAST, stream, message, 1) == STATUS_LIMITED);
    CHECK(all_zero(streams, sizeof streams));
}

/* Whole messages of each size around a limit of each size. */
static void every_length_around_the_greatest(void) {
    static const uint32_t greatest[] = {0, 1, 2, 55, 56, 63, 64, 65, 127, 128, 600, 635, 636};

    for (uint8_t algorithm = ALGORITHM_HMAC_SHA1; algorithm <= ALGORITHM_HMAC_SHA256; algorithm++) {
        start(algorithm);
        for (uint32_t g = 0; g < sizeof greatest / sizeof greatest[0]; g++) {
            import_limited(0, greatest[g]);
            for (uint32_t size = 0; size <= REQUEST_PAYLOAD_MAX - 4; size++) {
                uint16_t stream = (uint16_t)(size % 2 == 0 ? STREAM_WHOLE : size % STREAMS);
                struct message reply = mac_whole(stream, message, size);
                if (size <= greatest[g]) {
                    expect_mac(&reply, message, size);
                } else {
                    CHECK(reply.code == STATUS_LIMITED && reply.size == 0);
                }
            }
        }
        CHECK(all_zero(streams, sizeof streams) && all_zero(&whole, sizeof whole));
    }
}

/* Prefixes of each size, and messages that differ from it in each byte, or end before it. */
static void every_byte_of_the_prefix(void) {
    uint8_t changed[200];

    for (uint8_t algorithm = ALGORITHM_HMAC_SHA1; algorithm <= ALGORITHM_HMAC_SHA256; algorithm++) {
        start(algorithm);
        for (uint32_t size = 1; size <= 125; size += size < 20 || size > 120 ? 1 : 7) {
            import_limited(size, UNLIMITED);
            for (uint32_t at = 0; at < 130; at++) {
                memcpy(changed, message, sizeof changed);
                changed[at] ^= (uint8_t)(1 << at % 8);
                struct message reply = mac_whole(STREAM_WHOLE, changed, 150);
                CHECK(reply.code == (at < size ? STATUS_LIMITED : STATUS_OK));
                reply = mac_whole(STREAM_WHOLE, message, at);
                CHECK(reply.code == (at < size ? STATUS_LIMITED : STATUS_OK));
                if (at >= size) {
                    expect_mac(&reply, message, at);
                }
            }
        }
    }
}

/* A prefix that would be there with the next part is not in the first. */
static void prefix_is_in_the_first_part(void) {
    start(ALGORITHM_HMAC_SHA256);
    import_limited(70, UNLIMITED);
    for (uint32_t size = 0; size <= 140; size++) {
        first(3, message, size);
        if (size < 70) {
            expect_refused_stream(3);
            continue;
        }
        client_expect_silence();
        struct message reply = client_call(MAC | LAST, 3, &message[size], 200 - size);
        expect_mac(&reply, message, 200);
    }
    CHECK(all_zero(streams, sizeof streams));
}

/* Sends so many bytes in parts that are as long as that, or by chance; whether it was signed. */
static bool signs_in_parts(uint32_t size, uint32_t part_size) {
    uint32_t at = 0;

    for (uint32_t code = MAC | FIRST;; code = MAC) {
        uint32_t room = code == MAC ? REQUEST_PAYLOAD_MAX : REQUEST_PAYLOAD_MAX - 4;
        uint32_t part = part_size != 0 ? part_size : random_below(room + 1);
        part = part < room ? part : room;
        if (code == MAC && part >= size - at) {
            break;
        }
        part = part < size - at ? part : size - at;
        if (code == MAC) {
            client_request(MAC, 9, &message[at], part);
        } else {
            first(9, message, part);
        }
        at += part;
        struct message early;
        if (client_take(&early)) {
            CHECK(early.type == PACKET_REPLY && early.code == STATUS_LIMITED);
            CHECK(client_status(MAC | LAST, 9, NULL, 0) == STATUS_LIMITED);
            return false;
        }
    }
    struct message reply = client_call(MAC | LAST, 9, &message[at], size - at);
    if (reply.code == STATUS_LIMITED) {
        CHECK(reply.size == 0);
        return false;
    }
    expect_mac(&reply, message, size);
    return true;
}

/* Parts of every size, at messages that are just as long as they may be, and one byte longer. */
static void parts_of_every_size(void) {
    start(ALGORITHM_HMAC_SHA1);
    import_limited(1, 1500);
    for (uint32_t part = 1; part <= REQUEST_PAYLOAD_MAX; part += part < 130 ? 1 : 17) {
        CHECK(signs_in_parts(1500, part));
        CHECK(!signs_in_parts(1501, part));
        CHECK(all_zero(streams, sizeof streams));
    }
}

/* Against the rule itself: signed is what begins so, in the first part, and is not longer. */
static void any_message_in_any_parts(void) {
    uint32_t signed_ones = 0;

    start(ALGORITHM_HMAC_SHA256);
    for (uint32_t round = 0; round < 3000; round++) {
        uint32_t prefix_size = random_below(2) * random_below(100);
        uint64_t greatest = random_below(2) == 0 ? UNLIMITED : random_below(3000);
        uint32_t size = random_below(3000);
        if (round % 10 == 0) {
            import_limited(prefix_size, greatest);
        }
        const struct key *key = keystore_at(0);
        uint32_t has_prefix = key->limits_size != 0 && key_limits(key)[0] == LIMIT_PREFIX;
        prefix_size = has_prefix != 0 ? key_limits(key)[1] : 0;
        const uint8_t *behind = &key_limits(key)[has_prefix != 0 ? 2 + prefix_size : 0];
        bool has_greatest = behind < &key_limits(key)[key->limits_size];
        greatest = has_greatest ? load_le32(&behind[2]) : UNLIMITED;
        uint32_t part = 1 + random_below(700);
        uint32_t wrong = random_below(4) == 0 ? random_below(110) : size;
        message[wrong] ^= 1;
        uint32_t first_size = part < size ? part : size;
        first_size = first_size < REQUEST_PAYLOAD_MAX - 4 ? first_size : REQUEST_PAYLOAD_MAX - 4;
        bool allowed = first_size >= prefix_size && wrong >= prefix_size && size <= greatest;
        CHECK(signs_in_parts(size, part) == allowed);
        message[wrong] ^= 1;
        signed_ones += allowed;
    }
    CHECK(signed_ones > 500 && signed_ones < 2500);
    CHECK(all_zero(streams, sizeof streams));
}

/* The count does not begin anew with a copy, nor does a copy's end that of the other. */
static void copies_are_limited(void) {
    uint8_t to[2] = {2, 0};

    start(ALGORITHM_HMAC_SHA256);
    import_limited(10, 100);
    first(1, message, 60);
    CHECK(client_status(VERB_COPY, 1, to, 2) == STATUS_OK);
    client_request(MAC, 2, &message[60], 41);
    /* Stream 1 stays open. */
    CHECK(client_expect(PACKET_REPLY).code == STATUS_LIMITED);
    CHECK(client_status(VERB_COPY, 2, to, 2) == STATUS_LIMITED);
    CHECK(client_status(VERB_COPY, 1, to, 2) == STATUS_OK);
    struct message reply = client_call(MAC | LAST, 2, &message[60], 40);
    expect_mac(&reply, message, 100);
    client_request(MAC, 1, &message[60], 40);
    client_request(MAC, 1, message, 0);
    client_expect_silence();
    CHECK(client_status(VERB_COPY, 1, to, 2) == STATUS_OK);
    CHECK(client_status(MAC | LAST, 1, &message[100], 1) == STATUS_LIMITED);
    reply = client_call(MAC | LAST, 2, NULL, 0);
    expect_mac(&reply, message, 100);
    CHECK(all_zero(streams, sizeof streams));
}

/* FIRST of one key on the stream of another leaves nothing of the limits of that. */
static void streams_change_their_limits(void) {
    start(ALGORITHM_HMAC_SHA256);
    client_import("free", KEY, 16);
    import_limited(0, 100);
    first(1, message, 60);
    uint8_t payload[REQUEST_PAYLOAD_MAX];
    uint32_t size = put_key_field(payload, "free");
    client_request(MAC | FIRST, 1, payload, size);
    client_request(MAC, 1, message, 600);
    client_expect_silence();
    struct message reply = client_call(MAC | LAST, 1, &message[600], 640);
    expect_mac(&reply, message, 1240);
    client_request(MAC | FIRST, 1, payload, size);
    first(1, message, 60);
    CHECK(client_status(MAC, 1, message, 41) == STATUS_LIMITED);
    CHECK(client_status(MAC | LAST, 1, NULL, 0) == STATUS_LIMITED);
    size = put_key_field(payload, "k");
    CHECK(client_status(MAC | FIRST, 1, payload, size + 101) == STATUS_LIMITED);
    client_request(VERB_ABORT, 1, NULL, 0);
    CHECK(client_status(MAC | LAST, 1, NULL, 0) == STATUS_NO_STREAM);
}

/* What is said first of a request that has several faults. */
static void limits_come_last(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    start(ALGORITHM_HMAC_SHA256);
    import_limited(5, 10);
    uint32_t size = put_key_field(payload, "k");
    payload[0] = ALGORITHM_HMAC_SHA1;
    CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, payload, size) == STATUS_WRONG_ALGORITHM);
    payload[0] = ALGORITHM_HMAC_SHA256;
    payload[size - 1] = 1;
    CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, payload, size) == STATUS_MALFORMED);
    CHECK(client_status(MAC | FIRST | LAST | 0x40, 1, payload, size) == STATUS_MALFORMED);
    payload[size - 1] = 0;
    CHECK(client_status(MAC | FIRST | LAST, STREAM_WHOLE, payload, size) == STATUS_LIMITED);
    CHECK(all_zero(streams, sizeof streams) && all_zero(&whole, sizeof whole));
}

/* After a message of 2^32 bytes no sum begins anew. */
static void greatest_length_of_long_messages(void) {
    start(ALGORITHM_HMAC_SHA256);
    import_limited(0, 0xFFFFFFFF);
    first(1, message, 600);
    streams[1].hmac.size = HASH_BLOCK_MAX + 0xFFFFFFFFull - 640;
    client_request(MAC, 1, message, 640);
    client_request(MAC, 1, message, 0);
    client_expect_silence();
    client_request(MAC, 1, message, 1);
    expect_refused_stream(1);
    first(1, message, 600);
    streams[1].hmac.size = HASH_BLOCK_MAX + (1ull << 32);
    client_request(MAC, 1, message, 1);
    expect_refused_stream(1);
}

int main(void) {
    static const struct test tests[] = {
        TEST(every_length_around_the_greatest), TEST(every_byte_of_the_prefix),
        TEST(prefix_is_in_the_first_part),      TEST(parts_of_every_size),
        TEST(any_message_in_any_parts),         TEST(copies_are_limited),
        TEST(streams_change_their_limits),      TEST(limits_come_last),
        TEST(greatest_length_of_long_messages),
    };
    return RUN_TESTS("limited_macs", tests);
}
