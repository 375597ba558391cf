/*
 * The session of PROTOCOL.md sections 2 and 3, with a stand-in for the commands
 * that writes down what is executed.
 */
#include <string.h>

#include "client.h"
#include "commands.h"
#include "counters.h"
#include "fake_board.h"
#include "harness.h"
#include "info.h"
#include "link.h"

#ifndef WINDOW /* test_link_window8.c has another */
#define WINDOW 16
#define SUITE  "link"
#endif

/* The stand-in: a request carries a number; a silent one has verb SILENT. */
#define ANSWERED 1u
#define SILENT   2u

static uint32_t executed;      /* requests so far */
static uint32_t last_executed; /* number of the latest */
static uint32_t sessions_wiped;

void commands_execute(const struct request *request, struct reply *reply) {
    executed++;
    last_executed = load_le32(request->payload);
    reply->answered = REQUEST_VERB(request->code) == ANSWERED;
    reply->after = AFTER_NOTHING;
    reply->status = (uint8_t)(last_executed % 5);
    reply->size = (uint8_t)(4 + last_executed % 77);
    memset(reply->payload, 0, reply->size);
    store_le32(reply->payload, last_executed);
}

void commands_reset(uint32_t boot, uint16_t epoch) {
    CHECK(boot == FAKE_BOOT);
    (void)epoch;
    sessions_wiped++;
}

uint8_t info_flags(void) {
    return 0;
}

static bool right_reply(const struct message *m, uint32_t number) {
    return m->code == number % 5 && m->size == 4 + number % 77 && load_le32(m->payload) == number;
}

static void start(void) {
    client_new_device();
    executed = 0;
}

static void request(uint16_t seq, uint32_t code, uint32_t number) {
    struct message m = {.type = PACKET_REQUEST, .code = (uint8_t)code, .epoch = client.epoch};

    m.seq = seq;
    m.size = 4;
    store_le32(m.payload, number);
    client_send(&m);
}

static void expect_ack(uint8_t code, uint16_t aux) {
    struct message ack = client_expect(PACKET_ACK);

    CHECK(ack.code == code && ack.epoch == client.epoch && ack.seq == 0 && ack.aux == aux);
    CHECK(ack.size == 0);
    client_expect_silence();
}

static void expect_reply(uint16_t seq, uint32_t number) {
    struct message reply = client_expect(PACKET_REPLY);

    CHECK(reply.epoch == client.epoch && reply.seq == seq && right_reply(&reply, number));
    client_expect_silence();
}

static void send_hello(uint8_t nonce, uint8_t lowest, uint8_t highest, uint32_t size) {
    struct message m = {.type = PACKET_HELLO, .size = size};

    memset(m.payload, nonce, 8);
    m.payload[8] = lowest;
    m.payload[9] = highest;
    client_send(&m);
}

static void closed_until_hello(void) {
    start();
    link_start();
    client.epoch = 77;
    request(0, ANSWERED, 1);
    struct message m = client_expect(PACKET_NO_SESSION);
    CHECK(m.code == 0 && m.epoch == 77 && m.seq == 0 && m.aux == 0 && m.size == 4);
    CHECK(load_le32(m.payload) == FAKE_BOOT);
    client.epoch = 0; /* the epoch of no session */
    request(0, ANSWERED, 1);
    CHECK(client_expect(PACKET_NO_SESSION).epoch == 0);
    client_deliver((const uint8_t *)"garbage", 8);
    client_expect_silence();
    CHECK(executed == 0);
}

static void welcome_says_what_the_page_says(void) {
    start();
    struct message w = client_hello(9);
    CHECK(w.code == 0 && w.seq == 0 && w.aux == 0 && w.size == 48);
    for (uint32_t i = 0; i < 8; i++) {
        CHECK(w.payload[i] == 9);
    }
    CHECK(w.payload[8] == 1 && w.payload[9] == 1 && w.payload[10] == 1 && w.payload[11] == 0);
    CHECK(load_le32(&w.payload[12]) == FAKE_BOOT);
    CHECK(w.payload[16] == WINDOW && w.payload[17] == BOARD_KIND_HOST);
    CHECK(load_le16(&w.payload[18]) == 640 && load_le32(&w.payload[20]) == 16384);
    CHECK(load_le16(&w.payload[24]) == 64);
    CHECK(w.payload[26] == 1 && w.payload[27] == 0 && w.payload[28] == 0);
    CHECK(w.payload[29] == 0 && w.payload[30] == 0 && w.payload[31] == 0);
    CHECK(w.payload[32] == 0xA0 && w.payload[47] == 0xAF);
}

static void hello_is_idempotent(void) {
    start();
    struct message first = client_hello(7);
    request(0, ANSWERED, 5);
    expect_reply(0, 5);
    uint32_t wiped = sessions_wiped;
    struct message again = client_hello(7);
    CHECK(memcmp(&first, &again, sizeof first - sizeof first.payload + first.size) == 0);
    CHECK(sessions_wiped == wiped);
    request(1, ANSWERED, 6);
    expect_reply(1, 6);
    request(0, ANSWERED, 5);
    expect_reply(0, 5);
    CHECK(executed == 2);
}

static void new_nonce_opens_a_new_session(void) {
    start();
    uint16_t old_epoch = client.epoch;
    uint32_t wiped = sessions_wiped;
    uint32_t binds = fake_board.binds;
    request(0, ANSWERED, 5);
    expect_reply(0, 5);
    (void)client_hello(8);
    CHECK(client.epoch != old_epoch && client.epoch != 0);
    CHECK(sessions_wiped == wiped + 1 && fake_board.binds == binds + 1);
    request(0, ANSWERED, 6);
    expect_reply(0, 6);
    client.epoch = old_epoch;
    request(1, ANSWERED, 7);
    CHECK(client_expect(PACKET_NO_SESSION).epoch == old_epoch);
    CHECK(executed == 2);
}

static void new_session_knows_nothing_of_the_old(void) {
    start();
    for (uint16_t seq = 0; seq < WINDOW; seq++) {
        request(seq, ANSWERED, seq);
        expect_reply(seq, seq);
    }
    request(100, ANSWERED, 100);
    expect_ack(1, WINDOW);
    (void)client_hello(8);
    request(100, ANSWERED, 100);
    expect_ack(1, 0);
    CHECK(executed == WINDOW);
}

/* A number from before the first request is a gap, as are all but those executed. */
static void what_was_not_executed_is_no_repetition(void) {
    for (uint16_t count = 0; count <= WINDOW + 1; count++) {
        for (uint16_t back = 1; back <= WINDOW + 2; back++) {
            start();
            for (uint16_t seq = 0; seq < count; seq++) {
                request(seq, ANSWERED, seq);
                expect_reply(seq, seq);
            }
            request((uint16_t)(count - back), ANSWERED, count);
            if (back <= count && back <= WINDOW) {
                expect_reply((uint16_t)(count - back), count - back);
            } else {
                expect_ack(1, count);
            }
            CHECK(executed == count);
        }
    }
}

static void repetitions_go_on_behind_the_last_number(void) {
    start();
    for (uint32_t i = 0; i < 65536; i++) {
        request((uint16_t)i, SILENT, i);
    }
    for (uint16_t seq = 0; seq < 3; seq++) {
        request((uint16_t)(0u - WINDOW + seq), SILENT | REQUEST_FLAG_ACK_NOW, 0);
        expect_ack(0, seq);
        request(seq, ANSWERED, seq);
        expect_reply(seq, seq);
    }
    (void)client_hello(8); /* from here on there is nothing before request 0 */
    request(65535, ANSWERED, 0);
    expect_ack(1, 0);
    CHECK(executed == 65536 + 3);
}

static void epoch_is_never_zero(void) {
    start();
    uint16_t before = client.epoch;
    for (uint32_t i = 0; i < 70000; i++) {
        send_hello((uint8_t)(2 + i % 2), 1, 1, 10);
        uint16_t epoch = client_expect(PACKET_WELCOME).epoch;
        CHECK(epoch == (before == 65535 ? 1 : before + 1));
        before = epoch;
    }
}

/* Zeros are what the device has in place of a nonce before its first session. */
static void any_nonce_opens_the_first_session(void) {
    start();
    link_start();
    uint32_t wiped = sessions_wiped;
    (void)client_hello(0);
    CHECK(client.epoch == FAKE_FIRST_EPOCH && sessions_wiped == wiped + 1);
    request(0, ANSWERED, 5);
    expect_reply(0, 5);
    (void)client_hello(0);
    CHECK(client.epoch == FAKE_FIRST_EPOCH && sessions_wiped == wiped + 1);
}

/* Which restarts the watchdog, too. */
static void each_request_shows(void) {
    start();
    for (uint16_t seq = 0; seq < 3; seq++) {
        uint32_t shows = fake_board.shows;
        request(seq, ANSWERED, seq);
        expect_reply(seq, seq);
        CHECK(fake_board.shows > shows && fake_board.shown == BOARD_BUSY);
    }
}

static void versions_without_a_common_one(void) {
    static const uint8_t ranges[][2] = {{2, 9}, {0, 0}, {3, 1}, {1, 0}};

    start();
    uint16_t epoch = client.epoch;
    for (uint32_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        send_hello(50, ranges[i][0], ranges[i][1], 10);
        struct message w = client_expect(PACKET_WELCOME);
        CHECK(w.payload[8] == 0 && w.payload[9] == 1 && w.payload[10] == 1 && w.payload[0] == 50);
        CHECK(w.epoch == 0);
    }
    client.epoch = epoch; /* the session goes on */
    request(0, ANSWERED, 1);
    expect_reply(0, 1);
    send_hello(51, 0, 200, 10);
    CHECK(client_expect(PACKET_WELCOME).payload[8] == 1);
}

static void hello_may_grow_but_not_shrink(void) {
    start();
    send_hello(60, 1, 1, 9);
    client_expect_silence();
    send_hello(60, 1, 1, 200);
    CHECK(client_expect(PACKET_WELCOME).payload[8] == 1);
}

static void unknown_types_are_ignored(void) {
    start();
    for (uint32_t type = 0; type < 256; type++) {
        struct message m = {.type = (uint8_t)type, .code = ANSWERED, .epoch = client.epoch};
        m.size = 4;
        if (type != PACKET_REQUEST && type != PACKET_HELLO) {
            client_send(&m);
            client_expect_silence();
        }
    }
    request(0, ANSWERED, 1);
    expect_reply(0, 1);
    CHECK(executed == 1);
}

static void silent_requests(void) {
    start();
    request(0, SILENT, 0);
    client_expect_silence();
    request(1, SILENT | REQUEST_FLAG_ACK_NOW, 1);
    expect_ack(0, 2);
    request(1, SILENT, 1);
    client_expect_silence();
    request(0, SILENT | REQUEST_FLAG_ACK_NOW, 0);
    expect_ack(0, 2);
    CHECK(executed == 2);
}

static void repetitions_within_the_window(void) {
    start();
    for (uint16_t seq = 0; seq < 40; seq++) {
        request(seq, ANSWERED, 100u + seq);
        expect_reply(seq, 100u + seq);
    }
    for (uint16_t seq = 40 - WINDOW; seq < 40; seq++) {
        request(seq, ANSWERED, 100u + seq);
        expect_reply(seq, 100u + seq);
    }
    CHECK(executed == 40);
    request(40 - WINDOW - 1, ANSWERED, 0); /* too old */
    expect_ack(1, 40);
    CHECK(executed == 40);
}

static void gap_is_told_once(void) {
    start();
    request(1, ANSWERED, 1);
    expect_ack(1, 0);
    request(2, ANSWERED, 2);
    request(500, ANSWERED, 500);
    client_deliver((const uint8_t *)"damaged", 8);
    client_expect_silence();
    request(0, ANSWERED, 0);
    expect_reply(0, 0);
    client_deliver((const uint8_t *)"damaged", 8);
    expect_ack(1, 1);
    request(2, ANSWERED, 2);
    client_expect_silence();
    CHECK(executed == 1);
}

/* As the host does at the end of what it sends again, which may have lost something, too. */
static void gap_is_told_again_to_who_asks(void) {
    start();
    request(1, ANSWERED, 1);
    expect_ack(1, 0);
    request(2, ANSWERED, 2);
    client_expect_silence();
    request(3, ANSWERED | REQUEST_FLAG_ACK_NOW, 3);
    expect_ack(1, 0);
    request(2, SILENT | REQUEST_FLAG_ACK_NOW, 2);
    expect_ack(1, 0);
    request(3, ANSWERED, 3);
    client_expect_silence();
    client_deliver((const uint8_t *)"damaged", 8);
    client_expect_silence();
    CHECK(executed == 0);
}

static uint32_t counted(enum counter counter, const uint32_t before[COUNTERS]) {
    return counters[counter] - before[counter];
}

static void counters_count(void) {
    uint32_t before[COUNTERS];

    memcpy(before, counters, sizeof before);
    start();
    request(0, ANSWERED, 0);
    request(0, ANSWERED, 0);
    request(5, ANSWERED, 5);
    client_deliver((const uint8_t *)"damaged", 8);
    CHECK(counted(COUNTER_FRAMES, before) == 4 && counted(COUNTER_DAMAGED, before) == 1);
    CHECK(counted(COUNTER_GAPS, before) == 1 && counted(COUNTER_REPETITIONS, before) == 1);
    CHECK(counted(COUNTER_SESSIONS, before) == 1);
}

/*
 * A host of go-back-N and a line that loses, doubles, overtakes and damages
 * frames in both directions. Every call must be executed once, in order, and
 * every reply be right.
 */
#define CALLS     70000u /* more than there are numbers */
#define LINE_MAX  64
#define FRAME_MAX 128

struct line {
    uint32_t count;
    uint32_t size[LINE_MAX];
    uint8_t wire[LINE_MAX][FRAME_MAX];
};

static struct line up;
static struct line down;
static bool answered[CALLS]; /* the kind of each call */
static bool done[CALLS];
static uint32_t oldest; /* not done */
static uint32_t fresh;  /* not sent yet */

static void put(struct line *line, const uint8_t *wire, uint32_t size) {
    if (line->count < LINE_MAX && random_below(100) < 93) {
        CHECK(size <= FRAME_MAX);
        memcpy(line->wire[line->count], wire, size);
        line->size[line->count] = size;
        line->count++;
    }
}

/* Takes a frame, mostly the oldest, possibly damaged; leaves it there now and then. */
static uint32_t get(struct line *line, uint8_t wire[FRAME_MAX]) {
    uint32_t from = random_below(20) == 0 ? random_below(line->count) : 0;
    uint32_t size = line->size[from];

    memcpy(wire, line->wire[from], size);
    if (random_below(20) == 0) {
        wire[random_below(size)] ^= (uint8_t)(1 + random_below(255));
    }
    if (random_below(20) != 0) {
        line->count--;
        memmove(&line->size[from], &line->size[from + 1],
                (line->count - from) * sizeof line->size[0]);
        memmove(line->wire[from], line->wire[from + 1],
                (line->count - from) * sizeof line->wire[0]);
    }
    return size;
}

static void host_sends(uint32_t call, bool ack_now) {
    struct message m = {.type = PACKET_REQUEST, .epoch = client.epoch, .seq = (uint16_t)call};
    uint8_t wire[CLIENT_WIRE_MAX];

    m.code = (uint8_t)((answered[call] ? ANSWERED : SILENT) | (ack_now ? REQUEST_FLAG_ACK_NOW : 0));
    m.size = 4;
    store_le32(m.payload, call);
    put(&up, wire, client_encode(wire, &m));
}

static void host_resends(void) {
    for (uint32_t call = oldest; call < fresh; call++) {
        if (!done[call]) {
            host_sends(call, call == fresh - 1);
        }
    }
}

static void host_hears(const struct message *m) {
    uint16_t ahead = (uint16_t)(m->aux - (uint16_t)oldest);

    if (m->epoch != client.epoch) {
        return;
    }
    if (ahead <= fresh - oldest) {
        for (uint32_t call = oldest; call < oldest + ahead; call++) {
            done[call] = done[call] || !answered[call];
        }
    }
    uint16_t back = (uint16_t)(m->seq - (uint16_t)oldest);
    if (m->type == PACKET_REPLY && back < fresh - oldest) {
        CHECK(answered[oldest + back] && right_reply(m, oldest + back));
        done[oldest + back] = true;
    } else if (m->type == PACKET_ACK && m->code == 1) {
        host_resends();
    }
    while (oldest < fresh && done[oldest]) {
        oldest++;
    }
}

static void device_hears(void) {
    uint8_t wire[FRAME_MAX];
    uint32_t before = executed;
    uint32_t size = get(&up, wire);
    uint32_t split = random_below(size);

    if (split != 0) {
        client_deliver(wire, split);
    }
    client_deliver(&wire[split], size - split);
    CHECK(executed <= before + 1);
    CHECK(executed == before || last_executed == before);
    while (fake_board.sent_size != 0) {
        const uint8_t *end = memchr(fake_board.sent, 0, fake_board.sent_size);
        CHECK(end != NULL);
        uint32_t frame = (uint32_t)(end + 1 - fake_board.sent);
        put(&down, fake_board.sent, frame);
        fake_board.sent_size -= frame;
        memmove(fake_board.sent, end + 1, fake_board.sent_size);
    }
}

static void host_receives(void) {
    uint8_t wire[FRAME_MAX];
    uint32_t size = get(&down, wire);
    struct message m;

    if (client_decode(&m, wire, size - 1)) {
        host_hears(&m);
    }
}

static void bad_line_loses_nothing(void) {
    start();
    memset(&up, 0, sizeof up);
    memset(&down, 0, sizeof down);
    memset(done, 0, sizeof done);
    oldest = fresh = 0;
    for (uint32_t i = 0; i < CALLS; i++) {
        answered[i] = random_below(2) == 0;
    }
    while (oldest < CALLS) {
        if (fresh < CALLS && fresh < oldest + WINDOW && random_below(3) != 0) {
            host_sends(fresh, random_below(4) == 0);
            fresh++;
        } else if (up.count != 0 && random_below(2) == 0) {
            device_hears();
        } else if (down.count != 0) {
            host_receives();
        } else if (up.count == 0) {
            host_resends();
        }
    }
    CHECK(executed == CALLS);
}

int main(void) {
    static const struct test tests[] = {
        TEST(closed_until_hello),
        TEST(welcome_says_what_the_page_says),
        TEST(hello_is_idempotent),
        TEST(new_nonce_opens_a_new_session),
        TEST(new_session_knows_nothing_of_the_old),
        TEST(what_was_not_executed_is_no_repetition),
        TEST(repetitions_go_on_behind_the_last_number),
        TEST(epoch_is_never_zero),
        TEST(any_nonce_opens_the_first_session),
        TEST(each_request_shows),
        TEST(versions_without_a_common_one),
        TEST(hello_may_grow_but_not_shrink),
        TEST(unknown_types_are_ignored),
        TEST(silent_requests),
        TEST(repetitions_within_the_window),
        TEST(gap_is_told_once),
        TEST(gap_is_told_again_to_who_asks),
        TEST(counters_count),
        TEST(bad_line_loses_nothing),
    };
    return RUN_TESTS(SUITE, tests);
}
