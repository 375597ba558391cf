/*
 * The key store under power cuts and failing pages, with keys, then with logins, too.
 *
 * Two tests, on a ring small enough to go round often. The first cuts power in
 * every page operation of every command of a random sequence, in every way a
 * page can be torn and stuck, then in every operation of the recovery, and of
 * the recovery from that; then the same again, shorter, from stores that earlier
 * firmware wrote, and with logins, from the first on, which closes the device. The second runs long
 * sequences in which pages fail and cuts come by chance, on flash that keeps the scars of the
 * earlier ones.
 *
 * After each recovery the store must hold what it held before the command or
 * what it was to hold after it, limits and all, and hold the same at later starts; flash must
 * hold nothing else. Keys with limits come in place of those without, and the other way. A page
 * that no longer takes writes is left out of the last. A device that was closed at one start is
 * closed at all later ones, and has a manager; two markers say so.
 *
 * Usage: test_powercut [rounds [first seed]]; with rounds, recoveries with logins are cut as often
 * as all others.
 */
#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "crc32c.h"
#include "expect.h"
#include "faulty_flash.h"
#include "keystore.h"
#include "known_answers.h"
#include "logins.h"
#include "old_store.h"
#include "oracle.h"
#include "record.h"
#include "selftest.h"

#define PAGES               20
#define KEYS                11 /* two more than the ring has room for */
#define LOGINS              6
#define SPARE_LOGIN         40 /* a name for a manager that no command of the sequence is about */
#define SYSTEMATIC_COMMANDS 100
#define OLD_STORE_COMMANDS  5 /* on each store of the firmware before */
#define LOGIN_DEVICES       1 /* each from open on, with so many commands: */
#define LOGIN_COMMANDS      6
#define DEPTH                                                                                      \
    3 /* cuts, each in the recovery from the one before; with logins one less by default */
#define WAYS            2 /* tried for each operation of a recovery */
#define RANDOM_LIVES    350
#define RANDOM_COMMANDS 200
#define FAILING_PAGES   4 /* in one life of the flash */

const struct board_properties board_properties = {BOARD_KIND_HOST, 16, 16384, PAGES};

enum command_kind { ADD, REPLACE, DELETE, ADD_LOGIN, REMOVE_LOGIN, COMMAND_KINDS };

/* A command, its key or login (the one to go, or the new one), and its outcome. */
struct command {
    enum command_kind kind;
    uint32_t number;
    struct key key;
    struct login login;
    bool on_page[PAGES]; /* where records of its id or name were when it began */
    enum status status;
};

/* Cuts, each in the recovery from the one before, in what is tried just now. */
static uint32_t depth_tried = DEPTH;

/* Replacements of which every cut was tried: [whether the old key had limits][and the new one]. */
static uint32_t replaced[2][2];

/* The command in hand, and the models of the store before and after it. */
static struct command command;
static struct oracle before, after;

static bool is_of_login(void) {
    return command.kind == ADD_LOGIN || command.kind == REMOVE_LOGIN;
}

static bool is_last_manager(const struct oracle *oracle, uint32_t number) {
    return oracle->login_present[number] && oracle->logins[number].role == ROLE_MANAGER &&
           oracle_logins_of(oracle, ROLE_MANAGER) == 1;
}

/* What the store holds after the command in hand, if it has room for it. */
static void predict(void) {
    uint32_t n = command.number;

    after = before;
    switch (command.kind) {
    case DELETE:
        after.present[n] = false;
        break;
    case ADD_LOGIN:
        if (!before.login_present[n] && (before.closed || command.login.role == ROLE_MANAGER)) {
            after.closed = true;
            after.login_present[n] = true;
            after.logins[n] = command.login;
        }
        break;
    case REMOVE_LOGIN:
        after.login_present[n] = is_last_manager(&before, n);
        break;
    default:
        if (before.present[n] ? command.kind == REPLACE : keystore_count() < keystore_capacity()) {
            after.present[n] = true;
            after.keys[n] = command.key;
        }
    }
}

static void command_on_key(enum command_kind kind, uint32_t number) {
    command.kind = kind;
    command.number = number;
    command.key = oracle_key(number);
    predict();
}

static void command_on_login(enum command_kind kind, uint32_t number, enum role role) {
    command.kind = kind;
    command.number = number;
    command.login = oracle_login(number, role);
    predict();
}

static void choose_command_on_key(void) {
    enum command_kind kind = (enum command_kind)faulty_flash_random(DELETE + 1);

    command_on_key(kind, faulty_flash_random(KEYS));
}

static void choose_command_on_login(void) {
    enum command_kind kind = (enum command_kind)(ADD_LOGIN + faulty_flash_random(2));
    enum role role = faulty_flash_random(2) == 0 ? ROLE_USER : ROLE_MANAGER;

    command_on_login(kind, faulty_flash_random(LOGINS), role);
}

static bool is_record_of_command(const struct record *r) {
    if (is_of_login()) {
        return r->login.name_size == command.login.name_size &&
               memcmp(r->login.name, command.login.name, command.login.name_size) == 0 &&
               record_kind(r) == RECORD_LOGIN;
    }
    return record_has_id(r, command.key.id, command.key.id_size) && record_kind(r) == RECORD_KEY;
}

static void perform(void) {
    for (uint32_t i = 0; i < PAGES; i++) {
        struct record r;
        memcpy(&r, faulty_flash[i].bytes, sizeof r);
        command.on_page[i] = is_record_of_command(&r);
    }
    switch (command.kind) {
    case DELETE:
        command.status = keystore_delete(command.key.id, command.key.id_size);
        break;
    case ADD_LOGIN:
        command.status = logins_add(&command.login);
        break;
    case REMOVE_LOGIN:
        command.status = logins_remove(command.login.name, command.login.name_size);
        break;
    default:
        command.status = keystore_put(&command.key, command.kind == REPLACE);
    }
}

/* Whether a power cut ended the action. */
static bool interrupted(void (*action)(void)) {
    if (setjmp(faulty_flash_power_cut) != 0) {
        return true;
    }
    action();
    return false;
}

static uint32_t failing_pages(void) {
    uint32_t count = 0;

    for (uint32_t i = 0; i < PAGES; i++) {
        count += faulty_flash[i].health != HEALTH_GOOD;
    }
    return count;
}

static void expect_login_gone(const struct oracle *model) {
    EXPECT(!model->login_present[command.number] ||
           !oracle_flash_holds_login(&model->logins[command.number]));
}

static void expect_key_gone(const struct oracle *model) {
    EXPECT(!model->present[command.number] || !oracle_flash_holds(&model->keys[command.number]));
}

/* The model that the store now equals; flash must hold nothing of the other. */
static const struct oracle *state(void) {
    const struct oracle *now = oracle_matches(&after) ? &after : &before;
    const struct oracle *other = now == &after ? &before : &after;
    uint32_t n = command.number;
    uint32_t markers;

    EXPECT(oracle_matches(now));
    markers = oracle_expect_clean(now);
    EXPECT(failing_pages() > 0 || markers == (now->closed ? 2 : 0));
    if (is_of_login() && now->login_present[n] != other->login_present[n]) {
        expect_login_gone(other);
    } else if (!is_of_login() && (!now->present[n] || memcmp(&now->keys[n], &other->keys[n],
                                                             sizeof now->keys[n]) != 0)) {
        expect_key_gone(other);
    }
    return now;
}

static bool page_holds_old(uint32_t page) {
    return is_of_login() ? oracle_page_holds_login(page, &before.logins[command.number])
                         : oracle_page_holds(page, &before.keys[command.number]);
}

/* What the finished command's status says of the store is so. */
static void expect_outcome(void) {
    uint32_t n = command.number;
    bool changed = false;

    switch (command.status) {
    case STATUS_OK:
        changed = true;
        for (uint32_t i = 0; i < PAGES; i++) {
            EXPECT(!command.on_page[i] || !page_holds_old(i));
        }
        break;
    case STATUS_NOT_WIPED:
        EXPECT(failing_pages() > 0);
        changed = true;
        break;
    case STATUS_STORE_FAILED:
        EXPECT(failing_pages() > 0);
        break;
    case STATUS_EXISTS:
        EXPECT((command.kind == ADD && before.present[n]) ||
               (command.kind == ADD_LOGIN && before.login_present[n]));
        break;
    case STATUS_STORE_FULL:
        EXPECT(is_of_login() ? !before.login_present[n] : !before.present[n]);
        EXPECT(command.kind != DELETE && command.kind != REMOVE_LOGIN);
        EXPECT(keystore_count() >= keystore_capacity());
        break;
    case STATUS_UNKNOWN_KEY:
        EXPECT((command.kind == DELETE && !before.present[n]) ||
               (command.kind == REMOVE_LOGIN && !before.login_present[n]));
        break;
    case STATUS_NOT_PERMITTED:
        EXPECT(command.kind == ADD_LOGIN ? !before.closed && command.login.role == ROLE_USER
                                         : is_last_manager(&before, n));
        break;
    default:
        EXPECT(false);
    }
    if (!changed) {
        after = before;
    }
    before = after;
    EXPECT(oracle_matches(&after));
    (void)oracle_expect_clean(&after);
}

static void restart(void) {
    faulty_flash_power_up();
    keystore_open();
}

/* Carries out the command that was set and predicted, for good. */
static void carry_out(void) {
    perform();
    expect_outcome();
    restart();
    EXPECT(oracle_matches(&after));
    (void)oracle_expect_clean(&after);
}

/* Commands on the key or the login just recovered do what they say, and for good. */
static void use_what_was_recovered(void) {
    struct command saved_command = command;
    struct oracle saved_before = before, saved_after = after;
    uint32_t n = command.number;

    before = *state();
    if (is_of_login()) {
        command_on_login(ADD_LOGIN, SPARE_LOGIN, ROLE_MANAGER);
        carry_out();
        command_on_login(REMOVE_LOGIN, n, ROLE_USER);
        carry_out();
        command_on_login(ADD_LOGIN, n, ROLE_USER);
        carry_out();
    } else {
        command_on_key(REPLACE, n);
        carry_out();
        command_on_key(DELETE, n);
        carry_out();
    }
    command = saved_command;
    before = saved_before;
    after = saved_after;
}

/* Lets the store recover, and follows it through two more starts; returns recovery's operations. */
static uint32_t recover(void) {
    uint64_t start = faulty_flash_operations();
    const struct oracle *settled;
    uint32_t operations;
    bool closed;

    restart();
    operations = (uint32_t)(faulty_flash_operations() - start);
    closed = state()->closed;
    restart();
    settled = state();
    EXPECT(!closed || settled->closed);
    restart();
    EXPECT(state() == settled);
    return operations;
}

static struct faulty_page saved[DEPTH + 1][PAGES];

static void save(uint32_t slot) {
    memcpy(saved[slot], faulty_flash, sizeof saved[slot]);
}

static void restore(uint32_t slot) {
    memcpy(faulty_flash, saved[slot], sizeof saved[slot]);
}

static void cut_recovery(uint32_t depth) {
    uint32_t operations;

    save(depth);
    operations = recover();
    use_what_was_recovered();
    if (depth == depth_tried) {
        return;
    }
    for (uint32_t i = 0; i < operations * WAYS; i++) {
        restore(depth);
        faulty_flash_power_up();
        faulty_flash_arm(i / WAYS + 1, (enum tear)faulty_flash_random(TEAR_KINDS),
                         (enum health)faulty_flash_random(HEALTH_KINDS));
        if (interrupted(keystore_open)) {
            cut_recovery(depth + 1);
        }
    }
}

static void cut_command(uint32_t operations) {
    for (uint32_t operation = 1; operation <= operations; operation++) {
        for (uint32_t tear = 0; tear < TEAR_KINDS; tear++) {
            for (uint32_t health = 0; health < HEALTH_KINDS; health++) {
                restore(0);
                restart();
                faulty_flash_arm(operation, (enum tear)tear, (enum health)health);
                EXPECT(interrupted(perform));
                cut_recovery(1);
            }
        }
    }
}

/* Tries every cut of the command that was set and predicted, then carries it out. */
static void cut_and_carry_out(void) {
    uint64_t start;
    uint32_t operations;

    save(0);
    start = faulty_flash_operations();
    perform();
    operations = (uint32_t)(faulty_flash_operations() - start);
    cut_command(operations);

    restore(0);
    restart();
    if (command.kind == REPLACE && before.present[command.number]) {
        replaced[before.keys[command.number].limits_size != 0][command.key.limits_size != 0]++;
    }
    perform();
    expect_outcome();
}

static void test_every_cut(uint32_t commands) {
    for (uint32_t i = 0; i < commands; i++) {
        choose_command_on_key();
        cut_and_carry_out();
    }
}

static void start_blank(uint8_t fill) {
    memset(&before, 0, sizeof before);
    faulty_flash_new(fill);
    restart();
}

/* The model takes over the keys as they are: test_old_store.c looks at them. */
static void start_old_store(enum old_store store) {
    start_blank(0x00);
    for (uint32_t page = 0; page < OLD_PAGES; page++) {
        old_store_page(store, page, faulty_flash[page].bytes);
    }
    restart();
    EXPECT(keystore_count() == OLD_KEYS);
    for (uint32_t i = 0; i < OLD_KEYS; i++) {
        uint32_t number = old_keys[store][i].id_size - 1u;
        before.present[number] = true;
        before.keys[number] = *keystore_at(i);
    }
    EXPECT(oracle_matches(&before));
}

/* From an open device with some keys on. */
static void test_every_cut_with_logins(uint32_t keys) {
    start_blank(0x00);
    for (uint32_t i = 0; i < keys; i++) {
        command_on_key(ADD, i);
        carry_out();
    }
    command_on_login(ADD_LOGIN, 0, ROLE_USER);
    cut_and_carry_out();
    command_on_login(ADD_LOGIN, 0, ROLE_MANAGER);
    cut_and_carry_out();
    command_on_login(ADD_LOGIN, 1, ROLE_MANAGER);
    cut_and_carry_out();
    command_on_login(REMOVE_LOGIN, 0, ROLE_MANAGER);
    cut_and_carry_out();
    for (uint32_t i = 0; i < LOGIN_COMMANDS; i++) {
        choose_command_on_login();
        cut_and_carry_out();
    }
    choose_command_on_key();
    cut_and_carry_out();
}

/*
 * A login whose record was torn at its very end may be there at the next start only: what is
 * done there does not take the last sound manager away.
 */
static void test_manager_goes_after_a_cut(enum command_kind cut, enum tear tear) {
    start_blank(0x00);
    command_on_login(ADD_LOGIN, 0, ROLE_MANAGER);
    carry_out();
    if (cut == REMOVE_LOGIN) {
        command_on_login(ADD_LOGIN, 1, ROLE_MANAGER);
        carry_out();
    }
    command_on_login(cut, 1, ROLE_MANAGER);
    faulty_flash_arm(cut == REMOVE_LOGIN ? 3 : 1, tear, HEALTH_GOOD); /* its own page */
    EXPECT(interrupted(perform));
    restart();
    before = *state();
    if (before.login_present[1]) {
        command_on_login(REMOVE_LOGIN, 0, ROLE_MANAGER);
        perform();
        expect_outcome();
    }
    for (uint32_t starts = 0; starts < 3; starts++) {
        restart();
        EXPECT(oracle_matches(&before) && oracle_logins_of(&before, ROLE_MANAGER) == 1);
    }
}

/* A page fails, now and then, with what is on it. */
static void wear_out(void) {
    struct faulty_page *page = &faulty_flash[faulty_flash_random(PAGES)];

    if (faulty_flash_random(100) == 0 && page->health == HEALTH_GOOD) {
        page->health = (enum health)faulty_flash_random(HEALTH_KINDS);
        page->frozen_writes = 3;
    }
}

static void arm_by_chance(uint32_t one_in, uint32_t last_operation) {
    enum health health = HEALTH_GOOD;

    if (faulty_flash_random(one_in) == 0) {
        if (faulty_flash_random(8) == 0 && failing_pages() < FAILING_PAGES) {
            health = (enum health)faulty_flash_random(HEALTH_KINDS);
        }
        faulty_flash_arm(1 + faulty_flash_random(last_operation),
                         (enum tear)faulty_flash_random(TEAR_KINDS), health);
    }
}

static uint32_t test_one_life(bool with_logins) {
    uint32_t i;

    start_blank(faulty_flash_random(2) == 0 ? 0x00 : 0xFF);
    for (i = 0; i < RANDOM_COMMANDS && failing_pages() <= FAILING_PAGES; i++) {
        wear_out();
        if (with_logins && faulty_flash_random(2) == 0) {
            choose_command_on_login();
        } else {
            choose_command_on_key();
        }
        arm_by_chance(2, 4);
        if (!interrupted(perform)) {
            faulty_flash_arm(0, TEAR_NOT_BEGUN, HEALTH_GOOD);
            expect_outcome();
            continue;
        }
        do {
            faulty_flash_power_up();
            arm_by_chance(2, 6);
        } while (interrupted(keystore_open));
        (void)recover();
        before = *state();
    }
    return i;
}

int main(int argc, char **argv) {
    uint64_t rounds = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    uint64_t commands = 0;

    crc32c_start();
    selftest_passed = known_answers_right();
    for (uint64_t round = 0; round < rounds; round++, seed++) {
        printf("power cuts: seed %llu\n", (unsigned long long)seed);
        fflush(stdout);
        faulty_flash_seed(seed);
        start_blank(0xFF);
        EXPECT(keystore_capacity() == KEYS - 2);
        test_every_cut(SYSTEMATIC_COMMANDS);
        for (enum old_store store = 0; store < OLD_STORES; store++) {
            start_old_store(store);
            test_every_cut(OLD_STORE_COMMANDS);
        }
        commands += SYSTEMATIC_COMMANDS + OLD_STORES * OLD_STORE_COMMANDS;
        depth_tried = argc > 1 ? DEPTH : DEPTH - 1;
        for (uint32_t i = 0; i < LOGIN_DEVICES; i++) {
            test_every_cut_with_logins(i * 3);
            commands += 5 + LOGIN_COMMANDS;
        }
        depth_tried = DEPTH;
        for (enum tear tear = 0; tear < TEAR_KINDS; tear++) {
            test_manager_goes_after_a_cut(ADD_LOGIN, tear);
            test_manager_goes_after_a_cut(REMOVE_LOGIN, tear);
        }
        for (uint32_t i = 0; i < RANDOM_LIVES; i++) {
            commands += test_one_life(i % 2 != 0);
        }
    }
    EXPECT(replaced[0][0] > 0 && replaced[0][1] > 0 && replaced[1][0] > 0 && replaced[1][1] > 0);
    printf("power cuts: %llu cuts in %llu page operations around %llu commands: "
           "always the old or the new store, and nothing left behind\n",
           (unsigned long long)faulty_flash_cuts(), (unsigned long long)faulty_flash_operations(),
           (unsigned long long)commands);
    return 0;
}
