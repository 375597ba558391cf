/*
 * The Due's ports with the core behind them: what the watchdog allows, which port is
 * answered, and what is left of keys.
 */
#include <string.h>

#include "access.h"
#include "board.h"
#include "cobs.h"
#include "crc32c.h"
#include "due_hsm.h"
#include "due_model.h"
#include "frame.h"
#include "harness.h"
#include "keystore.h"
#include "request.h"
#include "session_seed.h"

/* Here, so that a test can put their variables back to where they start. */
#include "../../due-hsm/src/due/led.c"
#include "../../due-hsm/src/due/ports.c"
#include "../../due-hsm/src/due/uart_port.c"

#define EPOCH       0x1234
#define HEADER_SIZE 8
#define PAYLOAD_MAX 16
#define PACKET      512u

void board_reset(void) {
    fail_test(__FILE__, __LINE__, "nothing asks for a reset");
}

void session_seed_draw(struct session_seed *seed) {
    seed->boot = 1;
    seed->first_epoch = EPOCH;
}

static void start(void) {
    due_model_start();
    memset(&ports, 0, sizeof ports);
    memset(&led, 0, sizeof led);
    memset(&in, 0, sizeof in);
    memset(&out, 0, sizeof out);
    uart_port_start();
    due_hsm_start();
}

/* Frames of a host, one after another. */

static uint8_t wire[RING];
static uint32_t wire_size;

static void put_numbered(uint8_t type, uint32_t code, uint16_t epoch, uint16_t seq,
                         const uint8_t *payload, uint32_t size) {
    uint8_t *frame = &wire[wire_size];
    uint8_t *packet = &frame[1];

    packet[0] = type;
    packet[1] = (uint8_t)code;
    store_le16(&packet[2], epoch);
    store_le16(&packet[4], seq);
    store_le16(&packet[6], 0);
    memcpy(&packet[HEADER_SIZE], payload, size);
    store_le32(&packet[HEADER_SIZE + size], crc32c(packet, HEADER_SIZE + size));
    wire_size += cobs_encode(frame, HEADER_SIZE + size + 4);
}

static void put(uint8_t type, uint32_t code, uint16_t epoch, const uint8_t *payload,
                uint32_t size) {
    put_numbered(type, code, epoch, 0, payload, size);
}

static void put_hello(uint8_t nonce) {
    const uint8_t payload[10] = {nonce, 2, 3, 4, 5, 6, 7, 8, 1, 1};

    put(PACKET_HELLO, 0, 0, payload, sizeof payload);
}

/* The first request of a session, however often. */
static void put_random(uint16_t epoch) {
    static const uint8_t count = 64;

    put(PACKET_REQUEST, VERB_RANDOM, epoch, &count, 1);
}

static void put_open(uint8_t nonce) {
    (void)nonce;
    put_hello(1);
}

static void put_repeated(uint8_t round) {
    (void)round;
    put_random(EPOCH);
}

static void put_stale(uint8_t round) {
    (void)round;
    put_random(EPOCH + 1);
}

static void put_damaged(uint8_t round) {
    put_repeated(round);
    wire[wire_size - 3] ^= 0x40;
}

typedef void put_frame(uint8_t round);

/* What makes the device send, or not, without anything being executed. */
static put_frame *const FRAMES[] = {put_repeated, put_open, put_hello, put_stale, put_damaged};

#define FRAMES_COUNT (sizeof FRAMES / sizeof FRAMES[0])

/* As many as fit. */
static void fill(put_frame *frame, uint32_t size) {
    uint32_t end = 0;

    wire_size = 0;
    for (uint8_t round = 0; wire_size <= size; round++) {
        end = wire_size;
        frame(round);
    }
    wire_size = end;
}

/* Polls until all has been taken from the UART: what is left in its ring wraps. */
static void serve_uart(void) {
    due_model_uart_receives(wire, wire_size);
    do {
        due_hsm_poll();
    } while (in.received != in.read + in.lent);
    due_model_settle();
    CHECK(due_model.uart_lost == 0);
}

static void serve_usb(void) {
    due_model_usb_receives(wire, wire_size);
    due_hsm_poll();
    due_model_settle();
}

/* Opens a session, in which one request has been executed. */
static void open_session(void (*serve)(void)) {
    wire_size = 0;
    put_hello(1);
    serve();
    wire_size = 0;
    put_random(EPOCH);
    serve();
}

/* A ring full of frames, whose answers take the UART seconds: in none of them it runs out. */
static void answers_do_not_outrun_the_watchdog(void) {
    for (uint32_t i = 0; i < FRAMES_COUNT; i++) {
        start();
        open_session(serve_uart);
        fill(FRAMES[i], RING - 64);
        serve_uart();
        CHECK(due_model.uart_sent_size > 0 && due_model.usb_packets == 0);
    }
}

/* Its answers are dropped, each after a while, and the board lives on. */
static void usb_host_that_does_not_read_resets_nothing(void) {
    for (uint32_t i = 0; i < FRAMES_COUNT; i++) {
        start();
        open_session(serve_usb);
        due_model.usb_host_reads = false;
        fill(FRAMES[i], PACKET);
        serve_usb();
        due_model.usb_host_reads = true;
        due_model.usb_packets = 0;
        wire_size = 0;
        put_hello(1);
        serve_usb();
        CHECK(due_model.usb_packets == 1);
    }
}

static bool is_reset(void (*serve)(void)) {
    jmp_buf reset;

    due_model.watchdog = &reset;
    if (setjmp(reset) != 0) {
        return true;
    }
    serve();
    return false;
}

/* Waiting does not restart it: a DMA or a clock that stands still ends in a reset. */
static void hardware_that_stands_still_is_reset(void) {
    start();
    open_session(serve_uart);
    fill(put_repeated, 1024);
    due_model.uart_stuck = true;
    CHECK(is_reset(serve_uart));

    start();
    open_session(serve_usb);
    due_model.usb_host_reads = false;
    due_model.clock_stuck = true;
    CHECK(is_reset(serve_usb));
}

typedef void receive(const uint8_t *bytes, uint32_t size);

static void poll(receive *port, const uint8_t *bytes, uint32_t size) {
    port(bytes, size);
    due_hsm_poll();
    due_model_settle();
    CHECK(due_model.uart_lost == 0);
}

static void expect_both_ports_open(void) {
    CHECK(!ports.bound && uart_port_on && due_model.usb_attached);
    CHECK(due_model.usb_packets == 0 && due_model.uart_sent_size == 0);
}

/* A HELLO that begins on one port, and ends on either after the other has said something. */
static void frame_of_two_ports_is_none(void) {
    static const uint8_t probe[] = "AT\r";

    for (uint32_t i = 0; i < 2; i++) {
        bool on_uart = i == 0;
        receive *begun = on_uart ? due_model_uart_receives : due_model_usb_receives;
        receive *other = on_uart ? due_model_usb_receives : due_model_uart_receives;

        start();
        wire_size = 0;
        put_hello(1);
        for (uint32_t split = 1; split < wire_size; split++) {
            poll(begun, wire, split);
            poll(other, &wire[split], wire_size - split);
            expect_both_ports_open();
            poll(begun, wire, split);
            poll(other, probe, sizeof probe - 1);
            poll(begun, &wire[split], wire_size - split);
            expect_both_ports_open();
        }
        poll(begun, wire, wire_size);
        CHECK(ports.bound && uart_port_on == on_uart && due_model.usb_attached == !on_uart);
        CHECK((due_model.uart_sent_size > 0) == on_uart && (due_model.usb_packets > 0) == !on_uart);
    }
}

static void light_is_steady_once_a_session_is_open(void) {
    start();
    led_start();
    open_session(serve_usb);
    for (uint32_t i = 0; i < 8; i++) {
        due_model_pass(DUE_CLOCK / 4);
        led_refresh();
        CHECK(due_model_lit());
    }
}

/* Bytes that were waiting there when the other port was bound may have been a key. */
static void ring_of_the_port_that_is_stopped_is_wiped(void) {
    static const uint8_t bytes[] = "what nobody will read";

    start();
    due_model_uart_receives(bytes, sizeof bytes);
    wire_size = 0;
    put_hello(1);
    serve_usb();
    CHECK(ports.bound && !uart_port_on);
    for (uint32_t i = 0; i < sizeof bytes; i++) {
        CHECK(in.ring[i] == 0);
    }
}

/* The program at the native port. */

static void import_numbered(uint16_t seq) {
    static const uint8_t payload[13] = {1, 1, 'k', [11] = 1, [12] = 1};

    wire_size = 0;
    put_numbered(PACKET_REQUEST, VERB_IMPORT, EPOCH, seq, payload, sizeof payload);
}

/*
 * A session under a login that permits no IMPORT. The device is an open one, so that it permits
 * one as soon as the login has ended.
 */
static void log_in(void (*serve)(void)) {
    start();
    usb_control_watch(false);
    usb_control_watch(true);
    open_session(serve);
    access_now = ACCESS_USER;
    import_numbered(1);
    serve();
    CHECK(access_now == ACCESS_USER && keystore_count() == 0);
}

static void program_goes_and_comes(void) {
    usb_control_watch(false);
    usb_control_watch(true);
}

static void device_is_configured_anew(void) {
    _usbConfiguration = 0;
    usb_control_watch(true);
    _usbConfiguration = 1;
    usb_control_watch(true);
}

/* However soon the next one is there: what it sends first is not done under the login of another.
 */
static void login_ends_with_the_program_at_usb(void) {
    static void (*const leaves[])(void) = {program_goes_and_comes, device_is_configured_anew};

    for (uint32_t i = 0; i < sizeof leaves / sizeof leaves[0]; i++) {
        log_in(serve_usb);
        leaves[i]();
        import_numbered(2);
        serve_usb();
        CHECK(access_now == ACCESS_OPEN && keystore_count() == 1);
        CHECK(ports.bound && ports.current == PORT_USB && due_model.usb_attached && !uart_port_on);
    }
}

/* Also when the next one sends nothing. */
static void login_ends_at_once(void) {
    jmp_buf leave;

    log_in(serve_usb);
    usb_control_watch(false);
    due_model.leave_at = due_model.restarts + 4;
    due_model.leave = &leave;
    if (setjmp(leave) == 0) {
        due_hsm_poll();
    }
    due_model.leave_at = 0;
    CHECK(access_now == ACCESS_OPEN && ports.current == PORT_USB);
}

/* What has left half a frame at the port has not sent the start of another's. */
static void half_a_frame_goes_with_its_program(void) {
    start();
    usb_control_watch(true);
    open_session(serve_usb);
    import_numbered(1);
    for (uint32_t split = 1; split < wire_size; split++) {
        poll(due_model_usb_receives, wire, split);
        program_goes_and_comes();
        poll(due_model_usb_receives, &wire[split], wire_size - split);
        CHECK(keystore_count() == 0);
    }
}

/* Whatever native USB is told, before it leaves the bus. */
static void login_on_the_other_port_stays(void) {
    log_in(serve_uart);
    program_goes_and_comes();
    device_is_configured_anew();
    import_numbered(2);
    serve_uart();
    CHECK(access_now == ACCESS_USER && keystore_count() == 0);
    CHECK(ports.bound && ports.current == PORT_UART && uart_port_on);
}

/* DTR stays as it is, whatever else the host asks for. */
static void other_control_requests_end_nothing(void) {
    log_in(serve_usb);
    usb_control_watch(true);
    usb_control_watch(true);
    import_numbered(2);
    serve_usb();
    CHECK(access_now == ACCESS_USER);
}

/* Before a session is open, it may be any program that opens and closes the port; both are listened
 * to. */
static void program_that_goes_before_its_hello_binds_nothing(void) {
    start();
    usb_control_watch(true);
    poll(due_model_usb_receives, (const uint8_t *)"AT\r", 3);
    program_goes_and_comes();
    expect_both_ports_open();
    wire_size = 0;
    put_hello(1);
    serve_uart();
    CHECK(ports.bound && uart_port_on && !due_model.usb_attached);
}

/* What is left of a key on the stack. */

#define LEFT 0x5EC2E7EDu

/* As if an interrupt had saved registers of the hash there, at any depth. */
static __attribute__((noinline)) void leave_on_stack(void) {
    uint32_t below[STACK_WIPED / 4];

    for (uint32_t i = 0; i < STACK_WIPED / 4; i++) {
        below[i] = LEFT;
    }
    __asm__ volatile("" : : "r"(below) : "memory");
}

/* Below the frames of link_receive() and commands_execute(), which have to do with no key. */
static uint32_t left_below(const uint32_t *top) {
    uint32_t left = 0;

    for (uint32_t i = 64; i < STACK_WIPED / 4; i++) {
        left += *(const volatile uint32_t *)(top - i) == LEFT;
    }
    return left;
}

/* A key that is stored, and one whose id exists, which leaves sooner. */
static void key_does_not_stay_on_the_stack(void) {
    static const uint8_t verbs[] = {VERB_IMPORT, VERB_IMPORT, VERB_GENERATE, VERB_GENERATE};

    start();
    wire_size = 0;
    put_hello(1);
    serve_usb();
    for (uint16_t seq = 0; seq < sizeof verbs; seq++) {
        const uint8_t payload[13] = {1, 1, (uint8_t)('k' + seq / 2), [11] = 1, [12] = 1};
        wire_size = 0;
        put_numbered(PACKET_REQUEST, verbs[seq], EPOCH, seq, payload,
                     verbs[seq] == VERB_IMPORT ? 13 : 11);
        due_model_usb_receives(wire, wire_size);
        leave_on_stack();
        CHECK(left_below(__builtin_frame_address(0)) > STACK_WIPED / 8);
        due_hsm_poll();
        CHECK(left_below(__builtin_frame_address(0)) == 0);
    }
    CHECK(keystore_count() == 2);
}

int main(void) {
    static const struct test tests[] = {
        TEST(answers_do_not_outrun_the_watchdog),
        TEST(usb_host_that_does_not_read_resets_nothing),
        TEST(hardware_that_stands_still_is_reset),
        TEST(frame_of_two_ports_is_none),
        TEST(light_is_steady_once_a_session_is_open),
        TEST(ring_of_the_port_that_is_stopped_is_wiped),
        TEST(login_ends_with_the_program_at_usb),
        TEST(login_ends_at_once),
        TEST(half_a_frame_goes_with_its_program),
        TEST(login_on_the_other_port_stays),
        TEST(other_control_requests_end_nothing),
        TEST(program_that_goes_before_its_hello_binds_nothing),
        TEST(key_does_not_stay_on_the_stack),
    };
    return RUN_TESTS("due_ports", tests);
}
