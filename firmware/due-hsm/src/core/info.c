#include "info.h"

#include <string.h>

#include "bad_pages.h"
#include "board.h"
#include "bytes.h"
#include "counters.h"
#include "keystore.h"
#include "logins.h"
#include "random.h"
#include "selftest.h"
#include "sha1.h"
#include "sha256.h"

#define FLAG_SEALED           0x01u
#define FLAG_SELF_TEST_FAILED 0x02u
#define FLAG_RANDOM_FAILED    0x04u
#define FLAG_CLOSED           0x08u

#define TEXT(number)          TEXT_OF(number)
#define TEXT_OF(number)       #number
#define VERSION_TEXT(a, b, c) TEXT(a) "." TEXT(b) "." TEXT(c)

/* By numbers, for the name that GCC 4.8.3 gives itself leaves no room for the rest. */
#ifdef __clang__
#define COMPILER "Clang " VERSION_TEXT(__clang_major__, __clang_minor__, __clang_patchlevel__)
#else
#define COMPILER "GCC " VERSION_TEXT(__GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__)
#endif

static const char build[] = COMPILER "; " SHA1_NAME "; " SHA256_NAME;

#define BUILD_SIZE (sizeof build - 1)

_Static_assert(BUILD_SIZE <= BUILD_MAX, "the build's text is told whole");

uint8_t info_flags(void) {
    return (uint8_t)((board_sealed() ? FLAG_SEALED : 0) |
                     (selftest_failed() ? FLAG_SELF_TEST_FAILED : 0) |
                     (random_failed() ? FLAG_RANDOM_FAILED : 0) |
                     (logins_closed() ? FLAG_CLOSED : 0));
}

static uint32_t status_topic(uint8_t out[REPLY_PAYLOAD_MAX]) {
    out[0] = info_flags();
    out[1] = 0;
    store_le16(&out[2], (uint16_t)keystore_count());
    store_le16(&out[4], (uint16_t)keystore_capacity());
    store_le16(&out[6], (uint16_t)board_properties.flash_pages);
    store_le16(&out[8], (uint16_t)bad_pages_count());
    return 10;
}

static uint32_t counters_topic(uint8_t out[REPLY_PAYLOAD_MAX]) {
    for (uint32_t i = 0; i < COUNTERS; i++) {
        store_le32(&out[4 * i], counters[i]);
    }
    return 4 * COUNTERS;
}

static uint32_t build_topic(uint8_t out[REPLY_PAYLOAD_MAX]) {
    memcpy(out, build, BUILD_SIZE);
    return BUILD_SIZE;
}

enum status info_answer(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint8_t topic = take_u8(&f);

    if (!fields_complete(&f)) {
        return STATUS_MALFORMED;
    }
    switch (topic) {
    case 0:
        reply->size = (uint8_t)status_topic(reply->payload);
        return STATUS_OK;
    case 1:
        reply->size = (uint8_t)counters_topic(reply->payload);
        return STATUS_OK;
    case 2:
        reply->size = (uint8_t)build_topic(reply->payload);
        return STATUS_OK;
    default:
        return STATUS_UNSUPPORTED;
    }
}
