/*
 * The native port: packets read from one FIFO and written to another.
 */
#include <string.h>

#include "due_model.h"
#include "harness.h"

#include "../../due-hsm/src/due/due.h"
#include "../../due-hsm/src/due/sam3x8e.h"

#undef REG32 /* what a test looks at takes no time */
#define REG32(address) (*due_model_register(address))

#define EP_OUT      2
#define PATIENCE    (DUE_CLOCK / 1000 * 250) /* cycles */
#define MILLISECOND (DUE_CLOCK / 1000)
#define LONG        (5 * (DUE_PACKET - 1))

static uint8_t bytes[LONG];

static void start(void) {
    due_model_start();
    random_fill(bytes, sizeof bytes);
}

static void packet_of_any_size_is_read_once(void) {
    uint8_t *data;

    start();
    for (uint32_t size = 1; size <= DUE_PACKET; size++) {
        due_model_usb_receives(bytes, size);
        CHECK(usb_port_receive(&data) == size && memcmp(data, bytes, size) == 0);
        CHECK(usb_port_receive(&data) == 0); /* the bank has been given back */
    }
}

/* As it could stand in the register of a controller that has gone wrong. */
static void size_beyond_a_packet_is_cut(void) {
    uint8_t *data;

    start();
    due_model_usb_receives(bytes, DUE_PACKET);
    USB_EPISR(EP_OUT) = USB_RXOUTI | 0x7FFu << 20;
    CHECK(usb_port_receive(&data) == DUE_PACKET);
}

static void nothing_moves_before_the_host_has_configured_the_device(void) {
    uint8_t *data;

    start();
    _usbConfiguration = 0;
    due_model_usb_receives(bytes, 10);
    CHECK(usb_port_receive(&data) == 0 && USB_EPISR(EP_OUT) != 0);
    usb_port_send(bytes, 10);
    usb_port_drain();
    due_model_settle();
    CHECK(due_model.usb_packets == 0 && due_model.now < MILLISECOND);
}

/* A host's read ends at a short packet: so none is full. */
static void reply_leaves_in_packets_that_are_not_full(void) {
    for (uint32_t size = 1; size <= LONG; size += 1 + random_below(40)) {
        start();
        usb_port_send(bytes, size);
        due_model_settle();
        CHECK(due_model.usb_packets == (size + DUE_PACKET - 2) / (DUE_PACKET - 1));
        for (uint32_t i = 0; i < due_model.usb_packets; i++) {
            uint32_t at = i * (DUE_PACKET - 1);
            uint32_t part = size - at < DUE_PACKET - 1 ? size - at : DUE_PACKET - 1;
            CHECK(memcmp(due_model.usb_sent[i], &bytes[at], part) == 0);
            CHECK(due_model.usb_sent[i][part] == DUE_FIFO_EMPTY);
        }
    }
}

static bool is_patience(uint64_t cycles) {
    return cycles >= PATIENCE && cycles < PATIENCE + 3 * MILLISECOND;
}

static void reply_is_dropped_where_the_host_does_not_read(void) {
    start();
    due_model.usb_host_reads = false;
    usb_port_send(bytes, LONG);
    due_model_settle();
    CHECK(due_model.usb_packets == 0 && is_patience(due_model.now));
}

static void draining_waits_for_the_host_as_long(void) {
    start();
    usb_port_drain();
    CHECK(due_model.now < MILLISECOND);

    start();
    due_model.usb_host_reads = false;
    due_model_settle();
    usb_port_drain();
    CHECK(is_patience(due_model.now));
}

/* Both masks of endpoint 2, whose packets the core would take. */
static void interrupt_of_the_endpoint_is_masked(void) {
    start();
    usb_port_mask_interrupt();
    CHECK(USB_EPIDR(EP_OUT) == USB_RXOUTI && USB_DEVIDR == 1u << 14);
}

static void stopped_port_leaves_the_bus(void) {
    start();
    usb_port_stop();
    CHECK(!due_model.usb_attached && NVIC_ICER_1 == 1u << 8);
}

int main(void) {
    static const struct test tests[] = {
        TEST(packet_of_any_size_is_read_once),
        TEST(size_beyond_a_packet_is_cut),
        TEST(nothing_moves_before_the_host_has_configured_the_device),
        TEST(reply_leaves_in_packets_that_are_not_full),
        TEST(reply_is_dropped_where_the_host_does_not_read),
        TEST(draining_waits_for_the_host_as_long),
        TEST(interrupt_of_the_endpoint_is_masked),
        TEST(stopped_port_leaves_the_bus),
    };
    return RUN_TESTS("due_usb_port", tests);
}
