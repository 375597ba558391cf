#pragma GCC optimize("O2") /* each frame of a stream comes through here */

#include "hmac.h"

#include <string.h>

#include "bytes.h"

#define IPAD        0x36u
#define OPAD        0x5Cu
#define LENGTH_SIZE 8u /* bytes of the bit count that ends the padding */

static void store_digest(uint8_t *out, const uint32_t *state, uint32_t size) {
    for (uint32_t i = 0; i < size / 4; i++) {
        store_be32(&out[4 * i], state[i]);
    }
}

/* Pads a last block of which used bytes, fewer than all, are filled, and hashes it. */
static void hash_last(struct hmac *h, uint32_t used, uint64_t message_size) {
    uint32_t length_at = h->hash->block_size - LENGTH_SIZE;

    h->block[used++] = 0x80;
    if (used > length_at) {
        memset(&h->block[used], 0, h->hash->block_size - used);
        h->hash->blocks(h->state, h->block, 1);
        used = 0;
    }
    memset(&h->block[used], 0, length_at - used);
    store_be32(&h->block[length_at], (uint32_t)(message_size >> 29));
    store_be32(&h->block[length_at + 4], (uint32_t)(message_size << 3));
    h->hash->blocks(h->state, h->block, 1);
}

static void midstate(const struct hash *hash, uint32_t *state, const uint8_t *key,
                     uint32_t key_size, uint8_t pad) {
    uint8_t block[HASH_BLOCK_MAX];

    memset(block, pad, sizeof block);
    for (uint32_t i = 0; i < key_size; i++) {
        block[i] ^= key[i];
    }
    memcpy(state, hash->initial, sizeof hash->initial);
    hash->blocks(state, block, 1);
    wipe(block, sizeof block);
}

void hmac_midstates(const struct hash *hash, uint32_t inner[HASH_WORDS_MAX],
                    uint32_t outer[HASH_WORDS_MAX], const uint8_t *key, uint32_t key_size) {
    midstate(hash, inner, key, key_size, IPAD);
    midstate(hash, outer, key, key_size, OPAD);
}

void hmac_start(struct hmac *h, const struct hash *hash, const uint32_t inner[HASH_WORDS_MAX],
                const uint32_t outer[HASH_WORDS_MAX]) {
    h->hash = hash;
    h->outer = outer;
    h->size = hash->block_size; /* the padded key, already in the midstate */
    memcpy(h->state, inner, sizeof h->state);
}

void hmac_update(struct hmac *h, const uint8_t *data, uint32_t size) {
    const struct hash *hash = h->hash;
    uint32_t used = (uint32_t)h->size & (hash->block_size - 1);

    if (size == 0) {
        return;
    }
    h->size += size;
    if (used != 0) {
        uint32_t room = hash->block_size - used;
        uint32_t n = size < room ? size : room;
        memcpy(&h->block[used], data, n);
        if (n < room) {
            return;
        }
        hash->blocks(h->state, h->block, 1);
        data += n;
        size -= n;
    }
    uint32_t rest = size & (hash->block_size - 1);
    if (size != rest) {
        hash->blocks(h->state, data, size / hash->block_size);
    }
    if (rest != 0) {
        memcpy(h->block, &data[size - rest], rest);
    }
}

uint32_t hmac_finish(struct hmac *h, uint8_t *mac) {
    const struct hash *hash = h->hash;

    hash_last(h, (uint32_t)h->size & (hash->block_size - 1), h->size);
    store_digest(h->block, h->state, hash->size);
    memcpy(h->state, h->outer, sizeof h->state);
    hash_last(h, hash->size, hash->block_size + hash->size);
    store_digest(mac, h->state, hash->size);
    wipe(h, sizeof *h);
    return hash->size;
}
