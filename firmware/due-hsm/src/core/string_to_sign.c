#pragma GCC optimize("O2") /* each signature comes through here */

#include "string_to_sign.h"

#include <string.h>

#include "key_limits.h"

#define LINE(text)       "\n" text
#define HASH_DIGITS      64 /* of a hash or a signature, in hexadecimal */
#define TIME_OF_DAY_SIZE 6  /* hhmmss */

/* What of the string has not been read. */
struct rest {
    const uint8_t *at;
    uint32_t size;
};

static void skip(struct rest *r, uint32_t size) {
    r->at += size;
    r->size -= size;
}

/* Each of these reads what it is named for; whether that was there. */

static bool constant(struct rest *r, const char *text) {
    uint32_t size = (uint32_t)strlen(text);

    if (size > r->size || memcmp(r->at, text, size) != 0) {
        return false;
    }
    skip(r, size);
    return true;
}

static bool digits(struct rest *r, uint32_t count) {
    if (count > r->size) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (r->at[i] < '0' || r->at[i] > '9') {
            return false;
        }
    }
    skip(r, count);
    return true;
}

static bool hash_line(struct rest *r) {
    if (!constant(r, LINE("")) || r->size < HASH_DIGITS) {
        return false;
    }
    for (uint32_t i = 0; i < HASH_DIGITS; i++) {
        uint8_t c = r->at[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
    }
    skip(r, HASH_DIGITS);
    return true;
}

static bool name(struct rest *r, const uint8_t **text, uint32_t *size) {
    *text = r->at;
    *size = limit_name_size(r->at, r->size);
    skip(r, *size);
    return *size >= 1 && *size <= LIMIT_NAME_MAX;
}

/* Line 1 up to its end; how many lines of hashes, and signatures like them, it wants. */
static uint32_t kind(struct rest *r) {
    if (!constant(r, "AWS4-HMAC-SHA256")) {
        return 0;
    }
    if (constant(r, "-PAYLOAD")) {
        return 3;
    }
    return constant(r, "-TRAILER") ? 2 : 1;
}

/* From the end of line 1 on. One service is known to leave the Z out. */
static bool time_line(struct rest *r, const uint8_t **date) {
    if (!constant(r, LINE(""))) {
        return false;
    }
    *date = r->at;
    if (!digits(r, SCOPE_DATE_SIZE) || !constant(r, "T") || !digits(r, TIME_OF_DAY_SIZE)) {
        return false;
    }
    (void)constant(r, "Z");
    return true;
}

static bool scope_line(struct rest *r, const uint8_t *date, struct scope *s) {
    if (!constant(r, LINE(""))) {
        return false;
    }
    s->text = r->at;
    if (SCOPE_DATE_SIZE > r->size || memcmp(r->at, date, SCOPE_DATE_SIZE) != 0) {
        return false;
    }
    skip(r, SCOPE_DATE_SIZE);
    if (!constant(r, "/") || !name(r, &s->region, &s->region_size) || !constant(r, "/") ||
        !name(r, &s->service, &s->service_size)) {
        return false;
    }
    s->size = (uint32_t)(r->at - s->text);
    return constant(r, "/aws4_request");
}

bool string_to_sign_scope(struct scope *scope, const uint8_t *text, uint32_t size) {
    struct rest rest = {text, size};
    const uint8_t *date;
    uint32_t hashes = kind(&rest);
    bool right = hashes != 0 && time_line(&rest, &date) && scope_line(&rest, date, scope);

    while (right && hashes != 0) {
        right = hash_line(&rest);
        hashes--;
    }
    return right && rest.size == 0;
}
