#include "info.h"

#include <stddef.h>

#include "algorithm.h"
#include "bad_pages.h"
#include "board.h"
#include "bytes.h"
#include "counters.h"
#include "keystore.h"
#include "random.h"
#include "selftest.h"

#define FLAG_SEALED           0x01u
#define FLAG_SELF_TEST_FAILED 0x02u
#define FLAG_RANDOM_FAILED    0x04u

#ifdef __clang__
#define COMPILER "Clang " __clang_version__
#else
#define COMPILER "GCC " __VERSION__
#endif

uint8_t info_flags(void) {
    return (uint8_t)((board_sealed() ? FLAG_SEALED : 0) |
                     (selftest_failed() ? FLAG_SELF_TEST_FAILED : 0) |
                     (random_failed() ? FLAG_RANDOM_FAILED : 0));
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

/* Appends as much of the text as there is room for; returns where it ends. */
static uint32_t append(uint8_t out[BUILD_MAX], uint32_t at, const char *text) {
    for (uint32_t i = 0; text[i] != 0 && at < BUILD_MAX; i++) {
        out[at++] = (uint8_t)text[i];
    }
    return at;
}

static uint32_t build_topic(uint8_t out[REPLY_PAYLOAD_MAX]) {
    uint32_t at = append(out, 0, COMPILER);

    for (uint32_t algorithm = 0; algorithm < ALGORITHMS_END; algorithm++) {
        const struct hash *hash = algorithm_hash(algorithm);
        if (hash != NULL) {
            at = append(out, at, "; ");
            at = append(out, at, hash->name);
        }
    }
    return at;
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
