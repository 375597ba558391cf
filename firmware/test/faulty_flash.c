#include "faulty_flash.h"

#include <string.h>

#include "expect.h"

#define FROZEN_WRITES 3

struct faulty_page faulty_flash[FAULTY_FLASH_PAGES_MAX];
jmp_buf faulty_flash_power_cut;

static struct {
    uint32_t operations_left; /* 0: no cut is armed */
    enum tear tear;
    enum health health;
} armed;

static uint64_t operations;
static uint64_t cuts;
static uint64_t random_state;

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next_random(void) {
    uint64_t x = random_state += 0x9E3779B97F4A7C15u;

    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

void faulty_flash_seed(uint64_t seed) {
    random_state = seed;
}

uint32_t faulty_flash_random(uint32_t bound) {
    return (uint32_t)(next_random() % bound);
}

static uint8_t random_byte(void) {
    return (uint8_t)next_random();
}

/* What HALF_ERASED and HALF_WRITTEN leave: from few to nearly all of the 0 bits are 1. */
static void raise_bits(uint8_t bytes[BOARD_FLASH_PAGE_SIZE]) {
    uint32_t density = faulty_flash_random(3);

    for (uint32_t i = 0; i < BOARD_FLASH_PAGE_SIZE; i++) {
        uint8_t mask = random_byte();
        if (density == 0) {
            mask &= random_byte() & random_byte();
        } else if (density == 2) {
            mask |= random_byte() | random_byte();
        }
        bytes[i] |= mask;
    }
}

static void flip_bits(uint8_t bytes[BOARD_FLASH_PAGE_SIZE], uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        bytes[faulty_flash_random(BOARD_FLASH_PAGE_SIZE)] ^=
            (uint8_t)(1u << faulty_flash_random(8));
    }
}

static void tear_page(struct faulty_page *page, const uint8_t data[BOARD_FLASH_PAGE_SIZE],
                      enum tear tear) {
    uint32_t point = faulty_flash_random(BOARD_FLASH_PAGE_SIZE + 1);
    uint32_t rest = BOARD_FLASH_PAGE_SIZE - point;
    uint8_t *bytes = page->bytes;

    page->starts_left = 0;
    switch (tear) {
    case TEAR_NOT_BEGUN:
        break;
    case TEAR_COMPLETE:
        memcpy(bytes, data, BOARD_FLASH_PAGE_SIZE);
        break;
    case TEAR_ERASED:
        memset(bytes, 0xFF, BOARD_FLASH_PAGE_SIZE);
        break;
    case TEAR_ERASED_THEN_OLD:
        memset(bytes, 0xFF, point);
        break;
    case TEAR_NEW_THEN_OLD:
        memcpy(bytes, data, point);
        break;
    case TEAR_NEW_THEN_ERASED:
        memcpy(bytes, data, point);
        memset(bytes + point, 0xFF, rest);
        break;
    case TEAR_NEW_THEN_RANDOM:
        memcpy(bytes, data, point);
        for (uint32_t i = point; i < BOARD_FLASH_PAGE_SIZE; i++) {
            bytes[i] = random_byte();
        }
        break;
    case TEAR_HALF_ERASED:
        raise_bits(bytes);
        break;
    case TEAR_HALF_WRITTEN:
        memcpy(bytes, data, BOARD_FLASH_PAGE_SIZE);
        raise_bits(bytes);
        break;
    case TEAR_FEW_BITS:
        memcpy(bytes, data, BOARD_FLASH_PAGE_SIZE);
        flip_bits(bytes, 1 + faulty_flash_random(5));
        break;
    case TEAR_RANDOM:
        for (uint32_t i = 0; i < BOARD_FLASH_PAGE_SIZE; i++) {
            bytes[i] = random_byte();
        }
        break;
    case TEAR_COMPLETE_FOR_A_TIME:
        memcpy(bytes, data, BOARD_FLASH_PAGE_SIZE);
        memcpy(page->later, data, BOARD_FLASH_PAGE_SIZE);
        raise_bits(page->later);
        page->starts_left = 2;
        break;
    case TEAR_OLD_FOR_A_TIME:
        memcpy(page->later, bytes, BOARD_FLASH_PAGE_SIZE);
        raise_bits(page->later);
        page->starts_left = 2;
        break;
    case TEAR_KINDS:
        EXPECT(false);
    }
}

void faulty_flash_new(uint8_t fill) {
    memset(faulty_flash, 0, sizeof faulty_flash);
    for (uint32_t i = 0; i < board_properties.flash_pages; i++) {
        memset(faulty_flash[i].bytes, fill, BOARD_FLASH_PAGE_SIZE);
    }
    armed.operations_left = 0;
}

void faulty_flash_arm(uint32_t operation, enum tear tear, enum health health) {
    armed.operations_left = operation;
    armed.tear = tear;
    armed.health = health;
}

void faulty_flash_power_up(void) {
    armed.operations_left = 0;
    for (uint32_t i = 0; i < board_properties.flash_pages; i++) {
        struct faulty_page *page = &faulty_flash[i];
        if (page->starts_left > 0 && --page->starts_left == 0) {
            memcpy(page->bytes, page->later, BOARD_FLASH_PAGE_SIZE);
        }
    }
}

uint64_t faulty_flash_operations(void) {
    return operations;
}

uint64_t faulty_flash_cuts(void) {
    return cuts;
}

const uint8_t *board_flash_page(uint32_t page) {
    EXPECT(page < board_properties.flash_pages);
    return faulty_flash[page].bytes;
}

/* A page that does not take the data says so half of the time; else only reading it back shows. */
bool board_flash_replace(uint32_t number, const uint8_t data[BOARD_FLASH_PAGE_SIZE]) {
    struct faulty_page *page = &faulty_flash[number];

    EXPECT(number < board_properties.flash_pages);
    operations++;
    page->writes++;
    if (armed.operations_left > 0 && --armed.operations_left == 0) {
        cuts++;
        if (page->health == HEALTH_GOOD) {
            tear_page(page, data, armed.tear);
            page->health = armed.health;
            page->frozen_writes = FROZEN_WRITES;
        }
        longjmp(faulty_flash_power_cut, 1);
    }

    if (page->health == HEALTH_FROZEN_FOR_A_TIME && page->frozen_writes == 0) {
        page->health = HEALTH_GOOD;
    }
    switch (page->health) {
    case HEALTH_GOOD:
        page->starts_left = 0;
        memcpy(page->bytes, data, BOARD_FLASH_PAGE_SIZE);
        return true;
    case HEALTH_FROZEN:
        break;
    case HEALTH_HALF_FROZEN:
        page->starts_left = 0;
        memcpy(page->bytes + BOARD_FLASH_PAGE_SIZE / 2, data + BOARD_FLASH_PAGE_SIZE / 2,
               BOARD_FLASH_PAGE_SIZE / 2);
        break;
    case HEALTH_FROZEN_FOR_A_TIME:
        page->frozen_writes--;
        break;
    case HEALTH_NO_ERASE:
        page->starts_left = 0;
        for (uint32_t i = 0; i < BOARD_FLASH_PAGE_SIZE; i++) {
            page->bytes[i] &= data[i];
        }
        break;
    case HEALTH_STUCK_BIT:
        page->starts_left = 0;
        memcpy(page->bytes, data, BOARD_FLASH_PAGE_SIZE);
        page->bytes[number * 7 % BOARD_FLASH_PAGE_SIZE] |= 0x10;
        return memcmp(page->bytes, data, BOARD_FLASH_PAGE_SIZE) == 0;
    case HEALTH_WORN:
        page->starts_left = 0;
        memcpy(page->bytes, data, BOARD_FLASH_PAGE_SIZE);
        flip_bits(page->bytes, 1 + faulty_flash_random(5));
        break;
    case HEALTH_FROZEN_SOON:
        page->health = HEALTH_FROZEN;
        memcpy(page->bytes, data, BOARD_FLASH_PAGE_SIZE);
        return true;
    case HEALTH_KINDS:
        EXPECT(false);
    }
    return faulty_flash_random(2) == 0;
}

void board_show(enum board_state state) {
    (void)state;
}
