/*
 * faulty_flash.h - flash that loses power and wears out: the test double of
 * board.h under the key store.
 *
 * It has board_properties.flash_pages pages, which the test defines. A power cut
 * can be armed for any page operation to come; it tears the page in a given way,
 * may leave it stuck, and jumps to faulty_flash_power_cut. A test is one
 * deterministic sequence of draws from faulty_flash_random().
 */
#ifndef DUE_HSM_FAULTY_FLASH_H
#define DUE_HSM_FAULTY_FLASH_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

#include "board.h"

#define FAULTY_FLASH_PAGES_MAX 1024

/* What a page holds when power is cut while it is erased and written; points are drawn anew. */
enum tear {
    TEAR_NOT_BEGUN,           /* old */
    TEAR_COMPLETE,            /* new */
    TEAR_ERASED,              /* FF */
    TEAR_ERASED_THEN_OLD,     /* FF up to a point, then old */
    TEAR_NEW_THEN_OLD,        /* new up to a point, then old */
    TEAR_NEW_THEN_ERASED,     /* new up to a point, then FF */
    TEAR_NEW_THEN_RANDOM,     /* new up to a point, then any bytes */
    TEAR_HALF_ERASED,         /* old, with some of the 0 bits already 1 */
    TEAR_HALF_WRITTEN,        /* new, with some of the 0 bits still 1 */
    TEAR_FEW_BITS,            /* new, but for 1 to 5 bits */
    TEAR_RANDOM,              /* any bytes */
    TEAR_COMPLETE_FOR_A_TIME, /* new at the next start, half written at the one after it */
    TEAR_OLD_FOR_A_TIME,      /* old at the next start, half erased at the one after it */
    TEAR_KINDS
};

/* What a page does with writes. */
enum health {
    HEALTH_GOOD,
    HEALTH_FROZEN,            /* keeps its content */
    HEALTH_HALF_FROZEN,       /* the first half keeps its content */
    HEALTH_FROZEN_FOR_A_TIME, /* ignores the next three writes */
    HEALTH_NO_ERASE,          /* 1 bits become 0, never the other way */
    HEALTH_STUCK_BIT,         /* one bit is always 1 after a write */
    HEALTH_WORN,              /* a few bits of what is written come out wrong */
    HEALTH_KINDS,
    HEALTH_FROZEN_SOON /* takes one write, and is frozen then; not by chance */
};

struct faulty_page {
    uint8_t bytes[BOARD_FLASH_PAGE_SIZE];
    uint8_t later[BOARD_FLASH_PAGE_SIZE]; /* its content from the start after the next */
    uint32_t starts_left;                 /* until then; 0: it stays as it is */
    enum health health;
    uint32_t frozen_writes;
    uint32_t writes;
};

/* The pages, open to the test: to look into, to save and to restore. */
extern struct faulty_page faulty_flash[FAULTY_FLASH_PAGES_MAX];

/* Where a power cut goes; set it before arming one. */
extern jmp_buf faulty_flash_power_cut;

/* Makes all pages good and filled with this byte. */
void faulty_flash_new(uint8_t fill);

/* Cuts power in the operation-th page operation from now, 1 being the next; 0: not at all. */
void faulty_flash_arm(uint32_t operation, enum tear tear, enum health health);

/* Power returns: a cut that did not come is disarmed, and torn pages age. */
void faulty_flash_power_up(void);

/* Page operations, and power cuts, since the program's start. */
uint64_t faulty_flash_operations(void);
uint64_t faulty_flash_cuts(void);

/* The test's one source of chance: seeded, uniform below bound, bound > 0. */
void faulty_flash_seed(uint64_t seed);
uint32_t faulty_flash_random(uint32_t bound);

#endif
