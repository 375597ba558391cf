#include "info.h"

#include <string.h>

#include "board.h"
#include "bytes.h"
#include "commands.h"
#include "keystore.h"
#include "link.h"
#include "sha1.h"
#include "streams.h"

#ifdef SHA1_ASSEMBLY
#define SHA1_PATH "SHA-1 in Cortex-M3 assembly"
#else
#define SHA1_PATH "SHA-1 in portable C"
#endif

#ifdef __clang__
#define COMPILER "Clang " __clang_version__
#else
#define COMPILER "GCC " __VERSION__
#endif

static uint8_t status_topic(uint8_t out[REPLY_PAYLOAD_MAX]) {
    out[0] = commands_flags();
    out[1] = 0;
    store_le16(&out[2], (uint16_t)keystore_count());
    store_le16(&out[4], (uint16_t)keystore_capacity());
    store_le16(&out[6], (uint16_t)board_properties.flash_pages);
    store_le16(&out[8], (uint16_t)keystore_bad_pages());
    return 10;
}

static uint8_t counters_topic(uint8_t out[REPLY_PAYLOAD_MAX]) {
    const struct link_counters *link = link_counters();
    const uint32_t counters[] = {link->frames,          link->damaged,           link->gaps,
                                 link->repetitions,     link->sessions,          streams_macs(),
                                 keystore_generation(), keystore_pages_written()};
    for (uint32_t i = 0; i < sizeof counters / sizeof counters[0]; i++) {
        store_le32(&out[4 * i], counters[i]);
    }
    return sizeof counters;
}

static uint8_t build_topic(uint8_t out[REPLY_PAYLOAD_MAX]) {
    static const char build[] = COMPILER "; " SHA1_PATH;
    uint32_t size = sizeof build - 1;
    size = size < REPLY_PAYLOAD_MAX ? size : REPLY_PAYLOAD_MAX;
    memcpy(out, build, size);
    return (uint8_t)size;
}

enum status info_answer(struct fields *f, struct reply *reply) {
    uint8_t topic = take_u8(f);

    if (!fields_complete(f)) {
        return STATUS_MALFORMED;
    }
    switch (topic) {
    case 0:
        reply->size = status_topic(reply->payload);
        return STATUS_OK;
    case 1:
        reply->size = counters_topic(reply->payload);
        return STATUS_OK;
    case 2:
        reply->size = build_topic(reply->payload);
        return STATUS_OK;
    default:
        return STATUS_UNSUPPORTED;
    }
}
