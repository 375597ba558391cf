/*
 * Who may do what (PROTOCOL.md section 4, *Logins*): one table of every verb and sub-verb, and
 * of some that are none, by who asks and what state the device is in.
 */
#include <stdlib.h>
#include <string.h>

#include "algorithm.h"
#include "client.h"
#include "counters.h"
#include "fake_board.h"
#include "harness.h"
#include "login_client.h"
#include "logins.h"

#define WHOLE  (VERB_MAC | REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST)
#define STREAM 5
#define SILENT 0xFF /* no answer, in place of a status */

static uint8_t payload[REQUEST_PAYLOAD_MAX];

/* How the request comes, and to what device. */
enum who {
    OPEN_DEVICE,
    SEALED_OPEN, /* sealed, and not closed */
    NOBODY,      /* from here on closed */
    USER,
    MANAGER,  /* in clear */
    ENVELOPE, /* of the manager's */
    SEALED,   /* the same, of a sealed device */
    WHO
};

static uint32_t nothing(void) {
    return 0;
}

static uint32_t key_field(void) {
    return put_key_field(payload, "a");
}

static uint32_t to_stream(void) {
    store_le16(payload, STREAM + 1);
    return 2;
}

static uint32_t one_byte(void) {
    payload[0] = 1;
    return 1;
}

static uint32_t index_and_offset(void) {
    memset(payload, 0, 3);
    return 3;
}

static uint32_t key_id(void) {
    return put_id(payload, "a");
}

static uint32_t import(void) {
    return put_import(payload, "b", "key", 3);
}

static uint32_t replace(void) {
    return put_import(payload, "a", "key", 3);
}

static uint32_t import_limited(void) {
    uint32_t size = put_import(payload, "b", "key", 3);

    payload[0] = ALGORITHM_AWS4_HMAC_SHA256;
    return size + put_limits(&payload[size], "\3\1r", 3);
}

static uint32_t generate(void) {
    return put_new_key(payload, "b");
}

static uint32_t other_id(void) {
    memset(payload, 0, UNIQUE_ID_SIZE);
    return UNIQUE_ID_SIZE;
}

static uint32_t one_block(void) {
    payload[0] = 1;
    store_le16(&payload[1], 1);
    return 3;
}

static uint32_t login_name(void) {
    return put_login_name(payload, "any");
}

static uint32_t login_proof(void) {
    payload[0] = LOGIN_STEP_PROOF;
    return 1 + LOGIN_NONCE_SIZE + LOGIN_PROOF_SIZE;
}

static uint32_t logout(void) {
    payload[0] = LOGIN_STEP_LOGOUT;
    return 1;
}

static uint32_t other_step(void) {
    payload[0] = 4;
    return 1;
}

static uint32_t any_envelope(void) {
    return 60;
}

static uint32_t get_limits(void) {
    return put_get_limits(payload, "a", 0);
}

/* A greatest length: tighter than none. */
static uint32_t set_limits(void) {
    return put_set_limits(payload, "a", "\2\4\0\1\0\0", 6);
}

static uint32_t list_logins(void) {
    memset(payload, 0, 4);
    payload[0] = EXTENDED_LIST_LOGINS;
    return 4;
}

static uint32_t add_login(void) {
    struct login_host host = login_of("new", ROLE_MANAGER, 9);

    return put_add_login(payload, &host);
}

static uint32_t remove_login(void) {
    return put_remove_login(payload, "user");
}

static uint32_t sub_verb_0(void) {
    payload[0] = 0;
    return 1;
}

static uint32_t sub_verb_6(void) {
    payload[0] = EXTENDED_REMOVE_LOGIN + 1;
    return 1;
}

static uint32_t sub_verb_255(void) {
    payload[0] = 255;
    return 1;
}

/*
 * The table. Each request is one that a device would execute; what is expected are the letters
 * below, in the order of who asks: of an open device, not sealed and sealed; then nobody, a user,
 * a manager in clear, in an envelope, and in an envelope to a sealed device.
 */
static const struct row {
    const char *name;
    uint32_t code;
    uint32_t (*put)(void);
    const char expected[WHO + 1];
} rows[] = {
    {"no verb", 0, nothing, "uunnuuu"},
    {"MAC", WHOLE, key_field, "oonoouu"},
    {"MAC, FIRST", VERB_MAC | REQUEST_FLAG_FIRST, key_field, "--n--uu"},
    {"MAC, LAST", VERB_MAC | REQUEST_FLAG_LAST, nothing, "oonoouu"},
    {"COPY", VERB_COPY, to_stream, "oonoouu"},
    {"ABORT", VERB_ABORT, nothing, "--n--uu"},
    {"INFO", VERB_INFO, one_byte, "ooooouu"},
    {"LIST", VERB_LIST, index_and_offset, "oonoouu"},
    {"FIND", VERB_FIND, key_id, "oonoouu"},
    {"IMPORT", VERB_IMPORT, import, "osnnnos"},
    {"IMPORT, REPLACE", VERB_IMPORT | REQUEST_FLAG_REPLACE, replace, "osnnnos"},
    {"IMPORT, LIMITS", VERB_IMPORT | REQUEST_FLAG_LIMITS, import_limited, "osnnnos"},
    {"GENERATE", VERB_GENERATE, generate, "osnnnos"},
    {"DELETE", VERB_DELETE, key_id, "osnnnos"},
    {"RANDOM", VERB_RANDOM, one_byte, "oonoouu"},
    {"SEAL", VERB_SEAL, other_id, "dsnnnds"},
    {"MEASURE", VERB_MEASURE, one_block, "oonnouu"},
    {"LOGIN, no step", VERB_LOGIN, nothing, "mmmmmuu"},
    {"LOGIN, name", VERB_LOGIN, login_name, "nnooouu"},
    {"LOGIN, proof", VERB_LOGIN, login_proof, "nnnnnuu"},
    {"LOGIN, logout", VERB_LOGIN, logout, "ooooouu"},
    {"LOGIN, other step", VERB_LOGIN, other_step, "uuuuuuu"},
    {"ENVELOPE", VERB_ENVELOPE, any_envelope, "nnnnnuu"},
    {"EXTENDED, nothing", VERB_EXTENDED, nothing, "mmnnmuu"},
    {"EXTENDED, 0", VERB_EXTENDED, sub_verb_0, "uunnuuu"},
    {"EXTENDED, get limits", VERB_EXTENDED, get_limits, "oonoouu"},
    {"EXTENDED, set limits", VERB_EXTENDED, set_limits, "osnnnoo"},
    {"EXTENDED, list logins", VERB_EXTENDED, list_logins, "oonnouu"},
    {"EXTENDED, add login", VERB_EXTENDED, add_login, "osnnnoo"},
    {"EXTENDED, remove login", VERB_EXTENDED, remove_login, "kknnnoo"},
    {"EXTENDED, 6", VERB_EXTENDED, sub_verb_6, "uunnuuu"},
    {"EXTENDED, 255", VERB_EXTENDED, sub_verb_255, "uunnuuu"},
};

static const struct letter {
    char letter;
    uint8_t status;
} letters[] = {
    {'o', STATUS_OK},           {'n', STATUS_NOT_PERMITTED},
    {'u', STATUS_UNSUPPORTED},  {'m', STATUS_MALFORMED},
    {'s', STATUS_SEALED},       {'k', STATUS_UNKNOWN_KEY},
    {'d', STATUS_WRONG_DEVICE}, {'-', SILENT},
};

static uint8_t status_by(char letter) {
    for (uint32_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        if (letters[i].letter == letter) {
            return letters[i].status;
        }
    }
    fail_test(__FILE__, __LINE__, "a letter for each status of the table");
}

static void start_as(enum who who, bool sealed) {
    if (who >= NOBODY) {
        start_closed_device();
    } else {
        start_open_device();
    }
    fake_board.sealed = sealed || who == SEALED_OPEN || who == SEALED;
    fake_board.cycles = 1; /* MEASURE has something to count with */
    CHECK(who != USER || login(&user));
    CHECK(who < MANAGER || login(&manager));
}

/* A stream for what needs one; who may not open one has none. */
static void open_stream(void) {
    client_request(VERB_MAC | REQUEST_FLAG_FIRST, STREAM, payload, put_key_field(payload, "a"));
    fake_board.sent_size = 0;
}

static uint16_t stream_of(uint32_t code) {
    return REQUEST_VERB(code) >= VERB_MAC && REQUEST_VERB(code) <= VERB_ABORT ? STREAM : 0;
}

/* What becomes of the request; a refusal tells nothing else. */
static uint8_t outcome(const struct row *row, enum who who) {
    struct message reply;
    uint32_t size = row->put();

    if (who >= ENVELOPE) {
        reply = envelope_call(&manager, row->code, payload, size);
    } else {
        client_request(row->code, stream_of(row->code), payload, size);
        if (!client_take(&reply)) {
            return SILENT;
        }
    }
    client_expect_silence();
    CHECK(reply.type == PACKET_REPLY && (reply.code == STATUS_OK || reply.size == 0));
    return reply.code;
}

static bool flash_is(const uint8_t before[sizeof fake_board.flash]) {
    return memcmp(before, fake_board.flash, sizeof fake_board.flash) == 0;
}

/* Also that a seal makes no difference to a closed device in clear, and that refusals change
 * nothing. */
static void every_verb_by_everybody(void) {
    static uint8_t before[sizeof fake_board.flash];

    for (uint32_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (uint32_t run = 0; run < 2 * WHO; run++) {
            enum who who = (enum who)(run / 2);
            bool sealed = run % 2 != 0;
            uint8_t expected = status_by(rows[i].expected[who]);
            if (sealed && (who < NOBODY || who > MANAGER)) {
                continue;
            }
            start_as(who, sealed);
            open_stream();
            memcpy(before, fake_board.flash, sizeof before);
            uint8_t got = outcome(&rows[i], who);
            if (got != expected) {
                fail_test(__FILE__, (uint32_t)who, rows[i].name);
            }
            CHECK(got == STATUS_OK || flash_is(before));
        }
    }
}

/* Whatever stands on the line, a closed device does nothing for who has no login. */

static bool is_info(const struct message *m, uint8_t code) {
    return m->code == STATUS_OK && REQUEST_VERB(code) == VERB_INFO;
}

static bool is_step(const struct message *m, uint8_t code, const uint8_t *request) {
    if (m->code != STATUS_OK || REQUEST_VERB(code) != VERB_LOGIN) {
        return false;
    }
    return (request[0] == LOGIN_STEP_NAME && m->size == LOGIN_NONCE_SIZE) ||
           (request[0] == LOGIN_STEP_LOGOUT && m->size == 0);
}

/* A request of any code and payload, which is often that of a verb, and its answer. */
static void any_request(void) {
    uint8_t code = (uint8_t)random_below(256);
    const struct row *row = &rows[random_below(sizeof rows / sizeof rows[0])];
    uint32_t size = random_below(8) == 0 ? random_below(sizeof payload + 1) : random_below(70);
    struct message reply;

    random_lumpy(payload, size);
    if (random_below(2) == 0) {
        code = (uint8_t)(row->code | random_below(2) << 7);
        size = row->put();
        payload[random_below(size + 1)] ^=
            (uint8_t)(random_below(3) == 0 ? 1u << random_below(8) : 0);
    }
    client_request(code, stream_of(code), payload, size);
    if (client_take(&reply) && reply.type == PACKET_REPLY) {
        CHECK(reply.code == STATUS_OK ? is_info(&reply, code) || is_step(&reply, code, payload)
                                      : reply.size == 0);
        CHECK(reply.code != STATUS_OK || reply.size != 20);
    }
    client_expect_silence();
}

/* Frames that are none, or of any header, and any bytes; what comes back are no REPLYs of success.
 */
static void any_bytes(void) {
    uint8_t wire[CLIENT_WIRE_MAX];
    struct message m = {.epoch = client.epoch, .seq = client.next_seq};
    struct message reply;
    uint32_t size = random_below(200);

    random_lumpy(wire, size);
    if (random_below(2) == 0) {
        random_fill(&m.type, 1);
        m.type = random_below(2) == 0 ? PACKET_REQUEST : m.type;
        m.code = (uint8_t)random_below(256);
        m.seq = (uint16_t)(m.seq + random_below(20) - 10);
        m.epoch ^= (uint16_t)random_below(2);
        m.size = random_below(60);
        random_lumpy(m.payload, m.size);
        size = client_encode(wire, &m);
        wire[random_below(size)] ^= (uint8_t)random_below(2);
    }
    client_deliver(wire, size);
    client_deliver((const uint8_t *)"", 1);
    while (client_take(&reply)) {
        bool now = reply.type == PACKET_REPLY && reply.seq == client.next_seq; /* not repeated */
        CHECK(!now || reply.code != STATUS_OK || is_info(&reply, m.code) ||
              is_step(&reply, m.code, m.payload));
    }
}

static uint32_t streams = 10000;

/* Each from a HELLO on. Flash is as it was, and so are the streams, closed. */
static void nothing_happens_without_a_login(void) {
    static uint8_t before[sizeof fake_board.flash];

    start_closed_device();
    memcpy(before, fake_board.flash, sizeof before);
    uint32_t macs = counters[COUNTER_MACS];
    for (uint32_t i = 0; i < streams; i++) {
        fake_board.sent_size = 0;
        (void)client_hello((uint8_t)(2 + i % 2));
        for (uint32_t k = random_below(8); k > 0; k--) {
            any_request();
        }
        any_bytes();
    }
    CHECK(flash_is(before) && !fake_board.sealed);
    (void)client_hello(1);
    CHECK(counters[COUNTER_MACS] == macs);
    CHECK(!may_sign() && !may_manage());
    CHECK(login(&manager) && may_manage() && may_sign());
}

/* usage: test_access [STREAMS] */
int main(int argc, char **argv) {
    static const struct test tests[] = {
        TEST(every_verb_by_everybody),
        TEST(nothing_happens_without_a_login),
    };
    if (argc > 1) {
        streams = (uint32_t)strtoul(argv[1], NULL, 10);
    }
    return RUN_TESTS("access", tests);
}
