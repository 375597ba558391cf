#include "logins.h"

#include <string.h>

#include "bad_pages.h"
#include "bytes.h"
#include "counters.h"
#include "key_id.h"
#include "key_index.h"
#include "page_ring.h"
#include "selftest.h"

#define MARKERS 2

static struct {
    uint32_t count; /* of logins */
    uint32_t markers;
    uint16_t page[LOGINS_MAX];
} logins;

static const struct login *login_on(uint32_t page) {
    return &record_at(page)->login;
}

static bool has_name(const struct login *login, const uint8_t *name, uint32_t name_size) {
    return login->name_size == name_size && memcmp(login->name, name, name_size) == 0;
}

/*
 * The index of the login of this name, or -1. The time does not tell which it is, nor whether there
 * is one, to who has none and tries names: all are compared, and with the zeros behind them.
 */
static int32_t index_of(const uint8_t *name, uint32_t name_size) {
    uint8_t whole[LOGIN_NAME_MAX] = {0};
    int32_t found = -1;

    memcpy(whole, name, name_size);
    for (uint32_t i = 0; i < logins.count; i++) {
        const struct login *login = login_on(logins.page[i]);
        bool same = secrets_equal(login->name, whole, sizeof whole);
        if (same & (login->name_size == name_size)) {
            found = (int32_t)i;
        }
    }
    return found;
}

/* Whether the page is the record of a login of this name, the newest or not. */
static bool is_of(uint32_t page, const uint8_t *name, uint32_t name_size) {
    return record_kind(record_at(page)) == RECORD_LOGIN &&
           has_name(login_on(page), name, name_size);
}

/* Wipes all records of the login's name but the newest; whether it could. In doubt it stops. */
static bool wipe_older(uint32_t index) {
    const struct login *login = login_on(logins.page[index]);
    bool wiped = true;

    for (uint32_t page = 0; page < page_ring_size(); page++) {
        if (page != logins.page[index] && is_of(page, login->name, login->name_size) &&
            (selftest_failed() || !page_wipe(page))) {
            wiped = false;
        }
    }
    return wiped;
}

/* Writes the login afresh and wipes what is older of it; whether it was written. */
static bool renew(uint32_t index) {
    struct record r = *record_at(logins.page[index]);
    uint32_t page;
    bool written = !selftest_failed() && page_ring_write(&r, &page);

    wipe(&r, sizeof r);
    if (written) {
        logins.page[index] = (uint16_t)page;
        (void)wipe_older(index);
    }
    return written;
}

/* Writes the markers that are missing; whether none is any more. */
static bool write_markers(void) {
    while (logins.markers < MARKERS) {
        struct record r;
        uint32_t page;
        record_init_marker(&r);
        if (selftest_failed() || !page_ring_write(&r, &page)) {
            return false;
        }
        logins.markers++;
    }
    return true;
}

/* Makes sure that a closed device stays so; whether it could. */
static bool settle(void) {
    for (uint32_t i = 0; i < logins.count && logins.markers == 0; i++) {
        if (!renew(i)) {
            return false;
        }
    }
    return write_markers();
}

/* Opening. */

void logins_forget(void) {
    memset(&logins, 0, sizeof logins);
}

void logins_found(uint32_t page, enum record_kind kind) {
    const struct login *login = login_on(page);

    if (kind == RECORD_MARKER) {
        logins.markers++;
        return;
    }
    int32_t index = index_of(login->name, login->name_size);
    if (index < 0 && logins.count < LOGINS_MAX) {
        logins.page[logins.count++] = (uint16_t)page;
    } else if (index >= 0 && record_at(page)->sequence > record_at(logins.page[index])->sequence) {
        logins.page[index] = (uint16_t)page;
    }
}

/* Of each login all records but the newest, which may be torn at its end, go. */
static void drop_older(void) {
    for (uint32_t page = 0; page < page_ring_size() && !selftest_failed(); page++) {
        if (record_kind(record_at(page)) == RECORD_LOGIN) {
            const struct login *login = login_on(page);
            int32_t index = index_of(login->name, login->name_size);
            if (index >= 0 && page != logins.page[index]) {
                (void)renew((uint32_t)index);
            }
        }
    }
}

void logins_recover(void) {
    drop_older();
    if (logins_closed() && !selftest_failed()) {
        (void)settle();
    }
}

/* Use. */

bool logins_closed(void) {
    return logins.markers != 0 || logins.count != 0;
}

const struct login *logins_at(uint32_t index) {
    return index < logins.count ? login_on(logins.page[index]) : NULL;
}

const struct login *logins_find(const uint8_t *name, uint32_t name_size) {
    int32_t index = index_of(name, name_size);

    return index >= 0 ? login_on(logins.page[index]) : NULL;
}

uint32_t logins_count(void) {
    return logins.count;
}

uint32_t logins_pages(void) {
    return MARKERS + (logins.count != 0 ? logins.count : 1);
}

bool login_name_valid(const uint8_t *name, uint32_t name_size) {
    return name_size <= LOGIN_NAME_MAX && key_id_valid(name, name_size);
}

static void wipe_all_markers(void) {
    for (uint32_t page = 0; page < page_ring_size(); page++) {
        if (record_kind(record_at(page)) == RECORD_MARKER) {
            (void)page_wipe(page);
        }
    }
}

static void wipe_all_of(const struct login *login) {
    for (uint32_t page = 0; page < page_ring_size(); page++) {
        if (is_of(page, login->name, login->name_size)) {
            (void)page_wipe(page);
        }
    }
}

/* What is there is what flash says, as at the next start. */
static void find_all(void) {
    logins_forget();
    for (uint32_t page = 0; page < page_ring_size(); page++) {
        enum record_kind kind = record_kind(record_at(page));
        if (kind == RECORD_LOGIN || kind == RECORD_MARKER) {
            logins_found(page, kind);
        }
    }
}

/*
 * Takes back a login that could not be added, the first with its markers, before which it
 * does not go: whatever flash does, there is no marker without it.
 */
static enum status take_back(const struct login *login, bool first) {
    if (!selftest_failed() && first) {
        wipe_all_markers();
        find_all();
    }
    if (!selftest_failed() && (!first || logins.markers == 0)) {
        wipe_all_of(login);
    }
    find_all();
    counters[COUNTER_KEY_CHANGES]++;
    return logins_find(login->name, login->name_size) != NULL ? STATUS_NOT_WIPED
                                                              : STATUS_STORE_FAILED;
}

enum status logins_add(const struct login *login) {
    bool first = !logins_closed();
    struct record r;
    uint32_t page;
    bool written;

    if (selftest_failed()) {
        return STATUS_SELF_TEST_FAILED;
    }
    if (first && login->role != ROLE_MANAGER) {
        return STATUS_NOT_PERMITTED;
    }
    if (logins_find(login->name, login->name_size) != NULL) {
        return STATUS_EXISTS;
    }
    if (logins.count >= LOGINS_MAX ||
        key_index_count() + MARKERS + logins.count >= page_ring_room()) {
        return STATUS_STORE_FULL;
    }
    if (!first && !settle()) {
        return STATUS_STORE_FAILED;
    }
    record_init_login(&r, login);
    written = page_ring_write(&r, &page);
    wipe(&r, sizeof r);
    if (written) {
        logins.page[logins.count++] = (uint16_t)page;
    }
    if (!written || (first && !write_markers())) {
        return take_back(login, first);
    }
    counters[COUNTER_KEY_CHANGES]++;
    return STATUS_OK;
}

/* Another manager than the one at this index, or -1. */
static int32_t other_manager(uint32_t index) {
    for (uint32_t i = 0; i < logins.count; i++) {
        if (i != index && login_on(logins.page[i])->role == ROLE_MANAGER) {
            return (int32_t)i;
        }
    }
    return -1;
}

/*
 * Older records of the name, on pages that could not be wiped, go first: they would be
 * the login again once the newest is gone.
 */
enum status logins_remove(const uint8_t *name, uint32_t name_size) {
    int32_t index = index_of(name, name_size);
    bool wiped;

    if (selftest_failed()) {
        return STATUS_SELF_TEST_FAILED;
    }
    if (index < 0) {
        return STATUS_UNKNOWN_KEY;
    }
    uint32_t page = logins.page[index];
    if (login_on(page)->role == ROLE_MANAGER) {
        int32_t other = other_manager((uint32_t)index);
        if (other < 0) {
            return STATUS_NOT_PERMITTED;
        }
        if (!renew((uint32_t)other)) {
            return STATUS_STORE_FAILED;
        }
    }
    if (!wipe_older((uint32_t)index)) {
        return STATUS_STORE_FAILED;
    }
    wiped = page_wipe(page);
    if (!wiped && record_kind(record_at(page)) == RECORD_LOGIN) {
        return STATUS_STORE_FAILED;
    }
    logins.page[index] = logins.page[--logins.count];
    counters[COUNTER_KEY_CHANGES]++;
    return wiped ? STATUS_OK : STATUS_NOT_WIPED;
}
