/*
 * Faults and resets leave nothing in RAM. The reset itself is a store to a
 * register that the memory protection unit forbids here: so it faults, and is caught.
 */
#include <setjmp.h>
#include <string.h>

#include "harness.h"

/* The RAM of a board, for who resets it; and all that is not static here, for who boots. */
#define GUARD 4u
#define WORDS 256u
static uint32_t ram[GUARD + WORDS + GUARD] __attribute__((used));
__asm__(".set _szero, ram + 16\n"
        ".set _estack, ram + 16 + 1024\n"
        ".set _ezero, bss_end\n");

#include "../../due-hsm/src/due/fault.c"

extern uint32_t bss_end[];

#define HARD_FAULT 3
#define VTOR       REG32(0xE000ED08)
#define CFSR       REG32(0xE000ED28)
#define MMFAR      REG32(0xE000ED34)
#define MPU_CTRL   REG32(0xE000ED94)
#define MPU_RBAR   REG32(0xE000ED9C)
#define MPU_RASR   REG32(0xE000EDA0)

#define SECRET 0x5EC2E7EDu

static jmp_buf reset;
static uint32_t resets;
static uint32_t drained;

void note_reset(uint32_t frame[8]);

void ports_drain(void) {
    drained++;
    CHECK(ram[GUARD] == SECRET && ram[GUARD + WORDS - 1] == SECRET);
}

static __attribute__((noreturn)) void after_reset(void) {
    __asm volatile("cpsie i" : : : "memory");
    longjmp(reset, 1);
}

/* Of what the processor has saved: r1 was to be written to the address that faulted. */
__attribute__((used)) void note_reset(uint32_t frame[8]) {
    uint32_t primask;

    __asm volatile("mrs %0, primask" : "=r"(primask));
    resets += MMFAR == 0x400E1A00u && frame[1] == RSTC_RESET && primask == 1;
    CFSR = 0xFFFFFFFFu;
    frame[6] = (uint32_t)(uintptr_t)after_reset & ~1u;
}

static __attribute__((naked)) void hard_fault(void) {
    __asm volatile("mov r0, sp\n"
                   "push {r3, lr}\n"
                   "bl note_reset\n"
                   "pop {r3, pc}\n");
}

static void catch_resets(void) {
    static void (*vectors[64])(void) __attribute__((aligned(256)));

    vectors[HARD_FAULT] = hard_fault;
    VTOR = (uint32_t)(uintptr_t)vectors;
    MPU_RBAR = 0x400E1800u;
    MPU_RASR = 1u << 28 | 9u << 1 | 1u; /* 1 KB, no access */
    MPU_CTRL = 1u << 2 | 1u;            /* all else as ever */
    __asm volatile("dsb\n isb" : : : "memory");
}

static void expect_wiping_reset(void (*cause)(void)) {
    uint32_t before = resets;

    for (uint32_t i = 0; i < GUARD + WORDS + GUARD; i++) {
        ram[i] = SECRET;
    }
    if (setjmp(reset) == 0) {
        cause();
    }
    CHECK(resets == before + 1);
    for (uint32_t i = 0; i < GUARD + WORDS + GUARD; i++) {
        CHECK(ram[i] == (i < GUARD || i >= GUARD + WORDS ? SECRET : 0));
    }
}

static void every_fault_wipes_ram_and_resets(void) {
    static void (*const handlers[])(void) = {
        NMI_Handler,      HardFault_Handler,  MemManage_Handler,
        BusFault_Handler, UsageFault_Handler, DebugMon_Handler,
    };

    for (uint32_t i = 0; i < sizeof handlers / sizeof handlers[0]; i++) {
        expect_wiping_reset(handlers[i]);
    }
}

static void reset_lets_the_last_reply_leave_first(void) {
    drained = 0;
    expect_wiping_reset(board_reset);
    CHECK(drained == 1);
}

/* All below the frame of who calls, and 256 bytes. */
static void what_a_run_before_left_is_wiped_at_boot(void) {
    uint32_t top = 0;
    volatile uint32_t *end = (volatile uint32_t *)((uintptr_t)&top - 256);

    for (volatile uint32_t *at = bss_end; at < end; at++) {
        *at = SECRET;
    }
    wipe_free_ram();
    for (volatile uint32_t *at = bss_end; at < end; at++) {
        CHECK(*at != SECRET);
    }
    CHECK(bss_end[0] == 0 && bss_end[1000] == 0);
}

int main(void) {
    static const struct test tests[] = {
        TEST(every_fault_wipes_ram_and_resets),
        TEST(reset_lets_the_last_reply_leave_first),
        TEST(what_a_run_before_left_is_wiped_at_boot),
    };
    catch_resets();
    return RUN_TESTS("due_fault", tests);
}
