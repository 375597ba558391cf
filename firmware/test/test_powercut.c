/*
 * The key store under power cuts and failing pages.
 *
 * Two tests, on a ring small enough to go round often. The first cuts power in
 * every page operation of every command of a random sequence, in every way a
 * page can be torn and stuck, then in every operation of the recovery, and of
 * the recovery from that; then the same again, shorter, from stores that earlier
 * firmware wrote. The second runs long sequences in which pages fail and
 * cuts come by chance, on flash that keeps the scars of the earlier ones.
 *
 * After each recovery the store must hold what it held before the command or
 * what it was to hold after it, limits and all, and hold the same at later starts; flash must
 * hold nothing else. Keys with limits come in place of those without, and the other way. A page
 * that no longer takes writes is left out of the last.
 *
 * Usage: test_powercut [rounds [first seed]]
 */
#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "crc32c.h"
#include "expect.h"
#include "faulty_flash.h"
#include "keystore.h"
#include "known_answers.h"
#include "old_store.h"
#include "oracle.h"
#include "record.h"
#include "selftest.h"

#define PAGES               20
#define KEYS                14 /* two more than the ring has room for */
#define SYSTEMATIC_COMMANDS 100
#define OLD_STORE_COMMANDS  5 /* on each store of the firmware before */
#define DEPTH               3 /* cuts, each in the recovery from the one before */
#define WAYS                2 /* tried for each operation of a recovery */
#define RANDOM_LIVES        350
#define RANDOM_COMMANDS     200
#define FAILING_PAGES       4 /* in one life of the flash */

const struct board_properties board_properties = {BOARD_KIND_HOST, 16, 16384, PAGES};

enum command_kind { ADD, REPLACE, DELETE, COMMAND_KINDS };

/* A command, its key (the one to delete, or the new one), and its outcome. */
struct command {
    enum command_kind kind;
    uint32_t number;
    struct key key;
    bool on_page[PAGES]; /* where records of its id were when it began */
    enum status status;
};

/* Replacements of which every cut was tried: [whether the old key had limits][and the new one]. */
static uint32_t replaced[2][2];

/* The command in hand, and the models of the store before and after it. */
static struct command command;
static struct oracle before, after;

static void choose_command(void) {
    bool present;

    after = before;
    command.kind = (enum command_kind)faulty_flash_random(COMMAND_KINDS);
    command.number = faulty_flash_random(KEYS);
    command.key = oracle_key(command.number);
    present = before.present[command.number];
    if (command.kind == DELETE) {
        after.present[command.number] = false;
    } else if (present ? command.kind == REPLACE : keystore_count() < keystore_capacity()) {
        after.present[command.number] = true;
        after.keys[command.number] = command.key;
    }
}

static void perform(void) {
    for (uint32_t i = 0; i < PAGES; i++) {
        struct record r;
        memcpy(&r, faulty_flash[i].bytes, sizeof r);
        command.on_page[i] =
            record_has_id(&r, command.key.id, command.key.id_size) && record_valid(&r);
    }
    if (command.kind == DELETE) {
        command.status = keystore_delete(command.key.id, command.key.id_size);
    } else {
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

/* The model that the store now equals; flash must hold nothing of the other. */
static const struct oracle *state(void) {
    const struct oracle *now = oracle_matches(&after) ? &after : &before;
    const struct oracle *other = now == &after ? &before : &after;
    uint32_t n = command.number;

    EXPECT(oracle_matches(now));
    oracle_expect_clean(now);
    if (other->present[n] &&
        (!now->present[n] || memcmp(&now->keys[n], &other->keys[n], sizeof now->keys[n]) != 0)) {
        EXPECT(!oracle_flash_holds(&other->keys[n]));
    }
    return now;
}

/* What the finished command's status says of the store is so. */
static void expect_outcome(void) {
    uint32_t n = command.number;
    bool changed = false;

    switch (command.status) {
    case STATUS_OK:
        changed = true;
        for (uint32_t i = 0; i < PAGES; i++) {
            EXPECT(!command.on_page[i] || !oracle_page_holds(i, &before.keys[n]));
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
        EXPECT(command.kind == ADD && before.present[n]);
        break;
    case STATUS_STORE_FULL:
        EXPECT(command.kind != DELETE && !before.present[n]);
        EXPECT(keystore_count() >= keystore_capacity());
        break;
    case STATUS_UNKNOWN_KEY:
        EXPECT(command.kind == DELETE && !before.present[n]);
        break;
    default:
        EXPECT(false);
    }
    if (!changed) {
        after = before;
    }
    before = after;
    EXPECT(oracle_matches(&after));
    oracle_expect_clean(&after);
}

static void restart(void) {
    faulty_flash_power_up();
    keystore_open();
}

/* Commands on the key just recovered do what they say, and for good. */
static void use_recovered_key(void) {
    struct command saved_command = command;
    struct oracle saved_before = before, saved_after = after;

    before = *state();
    for (uint32_t kind = REPLACE; kind <= DELETE; kind++) {
        command.kind = (enum command_kind)kind;
        command.key = oracle_key(command.number);
        after = before;
        after.present[command.number] = kind == REPLACE;
        after.keys[command.number] = command.key;
        perform();
        expect_outcome();
        restart();
        EXPECT(oracle_matches(&after));
        oracle_expect_clean(&after);
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

    restart();
    operations = (uint32_t)(faulty_flash_operations() - start);
    (void)state();
    restart();
    settled = state();
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
    use_recovered_key();
    if (depth == DEPTH) {
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

static void test_every_cut(uint32_t commands) {
    for (uint32_t i = 0; i < commands; i++) {
        uint64_t start;
        uint32_t operations;

        choose_command();
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

static uint32_t test_one_life(void) {
    uint32_t i;

    start_blank(faulty_flash_random(2) == 0 ? 0x00 : 0xFF);
    for (i = 0; i < RANDOM_COMMANDS && failing_pages() <= FAILING_PAGES; i++) {
        wear_out();
        choose_command();
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
        for (uint32_t i = 0; i < RANDOM_LIVES; i++) {
            commands += test_one_life();
        }
    }
    EXPECT(replaced[0][0] > 0 && replaced[0][1] > 0 && replaced[1][0] > 0 && replaced[1][1] > 0);
    printf("power cuts: %llu cuts in %llu page operations around %llu commands: "
           "always the old or the new store, and nothing left behind\n",
           (unsigned long long)faulty_flash_cuts(), (unsigned long long)faulty_flash_operations(),
           (unsigned long long)commands);
    return 0;
}
