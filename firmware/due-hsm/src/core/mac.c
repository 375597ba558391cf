#include "mac.h"

#include "bytes.h"

bool mac_supported(uint8_t algorithm) {
    return algorithm == KEY_HMAC_SHA1;
}

uint32_t mac_key_max(uint8_t algorithm) {
    return algorithm == KEY_HMAC_SHA1 ? HMAC_SHA1_KEY_MAX : 0;
}

void mac_set_key(struct key *key, uint8_t algorithm, const uint8_t *bytes, uint32_t key_size) {
    key->algorithm = algorithm;
    if (algorithm == KEY_HMAC_SHA1) {
        hmac_sha1_midstates(key->inner, key->outer, bytes, key_size);
    }
}

void mac_start(struct mac *m, const struct key *key) {
    m->algorithm = key->algorithm;
    if (m->algorithm == KEY_HMAC_SHA1) {
        hmac_sha1_start(&m->state.hmac_sha1, key->inner, key->outer);
    }
}

void mac_update(struct mac *m, const uint8_t *data, uint32_t size) {
    if (m->algorithm == KEY_HMAC_SHA1) {
        hmac_sha1_update(&m->state.hmac_sha1, data, size);
    }
}

uint32_t mac_finish(struct mac *m, uint8_t out[MAC_SIZE_MAX]) {
    uint32_t size = 0;
    if (m->algorithm == KEY_HMAC_SHA1) {
        hmac_sha1_finish(&m->state.hmac_sha1, out);
        size = HMAC_SHA1_SIZE;
    }
    m->algorithm = 0; /* the state has been wiped */
    return size;
}
