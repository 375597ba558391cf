#include "measure.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "algorithm.h"
#include "aws_signature.h"
#include "board.h"
#include "bytes.h"
#include "sha256.h"

static uint32_t data[MEASURE_BYTES_MAX / 4]; /* in RAM, where received data lies */

_Static_assert(MEASURE_BLOCKS_MAX *HASH_BLOCK_MAX <= sizeof data, "the blocks lie in data");

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

/* Of the n-th signature in a row, by a key that is none: only the first makes a signing key. */
static uint32_t signature_cycles(uint32_t n) {
    static const struct key key = {.inner = {SHA256_INITIAL_STATE},
                                   .outer = {SHA256_INITIAL_STATE}};
    static const char text[] = "AWS4-HMAC-SHA256\n20150830T123600Z\n"
                               "20150830/us-east-1/iam/aws4_request\n"
                               "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59";
    uint32_t size = sizeof text - 1;
    uint32_t cycles = 0;

    memcpy(data, text, size);
    for (uint32_t i = 0; i < n; i++) {
        struct hmac h;
        uint8_t mac[HASH_SIZE_MAX];
        uint32_t start = board_cycles();
        (void)aws_signature_start(&h, &key, (const uint8_t *)data, size);
        hmac_update(&h, (const uint8_t *)data, size);
        (void)hmac_finish(&h, mac);
        cycles = board_cycles() - start;
    }
    aws_signature_forget(&key);
    return cycles;
}

/* Of algorithm n, subject 2n - 1 is the hash by blocks, and 2n the HMAC; or cold, and cached. */
enum status measure_answer(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint32_t subject = take_u8(&f);
    uint32_t count = take_u16(&f);
    uint32_t algorithm = (subject + 1) / 2;
    const struct hash *hash = algorithm_hash(algorithm);
    bool odd = subject % 2 == 1;
    uint32_t most = hash == NULL ? 0 : odd ? MEASURE_BLOCKS_MAX : MEASURE_BYTES_MAX;

    if (!fields_complete(&f)) {
        return STATUS_MALFORMED;
    }
    if (algorithm_key_hash(algorithm) == NULL) {
        return STATUS_UNSUPPORTED;
    }
    if (count > most || (hash != NULL && odd && count == 0)) {
        return STATUS_MALFORMED;
    }
    uint32_t cycles = hash == NULL ? signature_cycles(odd ? 1 : 2)
                      : odd        ? hash_cycles(hash, count)
                                   : hmac_cycles(hash, count);
    if (cycles == 0) {
        return STATUS_UNSUPPORTED;
    }
    store_le32(reply->payload, cycles);
    reply->size = 4;
    return STATUS_OK;
}
