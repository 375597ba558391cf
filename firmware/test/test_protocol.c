/*
 * What PROTOCOL.md says that a program can read. The examples of section 9: every
 * packet against its wire form, and as conversations with the core the first fifty-six, and
 * those with a device that becomes closed, which are a block of their own.
 * The limits of section 11: every row against limits.h.
 */
#include <string.h>

#include "board.h"
#include "client.h"
#include "cobs.h"
#include "crc32c.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "limits.h"
#include "link.h"
#include "login_client.h"
#include "reference.h"

#define PAGE         "PROTOCOL.md"
#define FRAMES_MAX   100 /* of a block */
#define BLOCKS       2
#define CLOSED       1 /* the block of the closed device */
#define CONVERSATION 56
#define FROM_HOST    "\xE2\x86\x92 " /* → */
#define FROM_DEVICE  "\xE2\x86\x90 " /* ← */
#define WIRE_MAX     700

struct example {
    bool from_host;
    uint32_t packet_size; /* without check */
    uint32_t wire_size;
    uint8_t packet[WIRE_MAX];
    uint8_t wire[WIRE_MAX];
};

static struct example examples[FRAMES_MAX];
static uint32_t count;

static bool starts_with(const char *line, const char *word) {
    return strncmp(line, word, strlen(word)) == 0;
}

static uint32_t hex_digit(char c) {
    const char *digits = "0123456789abcdef";
    const char *at = c == 0 ? NULL : strchr(digits, c);

    CHECK(at != NULL);
    return (uint32_t)(at - digits);
}

/* The bytes written in hexadecimal from text to the end of the line. */
static uint32_t read_hex(const char *text, uint8_t out[WIRE_MAX]) {
    uint32_t size = 0;

    while (text[2 * size] != '\n') {
        CHECK(size < WIRE_MAX);
        out[size] = (uint8_t)(hex_digit(text[2 * size]) << 4 | hex_digit(text[2 * size + 1]));
        size++;
    }
    return size;
}

/* The device's random bytes are those of the page: D0, D1, D2 and so on. */
static uint8_t next_random;

bool __wrap_random_bytes(uint8_t *out, uint32_t size);
bool __wrap_random_bytes(uint8_t *out, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        out[i] = next_random++;
    }
    return true;
}

static void read_line(const char *line) {
    struct example *last = &examples[count == 0 ? 0 : count - 1];

    if (starts_with(line, FROM_HOST) || starts_with(line, FROM_DEVICE)) {
        CHECK(count < FRAMES_MAX);
        examples[count].from_host = starts_with(line, FROM_HOST);
        count++;
    } else if (starts_with(line, "packet ")) {
        last->packet_size = read_hex(line + 7, last->packet);
    } else if (starts_with(line, "wire ")) {
        last->wire_size = read_hex(line + 5, last->wire);
    } else {
        CHECK(starts_with(line, "#"));
    }
}

static const char *page_text(void) {
    static char page[98304];
    uint32_t size = platform_load(PAGE, (uint8_t *)page, sizeof page - 1);

    CHECK(size > 0 && size < sizeof page - 1);
    page[size] = 0;
    return page;
}

/* What follows the text. */
static const char *after(const char *start, const char *text) {
    const char *at = strstr(start, text);

    CHECK(at != NULL);
    return at + strlen(text);
}

static void read_examples(uint32_t block) {
    const char *line = page_text();

    for (uint32_t i = 0; i <= block; i++) {
        line = after(line, "\n```frames\n");
    }
    count = 0;
    for (; !starts_with(line, "```"); line = strchr(line, '\n') + 1) {
        read_line(line);
    }
    CHECK(count != 0);
}

static void expect_forms_agree(struct example *e) {
    uint8_t wire[WIRE_MAX];

    store_le32(&e->packet[e->packet_size], crc32c(e->packet, e->packet_size));
    CHECK(reference_cobs_encode(wire, e->packet, e->packet_size + 4) + 1 == e->wire_size);
    wire[e->wire_size - 1] = 0;
    CHECK(memcmp(wire, e->wire, e->wire_size) == 0);
    CHECK(cobs_decode(wire, e->wire_size - 1) == e->packet_size + 4);
    CHECK(memcmp(&wire[1], e->packet, e->packet_size + 4) == 0);
}

static void packets_and_wire_forms_agree(void) {
    crc32c_start();
    for (uint32_t block = 0; block < BLOCKS; block++) {
        read_examples(block);
        for (uint32_t i = 0; i < count; i++) {
            expect_forms_agree(&examples[i]);
        }
    }
}

/* So many frames of the block with a new device, whose bytes arrive in pieces of this size at most.
 */
static void converse(uint32_t block, uint32_t frames, uint32_t piece) {
    read_examples(block);
    CHECK(count >= frames);
    fake_board_new();
    due_hsm_start();
    next_random = 0xD0;
    for (uint32_t i = 0; i < (frames != 0 ? frames : count); i++) {
        const struct example *e = &examples[i];
        for (uint32_t at = 0; at < e->wire_size && e->from_host; at += piece) {
            uint32_t rest = e->wire_size - at;
            client_expect_silence();
            client_deliver(&e->wire[at], rest < piece ? rest : piece);
        }
        if (!e->from_host) {
            CHECK(fake_board.sent_size == e->wire_size);
            CHECK(memcmp(fake_board.sent, e->wire, e->wire_size) == 0);
            fake_board.sent_size = 0;
        }
    }
    client_expect_silence();
}

static void conversation(void) {
    converse(0, CONVERSATION, WIRE_MAX);
}

static void conversation_byte_by_byte(void) {
    converse(0, CONVERSATION, 1);
}

static void conversation_with_a_closed_device(void) {
    converse(CLOSED, 0, WIRE_MAX);
}

static void conversation_with_a_closed_device_byte_by_byte(void) {
    converse(CLOSED, 0, 1);
}

/*
 * What of these frames depends on the secrets, against what a host makes by the rules of
 * section 4 (login_client.h), which is no code of the device's.
 */
static void closed_conversation_is_by_the_rules(void) {
    struct login_host hosts[2] = {login_of("manager", 2, 0x00), login_of("signer", 1, 0x20)};
    struct login_host *host = NULL;
    uint8_t expected[REQUEST_PAYLOAD_MAX];
    uint32_t proofs = 0;
    uint32_t envelopes = 0;

    read_examples(CLOSED);
    for (uint32_t i = 2; i + 1 < count; i += 2) {
        const uint8_t *request = examples[i].packet;
        struct message m = {.code = examples[i + 1].packet[1],
                            .size = examples[i + 1].packet_size - 8};
        memcpy(m.payload, &examples[i + 1].packet[8], m.size);
        if (request[1] == VERB_LOGIN && request[8] == LOGIN_STEP_NAME) {
            host = &hosts[host == NULL ? 0 : 1];
            board_unique_id(host->session.unique_id);
            host->session.boot = FAKE_BOOT;
            host->session.epoch = FAKE_FIRST_EPOCH;
            memcpy(host->session.device_nonce, m.payload, LOGIN_NONCE_SIZE);
            host->n = 1;
        } else if (request[1] == VERB_LOGIN && request[8] == LOGIN_STEP_PROOF) {
            memcpy(host->session.host_nonce, &request[9], LOGIN_NONCE_SIZE);
            CHECK(put_login_proof(expected, host) == examples[i].packet_size - 8);
            CHECK(memcmp(expected, &request[8], examples[i].packet_size - 8) == 0);
            login_derive(expected, host, "DueHSM login device");
            CHECK(m.size == LOGIN_PROOF_SIZE && memcmp(expected, m.payload, m.size) == 0);
            login_derive(host->session_key, host, "DueHSM session");
            proofs++;
        } else if (request[1] == VERB_ENVELOPE && m.code != STATUS_NOT_PERMITTED) {
            uint32_t size = examples[i].packet_size - 8;
            uint32_t inner = size - 8 - 1 - ENVELOPE_TAG_SIZE;
            static const uint8_t zeros[REQUEST_PAYLOAD_MAX];
            /* An envelope of zeros has the key stream, and so tells the plaintext of the page's. */
            (void)put_envelope(expected, host, host->n, 0, zeros, inner);
            for (uint32_t k = 0; k <= inner; k++) {
                expected[8 + k] ^= request[16 + k];
            }
            uint8_t plaintext[REQUEST_PAYLOAD_MAX];
            memcpy(plaintext, &expected[8], inner + 1);
            CHECK(put_envelope(expected, host, host->n, plaintext[0], &plaintext[1], inner) ==
                  size);
            CHECK(memcmp(expected, &request[8], size) == 0);
            CHECK(envelope_take_tag(&m, host, host->n) && m.size == 0);
            host->n++;
            envelopes++;
        }
    }
    CHECK(proofs == 2 && envelopes == 3);
}

struct limit {
    const char *name;
    uint32_t value;
};

static const struct limit limits[] = {
    {"VERSION", PROTOCOL_VERSION},
    {"NONCE_SIZE", NONCE_SIZE},
    {"UNIQUE_ID_SIZE", UNIQUE_ID_SIZE},
    {"HELLO_PAYLOAD_SIZE", HELLO_PAYLOAD_SIZE},
    {"WELCOME_PAYLOAD_SIZE", WELCOME_PAYLOAD_SIZE},
    {"NO_SESSION_PAYLOAD_SIZE", NO_SESSION_PAYLOAD_SIZE},
    {"WINDOW_MAX", WINDOW_MAX},
    {"REQUEST_PAYLOAD_MAX", REQUEST_PAYLOAD_MAX},
    {"REPLY_PAYLOAD_MAX", REPLY_PAYLOAD_MAX},
    {"PACKET_MAX", PACKET_MAX},
    {"KEY_ID_MAX", KEY_ID_MAX},
    {"LIMIT_NAME_MAX", LIMIT_NAME_MAX},
    {"KEY_MAX", KEY_MAX},
    {"RANDOM_MAX", RANDOM_MAX},
    {"LIST_PIECE_MAX", LIST_PIECE_MAX},
    {"BUILD_MAX", BUILD_MAX},
    {"LOGIN_NAME_MAX", LOGIN_NAME_MAX},
    {"LOGIN_SECRET_SIZE", LOGIN_SECRET_SIZE},
    {"LOGIN_NONCE_SIZE", LOGIN_NONCE_SIZE},
    {"LOGIN_PROOF_SIZE", LOGIN_PROOF_SIZE},
    {"LOGINS_MAX", LOGINS_MAX},
    {"ENVELOPE_TAG_SIZE", ENVELOPE_TAG_SIZE},
    {"MEASURE_BLOCKS_MAX", MEASURE_BLOCKS_MAX},
    {"MEASURE_BYTES_MAX", MEASURE_BYTES_MAX},
};

#define LIMITS (sizeof limits / sizeof limits[0])

/* The row of the limit that the text begins with, or LIMITS. */
static uint32_t limit_named(const char *text) {
    uint32_t i = 0;

    while (i < LIMITS &&
           !(starts_with(text, limits[i].name) && text[strlen(limits[i].name)] == '`')) {
        i++;
    }
    return i;
}

static uint32_t read_number(const char *text) {
    uint32_t number = 0;

    CHECK(*text >= '0' && *text <= '9');
    for (; *text >= '0' && *text <= '9'; text++) {
        number = 10 * number + (uint32_t)(*text - '0');
    }
    CHECK(*text == ' ');
    return number;
}

/* Each row once, and none that is unknown here. */
static void limits_agree(void) {
    const char *line = strstr(after(page_text(), "\n## 11. Limits\n"), "\n| `");
    bool seen[LIMITS] = {false};
    uint32_t rows = 0;

    CHECK(line != NULL);
    for (line++; starts_with(line, "| `"); line = strchr(line, '\n') + 1) {
        const char *name = line + 3;
        uint32_t i = limit_named(name);
        CHECK(i < LIMITS && !seen[i]);
        seen[i] = true;
        CHECK(starts_with(name + strlen(limits[i].name), "` | "));
        CHECK(read_number(name + strlen(limits[i].name) + 4) == limits[i].value);
        rows++;
    }
    CHECK(rows == LIMITS);
}

int main(void) {
    static const struct test tests[] = {
        TEST(packets_and_wire_forms_agree),
        TEST(conversation),
        TEST(conversation_byte_by_byte),
        TEST(conversation_with_a_closed_device),
        TEST(conversation_with_a_closed_device_byte_by_byte),
        TEST(closed_conversation_is_by_the_rules),
        TEST(limits_agree),
    };
    return RUN_TESTS("protocol", tests);
}
