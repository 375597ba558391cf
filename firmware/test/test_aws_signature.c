/*
 * AWS4-HMAC-SHA256: signatures against AWS's own and the reference's; what a key of it
 * refuses; how long a signing key stays; and that no request makes the device tell an inner
 * key. The source is included to look at the signing keys that it keeps.
 */
#include "aws_signature.c"

#include "algorithm.h"
#include "aws_reference.h"
#include "client.h"
#include "fake_board.h"
#include "harness.h"
#include "keystore.h"
#include "reference.h"
#include "selftest.h"
#include "streams.h"

#define MAC   VERB_MAC
#define FIRST REQUEST_FLAG_FIRST
#define LAST  REQUEST_FLAG_LAST
#define WHOLE (MAC | FIRST | LAST)

#define HASH      "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"
#define EMPTY     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SIGNATURE "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"

#define S3_IN_EU_WEST_1                                                                            \
    "\3\x09"                                                                                       \
    "eu-west-1\4\2s3"

static uint8_t payload[REQUEST_PAYLOAD_MAX];
static char text[AWS_STRING_MAX + 1];

/* A string to sign of a plain request, in text. */
static const char *plain(const char *date, const char *region, const char *service) {
    text[0] = 0;
    (void)strcat(strcat(text, "AWS4-HMAC-SHA256\n"), date);
    (void)strcat(strcat(strcat(text, "T123600Z\n"), date), "/");
    (void)strcat(strcat(strcat(text, region), "/"), service);
    return strcat(text, "/aws4_request\n" HASH);
}

static const char *of_service(const char *service) {
    return plain("20150830", "us-east-1", service);
}

static uint32_t put_message(uint8_t *out, const char *id, const char *message, uint32_t size) {
    uint32_t at = put_key_field(out, id);

    memcpy(&out[at], message, size);
    return at + size;
}

static struct message sign(const char *id, const char *message) {
    uint32_t size = put_message(payload, id, message, (uint32_t)strlen(message));

    return client_call(WHOLE, STREAM_WHOLE, payload, size);
}

static bool is_signed(const char *id, const char *secret, const char *message) {
    uint8_t expected[AWS_SIZE];
    struct message reply = sign(id, message);

    aws_reference_sign(expected, secret, message);
    return reply.code == STATUS_OK && reply.size == AWS_SIZE &&
           memcmp(reply.payload, expected, AWS_SIZE) == 0;
}

/* With the "AWS4" before it, as a host does. */
static enum status import_secret(uint32_t flags, const char *id, const char *secret) {
    char key[KEY_MAX + 1] = "AWS4";
    uint32_t size = put_import(payload, id, strcat(key, secret), 4 + (uint32_t)strlen(secret));

    return (enum status)client_status(VERB_IMPORT | flags, 0, payload, size);
}

static void start(void) {
    client.algorithm = ALGORITHM_AWS4_HMAC_SHA256;
    client_new_device();
    CHECK(import_secret(0, "k", AWS_SECRET) == STATUS_OK);
}

static uint32_t kept(void) {
    uint32_t count = 0;

    for (uint32_t i = 0; i < SIGNING_KEYS; i++) {
        count += signing_keys[i].key != NULL;
    }
    return count;
}

static bool nothing_kept(void) {
    static const struct signing_key none[SIGNING_KEYS];

    return memcmp(signing_keys, none, sizeof none) == 0;
}

/* What is signed. */

/*
 * AWS: "Create a signed AWS API request"; Amazon S3 API Reference, "Signature Calculations
 * for the Authorization Header", example GET Object, and "Transferring Payload in Multiple
 * Chunks", whose secret has a slash for the plus.
 */
static void published_examples(void) {
    start();
    struct message reply = sign("k", plain("20150830", "us-east-1", "iam"));
    CHECK(reply.size == AWS_SIZE &&
          begins_with_hex(reply.payload,
                          "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
    CHECK(import_secret(0, "s3", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY") == STATUS_OK);
    reply = sign("s3", "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n"
                       "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972");
    CHECK(begins_with_hex(reply.payload,
                          "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
    reply = sign("s3", "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n"
                       "cee3fed04b70f867d036f722359b0b1f2f0e5dc0efadbc082b76c4c60e316455");
    CHECK(begins_with_hex(reply.payload, SIGNATURE));
    reply = sign("s3", "AWS4-HMAC-SHA256-PAYLOAD\n20130524T000000Z\n"
                       "20130524/us-east-1/s3/aws4_request\n" SIGNATURE "\n" EMPTY "\n"
                       "bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a");
    CHECK(begins_with_hex(reply.payload,
                          "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"));
}

static void random_name(char name[LIMIT_NAME_MAX + 1]) {
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    uint32_t size = 1 + random_below(random_below(2) == 0 ? 12 : LIMIT_NAME_MAX);

    for (uint32_t i = 0; i < size; i++) {
        name[i] = letters[random_below(sizeof letters - 1)];
    }
    name[size] = 0;
}

/* Of each kind, the longest with the longest id; by several keys, of many scopes, cold and not. */
static void any_string_by_any_key(void) {
    static const char *const secrets[] = {
        AWS_SECRET, "x", "a secret of another's, as long as he likes: up to 60 bytes."};
    static const char *const kinds[] = {"", "-PAYLOAD", "-TRAILER"};
    static const char *const hashes[] = {HASH, SIGNATURE "\n" EMPTY "\n" HASH, SIGNATURE "\n" HASH};
    char ids[3][KEY_ID_MAX + 1] = {"k", "another", {0}};
    char names[12][LIMIT_NAME_MAX + 1];

    memset(ids[2], 'i', KEY_ID_MAX);
    client_new_device();
    for (uint32_t i = 0; i < 3; i++) {
        CHECK(import_secret(0, ids[i], secrets[i]) == STATUS_OK);
    }
    for (uint32_t i = 0; i < 12; i++) {
        random_name(names[i]);
    }
    memset(names[0], 'n', LIMIT_NAME_MAX);
    names[0][LIMIT_NAME_MAX] = 0;
    for (uint32_t round = 0; round < 1000; round++) {
        uint32_t kind = random_below(3);
        uint32_t key = random_below(3);
        const char *date = random_below(4) == 0 ? "20150831" : "20150830";
        text[0] = 0;
        (void)strcat(strcat(strcat(text, "AWS4-HMAC-SHA256"), kinds[kind]), "\n");
        (void)strcat(strcat(text, date), random_below(4) == 0 ? "T123600\n" : "T000000Z\n");
        (void)strcat(strcat(strcat(text, date), "/"), names[random_below(round % 12 + 1)]);
        (void)strcat(strcat(strcat(text, "/"), names[random_below(3)]), "/aws4_request\n");
        CHECK(is_signed(ids[key], secrets[key], strcat(text, hashes[kind])));
    }
    CHECK(kept() == SIGNING_KEYS);
}

/* A secret of more than 60 bytes: the host hashes the key. */
static void keys_of_a_block_and_more(void) {
    char secret[100];
    uint8_t key[128] = "AWS4";
    uint8_t hashed[AWS_SIZE];

    client_new_device();
    memset(secret, 's', sizeof secret);
    secret[60] = 0;
    CHECK(import_secret(0, "block", secret) == STATUS_OK);
    CHECK(is_signed("block", secret, of_service("s3")));
    secret[60] = 's';
    secret[61] = 0;
    memcpy(&key[4], secret, 61);
    (void)reference_hash(ALGORITHM_HMAC_SHA256, hashed, key, 65);
    client_import("more", hashed, sizeof hashed);
    CHECK(is_signed("more", secret, of_service("s3")));
}

/* On a stream as well as on none; and it counts as a MAC. */
static void streams_are_as_good(void) {
    uint8_t expected[AWS_SIZE];

    start();
    struct message before = client_call(VERB_INFO, 0, "\1", 1);
    aws_reference_sign(expected, AWS_SECRET, of_service("s3"));
    uint32_t size = put_message(payload, "k", text, (uint32_t)strlen(text));
    for (uint16_t stream = 0; stream < STREAMS; stream++) {
        struct message reply = client_call(WHOLE, stream, payload, size);
        CHECK(reply.code == STATUS_OK && memcmp(reply.payload, expected, AWS_SIZE) == 0);
        CHECK(client_status(MAC | LAST, stream, NULL, 0) == STATUS_NO_STREAM);
    }
    struct message after = client_call(VERB_INFO, 0, "\1", 1);
    CHECK(load_le32(&after.payload[20]) == load_le32(&before.payload[20]) + STREAMS);
}

/* What is refused. */

/* Each character of each kind, in a few ways; all ways are in test_string_to_sign.c. */
static void one_character_away(void) {
    static const char others[] = "\n/0gG Z-\x80\xff";
    static const char *const rights[] = {
        "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n" HASH,
        "AWS4-HMAC-SHA256-PAYLOAD\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n" HASH
        "\n" HASH "\n" HASH,
        "AWS4-HMAC-SHA256-TRAILER\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n" HASH
        "\n" HASH,
    };
    struct aws_scope scope;
    uint32_t refused = 0;

    start();
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t size = (uint32_t)strlen(rights[i]);
        CHECK(is_signed("k", AWS_SECRET, rights[i]));
        for (uint32_t at = 0; at < size; at++) {
            for (uint32_t k = 0; k < sizeof others; k++) { /* with the 0 behind them */
                uint32_t total = put_message(payload, "k", rights[i], size);
                uint8_t *message = &payload[total - size];
                message[at] = (uint8_t)others[k];
                bool right = aws_reference_scope(&scope, message, size);
                struct message reply = client_call(WHOLE, STREAM_WHOLE, payload, total);
                CHECK(reply.code == (right ? STATUS_OK : STATUS_BAD_MESSAGE));
                CHECK(reply.size == (right ? AWS_SIZE : 0));
                refused += !right;
            }
            uint32_t total = put_message(payload, "k", rights[i], at);
            CHECK(client_status(WHOLE, 1, payload, total) == STATUS_BAD_MESSAGE);
        }
    }
    CHECK(refused > 2000);
}

/* Key, algorithm, form: the first that is wrong is told; and the stream is closed. */
static void refusals(void) {
    start();
    CHECK(sign("unknown", "20150830").code == STATUS_UNKNOWN_KEY);
    CHECK(sign("", "20150830").code == STATUS_BAD_KEY_ID);
    CHECK(sign("k", "20150830").code == STATUS_BAD_MESSAGE);
    CHECK(sign("k", "").code == STATUS_BAD_MESSAGE);
    uint32_t size = put_message(payload, "k", "20150830", 8);
    CHECK(client_status(WHOLE, 1, payload, size) == STATUS_BAD_MESSAGE);
    CHECK(client_status(MAC | LAST, 1, NULL, 0) == STATUS_NO_STREAM);
    CHECK(client_status(WHOLE, STREAMS, payload, size) == STATUS_MALFORMED);
    CHECK(client_status(WHOLE | 0x40, 1, payload, size) == STATUS_MALFORMED);
    CHECK(nothing_kept());
}

/* FIRST without LAST, whatever the message: there is nothing to go on with, nor to copy. */
static void no_parts(void) {
    const char *const messages[] = {of_service("s3"), "", "20150830"};
    uint8_t to[2] = {2, 0};

    start();
    CHECK(is_signed("k", AWS_SECRET, text));
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t size = put_message(payload, "k", messages[i], (uint32_t)strlen(messages[i]));
        client_request(MAC | FIRST, 1, payload, size);
        CHECK(client_expect(PACKET_REPLY).code == STATUS_MALFORMED);
        CHECK(client_status(VERB_COPY, 1, to, 2) == STATUS_MALFORMED);
        client_request(MAC, 1, messages[i], (uint32_t)strlen(messages[i]));
        client_expect_silence();
        CHECK(client_status(MAC | LAST, 1, NULL, 0) == STATUS_MALFORMED);
        CHECK(client_status(MAC | LAST, 2, NULL, 0) == STATUS_MALFORMED);
        CHECK(client_status(MAC | FIRST, STREAM_WHOLE, payload, size) == STATUS_MALFORMED);
        CHECK(client_call(WHOLE, 1, payload, size).code ==
              (i == 0 ? STATUS_OK : STATUS_BAD_MESSAGE));
        CHECK(client_status(VERB_COPY, 1, to, 2) == STATUS_NO_STREAM);
        CHECK(client_status(MAC | LAST, 2, NULL, 0) == STATUS_NO_STREAM);
    }
}

/* Plain HMAC-SHA256 would hand out the key of a day as the MAC of its date. */
static void wrong_algorithm_both_ways(void) {
    static const char *const messages[] = {"20150830", ""};

    start();
    for (uint8_t other = ALGORITHM_HMAC_SHA1; other <= ALGORITHM_HMAC_SHA256; other++) {
        client.algorithm = other;
        client_import(other == ALGORITHM_HMAC_SHA1 ? "1" : "2", AWS_IMPORTED, 44);
        for (uint32_t i = 0; i < 2; i++) {
            CHECK(sign("k", messages[i]).code == STATUS_WRONG_ALGORITHM);
        }
        CHECK(sign("k", of_service("iam")).code == STATUS_WRONG_ALGORITHM);
        client.algorithm = ALGORITHM_AWS4_HMAC_SHA256;
        CHECK(sign(other == ALGORITHM_HMAC_SHA1 ? "1" : "2", of_service("iam")).code ==
              STATUS_WRONG_ALGORITHM);
    }
    CHECK(nothing_kept());
}

static void no_generated_key(void) {
    client_new_device();
    CHECK(client_status(VERB_GENERATE, 0, payload, put_new_key(payload, "k")) ==
          STATUS_UNSUPPORTED);
    CHECK(keystore_count() == 0);
}

/* A key that is in no store, with this list of limits. */
static struct key limited_key(const char *limits) {
    struct key key;

    memset(&key, 0, sizeof key);
    key.id[0] = 'k';
    key.id_size = 1;
    key.limits_size = (uint8_t)strlen(limits);
    memcpy(&key.id[1], limits, key.limits_size);
    algorithm_set_key(&key, ALGORITHM_AWS4_HMAC_SHA256, (const uint8_t *)AWS_IMPORTED, 44);
    return key;
}

static enum status start_by(const struct key *key, const char *message) {
    struct hmac h;
    enum status status =
        aws_signature_start(&h, key, (const uint8_t *)message, (uint32_t)strlen(message));

    return status;
}

/* Cold, and when the signing key of the scope is at hand, as one without limits has made it. */
static void limits_hold_for_each_message(void) {
    static const struct {
        const char *limits;
        const char *region;
        const char *service;
        enum status expected;
    } cases[] = {
        {"", "us-east-1", "s3", STATUS_OK},
        {S3_IN_EU_WEST_1, "eu-west-1", "s3", STATUS_OK},
        {S3_IN_EU_WEST_1, "us-east-1", "s3", STATUS_LIMITED},
        {S3_IN_EU_WEST_1, "eu-west-1", "ec2", STATUS_LIMITED},
        {"\3\x09"
         "eu-west-1",
         "eu-west-1", "ec2", STATUS_OK},
        {"\4\6ec2,s3", "eu-west-1", "s3", STATUS_OK},
        {"\4\6ec2,s3", "eu-west-1", "s", STATUS_LIMITED},
        {"\4\6ec2,s3", "eu-west-1", "s3express", STATUS_LIMITED},
        {"\4\6ec2,s3", "eu-west-1", "S3", STATUS_LIMITED},
    };

    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct key key = limited_key("");
        aws_signature_forget_all();
        (void)plain("20150830", cases[i].region, cases[i].service);
        struct key limited = limited_key(cases[i].limits);
        CHECK(start_by(&limited, text) == cases[i].expected);
        CHECK(nothing_kept() == (cases[i].expected != STATUS_OK));
        CHECK(start_by(&key, text) == STATUS_OK);
        memcpy(&key, &limited, sizeof key);
        for (uint32_t again = 0; again < 2; again++) {
            CHECK(start_by(&key, text) == cases[i].expected);
        }
        CHECK(start_by(&limited, "20150830") == STATUS_BAD_MESSAGE); /* the form comes first */
    }
}

/* As a list that ends the payload of IMPORT. */
static enum status import_limited(const char *limits) {
    uint32_t size = put_import(payload, "k", AWS_IMPORTED, 44);
    size += put_limits(&payload[size], limits, (uint32_t)strlen(limits));

    return (enum status)client_status(VERB_IMPORT | FIRST | REQUEST_FLAG_LIMITS, 0, payload, size);
}

/* Each way round: signed before it is limited, and limited in another way than before. */
static void limits_of_a_key_hold_until_it_is_replaced(void) {
    start();
    for (uint32_t round = 0; round < 2; round++) {
        CHECK(is_signed("k", AWS_SECRET, plain("20150830", "eu-west-1", "s3")));
        CHECK(is_signed("k", AWS_SECRET, plain("20150830", "eu-west-1", "ec2")));
        CHECK(import_limited(S3_IN_EU_WEST_1) == STATUS_OK);
        for (uint32_t starts = 0; starts < 2; starts++) {
            CHECK(sign("k", plain("20150830", "eu-west-1", "ec2")).code == STATUS_LIMITED);
            CHECK(is_signed("k", AWS_SECRET, plain("20150830", "eu-west-1", "s3")));
            CHECK(sign("k", plain("20150830", "eu-west-1", "ec2")).code == STATUS_LIMITED);
            CHECK(sign("k", plain("20150830", "eu-west-2", "s3")).code == STATUS_LIMITED);
            CHECK(sign("k", "20150830").code == STATUS_BAD_MESSAGE);
            client_restart_device();
        }
        CHECK(import_limited("\4\3ec2") == STATUS_OK);
        CHECK(sign("k", plain("20150830", "eu-west-1", "s3")).code == STATUS_LIMITED);
        CHECK(is_signed("k", AWS_SECRET, plain("20150830", "eu-west-2", "ec2")));
        CHECK(import_secret(FIRST, "k", AWS_SECRET) == STATUS_OK);
    }
}

/* How long a signing key stays. */

/* The last eight, by key and scope; the one that came first goes first. */
static void the_last_signing_keys_stay(void) {
    struct signing_key before[SIGNING_KEYS];
    char service[] = "a";

    start();
    CHECK(import_secret(0, "twin", AWS_SECRET) == STATUS_OK);
    for (uint32_t i = 0; i < SIGNING_KEYS; i++) {
        service[0] = (char)('a' + i);
        CHECK(kept() == i && is_signed("k", AWS_SECRET, of_service(service)));
    }
    memcpy(before, signing_keys, sizeof before);
    for (uint32_t i = 0; i < SIGNING_KEYS; i++) {
        service[0] = (char)('a' + i);
        CHECK(is_signed("k", AWS_SECRET, of_service(service)));
    }
    CHECK(memcmp(before, signing_keys, sizeof before) == 0);
    CHECK(is_signed("twin", AWS_SECRET, text)); /* a key has its own */
    CHECK(memcmp(before, signing_keys, sizeof before[0]) != 0);
    CHECK(memcmp(&before[1], &signing_keys[1], sizeof before - sizeof before[0]) == 0);
    CHECK(is_signed("k", AWS_SECRET, of_service("a")));
    CHECK(memcmp(&before[1], &signing_keys[1], sizeof before[0]) != 0);
    CHECK(memcmp(&before[2], &signing_keys[2], sizeof before - 2 * sizeof before[0]) == 0);
}

/* It is what signs: spoilt, it signs wrong. */
static void a_signing_key_that_stays_is_used(void) {
    start();
    CHECK(is_signed("k", AWS_SECRET, of_service("s3")));
    signing_keys[0].inner[3] ^= 1;
    CHECK(sign("k", text).code == STATUS_OK && !is_signed("k", AWS_SECRET, text));
    signing_keys[0].inner[3] ^= 1;
    signing_keys[0].outer[7] ^= 1;
    CHECK(!is_signed("k", AWS_SECRET, text));
    signing_keys[0].outer[7] ^= 1;
    CHECK(is_signed("k", AWS_SECRET, text));
}

/* Scopes that differ in a date, a region, a service, or where a name ends. */
static void scopes_are_told_apart(void) {
    start();
    for (uint32_t round = 0; round < 2; round++) {
        CHECK(is_signed("k", AWS_SECRET, plain("20150830", "us-east-1", "s3")));
        CHECK(is_signed("k", AWS_SECRET, plain("20150831", "us-east-1", "s3")));
        CHECK(is_signed("k", AWS_SECRET, plain("20150830", "us-east-2", "s3")));
        CHECK(is_signed("k", AWS_SECRET, plain("20150830", "us-east-1", "s4")));
        CHECK(is_signed("k", AWS_SECRET, plain("20150830", "us-east-1", "s3x")));
        CHECK(is_signed("k", AWS_SECRET, plain("20150830", "us-east-1s", "3")));
        CHECK(kept() == 6);
    }
}

static void fill(void) {
    start();
    CHECK(import_secret(0, "other", "other") == STATUS_OK);
    CHECK(is_signed("k", AWS_SECRET, of_service("s3")));
    CHECK(is_signed("other", "other", of_service("s3")));
    CHECK(is_signed("k", AWS_SECRET, of_service("ec2")));
    CHECK(kept() == 3);
}

static void they_go_with_the_session(void) {
    fill();
    (void)client_hello(1); /* the nonce of this session: nothing happens */
    CHECK(kept() == 3);
    (void)client_hello(2);
    CHECK(nothing_kept());
    fill();
    client_restart_device();
    CHECK(nothing_kept() && oldest == 0);
}

static void they_go_with_their_key(void) {
    fill();
    CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, "k")) == STATUS_OK);
    CHECK(kept() == 1 && is_signed("other", "other", of_service("s3")) && kept() == 1);
    CHECK(sign("k", text).code == STATUS_UNKNOWN_KEY);
    CHECK(import_secret(FIRST, "other", AWS_SECRET) == STATUS_OK);
    CHECK(nothing_kept() && is_signed("other", AWS_SECRET, text));
    client.algorithm = ALGORITHM_HMAC_SHA256;
    CHECK(client_status(VERB_IMPORT | FIRST, 0, payload,
                        put_import(payload, "other", AWS_IMPORTED, 44)) == STATUS_OK);
    client.algorithm = ALGORITHM_AWS4_HMAC_SHA256;
    CHECK(nothing_kept() && sign("other", text).code == STATUS_WRONG_ALGORITHM);
}

/* Also if the page of the old key cannot be wiped; but not by a change that fails. */
static void they_go_with_a_key_that_stays_in_flash(void) {
    for (uint32_t replace = 0; replace < 2; replace++) {
        start();
        CHECK(is_signed("k", AWS_SECRET, of_service("s3")));
        CHECK(import_secret(0, "k", "other") == STATUS_EXISTS && kept() == 1);
        fake_board.flash_broken = true;
        CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, "k")) == STATUS_STORE_FAILED);
        fake_board.flash_broken = false;
        CHECK(kept() == 1);
        fake_board.frozen_bytes = replace ? BOARD_FLASH_PAGE_SIZE : BOARD_FLASH_PAGE_SIZE / 2;
        CHECK((replace ? import_secret(FIRST, "k", "other")
                       : client_status(VERB_DELETE, 0, payload, put_id(payload, "k"))) ==
              STATUS_NOT_WIPED);
        CHECK(nothing_kept());
        CHECK(!replace || is_signed("k", "other", text));
    }
}

/* Another key on the page where one was: the ring of pages comes round to it. */
static void a_page_that_is_used_again(void) {
    start();
    CHECK(is_signed("k", AWS_SECRET, of_service("s3")));
    const struct key *page = keystore_find((const uint8_t *)"k", 1);
    CHECK(client_status(VERB_DELETE, 0, payload, put_id(payload, "k")) == STATUS_OK);
    for (uint32_t i = 0; keystore_find((const uint8_t *)"other", 5) != page; i++) {
        CHECK(i < 2 * FAKE_FLASH_PAGES);
        CHECK(import_secret(FIRST, "other", "other") == STATUS_OK);
        CHECK(is_signed("other", "other", of_service("s3")));
    }
    CHECK(is_signed("other", "other", of_service("s3")));
}

/* A device that has found itself wrong keeps none from its next request on. */
static void they_go_when_the_device_is_wrong(void) {
    fill();
    selftest_fail();
    CHECK(client_call(VERB_INFO, 0, "", 1).code == STATUS_OK);
    CHECK(nothing_kept());
    CHECK(sign("k", of_service("s3")).code == STATUS_SELF_TEST_FAILED && nothing_kept());
}

/* How many signing keys there are at each reading of the cycle counter. */
static uint32_t kept_at[8];
static uint32_t readings;

uint32_t __real_board_cycles(void);
uint32_t __wrap_board_cycles(void);
uint32_t __wrap_board_cycles(void) {
    kept_at[readings++ % 8] = kept();
    return __real_board_cycles();
}

/* Between the last two readings is what is measured: cold, none is there before; nor afterwards. */
static void measuring_a_signature(void) {
    start();
    fake_board.cycles = 1234;
    for (uint8_t subject = 5; subject <= 6; subject++) {
        uint8_t measure[3] = {subject, 0, 0};
        readings = 0;
        CHECK(client_call(VERB_MEASURE, 0, measure, 3).code == STATUS_OK);
        CHECK(kept_at[readings - 2] == (subject == 5 ? 0 : 1) && kept_at[readings - 1] == 1);
        CHECK(nothing_kept());
    }
}

/* That nothing else leaves. */

#define MESSAGES  10
#define FORBIDDEN 200
#define PIECE     6 /* bytes of a forbidden value that no answer has by chance */

struct value {
    uint8_t bytes[HASH_WORDS_MAX * 4];
};

static struct value forbidden[FORBIDDEN];
static uint32_t forbidden_count;
static const char *messages[MESSAGES];
static uint8_t signature[AWS_SIZE];
static uint32_t signatures; /* that came */

static void forbid(const void *bytes) {
    CHECK(forbidden_count < FORBIDDEN);
    memcpy(forbidden[forbidden_count++].bytes, bytes, sizeof forbidden[0].bytes);
}

/* A key as it is, its midstates in either byte order, and its MACs of all that is sent. */
static void forbid_key(const uint8_t *key, uint32_t size, bool signs) {
    uint32_t midstates[2][HASH_WORDS_MAX];
    uint8_t whole[KEY_MAX] = {0};
    uint8_t mac[AWS_SIZE];

    memcpy(whole, key, size);
    forbid(whole);
    hmac_midstates(&sha256, midstates[0], midstates[1], key, size);
    for (uint32_t i = 0; i < 2; i++) {
        forbid(midstates[i]);
        for (uint32_t k = 0; k < HASH_WORDS_MAX; k++) {
            midstates[i][k] = __builtin_bswap32(midstates[i][k]);
        }
        forbid(midstates[i]);
    }
    for (uint32_t i = 0; i < MESSAGES; i++) {
        (void)reference_hmac(ALGORITHM_HMAC_SHA256, mac, key, size, (const uint8_t *)messages[i],
                             (uint32_t)strlen(messages[i]));
        if (i == 0 && signs) {
            memcpy(signature, mac, sizeof mac);
        } else {
            forbid(mac);
        }
        (void)reference_hmac(ALGORITHM_HMAC_SHA1, mac, key, size, (const uint8_t *)messages[i],
                             (uint32_t)strlen(messages[i]));
        memset(&mac[20], mac[19], sizeof mac - 20);
        forbid(mac);
    }
}

static void forbid_all(void) {
    static char right[AWS_STRING_MAX];
    static const char *const others[MESSAGES] = {
        right,
        "20150830",
        "us-east-1",
        "s3",
        "aws4_request",
        "",
        "20150830/us-east-1/s3/aws4_request",
        "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/s3/aws4_request\n",
        HASH,
        "AWS4"};
    struct aws_scope scope = {"20150830", "us-east-1", "s3"};
    uint8_t keys[AWS_KEYS][AWS_SIZE];

    memcpy(right, of_service("s3"), strlen(text) + 1);
    memcpy(messages, others, sizeof messages);
    forbidden_count = 0;
    forbid_key((const uint8_t *)AWS_IMPORTED, 44, false);
    aws_reference_keys(keys, AWS_SECRET, &scope);
    for (uint32_t i = 0; i < AWS_KEYS; i++) {
        forbid_key(keys[i], AWS_SIZE, i == K_SIGNING);
    }
}

static bool holds(const struct message *m, const uint8_t piece[PIECE]) {
    for (uint32_t at = 0; at + PIECE <= m->size; at++) {
        if (m->payload[at] == piece[0] && memcmp(&m->payload[at], piece, PIECE) == 0) {
            return true;
        }
    }
    return false;
}

/* Of whatever the device has sent. The signature is the only thing that it may tell. */
static void expect_nothing_told(void) {
    struct message m;

    while (client_take(&m)) {
        signatures += holds(&m, signature);
        for (uint32_t i = 0; i < forbidden_count; i++) {
            for (uint32_t at = 0; at + PIECE <= sizeof forbidden[0].bytes; at += PIECE) {
                CHECK(!holds(&m, &forbidden[i].bytes[at]));
            }
        }
    }
}

static void restore_key(void) {
    client.algorithm = ALGORITHM_AWS4_HMAC_SHA256;
    CHECK(import_secret(FIRST, "k", AWS_SECRET) == STATUS_OK);
}

#define SHAPES (2 * MESSAGES + 8)

/* A payload that one verb or another understands, of the key "k" and this algorithm. */
static uint32_t put_shape(uint32_t shape, uint8_t algorithm, uint16_t stream) {
    client.algorithm = algorithm;
    if (shape < 2 * MESSAGES) {
        const char *message = messages[shape / 2];
        uint32_t at = shape % 2 == 0 ? put_key_field(payload, "k") : 0;
        memcpy(&payload[at], message, strlen(message));
        return at + (uint32_t)strlen(message);
    }
    switch (shape - 2 * MESSAGES) {
    case 0:
        return put_id(payload, "k");
    case 1:
        return put_new_key(payload, "k");
    case 2:
        return put_import(payload, "k", "other", 5);
    case 3:
        store_le16(payload, stream ^ 1);
        return 2;
    case 4: /* EXTENDED's get limits */
        payload[0] = 1;
        payload[1] = 0;
        payload[2] = 72;
        return 3 + put_id(&payload[3], "k");
    case 5: /* LIST, MEASURE */
        payload[0] = algorithm;
        payload[1] = payload[2] = 0;
        return 3;
    default: /* INFO, RANDOM, COPY onto itself */
        payload[0] = (uint8_t)stream;
        payload[1] = 0;
        return shape - 2 * MESSAGES - 5;
    }
}

static bool may_change_keys(uint32_t verb) {
    return verb == VERB_IMPORT || verb == VERB_GENERATE || verb == VERB_DELETE ||
           verb > VERB_MEASURE;
}

/* Each verb, all flags, each algorithm, each stream, each payload; before a signature and behind
 * it.
 */
static void no_request_tells_an_inner_key(void) {
    static const uint16_t streams[] = {0, 1, STREAM_WHOLE};

    start();
    forbid_all();
    fake_board.cycles = 1;
    signatures = 0;
    for (uint32_t code = 0; code < 0x80; code++) {
        for (uint8_t algorithm = 0; algorithm <= ALGORITHMS_END; algorithm++) {
            for (uint32_t i = 0; i < 3 * SHAPES; i++) {
                uint16_t stream = streams[i % 3];
                uint32_t size = put_shape(i / 3, algorithm, stream);
                client_request(code, stream, payload, size);
                expect_nothing_told();
                if (may_change_keys(REQUEST_VERB(code))) {
                    restore_key();
                }
            }
            client.algorithm = ALGORITHM_AWS4_HMAC_SHA256;
            (void)client_hello((uint8_t)(2 + algorithm));
            CHECK(algorithm % 2 == 0 || is_signed("k", AWS_SECRET, messages[0]));
        }
    }
    CHECK(signatures == 3); /* algorithm 3, FIRST and LAST, on each of the streams */
}

/* Any of them one after the other: streams that stay open, copies, keys in place of the key. */
static void no_requests_tell_an_inner_key(void) {
    static const uint8_t verbs[] = {VERB_MAC,    VERB_MAC,      VERB_MAC,    VERB_COPY, VERB_ABORT,
                                    VERB_IMPORT, VERB_GENERATE, VERB_DELETE, VERB_FIND, 15};

    start();
    forbid_all();
    signatures = 0;
    for (uint32_t round = 0; round < 20000; round++) {
        uint32_t verb = verbs[random_below(sizeof verbs)];
        uint16_t stream = (uint16_t)random_below(2);
        uint32_t flags = random_below(4) << 4;
        uint8_t algorithm = (uint8_t)(random_below(3) == 0 ? 1 + random_below(2) : 3);
        if (verb == VERB_IMPORT && random_below(2) == 0) {
            restore_key();
        }
        uint32_t shape =
            verb == VERB_MAC && random_below(3) == 0 ? random_below(2) : random_below(SHAPES);
        uint32_t size = put_shape(shape, algorithm, stream);
        client_request(verb | flags, stream, payload, size);
        expect_nothing_told();
    }
    CHECK(signatures > 20);
}

int main(void) {
    static const struct test tests[] = {
        TEST(published_examples),
        TEST(any_string_by_any_key),
        TEST(keys_of_a_block_and_more),
        TEST(streams_are_as_good),
        TEST(one_character_away),
        TEST(refusals),
        TEST(no_parts),
        TEST(wrong_algorithm_both_ways),
        TEST(no_generated_key),
        TEST(limits_hold_for_each_message),
        TEST(limits_of_a_key_hold_until_it_is_replaced),
        TEST(the_last_signing_keys_stay),
        TEST(a_signing_key_that_stays_is_used),
        TEST(scopes_are_told_apart),
        TEST(they_go_with_the_session),
        TEST(they_go_with_their_key),
        TEST(they_go_with_a_key_that_stays_in_flash),
        TEST(a_page_that_is_used_again),
        TEST(they_go_when_the_device_is_wrong),
        TEST(measuring_a_signature),
        TEST(no_request_tells_an_inner_key),
        TEST(no_requests_tell_an_inner_key),
    };
    client.algorithm = ALGORITHM_AWS4_HMAC_SHA256;
    return RUN_TESTS("aws-signature", tests);
}
