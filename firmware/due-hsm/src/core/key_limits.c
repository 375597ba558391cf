#include "key_limits.h"

#include <stddef.h>
#include <string.h>

#include "algorithm.h"

/* A limit as it lies in a list. */
struct limit_at {
    uint32_t type;
    uint32_t size;
    const uint8_t *value;
};

/* Takes the limit at *at of the list; false if none is whole there. */
static bool take_limit(struct limit_at *limit, const uint8_t *limits, uint32_t size, uint32_t *at) {
    if (size - *at < 2 || limits[*at + 1] > size - *at - 2) {
        return false;
    }
    limit->type = limits[*at];
    limit->size = limits[*at + 1];
    limit->value = &limits[*at + 2];
    *at += 2 + limit->size;
    return true;
}

static bool is_of_names(uint32_t type) {
    return type == LIMIT_REGIONS || type == LIMIT_SERVICES;
}

static bool in_name(uint8_t c) {
    uint8_t letter = c | 0x20;

    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

uint32_t limit_name_size(const uint8_t *text, uint32_t size) {
    uint32_t at = 0;

    while (at < size && in_name(text[at])) {
        at++;
    }
    return at;
}

/* Names, each of which ends where the list does or before a comma that another follows. */
static bool names_well_formed(const uint8_t *names, uint32_t size) {
    uint32_t at = 0;

    for (;;) {
        uint32_t name_size = limit_name_size(&names[at], size - at);
        if (name_size < 1 || name_size > LIMIT_NAME_MAX) {
            return false;
        }
        at += name_size;
        if (at == size) {
            return true;
        }
        if (names[at] != ',') {
            return false;
        }
        at++;
    }
}

bool key_limits_well_formed(const uint8_t *limits, uint32_t size) {
    struct limit_at limit;
    uint32_t lowest = 0; /* type that the next may have */
    uint32_t at = 0;

    if (size == 0) {
        return false;
    }
    while (at < size) {
        if (!take_limit(&limit, limits, size, &at) || limit.type < lowest ||
            (is_of_names(limit.type) && !names_well_formed(limit.value, limit.size))) {
            return false;
        }
        lowest = limit.type + 1;
    }
    return true;
}

bool key_limits_enforced(uint8_t algorithm, const uint8_t *limits, uint32_t size) {
    struct limit_at limit;
    uint32_t at = 0;

    while (at < size) {
        if (!take_limit(&limit, limits, size, &at) || !is_of_names(limit.type) ||
            algorithm != ALGORITHM_AWS4_HMAC_SHA256) {
            return false;
        }
    }
    return true;
}

/* Whether the name, which has no comma, is one of the list's. */
static bool has_name(const struct limit_at *list, const uint8_t *name, uint32_t name_size) {
    uint32_t at = 0;

    while (at < list->size) {
        uint32_t own_size = limit_name_size(&list->value[at], list->size - at);
        if (own_size == name_size && memcmp(&list->value[at], name, name_size) == 0) {
            return true;
        }
        at += own_size + 1;
    }
    return false;
}

bool key_limits_allow_scope(const struct key *key, const uint8_t *region, uint32_t region_size,
                            const uint8_t *service, uint32_t service_size) {
    struct limit_at limit;
    uint32_t at = 0;

    while (at < key->limits_size) {
        if (!take_limit(&limit, key_limits(key), key->limits_size, &at)) {
            return false;
        }
        bool allowed = limit.type == LIMIT_REGIONS    ? has_name(&limit, region, region_size)
                       : limit.type == LIMIT_SERVICES ? has_name(&limit, service, service_size)
                                                      : false;
        if (!allowed) {
            return false;
        }
    }
    return true;
}
