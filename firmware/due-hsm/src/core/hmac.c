#pragma GCC optimize("O2", "align-loops=16") /* each frame of a stream comes through here */

#include "hmac.h"

#include <string.h>

#include "bytes.h"

#define IPAD        0x36u
#define OPAD        0x5Cu
#define LENGTH_SIZE 8u /* bytes of the bit count that ends the padding */

/* The blocks of all hashes are as long: they are of 32-bit words (hash.h). */
#define BLOCK_SIZE HASH_BLOCK_MAX

/* Words of a state as a digest has them. */
static inline void store_four(uint8_t out[16], const uint32_t words[4]) {
    uint32_t a = words[0];
    uint32_t b = words[1];
    uint32_t c = words[2];
    uint32_t d = words[3];

    loaded(&a, &b, &c, &d);
    store_be32(out, a);
    store_be32(out + 4, b);
    store_be32(out + 8, c);
    store_be32(out + 12, d);
}

/* Of a digest of size bytes, 16 to 32, by words. */
static inline void store_digest(uint8_t *out, const uint32_t *state, uint32_t size) {
    store_four(out, state);
    if (LIKELY(size == HASH_SIZE_MAX)) {
        store_four(&out[16], &state[4]);
        return;
    }
    for (uint32_t at = 16; at < size; at += 4) {
        store_be32(&out[at], state[at / 4]);
    }
}

/*
 * Pads a last block of which used bytes, fewer than all, are filled, and hashes it. By
 * words: those of its bytes that are filled are a word's lowest.
 */
static inline void hash_last(struct hmac *h, const struct hash *hash, uint32_t used,
                             uint64_t message_size) {
    uint32_t length_at = BLOCK_SIZE - LENGTH_SIZE;
    uint32_t at = used & ~3u;
    uint32_t end = 1u << 8 * (used & 3);

    store_word(&h->block[at], (load_word(&h->block[at]) & (end - 1)) | end << 7);
    at += 4;
    if (UNLIKELY(at > length_at)) {
        zero_words(&h->block[at], (BLOCK_SIZE - at) / 4);
        hash->blocks(h->state, h->block, 1);
        at = 0;
    }
    zero_words(&h->block[at], (length_at - at) / 4);
    store_be32(&h->block[length_at], (uint32_t)(message_size >> 29));
    store_be32(&h->block[length_at + 4], (uint32_t)(message_size << 3));
    hash->blocks(h->state, h->block, 1);
}

/*
 * Hashes the digest in the state, of size bytes, under the outer midstate: a last block
 * that is always filled alike. The words of a state that a digest does not have are 0.
 */
static inline void hash_digest(struct hmac *h, const struct hash *hash, uint32_t size) {
    store_four(h->block, h->state);
    store_four(&h->block[16], &h->state[4]);
    memset(&h->block[HASH_SIZE_MAX], 0, BLOCK_SIZE - 4 - HASH_SIZE_MAX);
    store_word(&h->block[size], 0x80);
    store_be32(&h->block[BLOCK_SIZE - 4], 8 * (BLOCK_SIZE + size));
    memcpy(h->state, h->outer, sizeof h->state);
    hash->blocks(h->state, h->block, 1);
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
    h->size = BLOCK_SIZE; /* the padded key, already in the midstate */
    memcpy(h->state, inner, sizeof h->state);
}

void hmac_update(struct hmac *h, const uint8_t *data, uint32_t size) {
    const struct hash *hash = h->hash;
    uint32_t used = (uint32_t)h->size & (BLOCK_SIZE - 1);

    if (size == 0) {
        return;
    }
    h->size += size;
    if (used != 0) {
        uint32_t room = BLOCK_SIZE - used;
        uint32_t n = size < room ? size : room;
        memcpy(&h->block[used], data, n);
        if (n < room) {
            return;
        }
        hash->blocks(h->state, h->block, 1);
        data += n;
        size -= n;
    }
    uint32_t rest = size & (BLOCK_SIZE - 1);
    if (size != rest) {
        hash->blocks(h->state, data, size / BLOCK_SIZE);
    }
    if (rest != 0) {
        memcpy(h->block, &data[size - rest], rest);
    }
}

uint32_t hmac_finish(struct hmac *h, uint8_t *mac) {
    const struct hash *hash = h->hash;
    uint32_t size = hash->size;

    hash_last(h, hash, (uint32_t)h->size & (BLOCK_SIZE - 1), h->size);
    hash_digest(h, hash, size);
    store_digest(mac, h->state, size);
    wipe(h, sizeof *h);
    return size;
}
