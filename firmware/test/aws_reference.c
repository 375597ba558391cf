#include "aws_reference.h"

#include <string.h>

#include "harness.h"
#include "reference.h"

#define SHA256_NUMBER 2
#define LINES_MAX     6
#define DIGITS        "0123456789"
#define NAME_LETTERS                                                                               \
    DIGITS "_-"                                                                                    \
           "abcdefghijklmnopqrstuvwxyz"                                                            \
           "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static const struct {
    const char *line;
    uint32_t lines;
} kinds[] = {
    {"AWS4-HMAC-SHA256", 4},
    {"AWS4-HMAC-SHA256-PAYLOAD", 6},
    {"AWS4-HMAC-SHA256-TRAILER", 5},
};

/* Cuts the text at each separator; returns the number of pieces, at most most + 1. */
static uint32_t cut(char *text, char separator, char **pieces, uint32_t most) {
    uint32_t count = 0;

    while (text != NULL && count < most) {
        char *end = strchr(text, separator);
        pieces[count++] = text;
        if (end != NULL) {
            *end++ = 0;
        }
        text = end;
    }
    return text == NULL ? count : most + 1;
}

static bool consists_of(const char *text, const char *letters, size_t size) {
    return strlen(text) == size && strspn(text, letters) == size;
}

static bool is_name(const char *text) {
    return strlen(text) >= 1 && strlen(text) <= 63 && consists_of(text, NAME_LETTERS, strlen(text));
}

/* Digits where the pattern has a 0. */
static bool is_like(const char *text, const char *pattern) {
    if (strlen(text) != strlen(pattern)) {
        return false;
    }
    for (uint32_t i = 0; pattern[i] != 0; i++) {
        bool digit = text[i] != 0 && strchr(DIGITS, text[i]) != NULL;
        if (pattern[i] == '0' ? !digit : text[i] != pattern[i]) {
            return false;
        }
    }
    return true;
}

static bool is_time(const char *text) {
    return is_like(text, "00000000T000000Z") || is_like(text, "00000000T000000");
}

static bool read_scope(struct aws_scope *scope, char *line, const char *time) {
    char *parts[4];

    if (cut(line, '/', parts, 4) != 4 || !is_like(parts[0], "00000000") ||
        strncmp(parts[0], time, 8) != 0 || !is_name(parts[1]) || !is_name(parts[2]) ||
        strcmp(parts[3], "aws4_request") != 0) {
        return false;
    }
    memcpy(scope->date, parts[0], 9);
    memcpy(scope->region, parts[1], strlen(parts[1]) + 1);
    memcpy(scope->service, parts[2], strlen(parts[2]) + 1);
    return true;
}

bool aws_reference_scope(struct aws_scope *scope, const uint8_t *text, uint32_t size) {
    char copy[AWS_STRING_MAX + 1];
    char *lines[LINES_MAX];
    uint32_t wanted = 0;

    if (size > AWS_STRING_MAX || memchr(text, 0, size) != NULL) {
        return false;
    }
    memcpy(copy, text, size);
    copy[size] = 0;
    uint32_t count = cut(copy, '\n', lines, LINES_MAX);
    for (uint32_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        wanted = strcmp(lines[0], kinds[i].line) == 0 ? kinds[i].lines : wanted;
    }
    if (wanted == 0 || count != wanted || !is_time(lines[1]) ||
        !read_scope(scope, lines[2], lines[1])) {
        return false;
    }
    for (uint32_t i = 3; i < count; i++) {
        if (!consists_of(lines[i], DIGITS "abcdef", 64)) {
            return false;
        }
    }
    return true;
}

void aws_reference_keys(uint8_t keys[AWS_KEYS][AWS_SIZE], const char *secret,
                        const struct aws_scope *scope) {
    const char *const texts[AWS_KEYS] = {scope->date, scope->region, scope->service,
                                         "aws4_request"};
    uint8_t key[128] = "AWS4";
    uint32_t key_size = 4 + (uint32_t)strlen(secret);

    CHECK(key_size <= sizeof key);
    memcpy(&key[4], secret, key_size - 4);
    for (uint32_t i = 0; i < AWS_KEYS; i++) {
        (void)reference_hmac(SHA256_NUMBER, keys[i], key, key_size, (const uint8_t *)texts[i],
                             (uint32_t)strlen(texts[i]));
        memcpy(key, keys[i], AWS_SIZE);
        key_size = AWS_SIZE;
    }
}

void aws_reference_sign(uint8_t signature[AWS_SIZE], const char *secret, const char *text) {
    const uint8_t *bytes = (const uint8_t *)text;
    uint32_t size = (uint32_t)strlen(text);
    uint8_t keys[AWS_KEYS][AWS_SIZE];
    struct aws_scope scope;

    CHECK(aws_reference_scope(&scope, bytes, size));
    aws_reference_keys(keys, secret, &scope);
    (void)reference_hmac(SHA256_NUMBER, signature, keys[K_SIGNING], AWS_SIZE, bytes, size);
}
