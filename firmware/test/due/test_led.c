/*
 * What the Due's LED shows (the table at the head of led.c, and of README.md).
 */
#include <string.h>

#include "board.h"
#include "due_model.h"
#include "harness.h"

/* Here, so that a test can put its variables back to where they start. */
#include "../../due-hsm/src/due/led.c"

#undef REG32 /* what a test looks at takes no time */
#define REG32(address) (*due_model_register(address))

#define MILLISECOND (DUE_CLOCK / 1000)
#define SECONDS     10u

static void start(void) {
    due_model_start();
    memset(&led, 0, sizeof led);
    led_start();
}

/* How often it goes on in these seconds, while the main loop has nothing to do; *on: for how many
 * ms. */
static uint32_t blinks(uint32_t *on) {
    uint32_t count = 0;
    bool was_lit = due_model_lit();

    *on = 0;
    for (uint64_t end = due_model.now + (uint64_t)SECONDS * DUE_CLOCK; due_model.now < end;) {
        due_model_pass(MILLISECOND);
        led_refresh();
        bool is_lit = due_model_lit();
        count += is_lit && !was_lit;
        *on += is_lit;
        was_lit = is_lit;
    }
    return count;
}

static void expect_blinking(uint32_t a_second) {
    uint32_t on;
    uint32_t count = blinks(&on);

    CHECK(count >= a_second * SECONDS - 1 && count <= a_second * SECONDS + 1);
    CHECK(on > 400 * SECONDS && on < 600 * SECONDS);
}

static void expect_steady_light(void) {
    uint32_t on;

    led_refresh();
    CHECK(due_model_lit() && blinks(&on) == 0 && on > 900 * SECONDS);
}

static void blinks_slowly_until_a_session_is_open(void) {
    start();
    expect_blinking(1);
    led_bound();
    expect_steady_light();
}

static void failed_self_test_blinks_fast(void) {
    start();
    board_show(BOARD_SELF_TEST_FAILED);
    expect_blinking(5);
    led_bound();
    expect_blinking(5);
    board_show(BOARD_IDLE);
    expect_steady_light();
}

static void each_request_changes_the_light(void) {
    start();
    led_bound();
    led_refresh();
    bool was_lit = due_model_lit();
    for (uint32_t i = 0; i < 5; i++) {
        board_show(BOARD_BUSY);
        CHECK(due_model_lit() == !was_lit);
        was_lit = !was_lit;
    }
    led_refresh();
    CHECK(due_model_lit());
}

static void showing_anything_restarts_the_watchdog(void) {
    static const enum board_state states[] = {BOARD_IDLE, BOARD_BUSY, BOARD_SELF_TEST_FAILED};

    start();
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t restarts = due_model.restarts;
        board_show(states[i]);
        due_model_settle();
        CHECK(due_model.restarts == restarts + 1);
    }
}

/* A request takes the core a while, in which the host may fill an area of the DMA. */
static void showing_anything_keeps_the_uart_supplied(void) {
    static const uint8_t bytes[2048];

    start();
    uart_port_start();
    due_model_uart_receives(bytes, sizeof bytes);
    CHECK(UART_RNCR == 0);
    board_show(BOARD_BUSY);
    CHECK(UART_RNCR == 2048);
}

int main(void) {
    static const struct test tests[] = {
        TEST(blinks_slowly_until_a_session_is_open),
        TEST(failed_self_test_blinks_fast),
        TEST(each_request_changes_the_light),
        TEST(showing_anything_restarts_the_watchdog),
        TEST(showing_anything_keeps_the_uart_supplied),
    };
    return RUN_TESTS("due_led", tests);
}
