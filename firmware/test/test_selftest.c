/*
 * A device one of whose hashes is wrong, each in turn: only INFO works, and the flash is
 * left alone. The linker puts functions of this file around those of the core.
 */
#include <string.h>

#include "algorithm.h"
#include "client.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "selftest.h"
#include "sha1.h"
#include "sha256.h"
#include "string_to_sign.h"

/* The hash that is wrong, if any, in one bit of a word: what follows is as it should be. */
static const struct hash *wrong;
static uint32_t wrong_word;

static void spoil(const struct hash *hash, uint32_t *state) {
    if (wrong == hash) {
        state[wrong_word] ^= 0x40;
    }
}

void __real_sha1_blocks(uint32_t state[5], const void *data, uint32_t n);
void __wrap_sha1_blocks(uint32_t state[5], const void *data, uint32_t n);
void __wrap_sha1_blocks(uint32_t state[5], const void *data, uint32_t n) {
    __real_sha1_blocks(state, data, n);
    spoil(&sha1, state);
}

void __real_sha256_blocks(uint32_t state[8], const void *data, uint32_t n);
void __wrap_sha256_blocks(uint32_t state[8], const void *data, uint32_t n);
void __wrap_sha256_blocks(uint32_t state[8], const void *data, uint32_t n) {
    __real_sha256_blocks(state, data, n);
    spoil(&sha256, state);
}

static void start(void) {
    fake_board_new();
    memset(fake_board.flash[7], 0xA5, BOARD_FLASH_PAGE_SIZE); /* an intact store would wipe it */
    client_restart_device();
}

/* Each word of the one hash alone. */
static void every_word_is_tested(void) {
    uint32_t words = wrong->size / 4;

    for (wrong_word = 0; wrong_word < words; wrong_word++) {
        start();
        CHECK(selftest_failed());
    }
    wrong_word = 0;
}

static void failure_is_told(void) {
    start();
    CHECK(selftest_failed());
    CHECK((client_hello(2).payload[11] & 2) != 0);
    struct message info = client_call(VERB_INFO, 0, "", 1);
    CHECK(info.code == STATUS_OK && (info.payload[0] & 2) != 0);
    CHECK(client_call(VERB_INFO, 0, "\1", 1).code == STATUS_OK);
    CHECK(client_call(VERB_INFO, 0, "\2", 1).code == STATUS_OK);
}

static void all_else_refuses(void) {
    uint8_t payload[REQUEST_PAYLOAD_MAX];

    for (uint8_t algorithm = ALGORITHM_HMAC_SHA1; algorithm < ALGORITHMS_END; algorithm++) {
        start();
        for (uint32_t verb = VERB_MAC; verb < VERBS_END; verb++) {
            uint32_t size = put_import(payload, "a", "key", 3);
            payload[0] = algorithm;
            if (verb != VERB_INFO) {
                CHECK(client_status(verb, 0, payload, size) == STATUS_SELF_TEST_FAILED);
            }
        }
        uint32_t size = put_key_field(payload, "a");
        payload[0] = algorithm;
        CHECK(client_status(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF, payload,
                            size) == STATUS_SELF_TEST_FAILED);
    }
}

static void flash_is_left_alone(void) {
    start();
    for (uint32_t i = 0; i < BOARD_FLASH_PAGE_SIZE; i++) {
        CHECK(fake_board.flash[7][i] == 0xA5);
    }
}

static void person_sees_it(void) {
    start();
    CHECK(fake_board.shown != BOARD_IDLE);
    due_hsm_start();
    CHECK(fake_board.shown == BOARD_SELF_TEST_FAILED);
}

static bool no_string_to_sign;

bool __real_string_to_sign_scope(struct scope *scope, const uint8_t *text, uint32_t size);
bool __wrap_string_to_sign_scope(struct scope *scope, const uint8_t *text, uint32_t size);
bool __wrap_string_to_sign_scope(struct scope *scope, const uint8_t *text, uint32_t size) {
    return !no_string_to_sign && __real_string_to_sign_scope(scope, text, size);
}

/* Of AWS4-HMAC-SHA256 there is more to test than its hash. */
static void string_to_sign_is_tested(void) {
    no_string_to_sign = true;
    start();
    no_string_to_sign = false;
    CHECK(selftest_failed());
}

/* With none wrong, all of this does not hold. */
static void sound_device_starts(void) {
    start();
    CHECK(!selftest_failed() && fake_board.shown == BOARD_IDLE);
    CHECK(fake_board.flash[7][0] == 0);
}

static int run_with_wrong(const struct hash *hash, const char *suite) {
    static const struct test tests[] = {
        TEST(every_word_is_tested), TEST(failure_is_told), TEST(all_else_refuses),
        TEST(flash_is_left_alone),  TEST(person_sees_it),
    };
    wrong = hash;
    return RUN_TESTS(suite, tests);
}

int main(void) {
    static const struct test sound[] = {TEST(sound_device_starts), TEST(string_to_sign_is_tested)};
    int failed = RUN_TESTS("selftest", sound);

    failed |= run_with_wrong(&sha1, "selftest-wrong-sha1");
    failed |= run_with_wrong(&sha256, "selftest-wrong-sha256");
    return failed;
}
