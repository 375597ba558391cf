#include "algorithm.h"

#include <stddef.h>

#include "sha1.h"
#include "sha256.h"

static const struct hash *const hashes[ALGORITHMS_END] = {
    [ALGORITHM_HMAC_SHA1] = &sha1,
    [ALGORITHM_HMAC_SHA256] = &sha256,
};

const struct hash *algorithm_hash(uint32_t algorithm) {
    return algorithm < ALGORITHMS_END ? hashes[algorithm] : NULL;
}

const struct hash *algorithm_key_hash(uint32_t algorithm) {
    return algorithm == ALGORITHM_AWS4_HMAC_SHA256 ? &sha256 : algorithm_hash(algorithm);
}

void algorithm_set_key(struct key *key, uint8_t algorithm, const uint8_t *bytes,
                       uint32_t key_size) {
    key->algorithm = algorithm;
    hmac_midstates(algorithm_key_hash(algorithm), key->inner, key->outer, bytes, key_size);
}
