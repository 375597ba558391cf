/*
 * The form of a string to sign, against another reading of it (aws_reference.h): each kind,
 * and everything that is one character away from it.
 */
#include <string.h>

#include "aws_reference.h"
#include "harness.h"
#include "string_to_sign.h"

#define HASH      "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"
#define SIGNATURE "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
#define NAME_63   "us-east-1_US-EAST-1_us-east-1_US-EAST-1_us-east-1_US-EAST-1_xyz"

#define PLAIN(rest)   "AWS4-HMAC-SHA256\n" rest "\n" HASH
#define PAYLOAD(rest) "AWS4-HMAC-SHA256-PAYLOAD\n" rest "\n" SIGNATURE "\n" HASH "\n" HASH
#define TRAILER(rest) "AWS4-HMAC-SHA256-TRAILER\n" rest "\n" SIGNATURE "\n" HASH

static const char *const rights[] = {
    PLAIN("20150830T123600Z\n20150830/us-east-1/iam/aws4_request"),
    PLAIN("20150830T123600\n20150830/US_East-1/S3/aws4_request"),
    PLAIN("00000000T999999Z\n00000000/-/_/aws4_request"),
    PAYLOAD("20130524T000000Z\n20130524/us-east-1/s3/aws4_request"),
    PAYLOAD("20130524T000000Z\n20130524/" NAME_63 "/" NAME_63 "/aws4_request"),
    TRAILER("20130524T000000Z\n20130524/us-east-1/s3/aws4_request"),
    TRAILER("20130524T000000\n20130524/z/0/aws4_request"),
};

#define RIGHTS (sizeof rights / sizeof rights[0])

/* Of what is one character away, how much has the form and how much has not. */
static uint32_t taken;
static uint32_t refused;

static bool is(const uint8_t *text, uint32_t size, const char *expected) {
    return size == strlen(expected) && memcmp(text, expected, size) == 0;
}

/* Core and reference agree on it, and on its scope. */
static bool in_form(const uint8_t *text, uint32_t size) {
    struct aws_scope expected;
    struct scope scope;
    bool right = aws_reference_scope(&expected, text, size);

    CHECK(string_to_sign_scope(&scope, text, size) == right);
    if (!right) {
        refused++;
        return false;
    }
    taken++;
    CHECK(scope.size == 8 + 1 + strlen(expected.region) + 1 + strlen(expected.service));
    CHECK(scope.size <= SCOPE_MAX && memcmp(scope.text, expected.date, 8) == 0);
    CHECK(is(scope.region, scope.region_size, expected.region));
    CHECK(is(scope.service, scope.service_size, expected.service));
    CHECK(scope.text + 9 == scope.region);
    CHECK(scope.region + scope.region_size + 1 == scope.service);
    return true;
}

/* At the end of the memory that may be read, for the address sanitizer. */
static bool copy_in_form(const uint8_t *text, uint32_t size) {
    static uint8_t space[AWS_STRING_MAX];
    uint8_t *copy = &space[sizeof space - size];

    memcpy(copy, text, size);
    return in_form(copy, size);
}

static void each_kind(void) {
    for (uint32_t i = 0; i < RIGHTS; i++) {
        CHECK(copy_in_form((const uint8_t *)rights[i], (uint32_t)strlen(rights[i])));
    }
}

/* Each byte in place of each character, and none; and each before it, and behind the last. */
static void one_character_away(void) {
    uint8_t text[AWS_STRING_MAX];

    for (uint32_t i = 0; i < RIGHTS; i++) {
        uint32_t size = (uint32_t)strlen(rights[i]);
        taken = refused = 0;
        for (uint32_t at = 0; at <= size; at++) {
            memcpy(text, rights[i], at);
            for (uint32_t byte = 0; byte <= UINT8_MAX; byte++) {
                text[at] = (uint8_t)byte;
                memcpy(&text[at + 1], &rights[i][at], size - at);
                (void)copy_in_form(text, size + 1);
                if (at < size) {
                    memcpy(&text[at + 1], &rights[i][at + 1], size - at - 1);
                    (void)copy_in_form(text, size);
                }
            }
            memcpy(&text[at], &rights[i][at + 1], at < size ? size - at - 1 : 0);
            (void)copy_in_form(text, at < size ? size - 1 : 0);
        }
        /* Hexadecimal digits have 15 others, a digit of the time of day 9, a name many. */
        CHECK(taken >= 64 * 15 + 6 * 9 && refused > 200 * size);
    }
}

static void cut_off_anywhere(void) {
    for (uint32_t i = 0; i < RIGHTS; i++) {
        uint32_t size = (uint32_t)strlen(rights[i]);
        for (uint32_t from = 0; from <= size; from++) {
            const uint8_t *text = (const uint8_t *)rights[i];
            CHECK(copy_in_form(text, from) == (from == size));
            CHECK(copy_in_form(&text[from], size - from) == (from == 0));
        }
    }
}

/* Behind the end, as long as a frame has room: lines, strings, what a file ends with. */
static void anything_behind_the_end(void) {
    static const char *const tails[] = {"\n", "\r\n",          "\n" HASH, "\n" HASH "\n" HASH,
                                        "Z",  "/aws4_request", "\n\n",    " ",
                                        "0",  "\n" PLAIN("x")};
    uint8_t text[AWS_STRING_MAX];

    for (uint32_t i = 0; i < RIGHTS; i++) {
        for (uint32_t k = 0; k < sizeof tails / sizeof tails[0]; k++) {
            uint32_t size = (uint32_t)strlen(rights[i]);
            uint32_t tail = (uint32_t)strlen(tails[k]);
            memcpy(text, rights[i], size);
            memcpy(&text[size], tails[k], tail);
            CHECK(!copy_in_form(text, size + tail));
        }
    }
}

/* The lines of one kind under the name of another; and what AWS has that is not of this form. */
static void other_forms(void) {
    static const char *const wrongs[] = {
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/r/s/aws4_request\n" HASH "\n" HASH,
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/r/s/aws4_request\n" HASH "\n" HASH "\n" HASH,
        "AWS4-HMAC-SHA256-PAYLOAD\n20130524T000000Z\n20130524/r/s/aws4_request\n" HASH,
        "AWS4-HMAC-SHA256-PAYLOAD\n20130524T000000Z\n20130524/r/s/aws4_request\n" HASH "\n" HASH,
        "AWS4-HMAC-SHA256-TRAILER\n20130524T000000Z\n20130524/r/s/aws4_request\n" HASH,
        "AWS4-HMAC-SHA256-TRAILER\n20130524T000000Z\n20130524/r/s/aws4_request\n" HASH "\n" HASH
        "\n" HASH,
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130525/r/s/aws4_request\n" HASH, /* another day */
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/" NAME_63 "4/s/aws4_request\n" HASH,
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/r/" NAME_63 "4/aws4_request\n" HASH,
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524//s/aws4_request\n" HASH,
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/r//aws4_request\n" HASH,
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/r/aws4_request\n" HASH,
        "AWS4-HMAC-SHA256\r\n20130524T000000Z\r\n20130524/r/s/aws4_request\r\n" HASH,
        "AWS4-ECDSA-P256-SHA256\n20130524T000000Z\n20130524/s/aws4_request\n" HASH,
        "AWS4-HMAC-SHA512\n20130524T000000Z\n20130524/r/s/aws4_request\n" HASH,
        "GET\n\n\nTue, 27 Mar 2007 19:36:42 +0000\n/bucket/puppy.jpg",  /* Signature Version 2 */
        "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA==", /* a POST policy */
        "20130524",
        "us-east-1",
        "s3",
        "aws4_request",
        "",
    };

    for (uint32_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        CHECK(!copy_in_form((const uint8_t *)wrongs[i], (uint32_t)strlen(wrongs[i])));
    }
}

int main(void) {
    static const struct test tests[] = {
        TEST(each_kind),        TEST(one_character_away),
        TEST(cut_off_anywhere), TEST(anything_behind_the_end),
        TEST(other_forms),
    };
    return RUN_TESTS("string-to-sign", tests);
}
