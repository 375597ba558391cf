#include "measure.h"

#include "board.h"
#include "bytes.h"
#include "hmac_sha1.h"

#define DATA_SIZE 1024u /* bytes of data to hash: in RAM, where received data lies */

enum subject { SUBJECT_SHA1_BLOCKS = 1, SUBJECT_HMAC_SHA1 = 2 };

static uint32_t data[DATA_SIZE / 4];

static uint32_t sha1_cycles(uint32_t blocks) {
    uint32_t state[5] = {SHA1_INITIAL_STATE};
    uint32_t start = board_cycles();
    sha1_blocks(state, data, blocks);
    return board_cycles() - start;
}

static uint32_t hmac_cycles(uint32_t size) {
    static const uint32_t midstate[5] = {SHA1_INITIAL_STATE};
    struct hmac_sha1 h;
    uint8_t mac[HMAC_SHA1_SIZE];
    uint32_t start = board_cycles();
    hmac_sha1_start(&h, midstate, midstate);
    hmac_sha1_update(&h, (const uint8_t *)data, size);
    hmac_sha1_finish(&h, mac);
    return board_cycles() - start;
}

enum status measure_answer(struct fields *f, struct reply *reply) {
    uint8_t subject = take_u8(f);
    uint32_t count = take_u16(f);
    uint32_t cycles = 0;

    if (!fields_complete(f)) {
        return STATUS_MALFORMED;
    }
    if (subject == SUBJECT_SHA1_BLOCKS) {
        if (count == 0 || count > DATA_SIZE / SHA1_BLOCK_SIZE) {
            return STATUS_MALFORMED;
        }
        cycles = sha1_cycles(count);
    } else if (subject == SUBJECT_HMAC_SHA1) {
        if (count > DATA_SIZE) {
            return STATUS_MALFORMED;
        }
        cycles = hmac_cycles(count);
    }
    if (cycles == 0) {
        return STATUS_UNSUPPORTED;
    }
    store_le32(reply->payload, cycles);
    reply->size = 4;
    return STATUS_OK;
}
