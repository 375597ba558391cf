/*
 * The limits of a key (PROTOCOL.md section 4): which bytes are a list, which lists this
 * device takes for which algorithm, what a key with them may sign, and which are tighter.
 */
#include <string.h>

#include "algorithm.h"
#include "bytes.h"
#include "harness.h"
#include "key_limits.h"

static const uint8_t *bytes_of(const char *text) {
    return (const uint8_t *)text;
}

struct list_case {
    bool well_formed;
    bool of_aws4; /* enforced on a key of AWS4-HMAC-SHA256 */
    bool of_hmac; /* and on one of HMAC */
    uint32_t size;
    const char *bytes;
};

#define TAKEN(text)   ((struct list_case){true, true, false, sizeof(text) - 1, text})
#define OF_HMAC(text) ((struct list_case){true, false, true, sizeof(text) - 1, text})
#define UNKNOWN(text) ((struct list_case){true, false, false, sizeof(text) - 1, text})
#define NO_LIST(text) ((struct list_case){false, false, false, sizeof(text) - 1, text})

/* Octal for the sizes: what follows them may be a hexadecimal digit. */
static const struct list_case list_cases[] = {
    TAKEN("\3\1a"),
    TAKEN("\4\2s3"),
    TAKEN("\3\11eu-west-1\4\2s3"),
    TAKEN("\3\3a,b"),
    TAKEN("\3\3a,a"),
    TAKEN("\3\6AZ_az-"),
    TAKEN("\3\4"
          "09--"),
    TAKEN("\4\5a,b,c"),
    OF_HMAC("\1\1p"),
    OF_HMAC("\1\1\0"),
    OF_HMAC("\1\5\377 ,\n\2"),
    OF_HMAC("\2\4\0\0\0\0"),
    OF_HMAC("\2\4\377\377\377\377"),
    OF_HMAC("\1\1p\2\4\0\0\1\0"),
    UNKNOWN("\0\0"),
    UNKNOWN("\0\0\1\1p"),
    UNKNOWN("\1\1p\5\0"),
    UNKNOWN("\1\1p\3\1a\4\1b"),
    UNKNOWN("\2\4\0\0\0\0\4\1b"),
    UNKNOWN("\3\1a\4\1b\5\0"),
    UNKNOWN("\377\1\0"),
    NO_LIST(""),
    NO_LIST("\3"), /* not whole */
    NO_LIST("\3\1"),
    NO_LIST("\3\2a"),
    NO_LIST("\3\377a"),
    NO_LIST("\3\1a\4"),
    NO_LIST("\3\1a\4\2s"),
    NO_LIST("\3\1ab"),
    NO_LIST("\1\2p\2\4\0\0\1"),
    NO_LIST("\1\0"), /* the prefix of every message */
    NO_LIST("\1\0\2\4\0\0\0\0"),
    NO_LIST("\2\0"), /* four bytes are missing, or one, or there are too many */
    NO_LIST("\2\3\0\0\0"),
    NO_LIST("\2\5\0\0\0\0\0"),
    NO_LIST("\2\10\0\0\0\0\0\0\0\0"),
    NO_LIST("\2\4\0\0\0\0\1\1p"),
    NO_LIST("\2\4\0\0\0\0\2\4\0\0\0\0"),
    NO_LIST("\3\1a\3\1b"), /* twice */
    NO_LIST("\1\1a\1\1a"),
    NO_LIST("\377\0\377\0"),
    NO_LIST("\4\1a\3\1b"), /* descending */
    NO_LIST("\3\1a\1\1b"),
    NO_LIST("\3\0"), /* no names */
    NO_LIST("\4\0"),
    NO_LIST("\3\0\4\1a"),
    NO_LIST("\3\1,"),
    NO_LIST("\3\2,a"),
    NO_LIST("\3\2a,"),
    NO_LIST("\3\4a,,b"),
    NO_LIST("\3\3a b"),
    NO_LIST("\3\4a, b"),
    NO_LIST("\4\2\0s"),
    NO_LIST("\4\2s\0"),
    NO_LIST("\4\2s*"),
};

static void lists(void) {
    for (uint32_t i = 0; i < sizeof list_cases / sizeof list_cases[0]; i++) {
        const struct list_case *c = &list_cases[i];
        const uint8_t *list = bytes_of(c->bytes);

        CHECK(key_limits_well_formed(list, c->size) == c->well_formed);
        if (c->well_formed) {
            CHECK(key_limits_enforced(ALGORITHM_AWS4_HMAC_SHA256, list, c->size) == c->of_aws4);
            CHECK(key_limits_enforced(ALGORITHM_HMAC_SHA1, list, c->size) == c->of_hmac);
            CHECK(key_limits_enforced(ALGORITHM_HMAC_SHA256, list, c->size) == c->of_hmac);
            CHECK(!key_limits_enforced(0, list, c->size));
            CHECK(!key_limits_enforced(ALGORITHMS_END, list, c->size));
        }
    }
    for (uint8_t algorithm = ALGORITHM_HMAC_SHA1; algorithm < ALGORITHMS_END; algorithm++) {
        CHECK(key_limits_enforced(algorithm, bytes_of(""), 0));
    }
}

/* By the words of the page, once more. */
static bool may_be_in_name(uint32_t c) {
    static const char all[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    return c != 0 && strchr(all, (int)c) != NULL;
}

/* In a name's beginning, its middle and its end; a comma parts two. */
static void every_byte_in_a_name(void) {
    for (uint32_t type = LIMIT_REGIONS; type <= LIMIT_SERVICES; type++) {
        for (uint32_t c = 0; c < 256; c++) {
            for (uint32_t at = 0; at < 3; at++) {
                uint8_t list[5] = {(uint8_t)type, 3, 'x', 'y', 'z'};
                list[2 + at] = (uint8_t)c;
                bool well_formed = may_be_in_name(c) || (c == ',' && at == 1);
                CHECK(key_limits_well_formed(list, sizeof list) == well_formed);
                CHECK(limit_name_size(&list[2], 3) == (may_be_in_name(c) ? 3 : at));
            }
        }
    }
}

static void names_of_1_to_63_bytes(void) {
    uint8_t list[255];

    for (uint32_t size = 1; size <= 100; size++) {
        list[0] = LIMIT_SERVICES;
        list[1] = (uint8_t)size;
        memset(&list[2], 'n', size);
        CHECK(key_limits_well_formed(list, 2 + size) == (size <= 63));
        list[1] = (uint8_t)(size + 2); /* before another, and behind one */
        list[2 + size] = ',';
        list[3 + size] = 'm';
        CHECK(key_limits_well_formed(list, 4 + size) == (size <= 63));
        list[2] = 'm';
        list[3] = ',';
        memset(&list[4], 'n', size);
        CHECK(key_limits_well_formed(list, 4 + size) == (size <= 63));
    }
}

static bool may_be_empty(uint32_t type) {
    return type == 0 || type > 4;
}

/* Every list of up to four bytes of these, which are types, sizes and names at once. */
static void short_lists(void) {
    static const uint8_t bytes[] = {0, 1, 2, 3, 4, ',', 'a'};
    uint32_t found = 0;

    for (uint32_t number = 0; number < 7 * 7 * 7 * 7; number++) {
        uint8_t list[4] = {bytes[number / 343], bytes[number / 49 % 7], bytes[number / 7 % 7],
                           bytes[number % 7]};
        bool of_names = list[0] == 3 || list[0] == 4;
        bool names = may_be_in_name(list[2]) && may_be_in_name(list[3]);
        bool one = list[1] == 2 && list[0] != 2 && (!of_names || names);
        bool two = list[1] == 0 && list[3] == 0 && list[0] < list[2] && may_be_empty(list[0]) &&
                   may_be_empty(list[2]);
        CHECK(key_limits_well_formed(list, sizeof list) == (one || two));
        found += one || two;
    }
    CHECK(found > 150);
}

static struct key key_with(const char *limits, uint32_t size) {
    struct key key = {.id_size = 2, .algorithm = ALGORITHM_AWS4_HMAC_SHA256};

    memset(key.id, 'i', 2);
    memcpy(&key.id[2], limits, size);
    key.limits_size = (uint8_t)size;
    return key;
}

static bool allows(const struct key *key, const char *region, const char *service) {
    return key_limits_allow_scope(key, bytes_of(region), (uint32_t)strlen(region),
                                  bytes_of(service), (uint32_t)strlen(service));
}

#define KEY_WITH(limits) key_with(limits, sizeof(limits) - 1)

static void scope_is_in_each_list(void) {
    struct key none = KEY_WITH("");
    struct key region = KEY_WITH("\3\11eu-west-1");
    struct key service = KEY_WITH("\4\2s3");
    struct key both = KEY_WITH("\3\23eu-west-1,us-east-1\4\6s3,sts");

    CHECK(allows(&none, "eu-west-1", "s3") && allows(&none, "x", "y"));
    CHECK(allows(&region, "eu-west-1", "s3") && allows(&region, "eu-west-1", "x"));
    CHECK(!allows(&region, "eu-west-2", "s3") && !allows(&region, "s3", "eu-west-1"));
    CHECK(allows(&service, "eu-west-1", "s3") && allows(&service, "x", "s3"));
    CHECK(!allows(&service, "eu-west-1", "s4") && !allows(&service, "s3", "sts"));
    CHECK(allows(&both, "eu-west-1", "s3") && allows(&both, "us-east-1", "s3"));
    CHECK(allows(&both, "eu-west-1", "sts") && allows(&both, "us-east-1", "sts"));
    CHECK(!allows(&both, "eu-west-1", "ec2") && !allows(&both, "eu-west-2", "sts"));
    CHECK(!allows(&both, "s3", "eu-west-1"));
}

/* No part of a name is one, nor are two with their comma, and capitals differ. */
static void names_are_whole(void) {
    static const char *const others[] = {"a",    "ab",   "abcd", "bc",      "ABC",
                                         "d",    "defg", "ef",   "abc,def", ",",
                                         "abc,", ",def", "c,d",  "xabc",    "-"};
    struct key key = KEY_WITH("\3\13abc,def,abd\4\3abc");

    CHECK(allows(&key, "abc", "abc") && allows(&key, "def", "abc") && allows(&key, "abd", "abc"));
    for (uint32_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        CHECK(!allows(&key, others[i], "abc"));
        CHECK(!allows(&key, "abc", others[i]));
    }
}

/* As later firmware may leave it in flash: what is not known cannot be enforced. */
static void unknown_limit_allows_nothing(void) {
    struct key before = KEY_WITH("\1\1p\3\1a\4\1b");
    struct key behind = KEY_WITH("\3\1a\4\1b\5\0");
    struct key alone = KEY_WITH("\2\4\0\0\0\0");
    struct key cut = KEY_WITH("\3\1a\4\1b");

    CHECK(allows(&cut, "a", "b"));
    CHECK(!allows(&before, "a", "b") && !allows(&behind, "a", "b") && !allows(&alone, "a", "b"));
    for (uint8_t size = 1; size < cut.limits_size; size++) {
        struct key part = cut;
        part.limits_size = size;
        CHECK(allows(&part, "a", "b") == (size == 3));
    }
}

/* Whether the key signs the message in parts, of which the first is so long, and the others. */
static bool signs_in_parts(const struct key *key, const uint8_t *message, uint32_t size,
                           uint32_t first, uint32_t others) {
    uint32_t at = 0;

    do {
        uint32_t part = at == 0 ? first : others;
        part = part < size - at ? part : size - at;
        if (!key_limits_allow_part(key, at, &message[at], part)) {
            return false;
        }
        at += part;
    } while (at < size);
    return true;
}

#define MESSAGE "abcabcabc"
#define LONGEST (sizeof MESSAGE - 1)

/* Every prefix and every length, and messages that begin like the prefix for any part of it. */
static void prefix_and_length(void) {
    uint32_t signed_ones = 0;

    for (uint32_t prefix_size = 0; prefix_size <= LONGEST; prefix_size++) {
        for (uint32_t greatest = 0; greatest <= LONGEST + 1; greatest++) {
            uint8_t limits[32] = {LIMIT_PREFIX, (uint8_t)prefix_size};
            uint32_t end = prefix_size == 0 ? 0 : 2 + prefix_size;
            memcpy(&limits[2], MESSAGE, prefix_size);
            if (greatest <= LONGEST) {
                memcpy(&limits[end], "\2\4\0\0\0\0", 6);
                limits[end + 2] = (uint8_t)greatest;
                end += 6;
            }
            struct key key = key_with((const char *)limits, end);
            key.algorithm = ALGORITHM_HMAC_SHA256;
            for (uint32_t size = 0; size <= LONGEST; size++) {
                for (uint32_t wrong = 0; wrong <= size; wrong++) {
                    uint8_t message[LONGEST] = {0};
                    memcpy(message, MESSAGE, size);
                    if (wrong < size) {
                        message[wrong] ^= 0x20;
                    }
                    bool allowed = size >= prefix_size && (wrong == size || wrong >= prefix_size) &&
                                   size <= greatest;
                    CHECK(key_limits_allow_part(&key, 0, message, size) == allowed);
                    for (uint32_t first = 1; first <= size; first++) {
                        bool in_first = first >= prefix_size;
                        CHECK(signs_in_parts(&key, message, size, first, 1 + first % 3) ==
                              (allowed && in_first));
                    }
                    signed_ones += allowed;
                }
            }
        }
    }
    CHECK(signed_ones > 500);
}

/* Sums beyond 32 bits, where a part of any size is. */
static void lengths_of_32_bits(void) {
    static const uint64_t befores[] = {0,          1,           0x7FFFFFFF, 0xFFFFFFF0,
                                       0xFFFFFFFF, 0x100000000, 1ull << 40};
    static const uint32_t sizes[] = {0, 1, 15, 16, 576, 640};
    static const uint32_t greatest[] = {0, 1, 576, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
    static const uint8_t part[640];

    for (uint32_t g = 0; g < sizeof greatest / sizeof greatest[0]; g++) {
        uint8_t limits[6] = {LIMIT_LENGTH, 4};
        store_le32(&limits[2], greatest[g]);
        struct key key = key_with((const char *)limits, sizeof limits);
        for (uint32_t b = 0; b < sizeof befores / sizeof befores[0]; b++) {
            for (uint32_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
                CHECK(key_limits_allow_part(&key, befores[b], part, sizes[i]) ==
                      (befores[b] + sizes[i] <= greatest[g]));
            }
        }
    }
}

static void longest_prefix(void) {
    uint8_t limits[127];
    uint8_t message[126];

    memset(limits, 'p', sizeof limits);
    limits[0] = LIMIT_PREFIX;
    limits[1] = 125;
    struct key key = {.id_size = 1, .algorithm = ALGORITHM_HMAC_SHA1};
    key.id[0] = 'i';
    key_limits_set(&key, limits, sizeof limits);
    CHECK(key.limits_size == 127 && key.id[0] == 'i' && key_limits_well_formed(limits, 127));
    memset(message, 'p', sizeof message);
    CHECK(key_limits_allow_part(&key, 0, message, 125) &&
          key_limits_allow_part(&key, 0, message, 126));
    CHECK(!key_limits_allow_part(&key, 0, message, 124));
    message[124]++;
    CHECK(!key_limits_allow_part(&key, 0, message, 126));
}

/* A key of HMAC whose limits are unknown here, for it or at all, or no list, signs nothing. */
static void unknown_limit_allows_no_part(void) {
    uint32_t unknown = 0;

    for (uint32_t i = 0; i < sizeof list_cases / sizeof list_cases[0]; i++) {
        const struct list_case *c = &list_cases[i];
        if (c->size != 0 && !c->of_hmac) {
            struct key key = key_with(c->bytes, c->size);
            CHECK(!key_limits_allow_part(&key, 0, bytes_of("p"), 1));
            unknown++;
        }
    }
    CHECK(unknown > 40);
}

static void limits_come_and_go(void) {
    struct key key = {.id = "idXXXXXX", .id_size = 2, .limits_size = 6};

    key_limits_set(&key, bytes_of("\1\1p"), 3);
    CHECK(key.limits_size == 3 && memcmp(key.id, "id\1\1p\0\0\0", 8) == 0);
    key_limits_set(&key, NULL, 0);
    CHECK(key.limits_size == 0 && memcmp(key.id, "id\0\0\0\0\0\0", 8) == 0);
}

/* What the limits of a key of HMAC may be, of a small world, and as a list. */
struct hmac_limits {
    uint32_t prefix_size; /* of "a" and "b"; 0: no limit */
    uint32_t prefix;      /* bit by bit, the first byte lowest */
    uint32_t greatest;    /* NO_GREATEST: no limit */
};

#define PREFIX_MAX   3
#define NO_GREATEST  5
#define HMAC_LIMITS  (15 * 6)
#define MESSAGES_MAX 31 /* of "a" and "b", of up to 4 bytes */

static struct hmac_limits hmac_limits(uint32_t number) {
    struct hmac_limits l = {0, number / 6, number % 6};

    while (l.prefix >= 1u << l.prefix_size) {
        l.prefix -= 1u << l.prefix_size;
        l.prefix_size++;
    }
    return l;
}

static uint32_t hmac_list(uint8_t *out, struct hmac_limits l) {
    uint32_t end = 0;

    if (l.prefix_size != 0) {
        out[0] = LIMIT_PREFIX;
        out[1] = (uint8_t)l.prefix_size;
        for (uint32_t i = 0; i < l.prefix_size; i++) {
            out[2 + i] = (l.prefix >> i & 1) != 0 ? 'b' : 'a';
        }
        end = 2 + l.prefix_size;
    }
    if (l.greatest != NO_GREATEST) {
        memcpy(&out[end], "\2\4\0\0\0\0", 6);
        out[end + 2] = (uint8_t)l.greatest;
        end += 6;
    }
    return end;
}

/* By the words of the page. */
static bool hmac_tighter(struct hmac_limits l, struct hmac_limits old) {
    bool prefix = l.prefix_size >= old.prefix_size &&
                  (l.prefix & ((1u << old.prefix_size) - 1)) == old.prefix;

    return prefix && l.greatest <= old.greatest;
}

static bool allows_message(const struct key *key, uint32_t number) {
    uint8_t message[4];
    uint32_t size = 0;

    while (number >= 1u << size) {
        number -= 1u << size;
        size++;
    }
    for (uint32_t i = 0; i < size; i++) {
        message[i] = (number >> i & 1) != 0 ? 'b' : 'a';
    }
    return key_limits_allow_part(key, 0, message, size);
}

/* All pairs: as the page has it, and no message that was not allowed is so by tighter ones. */
static void tighter_limits_of_hmac(void) {
    uint32_t found = 0;

    for (uint32_t i = 0; i < HMAC_LIMITS * HMAC_LIMITS; i++) {
        uint8_t old_list[16];
        uint8_t list[16];
        struct hmac_limits old_limits = hmac_limits(i / HMAC_LIMITS);
        struct hmac_limits limits = hmac_limits(i % HMAC_LIMITS);
        uint32_t old_size = hmac_list(old_list, old_limits);
        uint32_t size = hmac_list(list, limits);
        struct key old = key_with((const char *)old_list, old_size);
        struct key new = key_with((const char *)list, size);
        bool tighter = key_limits_tighter(&old, list, size);
        CHECK(tighter == hmac_tighter(limits, old_limits));
        for (uint32_t m = 0; tighter && m < MESSAGES_MAX; m++) {
            CHECK(!allows_message(&new, m) || allows_message(&old, m));
        }
        found += tighter;
    }
    CHECK(found > 1000 && found < HMAC_LIMITS * HMAC_LIMITS / 2);
}

static const char *const names[] = {"a", "b", "ab"};

/* The names whose bits are set; 0: no limit. */
static uint32_t put_names(uint8_t *out, uint8_t type, uint32_t bits) {
    uint32_t end = 2;

    for (uint32_t i = 0; i < 3; i++) {
        if ((bits >> i & 1) != 0) {
            memcpy(&out[end], names[i], strlen(names[i]));
            end += (uint32_t)strlen(names[i]);
            out[end++] = ',';
        }
    }
    out[0] = type;
    out[1] = (uint8_t)(end - 3);
    return bits == 0 ? 0 : end - 1;
}

static bool some_of(uint32_t bits, uint32_t old) {
    return old == 0 || (bits != 0 && (bits & ~old) == 0);
}

/* All pairs of regions and services, of three names each. */
static void tighter_limits_of_aws4(void) {
    for (uint32_t i = 0; i < 64 * 64; i++) {
        uint8_t old_list[24];
        uint8_t list[24];
        uint32_t old_size = put_names(old_list, LIMIT_REGIONS, i & 7);
        old_size += put_names(&old_list[old_size], LIMIT_SERVICES, i >> 3 & 7);
        uint32_t size = put_names(list, LIMIT_REGIONS, i >> 6 & 7);
        size += put_names(&list[size], LIMIT_SERVICES, i >> 9);
        struct key old = key_with((const char *)old_list, old_size);
        struct key new = key_with((const char *)list, size);
        bool tighter = key_limits_tighter(&old, list, size);
        CHECK(tighter == (some_of(i >> 6 & 7, i & 7) && some_of(i >> 9, i >> 3 & 7)));
        for (uint32_t m = 0; tighter && m < 9; m++) {
            CHECK(!allows(&new, names[m / 3], names[m % 3]) ||
                  allows(&old, names[m / 3], names[m % 3]));
        }
    }
}

/* Nobody knows what would be tighter than these. */
static void nothing_is_tighter_than_unknown_limits(void) {
    struct key unknown = KEY_WITH("\3\1a\5\1x");
    struct key cut = KEY_WITH("\3\1a\4\1b");
    struct key wide = KEY_WITH("\2\5\1\0\0\0\0");
    const uint8_t *same = key_limits(&unknown);

    CHECK(!key_limits_tighter(&unknown, same, 6) && !key_limits_tighter(&unknown, same, 3));
    CHECK(!key_limits_tighter(&wide, bytes_of("\2\4\0\0\0\0"), 6));
    CHECK(key_limits_tighter(&cut, bytes_of("\3\1a\4\1b"), 6));
    cut.limits_size = 5;
    CHECK(!key_limits_tighter(&cut, bytes_of("\3\1a\4\1b"), 6));
}

int main(void) {
    static const struct test tests[] = {
        TEST(lists),
        TEST(every_byte_in_a_name),
        TEST(names_of_1_to_63_bytes),
        TEST(short_lists),
        TEST(scope_is_in_each_list),
        TEST(names_are_whole),
        TEST(unknown_limit_allows_nothing),
        TEST(prefix_and_length),
        TEST(lengths_of_32_bits),
        TEST(longest_prefix),
        TEST(unknown_limit_allows_no_part),
        TEST(limits_come_and_go),
        TEST(tighter_limits_of_hmac),
        TEST(tighter_limits_of_aws4),
        TEST(nothing_is_tighter_than_unknown_limits),
    };
    return RUN_TESTS("key_limits", tests);
}
