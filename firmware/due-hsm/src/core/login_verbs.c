#include "login_verbs.h"

#include <string.h>

#include "access.h"
#include "board.h"
#include "bytes.h"
#include "counters.h"
#include "hmac.h"
#include "logins.h"
#include "piece.h"
#include "sha256.h"

#define LIST_HEAD_SIZE 7 /* bytes of the answer before the piece of the entry */

/* u8 role, name. */
#define ENTRY_SIZE_MAX (1 + LOGIN_NAME_MAX)

enum status logins_list_verb(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint8_t entry[ENTRY_SIZE_MAX];
    uint32_t size = 0;

    (void)take_u8(&f); /* the sub-verb */
    uint32_t index = take_u16(&f);
    uint32_t offset = take_u8(&f);
    if (!fields_complete(&f)) {
        return STATUS_MALFORMED;
    }
    const struct login *login = logins_at(index);
    if (login != NULL) {
        entry[0] = login->role;
        memcpy(&entry[1], login->name, login->name_size);
        size = 1 + (uint32_t)login->name_size;
    }
    store_le32(reply->payload, counters[COUNTER_KEY_CHANGES]);
    store_le16(&reply->payload[4], (uint16_t)logins_count());
    put_piece(reply, LIST_HEAD_SIZE, entry, size, offset);
    return STATUS_OK;
}

static __attribute__((noinline)) enum status add_login(const struct request *request) {
    struct fields f = fields_of(request);
    struct login login;

    memset(&login, 0, sizeof login);
    (void)take_u8(&f); /* the sub-verb */
    login.role = take_u8(&f);
    login.name_size = take_u8(&f);
    const uint8_t *name = take_bytes(&f, login.name_size);
    const uint8_t *secret = take_bytes(&f, LOGIN_SECRET_SIZE);
    if (!fields_complete(&f) || !login_name_valid(name, login.name_size) ||
        (login.role != ROLE_USER && login.role != ROLE_MANAGER)) {
        return STATUS_MALFORMED;
    }
    /* Whoever finds a sealed board open could close it for good. */
    if (board_sealed() && !logins_closed()) {
        return STATUS_SEALED;
    }
    memcpy(login.name, name, login.name_size);
    hmac_midstates(&sha256, login.inner, login.outer, secret, LOGIN_SECRET_SIZE);
    enum status status = logins_add(&login);
    wipe(&login, sizeof login);
    return status;
}

/* The secret and what is made of it are not to stay on the stack. */
enum status logins_add_verb(const struct request *request, struct reply *reply) {
    bool closed = logins_closed();
    enum status status = add_login(request);
    (void)reply;

    wipe_stack();
    if (!closed && logins_closed()) {
        access_closed();
    }
    return status;
}

enum status logins_remove_verb(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    struct login gone;
    (void)reply;

    memset(&gone, 0, sizeof gone);
    (void)take_u8(&f); /* the sub-verb */
    gone.name_size = take_u8(&f);
    const uint8_t *name = take_bytes(&f, gone.name_size);
    if (!fields_complete(&f) || !login_name_valid(name, gone.name_size)) {
        return STATUS_MALFORMED;
    }
    memcpy(gone.name, name, gone.name_size);
    enum status status = logins_remove(gone.name, gone.name_size);
    wipe_stack();
    if (status == STATUS_OK || status == STATUS_NOT_WIPED) {
        access_login_removed(&gone);
    }
    return status;
}
