/*
 * The limits of a key (PROTOCOL.md section 4): which bytes are a list, which lists this
 * device takes for which algorithm, and what a key with them may sign for.
 */
#include <string.h>

#include "algorithm.h"
#include "harness.h"
#include "key_limits.h"

static const uint8_t *bytes_of(const char *text) {
    return (const uint8_t *)text;
}

struct list_case {
    bool well_formed;
    bool enforced; /* on a key of AWS4-HMAC-SHA256 */
    uint32_t size;
    const char *bytes;
};

#define TAKEN(text)   ((struct list_case){true, true, sizeof(text) - 1, text})
#define UNKNOWN(text) ((struct list_case){true, false, sizeof(text) - 1, text})
#define NO_LIST(text) ((struct list_case){false, false, sizeof(text) - 1, text})

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
    UNKNOWN("\0\0"),
    UNKNOWN("\0\0\1\0\2\0"),
    UNKNOWN("\1\1p\2\4\0\0\1\0"),
    UNKNOWN("\1\1p\3\1a\4\1b"),
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
            CHECK(key_limits_enforced(ALGORITHM_AWS4_HMAC_SHA256, list, c->size) == c->enforced);
            CHECK(!key_limits_enforced(ALGORITHM_HMAC_SHA1, list, c->size));
            CHECK(!key_limits_enforced(ALGORITHM_HMAC_SHA256, list, c->size));
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

/* Every list of up to four bytes of these, which are types, sizes and names at once. */
static void short_lists(void) {
    static const uint8_t bytes[] = {0, 1, 2, 3, 4, ',', 'a'};
    uint32_t found = 0;

    for (uint32_t number = 0; number < 7 * 7 * 7 * 7; number++) {
        uint8_t list[4] = {bytes[number / 343], bytes[number / 49 % 7], bytes[number / 7 % 7],
                           bytes[number % 7]};
        bool of_names = list[0] == 3 || list[0] == 4;
        bool names = may_be_in_name(list[2]) && may_be_in_name(list[3]);
        bool one = list[1] == 2 && (!of_names || names);
        bool two = list[1] == 0 && list[3] == 0 && !of_names && list[0] < list[2] && list[2] != 3 &&
                   list[2] != 4;
        CHECK(key_limits_well_formed(list, sizeof list) == (one || two));
        found += one || two;
    }
    CHECK(found > 200);
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

int main(void) {
    static const struct test tests[] = {
        TEST(lists),
        TEST(every_byte_in_a_name),
        TEST(names_of_1_to_63_bytes),
        TEST(short_lists),
        TEST(scope_is_in_each_list),
        TEST(names_are_whole),
        TEST(unknown_limit_allows_nothing),
    };
    return RUN_TESTS("key_limits", tests);
}
