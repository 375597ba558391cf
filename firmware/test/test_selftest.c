/*
 * A device whose SHA-1 is wrong: only INFO works, and the flash is left alone.
 * sha1_blocks() here takes the place of the core's.
 */
#include <string.h>

#include "client.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "selftest.h"
#include "sha1.h"

void sha1_blocks(uint32_t state[5], const void *data, uint32_t n) {
    (void)data;
    state[0] += n;
}

static void start(void) {
    fake_board_new();
    memset(fake_board.flash[7], 0xA5, BOARD_FLASH_PAGE_SIZE); /* an intact store would wipe it */
    client_restart_device();
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

    start();
    for (uint32_t verb = VERB_MAC; verb <= VERB_MEASURE; verb++) {
        uint32_t size = put_import(payload, "a", "key", 3);
        if (verb != VERB_INFO) {
            CHECK(client_status(verb, 0, payload, size) == STATUS_SELF_TEST_FAILED);
        }
    }
    uint32_t size = put_key_field(payload, "a");
    CHECK(client_status(VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST, 0xFFFF, payload, size) ==
          STATUS_SELF_TEST_FAILED);
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

int main(void) {
    static const struct test tests[] = {
        TEST(failure_is_told),
        TEST(all_else_refuses),
        TEST(flash_is_left_alone),
        TEST(person_sees_it),
    };
    return RUN_TESTS("selftest", tests);
}
