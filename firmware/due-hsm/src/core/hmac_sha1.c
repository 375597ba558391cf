#include "hmac_sha1.h"

#include <string.h>

#include "bytes.h"

#define IPAD        0x36u
#define OPAD        0x5Cu
#define LENGTH_SIZE 8u /* bytes of the bit count that ends the padding */

static void store_be32(uint8_t p[4], uint32_t x) {
    p[0] = (uint8_t)(x >> 24);
    p[1] = (uint8_t)(x >> 16);
    p[2] = (uint8_t)(x >> 8);
    p[3] = (uint8_t)x;
}

static void store_state(uint8_t out[SHA1_SIZE], const uint32_t state[5]) {
    for (uint32_t i = 0; i < 5; i++) {
        store_be32(&out[4 * i], state[i]);
    }
}

/* Pads a last block of which used bytes, fewer than 64, are filled, and hashes it. */
static void hash_last(uint32_t state[5], uint8_t block[SHA1_BLOCK_SIZE], uint32_t used,
                      uint64_t message_size) {
    block[used++] = 0x80;
    if (used > SHA1_BLOCK_SIZE - LENGTH_SIZE) {
        memset(&block[used], 0, SHA1_BLOCK_SIZE - used);
        sha1_blocks(state, block, 1);
        used = 0;
    }
    memset(&block[used], 0, SHA1_BLOCK_SIZE - LENGTH_SIZE - used);
    store_be32(&block[56], (uint32_t)(message_size >> 29));
    store_be32(&block[60], (uint32_t)(message_size << 3));
    sha1_blocks(state, block, 1);
}

static void midstate(uint32_t state[5], const uint8_t *key, uint32_t key_size, uint8_t pad) {
    static const uint32_t initial[5] = {SHA1_INITIAL_STATE};
    uint8_t block[SHA1_BLOCK_SIZE];
    memset(block, pad, sizeof block);
    for (uint32_t i = 0; i < key_size; i++) {
        block[i] ^= key[i];
    }
    memcpy(state, initial, sizeof initial);
    sha1_blocks(state, block, 1);
    wipe(block, sizeof block);
}

void hmac_sha1_midstates(uint32_t inner[5], uint32_t outer[5], const uint8_t *key,
                         uint32_t key_size) {
    midstate(inner, key, key_size, IPAD);
    midstate(outer, key, key_size, OPAD);
}

void hmac_sha1_start(struct hmac_sha1 *h, const uint32_t inner[5], const uint32_t outer[5]) {
    h->size = SHA1_BLOCK_SIZE; /* the padded key, already in the midstate */
    memcpy(h->inner, inner, sizeof h->inner);
    memcpy(h->outer, outer, sizeof h->outer);
}

void hmac_sha1_update(struct hmac_sha1 *h, const uint8_t *data, uint32_t size) {
    uint32_t used = (uint32_t)h->size % SHA1_BLOCK_SIZE;

    if (size == 0) {
        return;
    }
    h->size += size;
    if (used != 0) {
        uint32_t room = SHA1_BLOCK_SIZE - used;
        uint32_t n = size < room ? size : room;
        memcpy(&h->block[used], data, n);
        if (n < room) {
            return;
        }
        sha1_blocks(h->inner, h->block, 1);
        data += n;
        size -= n;
    }
    uint32_t whole = size / SHA1_BLOCK_SIZE;
    if (whole != 0) {
        sha1_blocks(h->inner, data, whole);
    }
    memcpy(h->block, &data[whole * SHA1_BLOCK_SIZE], size % SHA1_BLOCK_SIZE);
}

void hmac_sha1_finish(struct hmac_sha1 *h, uint8_t mac[HMAC_SHA1_SIZE]) {
    hash_last(h->inner, h->block, (uint32_t)h->size % SHA1_BLOCK_SIZE, h->size);
    store_state(h->block, h->inner);
    hash_last(h->outer, h->block, SHA1_SIZE, SHA1_BLOCK_SIZE + SHA1_SIZE);
    store_state(mac, h->outer);
    wipe(h, sizeof *h);
}
