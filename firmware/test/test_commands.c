/*
 * The verbs of PROTOCOL.md sections 4 to 7 that concern no stream, and what they leave in
 * memory, with keys of each algorithm in turn.
 */
#include <stdio.h>
#include <string.h>

#include "algorithm.h"
#include "client.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "hmac.h"
#include "key_index.h"
#include "keystore.h"
#include "memory.h"
#include "reference.h"

#define KEY "recognisable key"

static uint8_t payload[REQUEST_PAYLOAD_MAX];

static uint8_t status_of(uint32_t verb, uint32_t size) {
    return client_status(verb, 0, payload, size);
}

/* Every shorter payload, and one byte more, is MALFORMED. */
static void expect_exact_size(uint32_t verb, uint32_t size) {
    for (uint32_t cut = 0; cut < size; cut++) {
        CHECK(status_of(verb, cut) == STATUS_MALFORMED);
    }
    payload[size] = 0;
    CHECK(status_of(verb, size + 1) == STATUS_MALFORMED);
}

static uint16_t key_count(void) {
    struct message info = client_call(VERB_INFO, 0, "", 1);

    CHECK(info.code == STATUS_OK && info.size == 10);
    return load_le16(&info.payload[2]);
}

static uint32_t put_named(const char *id) {
    return put_id(payload, id);
}

static struct message mac_by(uint8_t algorithm, const char *id) {
    uint32_t at = put_key_field(payload, id);

    payload[0] = algorithm;
    memcpy(&payload[at], "data", 4);
    return client_call(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF, payload, at + 4);
}

static bool mac_is_right_by(uint8_t algorithm, const char *id, const void *key, uint32_t key_size) {
    uint8_t mac[REFERENCE_MAC_MAX];
    struct message reply = mac_by(algorithm, id);
    uint32_t size = reference_hmac(algorithm, mac, key, key_size, (const uint8_t *)"data", 4);

    return reply.code == STATUS_OK && reply.size == size && memcmp(reply.payload, mac, size) == 0;
}

static bool mac_is_right(const char *id, const void *key, uint32_t key_size) {
    return mac_is_right_by(client.algorithm, id, key, key_size);
}

static void import_and_replace(void) {
    client_new_device();
    client_import("a", KEY, 16);
    CHECK(mac_is_right("a", KEY, 16));
    CHECK(status_of(VERB_IMPORT, put_import(payload, "a", "other", 5)) == STATUS_EXISTS);
    CHECK(mac_is_right("a", KEY, 16));
    uint32_t size = put_import(payload, "a", "other", 5);
    CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_REPLACE, size) == STATUS_OK);
    CHECK(mac_is_right("a", "other", 5));
    size = put_import(payload, "b", KEY, 16);
    CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_REPLACE, size) == STATUS_OK);
    CHECK(mac_is_right("b", KEY, 16));
    CHECK(key_count() == 2);
}

/* The one that the tests are not run for just now. */
static uint8_t other_algorithm(void) {
    return client.algorithm == ALGORITHM_HMAC_SHA1 ? ALGORITHM_HMAC_SHA256 : ALGORITHM_HMAC_SHA1;
}

static uint32_t put_import_of_other(const char *id, const void *key, uint32_t key_size) {
    uint32_t size = put_import(payload, id, key, key_size);

    payload[0] = other_algorithm();
    return size;
}

static uint8_t algorithm_of(const char *id) {
    struct message found = client_call(VERB_FIND, 0, payload, put_named(id));

    CHECK(found.code == STATUS_OK);
    return found.payload[0];
}

/* Two keys of the same bytes; each answers to its own algorithm only, also after a start. */
static void keys_of_both_algorithms(void) {
    client_new_device();
    client_import("a", KEY, 16);
    CHECK(status_of(VERB_IMPORT, put_import_of_other("b", KEY, 16)) == STATUS_OK);
    for (uint32_t starts = 0; starts < 2; starts++) {
        CHECK(mac_is_right("a", KEY, 16) && mac_is_right_by(other_algorithm(), "b", KEY, 16));
        CHECK(mac_by(other_algorithm(), "a").code == STATUS_WRONG_ALGORITHM);
        CHECK(mac_by(client.algorithm, "b").code == STATUS_WRONG_ALGORITHM);
        CHECK(mac_by(ALGORITHMS_END, "a").code == STATUS_UNSUPPORTED);
        CHECK(mac_by(other_algorithm(), "c").code == STATUS_UNKNOWN_KEY);
        CHECK(algorithm_of("a") == client.algorithm && algorithm_of("b") == other_algorithm());
        client_restart_device();
    }
    CHECK(status_of(VERB_DELETE, put_named("b")) == STATUS_OK);
    CHECK(mac_is_right("a", KEY, 16) && key_count() == 1);
}

/* An id means one key, whatever its algorithm: only REPLACE puts another in its place. */
static void key_is_replaced_by_one_of_the_other_algorithm(void) {
    client_new_device();
    client_import("a", KEY, 16);
    CHECK(status_of(VERB_IMPORT, put_import_of_other("a", "other", 5)) == STATUS_EXISTS);
    uint32_t size = put_new_key(payload, "a");
    payload[0] = other_algorithm();
    CHECK(status_of(VERB_GENERATE, size) == STATUS_EXISTS);
    CHECK(mac_is_right("a", KEY, 16) && algorithm_of("a") == client.algorithm);
    size = put_import_of_other("a", "other", 5);
    CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_REPLACE, size) == STATUS_OK);
    for (uint32_t starts = 0; starts < 2; starts++) {
        CHECK(mac_is_right_by(other_algorithm(), "a", "other", 5));
        CHECK(mac_by(client.algorithm, "a").code == STATUS_WRONG_ALGORITHM);
        CHECK(algorithm_of("a") == other_algorithm() && key_count() == 1);
        client_restart_device();
    }
    size = put_import(payload, "a", KEY, 16); /* and back */
    CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_REPLACE, size) == STATUS_OK);
    CHECK(mac_is_right("a", KEY, 16) && key_count() == 1);
}

/* Two ids with the CRC 9CBF6C09: what the store looks for first. */
static void ids_of_equal_crc_are_two_keys(void) {
    static const char one[] = "key-1371838", two[] = "key-2000402";

    client_new_device();
    CHECK(reference_crc32c((const uint8_t *)one, 11) == reference_crc32c((const uint8_t *)two, 11));
    client_import(one, KEY, 16);
    uint32_t size = put_key_field(payload, two);
    CHECK(client_status(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF, payload, size) ==
          STATUS_UNKNOWN_KEY);
    CHECK(status_of(VERB_DELETE, put_named(two)) == STATUS_UNKNOWN_KEY);
    client_import(two, "other", 5);
    CHECK(mac_is_right(one, KEY, 16) && mac_is_right(two, "other", 5));
    client_restart_device();
    CHECK(mac_is_right(one, KEY, 16) && mac_is_right(two, "other", 5) && key_count() == 2);
    CHECK(status_of(VERB_DELETE, put_named(one)) == STATUS_OK);
    CHECK(!mac_is_right(one, KEY, 16) && mac_is_right(two, "other", 5));
}

/* Pages that hold what was written, but for the flash controller's word. */
static void flash_that_complains_is_not_trusted(void) {
    client_new_device();
    client_import("a", KEY, 16);
    fake_board.flash_complains = true;
    CHECK(status_of(VERB_IMPORT, put_import(payload, "b", KEY, 16)) == STATUS_STORE_FAILED);
    uint32_t size = put_import(payload, "a", "other", 5);
    CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_REPLACE, size) == STATUS_STORE_FAILED);
    CHECK(mac_is_right("a", KEY, 16) && key_count() == 1);
    CHECK(load_le16(&client_call(VERB_INFO, 0, "", 1).payload[8]) == 16); /* pages found unusable */
    CHECK(status_of(VERB_DELETE, put_named("a")) == STATUS_NOT_WIPED);
    CHECK(key_count() == 0);
    fake_board.flash_complains = false;
    client_restart_device();
    CHECK(key_count() == 0);
}

/* At start, and with each page, for which the watchdog waits. */
static void state_is_shown(void) {
    fake_board_new();
    fake_board.shown = BOARD_SELF_TEST_FAILED;
    due_hsm_start();
    CHECK(fake_board.shown == BOARD_IDLE);
    client_restart_device();
    uint32_t shows = fake_board.shows;
    CHECK(key_count() == 0);
    uint32_t of_request = fake_board.shows - shows;
    CHECK(of_request >= 1);
    shows = fake_board.shows;
    client_import("a", KEY, 16);
    CHECK(fake_board.shows - shows == of_request + 1);
    uint32_t size = put_import(payload, "a", "other", 5);
    shows = fake_board.shows;
    CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_REPLACE, size) == STATUS_OK);
    CHECK(fake_board.shows - shows == of_request + 2);
}

static void import_takes_keys_of_1_to_64_bytes(void) {
    uint8_t key[65];

    client_new_device();
    random_fill(key, sizeof key);
    for (uint32_t size = 0; size <= sizeof key; size++) {
        enum status expected = size == 0 || size > 64 ? STATUS_BAD_KEY : STATUS_OK;
        uint32_t total = put_import(payload, "k", key, size);
        CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_REPLACE, total) == expected);
        CHECK(expected != STATUS_OK || mac_is_right("k", key, size));
    }
}

static void import_refuses(void) {
    client_new_device();
    expect_exact_size(VERB_IMPORT, put_import(payload, "id", KEY, 16));
    uint32_t size = put_import(payload, "", KEY, 16);
    CHECK(status_of(VERB_IMPORT, size) == STATUS_BAD_KEY_ID);
    size = put_import(payload, "a\n", KEY, 16);
    CHECK(status_of(VERB_IMPORT, size) == STATUS_BAD_KEY_ID);
    size = put_import(payload, "a", KEY, 16);
    payload[0] = ALGORITHMS_END;
    CHECK(status_of(VERB_IMPORT, size) == STATUS_UNSUPPORTED);
    size = put_import(payload, "a", KEY, 16);
    CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_LAST, size) == STATUS_MALFORMED);
    CHECK(client_status(VERB_IMPORT, 1, payload, size) == STATUS_MALFORMED); /* aux */
    CHECK(key_count() == 0);
    fake_board.flash_broken = true;
    CHECK(status_of(VERB_IMPORT, size) == STATUS_STORE_FAILED);
    CHECK(key_count() == 0);
}

static void store_gets_full(void) {
    char id[4] = "000";

    client_new_device();
    for (uint32_t i = 0; i <= KEYS_MAX; i++) {
        id[0] = (char)('0' + i / 100);
        id[1] = (char)('0' + i / 10 % 10);
        id[2] = (char)('0' + i % 10);
        enum status expected = i < KEYS_MAX ? STATUS_OK : STATUS_STORE_FULL;
        CHECK(status_of(VERB_IMPORT, put_import(payload, id, KEY, 16)) == expected);
    }
    CHECK(status_of(VERB_GENERATE, put_new_key(payload, "more")) == STATUS_STORE_FULL);
    uint32_t size = put_import(payload, "000", "other", 5);
    CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_REPLACE, size) == STATUS_OK);
    CHECK(key_count() == KEYS_MAX);
}

static void generated_keys_differ(void) {
    struct message macs[2];

    client_new_device();
    expect_exact_size(VERB_GENERATE, put_new_key(payload, "id"));
    for (uint32_t i = 0; i < 2; i++) {
        const char *id = i == 0 ? "a" : "b";
        CHECK(status_of(VERB_GENERATE, put_new_key(payload, id)) == STATUS_OK);
        uint32_t size = put_key_field(payload, id);
        macs[i] =
            client_call(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF, payload, size);
        CHECK(macs[i].code == STATUS_OK);
        CHECK(macs[i].size == algorithm_hash(client.algorithm)->size);
    }
    CHECK(memcmp(macs[0].payload, macs[1].payload, macs[0].size) != 0);
    CHECK(status_of(VERB_GENERATE, put_new_key(payload, "a")) == STATUS_EXISTS);
    CHECK(status_of(VERB_GENERATE, put_new_key(payload, "")) == STATUS_BAD_KEY_ID);
    uint32_t size = put_new_key(payload, "c");
    CHECK(status_of(VERB_GENERATE | REQUEST_FLAG_REPLACE, size) == STATUS_MALFORMED);
    payload[0] = 0;
    CHECK(status_of(VERB_GENERATE, size) == STATUS_UNSUPPORTED);
}

static void find_describes(void) {
    client_new_device();
    client_import("a", KEY, 16);
    CHECK(status_of(VERB_GENERATE, put_new_key(payload, "b")) == STATUS_OK);
    for (uint32_t i = 0; i < 2; i++) {
        struct message found = client_call(VERB_FIND, 0, payload, put_named(i == 0 ? "a" : "b"));
        CHECK(found.code == STATUS_OK && found.size == 10);
        CHECK(found.payload[0] == client.algorithm && found.payload[1] == i);
        CHECK(load_le64(&found.payload[2]) == CLIENT_CREATED);
    }
    expect_exact_size(VERB_FIND, put_named("id"));
    CHECK(status_of(VERB_FIND, put_named("c")) == STATUS_UNKNOWN_KEY);
    CHECK(status_of(VERB_FIND, put_named("")) == STATUS_BAD_KEY_ID);
    memset(payload, 'x', 130);
    payload[0] = 129;
    CHECK(status_of(VERB_FIND, 130) == STATUS_BAD_KEY_ID);
    payload[0] = 128;
    CHECK(status_of(VERB_FIND, 129) == STATUS_UNKNOWN_KEY);
}

static void delete_forgets(void) {
    client_new_device();
    client_import("a", KEY, 16);
    client_import("b", KEY, 16);
    expect_exact_size(VERB_DELETE, put_named("a"));
    CHECK(status_of(VERB_DELETE, put_named("a")) == STATUS_OK);
    CHECK(status_of(VERB_DELETE, put_named("a")) == STATUS_UNKNOWN_KEY);
    CHECK(status_of(VERB_DELETE, put_named("")) == STATUS_BAD_KEY_ID);
    CHECK(key_count() == 1);
    CHECK(mac_is_right("b", KEY, 16));
    fake_board.flash_broken = true;
    CHECK(status_of(VERB_DELETE, put_named("b")) == STATUS_STORE_FAILED);
    CHECK(mac_is_right("b", KEY, 16));
}

/* Reads entry index piece by piece; returns its size. */
static uint32_t read_entry(uint32_t index, uint8_t entry[256], uint32_t *generation) {
    uint32_t size = 0;
    uint32_t entry_size;

    do {
        store_le16(payload, (uint16_t)index);
        payload[2] = (uint8_t)size;
        struct message piece = client_call(VERB_LIST, 0, payload, 3);
        CHECK(piece.code == STATUS_OK && piece.size >= 7 && piece.size <= 80);
        *generation = load_le32(piece.payload);
        CHECK(load_le16(&piece.payload[4]) == keystore_count());
        entry_size = piece.payload[6];
        uint32_t rest = entry_size - size;
        CHECK(piece.size - 7 == (rest < 72 ? rest : 72));
        memcpy(&entry[size], &piece.payload[7], piece.size - 7);
        size += piece.size - 7;
    } while (size < entry_size);
    return size;
}

static void list_tells_all(void) {
    uint8_t entry[256];
    char id[KEY_ID_MAX + 1] = {0};
    uint32_t generation;
    uint32_t later;
    uint32_t sizes = 0;

    client_new_device();
    CHECK(read_entry(0, entry, &generation) == 0);
    memset(id, 'a', KEY_ID_MAX);
    client_import(id, KEY, 16);
    client_import("b", KEY, 16);
    id[62] = 0; /* an entry of 72 bytes */
    client_import(id, KEY, 16);
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t size = read_entry(i, entry, &generation);
        CHECK(entry[0] == client.algorithm && entry[1] == 0);
        CHECK(load_le64(&entry[2]) == CLIENT_CREATED);
        CHECK(entry[10] == 'b' || entry[10] == 'a');
        sizes += size;
    }
    CHECK(sizes == 138 + 11 + 72);
    CHECK(read_entry(3, entry, &later) == 0 && later == generation);
    CHECK(read_entry(65535, entry, &later) == 0);
    store_le16(payload, 1);
    payload[2] = 255; /* beyond the entry */
    CHECK(client_call(VERB_LIST, 0, payload, 3).size == 7);
    CHECK(status_of(VERB_DELETE, put_named("b")) == STATUS_OK);
    CHECK(read_entry(0, entry, &later) == 138);
    CHECK(later != generation);
    CHECK(read_entry(1, entry, &later) == 72); /* the last, in place of the deleted */
    CHECK(read_entry(2, entry, &later) == 0);
    client_import("c", KEY, 16);
    CHECK(read_entry(2, entry, &later) == 11 && entry[10] == 'c');
    CHECK(status_of(VERB_IMPORT | REQUEST_FLAG_REPLACE, put_import(payload, id, KEY, 16)) ==
          STATUS_OK);
    CHECK(read_entry(1, entry, &later) == 72);
    expect_exact_size(VERB_LIST, 3);
}

static void random_bytes_come_in_any_number(void) {
    uint8_t before[64] = {0};

    client_new_device();
    for (uint32_t count = 1; count <= 64; count++) {
        payload[0] = (uint8_t)count;
        struct message drawn = client_call(VERB_RANDOM, 0, payload, 1);
        CHECK(drawn.code == STATUS_OK && drawn.size == count);
        CHECK(count < 8 || memcmp(drawn.payload, before, count) != 0);
        memcpy(before, drawn.payload, count);
    }
    payload[0] = 0;
    CHECK(status_of(VERB_RANDOM, 1) == STATUS_MALFORMED);
    payload[0] = 65;
    CHECK(status_of(VERB_RANDOM, 1) == STATUS_MALFORMED);
    payload[0] = 1;
    expect_exact_size(VERB_RANDOM, 1);
}

/* Compiler and version, then the hashes, nothing of them cut off. */
static void expect_build_text(const struct message *info) {
    static const char hashes[] = "; SHA-1 in portable C; SHA-256 in portable C";
    char text[BUILD_MAX + 1] = {0};
    int version[3];
    int end = 0;

    CHECK(info->code == STATUS_OK && info->size <= BUILD_MAX);
    memcpy(text, info->payload, info->size);
    CHECK(sscanf(text, "%*[A-Za-z] %d.%d.%d%n", &version[0], &version[1], &version[2], &end) == 3);
    CHECK(version[0] > 0 && strcmp(&text[end], hashes) == 0);
}

static void info_topics(void) {
    struct message info;

    client_new_device();
    client_import("a", KEY, 16);
    info = client_call(VERB_INFO, 0, "", 1);
    CHECK(info.size == 10 && info.payload[0] == 0 && info.payload[1] == 0);
    CHECK(load_le16(&info.payload[2]) == 1);
    CHECK(load_le16(&info.payload[4]) == KEYS_MAX);
    CHECK(load_le16(&info.payload[6]) == FAKE_FLASH_PAGES && load_le16(&info.payload[8]) == 0);
    struct message before = client_call(VERB_INFO, 0, "\1", 1);
    CHECK(before.size == 32);
    CHECK(mac_is_right("a", KEY, 16));
    info = client_call(VERB_INFO, 0, "\1", 1);
    CHECK(load_le32(&info.payload[0]) == load_le32(&before.payload[0]) + 2);   /* frames */
    CHECK(load_le32(&info.payload[20]) == load_le32(&before.payload[20]) + 1); /* MACs */
    CHECK(load_le32(&info.payload[24]) == 1);                                  /* key changes */
    CHECK(load_le32(&info.payload[28]) == 1);                                  /* pages written */
    info = client_call(VERB_INFO, 0, "\2", 1);
    expect_build_text(&info);
    CHECK(client_status(VERB_INFO, 0, "\3", 1) == STATUS_UNSUPPORTED);
    payload[0] = 0;
    expect_exact_size(VERB_INFO, 1);
}

static void measure_counts_cycles(void) {
    client_new_device();
    payload[0] = 1;
    store_le16(&payload[1], 16);
    CHECK(status_of(VERB_MEASURE, 3) == STATUS_UNSUPPORTED);
    fake_board.cycles = 1234;
    for (uint8_t subject = 1; subject <= 2 * ALGORITHM_HMAC_SHA256; subject++) {
        payload[0] = subject;
        struct message cycles = client_call(VERB_MEASURE, 0, payload, 3);
        CHECK(cycles.code == STATUS_OK && cycles.size == 4);
        CHECK(load_le32(cycles.payload) == 1234);
    }
    expect_exact_size(VERB_MEASURE, 3);
    store_le16(&payload[1], 1025);
    CHECK(status_of(VERB_MEASURE, 3) == STATUS_MALFORMED);
    store_le16(&payload[1], 1024);
    CHECK(status_of(VERB_MEASURE, 3) == STATUS_OK);
    payload[0] = 1;
    store_le16(&payload[1], 0);
    CHECK(status_of(VERB_MEASURE, 3) == STATUS_MALFORMED);
    store_le16(&payload[1], 17);
    CHECK(status_of(VERB_MEASURE, 3) == STATUS_MALFORMED);
    payload[0] = 2 * ALGORITHMS_END - 1;
    CHECK(status_of(VERB_MEASURE, 3) == STATUS_UNSUPPORTED);
    payload[0] = 0;
    CHECK(status_of(VERB_MEASURE, 3) == STATUS_UNSUPPORTED);
}

/* A signature, cold and cached: there is nothing to count. Each reads the counter twice. */
static void measure_counts_cycles_of_a_signature(void) {
    client_new_device();
    for (uint8_t subject = 5; subject <= 6; subject++) {
        payload[0] = subject;
        store_le16(&payload[1], 0);
        fake_board.cycles = 0;
        CHECK(status_of(VERB_MEASURE, 3) == STATUS_UNSUPPORTED);
        fake_board.cycles = 1234;
        struct message cycles = client_call(VERB_MEASURE, 0, payload, 3);
        CHECK(cycles.code == STATUS_OK && cycles.size == 4);
        CHECK(load_le32(cycles.payload) == 1234);
        store_le16(&payload[1], 1);
        CHECK(status_of(VERB_MEASURE, 3) == STATUS_MALFORMED);
        expect_exact_size(VERB_MEASURE, 3);
    }
}

static void unknown_verbs(void) {
    client_new_device();
    CHECK(status_of(0, 0) == STATUS_UNSUPPORTED);
}

static void flags_that_a_verb_has_not(void) {
    client_new_device();
    for (uint32_t verb = VERB_MAC; verb <= VERB_MEASURE; verb++) {
        CHECK(status_of(verb | 0x40, 0) == STATUS_MALFORMED);
        CHECK(verb == VERB_MAC || status_of(verb | REQUEST_FLAG_LAST, 0) == STATUS_MALFORMED);
        CHECK(verb == VERB_MAC || status_of(verb | REQUEST_FLAG_FIRST, 0) == STATUS_MALFORMED);
    }
}

static void put_own_id(void) {
    board_unique_id(payload);
}

static void seal_resets_and_then_refuses_changes(void) {
    client_new_device();
    client_import("a", KEY, 16);
    put_own_id();
    expect_exact_size(VERB_SEAL, 16);
    payload[15] ^= 1;
    CHECK(status_of(VERB_SEAL, 16) == STATUS_WRONG_DEVICE);
    CHECK(!fake_board.sealed);
    put_own_id();
    fake_board.flash_broken = true;
    CHECK(status_of(VERB_SEAL, 16) == STATUS_STORE_FAILED);
    fake_board.flash_broken = false;
    if (setjmp(fake_board.restart) == 0) {
        client_request(VERB_SEAL, 0, payload, 16);
        CHECK(false);
    }
    CHECK(client_expect(PACKET_REPLY).code == STATUS_OK); /* it left before the reset */
    CHECK(fake_board.sealed);

    client_restart_device();
    CHECK(client_hello(2).payload[11] == 1);
    CHECK(client_call(VERB_INFO, 0, "", 1).payload[0] == 1);
    CHECK(mac_is_right("a", KEY, 16));
    CHECK(status_of(VERB_IMPORT, put_import(payload, "b", KEY, 16)) == STATUS_SEALED);
    CHECK(status_of(VERB_GENERATE, put_new_key(payload, "b")) == STATUS_SEALED);
    CHECK(status_of(VERB_DELETE, put_named("a")) == STATUS_SEALED);
    put_own_id();
    CHECK(status_of(VERB_SEAL, 16) == STATUS_SEALED);
    payload[0] = 8;
    CHECK(client_call(VERB_RANDOM, 0, payload, 1).size == 8);
    CHECK(client_call(VERB_FIND, 0, payload, put_named("a")).code == STATUS_OK);
    CHECK(key_count() == 1);
}

/* A secret that is in no array of this program, of bytes without a zero. */
static void make_secret(uint8_t *secret, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        secret[i] = (uint8_t)(1 + (i * 73 + 40) % 251);
    }
}

static void import_secret(const uint8_t *secret, uint32_t size, uint32_t split, uint8_t damage) {
    struct message m = {.type = PACKET_REQUEST, .code = VERB_IMPORT, .epoch = client.epoch};
    uint8_t wire[CLIENT_WIRE_MAX];

    m.seq = client.next_seq;
    m.size = put_import(m.payload, "secret", secret, size);
    uint32_t wire_size = client_encode(wire, &m);
    wire[wire_size - 2] ^= damage;
    client_deliver(wire, split);
    client_deliver(&wire[split], wire_size - split);
    wipe(&m, sizeof m);
    wipe(wire, sizeof wire);
}

/* Neither the key nor what HMAC makes of it, not even a part. */
static void expect_nowhere(const uint8_t *secret, uint32_t size) {
    static const uint8_t pads[] = {0x00, 0x36, 0x5C};

    for (uint32_t i = 0; i < sizeof pads; i++) {
        for (uint32_t at = 0; at + 12 <= size; at += 12) {
            uint8_t part[12];
            for (uint32_t k = 0; k < sizeof part; k++) {
                part[k] = secret[at + k] ^ pads[i];
            }
            CHECK(!memory_in_statics(part, sizeof part) && !memory_on_stack(part, sizeof part));
        }
    }
}

/* Whatever way the frame takes. */
static void key_bytes_do_not_stay_in_memory(void) {
    uint8_t secret[48];

    client_new_device();
    make_secret(secret, sizeof secret);
    for (uint32_t split = 1; split < 80; split++) {
        import_secret(secret, sizeof secret, split, split % 3 == 0 ? 0x40 : 0);
        if (split % 3 != 0) {
            CHECK(client_expect(PACKET_REPLY).code == (split == 1 ? STATUS_OK : STATUS_EXISTS));
            client.next_seq++;
        }
        fake_board.sent_size = 0;
        expect_nowhere(secret, sizeof secret);
    }
}

static void expect_no_key(void) {
    uint8_t secret[48];

    make_secret(secret, sizeof secret);
    expect_nowhere(secret, sizeof secret);
}

/* Ways an IMPORT can go; each answer but the first's says that it was not executed. */
enum import { WELL, REPEATED, BEYOND_A_GAP, STALE, DAMAGED, IMPORTS };

static uint32_t put_request(uint8_t *wire, struct message *m, uint32_t seq) {
    m->seq = (uint16_t)seq;
    return client_encode(wire, m);
}

/* An IMPORT after so many answers, and more answers and a HELLO after it, all in one piece. */
static void deliver_import_among_answers(enum import how, uint32_t before) {
    struct message import = {.type = PACKET_REQUEST, .code = VERB_IMPORT, .epoch = client.epoch};
    struct message random = {.type = PACKET_REQUEST, .code = VERB_RANDOM, .epoch = client.epoch};
    struct message hello = {.type = PACKET_HELLO, .size = 10};
    uint8_t wire[1024];
    uint8_t secret[48];
    uint32_t size = 0;
    uint32_t seq = client.next_seq;

    make_secret(secret, sizeof secret);
    import.size = put_import(import.payload, "secret", secret, sizeof secret);
    random.size = 1;
    random.payload[0] = 64;
    memset(hello.payload, 9, 8);
    hello.payload[8] = hello.payload[9] = 1;
    if (how == REPEATED) {
        client_deliver(wire, put_request(wire, &import, seq++));
    }
    for (uint32_t i = 0; i < before; i++) {
        size += put_request(&wire[size], &random, seq++);
    }
    import.epoch ^= how == STALE ? 1 : 0;
    uint32_t import_seq = seq;
    import_seq += how == BEYOND_A_GAP ? 1 : 0;
    import_seq -= how == REPEATED ? before + 1 : 0;
    size += put_request(&wire[size], &import, import_seq);
    wire[size - 3] ^= how == DAMAGED ? 0x40 : 0;
    seq += how == WELL ? 1 : 0;
    for (uint32_t i = 0; i < 8; i++) {
        size += put_request(&wire[size], &random, seq++);
    }
    size += client_encode(&wire[size], &hello);
    fake_board.leaving = expect_no_key;
    client_deliver(wire, size);
}

/* Answers of RANDOM that fit the output: with so many before it, IMPORT's own makes them leave. */
#define FIT 5

/* A port that waits for its host, or a reset, would keep it there. */
static void key_bytes_are_gone_before_anything_leaves(void) {
    for (uint32_t how = WELL; how < IMPORTS; how++) {
        for (uint32_t before = 0; before <= FIT; before++) {
            client_new_device();
            deliver_import_among_answers((enum import)how, before);
            CHECK(fake_board.sends >= 3 && fake_board.binds == 2);
        }
    }
}

static void midstates_are_in_flash_only(void) {
    uint8_t secret[48];
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];

    client_new_device();
    make_secret(secret, sizeof secret);
    hmac_midstates(algorithm_hash(client.algorithm), inner, outer, secret, sizeof secret);
    client_import("secret", secret, sizeof secret);
    CHECK(memory_in_statics(inner, sizeof inner) && memory_in_statics(outer, sizeof outer));
    CHECK(!memory_on_stack(inner, sizeof inner) && !memory_on_stack(outer, sizeof outer));
    CHECK(mac_is_right("secret", secret, sizeof secret));
    CHECK(!memory_on_stack(inner, sizeof inner) && !memory_on_stack(outer, sizeof outer));
    CHECK(status_of(VERB_DELETE, put_named("secret")) == STATUS_OK);
    CHECK(!memory_in_statics(inner, sizeof inner) && !memory_in_statics(outer, sizeof outer));
    CHECK(!memory_on_stack(inner, sizeof inner) && !memory_on_stack(outer, sizeof outer));
}

static int run_for(uint8_t algorithm, const char *suite) {
    static const struct test tests[] = {
        TEST(import_and_replace),
        TEST(keys_of_both_algorithms),
        TEST(key_is_replaced_by_one_of_the_other_algorithm),
        TEST(ids_of_equal_crc_are_two_keys),
        TEST(flash_that_complains_is_not_trusted),
        TEST(state_is_shown),
        TEST(import_takes_keys_of_1_to_64_bytes),
        TEST(import_refuses),
        TEST(store_gets_full),
        TEST(generated_keys_differ),
        TEST(find_describes),
        TEST(delete_forgets),
        TEST(list_tells_all),
        TEST(random_bytes_come_in_any_number),
        TEST(info_topics),
        TEST(measure_counts_cycles),
        TEST(measure_counts_cycles_of_a_signature),
        TEST(unknown_verbs),
        TEST(flags_that_a_verb_has_not),
        TEST(seal_resets_and_then_refuses_changes),
        TEST(key_bytes_do_not_stay_in_memory),
        TEST(key_bytes_are_gone_before_anything_leaves),
        TEST(midstates_are_in_flash_only),
    };
    client.algorithm = algorithm;
    return RUN_TESTS(suite, tests);
}

int main(void) {
    int failed = run_for(ALGORITHM_HMAC_SHA1, "commands-hmac-sha1");

    failed |= run_for(ALGORITHM_HMAC_SHA256, "commands-hmac-sha256");
    return failed;
}
