/*
 * What PROTOCOL.md says that a program can read. The examples of section 9: every
 * packet against its wire form, and the first forty-four as a conversation with the core.
 * The limits of section 11: every row against limits.h.
 */
#include <string.h>

#include "client.h"
#include "cobs.h"
#include "crc32c.h"
#include "due_hsm.h"
#include "fake_board.h"
#include "harness.h"
#include "limits.h"
#include "link.h"
#include "reference.h"

#define PAGE         "PROTOCOL.md"
#define FRAMES_MAX   100
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

/* What follows the text on the page. */
static const char *after(const char *text) {
    static char page[65536];
    uint32_t size = platform_load(PAGE, (uint8_t *)page, sizeof page - 1);

    CHECK(size > 0 && size < sizeof page - 1);
    page[size] = 0;
    const char *at = strstr(page, text);
    CHECK(at != NULL);
    return at + strlen(text);
}

static void read_examples(void) {
    const char *line = after("\n```frames\n");

    count = 0;
    for (; !starts_with(line, "```"); line = strchr(line, '\n') + 1) {
        read_line(line);
    }
    CHECK(count >= CONVERSATION);
}

static void packets_and_wire_forms_agree(void) {
    crc32c_start();
    read_examples();
    for (uint32_t i = 0; i < count; i++) {
        struct example *e = &examples[i];
        uint8_t wire[WIRE_MAX];
        store_le32(&e->packet[e->packet_size], crc32c(e->packet, e->packet_size));
        CHECK(reference_cobs_encode(wire, e->packet, e->packet_size + 4) + 1 == e->wire_size);
        wire[e->wire_size - 1] = 0;
        CHECK(memcmp(wire, e->wire, e->wire_size) == 0);
        CHECK(cobs_decode(wire, e->wire_size - 1) == e->packet_size + 4);
        CHECK(memcmp(&wire[1], e->packet, e->packet_size + 4) == 0);
    }
}

static void conversation(void) {
    read_examples();
    fake_board_new();
    due_hsm_start();
    for (uint32_t i = 0; i < CONVERSATION; i++) {
        const struct example *e = &examples[i];
        if (e->from_host) {
            client_expect_silence();
            client_deliver(e->wire, e->wire_size);
            continue;
        }
        CHECK(fake_board.sent_size == e->wire_size);
        CHECK(memcmp(fake_board.sent, e->wire, e->wire_size) == 0);
        fake_board.sent_size = 0;
    }
    client_expect_silence();
}

/* The same bytes, one at a time. */
static void conversation_byte_by_byte(void) {
    read_examples();
    fake_board_new();
    due_hsm_start();
    for (uint32_t i = 0; i < CONVERSATION; i++) {
        const struct example *e = &examples[i];
        for (uint32_t k = 0; k < e->wire_size && e->from_host; k++) {
            client_expect_silence();
            client_deliver(&e->wire[k], 1);
        }
        if (!e->from_host) {
            CHECK(fake_board.sent_size == e->wire_size);
            CHECK(memcmp(fake_board.sent, e->wire, e->wire_size) == 0);
            fake_board.sent_size = 0;
        }
    }
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
    const char *line = strstr(after("\n## 11. Limits\n"), "\n| `");
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
        TEST(limits_agree),
    };
    return RUN_TESTS("protocol", tests);
}
