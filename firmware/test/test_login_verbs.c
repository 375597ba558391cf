/*
 * The sub-verbs of EXTENDED that list, add and remove logins (PROTOCOL.md section 4). The
 * first login is made through the link; on the closed device the verbs are called as what
 * lets a manager's requests through would call them.
 */
#include <string.h>

#include "algorithm.h"
#include "client.h"
#include "fake_board.h"
#include "harness.h"
#include "hmac.h"
#include "key_index.h"
#include "keystore.h"
#include "login_verbs.h"
#include "logins.h"
#include "reference.h"

#define CLOSED 0x08u /* of the flags in WELCOME and INFO */

static uint8_t payload[REQUEST_PAYLOAD_MAX] __attribute__((aligned(4)));
static struct reply reply;

/* 32 bytes that no other login of these tests has. */
static void put_secret(uint8_t out[LOGIN_SECRET_SIZE], uint8_t which) {
    for (uint32_t i = 0; i < LOGIN_SECRET_SIZE; i++) {
        out[i] = (uint8_t)(which * 37 + i * 11 + 1);
    }
}

static uint32_t put_add(uint8_t role, const char *name) {
    payload[0] = EXTENDED_ADD_LOGIN;
    payload[1] = role;
    uint32_t at = 2 + put_id(&payload[2], name);
    put_secret(&payload[at], (uint8_t)name[0]);
    return at + LOGIN_SECRET_SIZE;
}

static uint32_t put_remove(const char *name) {
    payload[0] = EXTENDED_REMOVE_LOGIN;
    return 1 + put_id(&payload[1], name);
}

static uint32_t put_list(uint32_t index, uint8_t offset) {
    payload[0] = EXTENDED_LIST_LOGINS;
    store_le16(&payload[1], (uint16_t)index);
    payload[3] = offset;
    return 4;
}

/* What a manager's request would be answered: the payload that was put, past all permissions. */
static enum status execute(uint32_t size) {
    struct request request = {.code = VERB_EXTENDED, .size = size, .payload = payload};

    memset(&reply, 0, sizeof reply);
    switch (payload[0]) {
    case EXTENDED_LIST_LOGINS:
        return logins_list_verb(&request, &reply);
    case EXTENDED_ADD_LOGIN:
        return logins_add_verb(&request, &reply);
    default:
        return logins_remove_verb(&request, &reply);
    }
}

static void expect_exact_size(uint32_t size) {
    for (uint32_t cut = 1; cut < size; cut++) {
        CHECK(execute(cut) == STATUS_MALFORMED && reply.size == 0);
    }
    payload[size] = 0;
    CHECK(execute(size + 1) == STATUS_MALFORMED);
}

static uint8_t flags(void) {
    uint8_t of_welcome = client_hello(77).payload[11];

    CHECK(client_hello(78).payload[11] == of_welcome);
    CHECK(client_call(VERB_INFO, 0, "", 1).payload[0] == of_welcome);
    return of_welcome;
}

static void start(void) {
    client_new_device();
    CHECK(flags() == 0);
}

/* A device that the login `manager` has closed. */
static void start_closed(void) {
    start();
    uint32_t size = put_add(ROLE_MANAGER, "manager");
    CHECK(client_status(VERB_EXTENDED, 0, payload, size) == STATUS_OK);
}

static void first_login_closes_the_device(void) {
    start();
    uint32_t size = put_add(ROLE_USER, "user");
    CHECK(client_status(VERB_EXTENDED, 0, payload, size) == STATUS_NOT_PERMITTED);
    CHECK(flags() == 0);
    size = put_add(ROLE_MANAGER, "manager");
    CHECK(client_status(VERB_EXTENDED, 0, payload, size) == STATUS_OK);
    CHECK(flags() == CLOSED && logins_count() == 1);
    for (uint32_t starts = 0; starts < 2; starts++) {
        client_restart_device();
        CHECK(flags() == CLOSED && logins_count() == 1);
    }
}

/* Sealed or not does not matter once the device is closed; open and sealed it stays open. */
static void sealed_device(void) {
    start();
    fake_board.sealed = true;
    CHECK(execute(put_add(ROLE_MANAGER, "manager")) == STATUS_SEALED);
    CHECK(execute(put_add(ROLE_USER, "user")) == STATUS_SEALED);
    CHECK(execute(put_remove("manager")) == STATUS_UNKNOWN_KEY);
    CHECK(execute(put_add(ROLE_MANAGER, "a\n")) == STATUS_MALFORMED);
    CHECK(!logins_closed() && logins_count() == 0);
    fake_board.sealed = false;
    CHECK(execute(put_add(ROLE_MANAGER, "manager")) == STATUS_OK);
    fake_board.sealed = true;
    CHECK(execute(put_add(ROLE_MANAGER, "other")) == STATUS_OK);
    CHECK(execute(put_add(ROLE_USER, "user")) == STATUS_OK);
    CHECK(execute(put_remove("manager")) == STATUS_OK);
    CHECK(execute(put_remove("user")) == STATUS_OK && logins_count() == 1);
}

/* What the device keeps of the secret are the midstates of HMAC-SHA256. */
static void login_has_its_role_and_midstates(void) {
    static const uint8_t message[] = "any message";
    uint8_t secret[LOGIN_SECRET_SIZE];
    uint8_t expected[REFERENCE_MAC_MAX];
    uint8_t mac[REFERENCE_MAC_MAX];
    struct hmac h;

    start_closed();
    CHECK(execute(put_add(ROLE_USER, "user")) == STATUS_OK && reply.size == 0);
    client_restart_device();
    for (uint32_t i = 0; i < 2; i++) {
        const char *name = i == 0 ? "manager" : "user";
        const struct login *login = logins_find((const uint8_t *)name, (uint32_t)strlen(name));
        CHECK(login != NULL && login->role == (i == 0 ? ROLE_MANAGER : ROLE_USER));
        hmac_start(&h, algorithm_hash(ALGORITHM_HMAC_SHA256), login->inner, login->outer);
        hmac_update(&h, message, sizeof message);
        CHECK(hmac_finish(&h, mac) == 32);
        put_secret(secret, (uint8_t)name[0]);
        (void)reference_hmac(ALGORITHM_HMAC_SHA256, expected, secret, sizeof secret, message,
                             sizeof message);
        CHECK(memcmp(mac, expected, 32) == 0);
    }
}

static void add_refuses(void) {
    char longest[LOGIN_NAME_MAX + 2] = {0};

    start();
    expect_exact_size(put_add(ROLE_MANAGER, "name"));
    memset(longest, 'n', LOGIN_NAME_MAX);
    CHECK(execute(put_add(0, "name")) == STATUS_MALFORMED);
    CHECK(execute(put_add(3, "name")) == STATUS_MALFORMED);
    CHECK(execute(put_add(0xFF, "name")) == STATUS_MALFORMED);
    CHECK(execute(put_add(ROLE_MANAGER, "")) == STATUS_MALFORMED);
    CHECK(execute(put_add(ROLE_MANAGER, "a\n")) == STATUS_MALFORMED);
    CHECK(execute(put_add(ROLE_MANAGER, "\xC3")) == STATUS_MALFORMED);
    CHECK(!logins_closed());
    CHECK(execute(put_add(ROLE_MANAGER, longest)) == STATUS_OK);
    CHECK(execute(put_add(ROLE_USER, longest)) == STATUS_EXISTS);
    longest[LOGIN_NAME_MAX] = 'n';
    CHECK(execute(put_add(ROLE_USER, longest)) == STATUS_MALFORMED);
    CHECK(logins_count() == 1);
    fake_board.flash_broken = true;
    CHECK(execute(put_add(ROLE_USER, "user")) == STATUS_STORE_FAILED);
    CHECK(logins_count() == 1);
}

/* A login is taken from its place among the others by its name only. */
static void remove_removes(void) {
    start_closed();
    CHECK(execute(put_add(ROLE_USER, "user")) == STATUS_OK);
    CHECK(execute(put_add(ROLE_USER, "use")) == STATUS_OK);
    expect_exact_size(put_remove("us"));
    CHECK(execute(put_remove("us")) == STATUS_UNKNOWN_KEY);
    CHECK(execute(put_remove("")) == STATUS_MALFORMED);
    CHECK(execute(put_remove("a\n")) == STATUS_MALFORMED);
    CHECK(execute(put_remove("manager")) == STATUS_NOT_PERMITTED);
    CHECK(execute(put_remove("user")) == STATUS_OK && reply.size == 0);
    CHECK(execute(put_remove("user")) == STATUS_UNKNOWN_KEY);
    CHECK(logins_find((const uint8_t *)"use", 3) != NULL && logins_count() == 2);
    client_restart_device();
    CHECK(logins_find((const uint8_t *)"use", 3) != NULL && logins_count() == 2);
    CHECK(flags() == CLOSED);
}

static uint32_t generation(void) {
    CHECK(execute(put_list(0, 0)) == STATUS_OK);
    return load_le32(reply.payload);
}

/* As LIST answers, each entry in one piece. */
static void list_tells_role_and_name(void) {
    char longest[LOGIN_NAME_MAX + 1] = {0};
    uint32_t before;

    start();
    CHECK(execute(put_list(0, 0)) == STATUS_OK && reply.size == 7);
    CHECK(load_le16(&reply.payload[4]) == 0 && reply.payload[6] == 0);
    before = generation();
    memset(longest, 'n', LOGIN_NAME_MAX);
    CHECK(execute(put_add(ROLE_MANAGER, longest)) == STATUS_OK && generation() != before);
    before = generation();
    CHECK(execute(put_add(ROLE_USER, "user")) == STATUS_OK && generation() != before);
    for (uint32_t i = 0; i < 2; i++) {
        const char *name = i == 0 ? longest : "user";
        uint32_t size = (uint32_t)strlen(name);
        for (uint32_t offset = 0; offset <= 255; offset++) {
            uint32_t rest = offset < size + 1 ? size + 1 - offset : 0;
            CHECK(execute(put_list(i, (uint8_t)offset)) == STATUS_OK && reply.size == 7 + rest);
            CHECK(load_le16(&reply.payload[4]) == 2 && reply.payload[6] == size + 1);
            CHECK(offset != 0 || reply.payload[7] == (i == 0 ? ROLE_MANAGER : ROLE_USER));
            CHECK(offset == 0 || memcmp(&reply.payload[7], &name[offset - 1], rest) == 0);
        }
    }
    CHECK(execute(put_list(2, 0)) == STATUS_OK && reply.size == 7 && reply.payload[6] == 0);
    CHECK(execute(put_list(65535, 0)) == STATUS_OK && reply.size == 7);
    expect_exact_size(put_list(0, 0));
    before = generation();
    CHECK(execute(put_remove("user")) == STATUS_OK && generation() != before);
}

/* On an open device the sub-verbs are there for all. */
static void open_device(void) {
    start();
    struct message list = client_call(VERB_EXTENDED, 0, payload, put_list(0, 0));
    CHECK(list.code == STATUS_OK && list.size == 7);
    CHECK(client_status(VERB_EXTENDED, 0, payload, put_remove("user")) == STATUS_UNKNOWN_KEY);
    CHECK(client_status(VERB_EXTENDED | REQUEST_FLAG_FIRST, 0, payload, put_remove("user")) ==
          STATUS_MALFORMED);
    CHECK(client_status(VERB_EXTENDED, 1, payload, put_remove("user")) == STATUS_MALFORMED);
}

/* No verb of keys finds a login, under whatever name, and none of logins a key. */
static void logins_and_keys_have_names_of_their_own(void) {
    start();
    client_import("both", "key", 3);
    client_import("key", "key", 3);
    CHECK(execute(put_add(ROLE_MANAGER, "both")) == STATUS_OK);
    CHECK(execute(put_add(ROLE_MANAGER, "login")) == STATUS_OK);
    CHECK(execute(put_remove("key")) == STATUS_UNKNOWN_KEY);
    CHECK(keystore_find((const uint8_t *)"login", 5) == NULL && keystore_count() == 2);
    CHECK(keystore_delete((const uint8_t *)"login", 5) == STATUS_UNKNOWN_KEY);
    CHECK(keystore_delete((const uint8_t *)"both", 4) == STATUS_OK);
    CHECK(logins_find((const uint8_t *)"both", 4) != NULL && logins_count() == 2);
    CHECK(execute(put_remove("both")) == STATUS_OK);
    client_restart_device();
    CHECK(keystore_count() == 1 && logins_count() == 1);
}

/* A store that keys fill still takes the logins, of which the Due has pages enough for all. */
static void store_full_of_keys(void) {
    char id[4] = "000";

    start();
    for (uint32_t i = 0; i < KEYS_MAX; i++) {
        id[0] = (char)('0' + i / 100);
        id[1] = (char)('0' + i / 10 % 10);
        id[2] = (char)('0' + i % 10);
        client_import(id, "key", 3);
    }
    for (uint32_t i = 0; i < LOGINS_MAX; i++) {
        id[0] = (char)('a' + i);
        CHECK(execute(put_add(ROLE_MANAGER, id)) == STATUS_OK);
    }
    id[0] = 'z';
    CHECK(execute(put_add(ROLE_MANAGER, id)) == STATUS_STORE_FULL);
    client_restart_device();
    CHECK(keystore_count() == KEYS_MAX && logins_count() == LOGINS_MAX);
}

int main(void) {
    static const struct test tests[] = {
        TEST(first_login_closes_the_device),
        TEST(sealed_device),
        TEST(login_has_its_role_and_midstates),
        TEST(add_refuses),
        TEST(remove_removes),
        TEST(list_tells_role_and_name),
        TEST(open_device),
        TEST(logins_and_keys_have_names_of_their_own),
        TEST(store_full_of_keys),
    };
    return RUN_TESTS("login_verbs", tests);
}
