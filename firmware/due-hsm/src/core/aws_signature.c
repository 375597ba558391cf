#pragma GCC optimize("O2") /* each signature comes through here */

#include "aws_signature.h"

#include <string.h>

#include "bytes.h"
#include "key_limits.h"
#include "sha256.h"
#include "string_to_sign.h"

struct signing_key {
    const struct key *key; /* NULL: there is none here */
    uint32_t scope_size;
    uint8_t scope[SCOPE_MAX];
    uint32_t inner[HASH_WORDS_MAX];
    uint32_t outer[HASH_WORDS_MAX];
};

static struct signing_key signing_keys[SIGNING_KEYS];
static uint32_t oldest; /* the one to be replaced next */

/* From midstates of a key to those of the key that is its HMAC of a text. */
static void derive(struct signing_key *k, const uint8_t *text, uint32_t size) {
    struct hmac h;
    uint8_t mac[SHA256_SIZE];

    hmac_start(&h, &sha256, k->inner, k->outer);
    hmac_update(&h, text, size);
    (void)hmac_finish(&h, mac);
    hmac_midstates(&sha256, k->inner, k->outer, mac, sizeof mac);
    wipe(mac, sizeof mac);
}

/* The keys of the chain take each other's place, so that the last one is all that stays. */
static __attribute__((noinline)) void make(struct signing_key *k, const struct key *key,
                                           const struct scope *scope) {
    static const uint8_t terminator[] = {'a', 'w', 's', '4', '_', 'r',
                                         'e', 'q', 'u', 'e', 's', 't'};

    memcpy(k->inner, key->inner, sizeof k->inner);
    memcpy(k->outer, key->outer, sizeof k->outer);
    derive(k, scope->text, SCOPE_DATE_SIZE);
    derive(k, scope->region, scope->region_size);
    derive(k, scope->service, scope->service_size);
    derive(k, terminator, sizeof terminator);
    memcpy(k->scope, scope->text, scope->size);
    k->scope_size = scope->size;
    k->key = key;
}

static struct signing_key *find(const struct key *key, const struct scope *scope) {
    for (uint32_t i = 0; i < SIGNING_KEYS; i++) {
        struct signing_key *k = &signing_keys[i];
        if (k->key == key && k->scope_size == scope->size &&
            memcmp(k->scope, scope->text, scope->size) == 0) {
            return k;
        }
    }
    return NULL;
}

/* The limits come first: a signing key that was made before is no leave to use it. */
enum status aws_signature_start(struct hmac *h, const struct key *key, const uint8_t *message,
                                uint32_t size) {
    struct scope scope;

    if (!string_to_sign_scope(&scope, message, size)) {
        return STATUS_BAD_MESSAGE;
    }
    if (!key_limits_allow_scope(key, scope.region, scope.region_size, scope.service,
                                scope.service_size)) {
        return STATUS_LIMITED;
    }
    struct signing_key *k = find(key, &scope);
    if (k == NULL) {
        k = &signing_keys[oldest];
        oldest = (oldest + 1) % SIGNING_KEYS;
        make(k, key, &scope);
        wipe_stack(); /* of what an interrupt has saved of the keys on the way */
    }
    hmac_start(h, &sha256, k->inner, k->outer);
    return STATUS_OK;
}

void aws_signature_forget(const struct key *key) {
    for (uint32_t i = 0; i < SIGNING_KEYS; i++) {
        if (signing_keys[i].key == key) {
            wipe(&signing_keys[i], sizeof signing_keys[i]);
        }
    }
}

void aws_signature_forget_all(void) {
    wipe(signing_keys, sizeof signing_keys);
    oldest = 0;
}
