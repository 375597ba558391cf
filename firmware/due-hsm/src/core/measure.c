#include "measure.h"

#include <stddef.h>
#include <string.h>

#include "algorithm.h"
#include "board.h"
#include "bytes.h"

static uint32_t data[MEASURE_BYTES_MAX / 4]; /* in RAM, where received data lies */

static uint32_t hash_cycles(const struct hash *hash, uint32_t blocks) {
    uint32_t state[HASH_WORDS_MAX];
    uint32_t start;

    memcpy(state, hash->initial, sizeof state);
    start = board_cycles();
    hash->blocks(state, data, blocks);
    return board_cycles() - start;
}

static uint32_t hmac_cycles(const struct hash *hash, uint32_t size) {
    struct hmac h;
    uint8_t mac[HASH_SIZE_MAX];
    uint32_t start = board_cycles();

    hmac_start(&h, hash, hash->initial, hash->initial);
    hmac_update(&h, (const uint8_t *)data, size);
    (void)hmac_finish(&h, mac);
    return board_cycles() - start;
}

/* Of algorithm n, subject 2n - 1 is the hash by blocks, and 2n the HMAC. */
enum status measure_answer(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint32_t subject = take_u8(&f);
    uint32_t count = take_u16(&f);
    const struct hash *hash = algorithm_hash((subject + 1) / 2);
    bool by_blocks = subject % 2 == 1;

    if (!fields_complete(&f)) {
        return STATUS_MALFORMED;
    }
    if (hash == NULL) {
        return STATUS_UNSUPPORTED;
    }
    if (by_blocks ? count == 0 || count > MEASURE_BLOCKS_MAX : count > MEASURE_BYTES_MAX) {
        return STATUS_MALFORMED;
    }
    uint32_t cycles = by_blocks ? hash_cycles(hash, count) : hmac_cycles(hash, count);
    if (cycles == 0) {
        return STATUS_UNSUPPORTED;
    }
    store_le32(reply->payload, cycles);
    reply->size = 4;
    return STATUS_OK;
}

_Static_assert(MEASURE_BLOCKS_MAX *HASH_BLOCK_MAX <= sizeof data, "the blocks lie in data");
