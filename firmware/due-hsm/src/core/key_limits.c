#include "key_limits.h"

#include <stddef.h>
#include <string.h>

#include "algorithm.h"
#include "bytes.h"

#define LENGTH_SIZE 4 /* bytes of the value of LIMIT_LENGTH */

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

static bool value_well_formed(const struct limit_at *limit) {
    switch (limit->type) {
    case LIMIT_PREFIX:
        return limit->size >= 1;
    case LIMIT_LENGTH:
        return limit->size == LENGTH_SIZE;
    case LIMIT_REGIONS:
    case LIMIT_SERVICES:
        return names_well_formed(limit->value, limit->size);
    default:
        return true;
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
            !value_well_formed(&limit)) {
            return false;
        }
        lowest = limit.type + 1;
    }
    return true;
}

static bool type_enforced(uint8_t algorithm, uint32_t type) {
    switch (type) {
    case LIMIT_PREFIX:
    case LIMIT_LENGTH:
        return algorithm_hash(algorithm) != NULL;
    case LIMIT_REGIONS:
    case LIMIT_SERVICES:
        return algorithm == ALGORITHM_AWS4_HMAC_SHA256;
    default:
        return false;
    }
}

bool key_limits_enforced(uint8_t algorithm, const uint8_t *limits, uint32_t size) {
    struct limit_at limit;
    uint32_t at = 0;

    while (at < size) {
        if (!take_limit(&limit, limits, size, &at) || !type_enforced(algorithm, limit.type)) {
            return false;
        }
    }
    return true;
}

void key_limits_set(struct key *key, const uint8_t *limits, uint32_t size) {
    memset(&key->id[key->id_size], 0, (uint32_t)KEY_ID_MAX - key->id_size);
    if (size != 0) {
        memcpy(&key->id[key->id_size], limits, size);
    }
    key->limits_size = (uint8_t)size;
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

/* Whether the bytes begin with all of the value. */
static bool begins_with(const uint8_t *bytes, uint32_t size, const struct limit_at *limit) {
    return size >= limit->size && memcmp(bytes, limit->value, limit->size) == 0;
}

static uint32_t length_of(const struct limit_at *limit) {
    return load_le32(limit->value);
}

bool key_limits_allow_part(const struct key *key, uint64_t before, const uint8_t *part,
                           uint32_t size) {
    struct limit_at limit;
    uint32_t at = 0;

    while (at < key->limits_size) {
        if (!take_limit(&limit, key_limits(key), key->limits_size, &at) ||
            !value_well_formed(&limit)) {
            return false;
        }
        bool allowed = limit.type == LIMIT_PREFIX   ? before != 0 || begins_with(part, size, &limit)
                       : limit.type == LIMIT_LENGTH ? before + size <= length_of(&limit)
                                                    : false;
        if (!allowed) {
            return false;
        }
    }
    return true;
}

/* The limit of this type in a list, if there is one. */
static bool find_limit(struct limit_at *limit, const uint8_t *limits, uint32_t size,
                       uint32_t type) {
    uint32_t at = 0;

    while (take_limit(limit, limits, size, &at)) {
        if (limit->type == type) {
            return true;
        }
    }
    return false;
}

/* Whether each name of one list is in the other. */
static bool has_names(const struct limit_at *all, const struct limit_at *some) {
    uint32_t at = 0;

    while (at < some->size) {
        uint32_t name_size = limit_name_size(&some->value[at], some->size - at);
        if (!has_name(all, &some->value[at], name_size)) {
            return false;
        }
        at += name_size + 1;
    }
    return true;
}

/* Whether a limit, of the same type and well-formed, allows nothing that the old one forbids. */
static bool at_least_as_tight(const struct limit_at *limit, const struct limit_at *old) {
    switch (limit->type) {
    case LIMIT_PREFIX:
        return begins_with(limit->value, limit->size, old);
    case LIMIT_LENGTH:
        return old->size == LENGTH_SIZE && length_of(limit) <= length_of(old);
    case LIMIT_REGIONS:
    case LIMIT_SERVICES:
        return has_names(old, limit);
    default:
        return false;
    }
}

bool key_limits_tighter(const struct key *key, const uint8_t *limits, uint32_t size) {
    struct limit_at limit;
    struct limit_at old;
    uint32_t at = 0;

    while (at < key->limits_size) {
        if (!take_limit(&old, key_limits(key), key->limits_size, &at) ||
            !find_limit(&limit, limits, size, old.type) || !at_least_as_tight(&limit, &old)) {
            return false;
        }
    }
    return true;
}
