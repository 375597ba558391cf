/*
 * The programming port: a ring that the DMA fills while the core reads, and replies at
 * the pace of the 16U2.
 */
#include <string.h>

#include "board.h"
#include "due_model.h"
#include "harness.h"

/* Here, so that a test can put its variables back to where they start. */
#include "../../due-hsm/src/due/uart_port.c"

#undef REG32 /* what a test looks at takes no time */
#define REG32(address) (*due_model_register(address))

#define UART_BYTE (DUE_CLOCK / 250000u * 10u) /* cycles */

static uint32_t sent; /* bytes of the host's stream: byte i is byte_at(i) */

static uint8_t byte_at(uint32_t i) {
    return (uint8_t)(i * 167 + (i >> 8));
}

static void start(void) {
    due_model_start();
    memset(&in, 0, sizeof in);
    memset(&out, 0, sizeof out);
    sent = 0;
    uart_port_start();
    due_model_settle();
}

static void send(uint32_t size) {
    static uint8_t bytes[4 * RING];

    for (uint32_t i = 0; i < size; i++) {
        bytes[i] = byte_at(sent + i);
    }
    due_model_uart_receives(bytes, size);
    sent += size;
}

static void expect_stream(const uint8_t *data, uint32_t from, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        CHECK(data[i] == byte_at(from + i));
    }
}

static void line_is_250000_baud_8n1(void) {
    start();
    CHECK(UART_BRGR * 16 * 250000 == DUE_CLOCK && UART_MR == 4u << 9);
    CHECK((due_model.clocks & PMC_UART) != 0 && UART_IDR == 0xFFFFFFFFu);
    CHECK(due_model.uart_receives && due_model.uart_sends);
    CHECK(due_model.uart_dma_in && due_model.uart_dma_out);
}

/* A host that has no more than receive_bytes outstanding, at any moment. */
static void nothing_of_a_window_is_lost_or_overwritten(void) {
    uint32_t done = 0;
    uint32_t lent = 0;
    uint8_t *data = NULL;

    start();
    for (uint32_t round = 0; round < 3000; round++) {
        CHECK(due_model.uart_lost == 0);
        send(random_below(board_properties.receive_bytes - (sent - done) + 1));
        expect_stream(data, done, lent);
        if (random_below(3) != 0) {
            done += lent;
            lent = uart_port_receive(&data);
            CHECK(lent <= sent - done && (lent > 0 || sent == done));
            expect_stream(data, done, lent);
        }
    }
    CHECK(due_model.uart_lost == 0 && done > 100 * RING);
}

/* What does not fit is lost, the rest is right, and the port goes on. */
static void flood_fills_the_ring_and_no_more(void) {
    uint8_t *data;
    uint32_t read = 0;

    start();
    send(3 * RING);
    CHECK(due_model.uart_lost == 3 * RING - RING);
    for (uint32_t size = uart_port_receive(&data); size > 0; size = uart_port_receive(&data)) {
        expect_stream(data, read, size);
        read += size;
    }
    due_model_settle();
    CHECK(read == RING && (UART_SR & UART_SR_ERRORS) == 0);

    due_model.uart_lost = 0;
    send(100);
    CHECK(uart_port_receive(&data) == 100 && due_model.uart_lost == 0);
    expect_stream(data, 3 * RING, 100);
}

/* The DMA may come to the end of an area just when it is given the next one. */
static void next_area_is_set_only_in_time(void) {
    for (uint32_t left = 0; left <= 8; left++) {
        start();
        UART_RCR = left;
        UART_RNCR = 0;
        uart_port_keep_supplied();
        CHECK(left != 0 || UART_RCR == CHUNK);
        CHECK(UART_RNCR == (left > 0 && left <= 4 ? 0 : CHUNK));
        CHECK(!due_model_masked());
    }
}

/* 64 bytes at a time, at half the line's speed; and meanwhile the ring is looked after. */
static void reply_leaves_at_the_pace_of_the_16u2(void) {
    static uint8_t reply[1000];

    random_fill(reply, sizeof reply);
    start();
    send(CHUNK);
    CHECK(UART_RNCR == 0);
    uart_port_send(reply, sizeof reply);
    CHECK(UART_RNCR == CHUNK);
    uart_port_drain();
    CHECK(due_model.uart_sent_size == sizeof reply && due_model.uart_transfers == 16);
    CHECK(memcmp(due_model.uart_sent, reply, sizeof reply) == 0);
    uint64_t shortest = 2ull * UART_BYTE * 15 * 64;
    CHECK(due_model.now >= shortest && due_model.now < shortest + shortest / 5);
}

static void draining_waits_for_the_last_bit(void) {
    static const uint8_t reply[10];

    start();
    uart_port_send(reply, sizeof reply);
    due_model_settle();
    uint64_t begun = due_model.now;
    uart_port_drain();
    CHECK(due_model.now - begun >= (sizeof reply + 1) * UART_BYTE);
    CHECK(UART_TCR == 0 && (UART_SR & UART_SR_TXEMPTY) != 0);
}

static void stopped_port_takes_nothing_and_keeps_nothing(void) {
    start();
    send(3000);
    uart_port_stop();
    due_model_settle();
    CHECK(!due_model.uart_receives && !due_model.uart_dma_in);
    uint32_t area = UART_RNCR;
    send(3000);
    uart_port_service();
    CHECK(due_model.uart_lost == 3000 && UART_RNCR == area);
    for (uint32_t i = 0; i < RING; i++) {
        CHECK(in.ring[i] == 0);
    }
}

int main(void) {
    static const struct test tests[] = {
        TEST(line_is_250000_baud_8n1),
        TEST(nothing_of_a_window_is_lost_or_overwritten),
        TEST(flood_fills_the_ring_and_no_more),
        TEST(next_area_is_set_only_in_time),
        TEST(reply_leaves_at_the_pace_of_the_16u2),
        TEST(draining_waits_for_the_last_bit),
        TEST(stopped_port_takes_nothing_and_keeps_nothing),
    };
    return RUN_TESTS("due_uart_port", tests);
}
