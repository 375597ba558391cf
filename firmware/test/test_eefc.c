/*
 * The flash controller's commands as the Due's board support gives them, on the
 * Cortex-M3: with which wait states, and with interrupts off. The source is included,
 * with registers of our own.
 */
#include <stdbool.h>
#include <stdint.h>

#define REG32(address) (*observed(address))
static volatile uint32_t *observed(uint32_t address);

#include "../due-hsm/src/due/due.h"

#undef SRAM_FUNCTION /* there is no bank that could not be read */
#define SRAM_FUNCTION

#include "../due-hsm/src/due/eefc.c"

#include "harness.h"

#define WAIT_MASK EEFC_WAIT(15)

/* Controller 0, and what it had when the last command was given. */
static struct {
    uint32_t mode;
    uint32_t status;
    uint32_t command;
    uint32_t result;
    uint32_t commands;
    uint32_t mode_then;
    uint32_t masked_then;
} eefc;

static uint32_t interrupts_masked(void) {
    uint32_t primask;

    __asm volatile("mrs %0, primask" : "=r"(primask));
    return primask;
}

static volatile uint32_t *observed(uint32_t address) {
    switch (address - EEFC_0) {
    case 0x0:
        return &eefc.mode;
    case 0x4:
        eefc.commands++;
        eefc.mode_then = eefc.mode;
        eefc.masked_then = interrupts_masked();
        return &eefc.command;
    case 0x8:
        return &eefc.status;
    case 0xC:
        return &eefc.result;
    default:
        fail_test(__FILE__, __LINE__, "controller 0 only");
    }
}

static void start(uint32_t mode) {
    eefc.mode = mode;
    eefc.status = EEFC_READY;
    eefc.result = 1u << GPNVM_SECURITY;
    eefc.commands = 0;
}

static void expect_done(uint32_t command, uint32_t mode) {
    CHECK(eefc.commands == 1 && eefc.command == command);
    CHECK((eefc.mode_then & WAIT_MASK) == EEFC_WAIT(6));
    CHECK(eefc.masked_then == 1 && interrupts_masked() == 0);
    CHECK(eefc.mode == mode);
}

/* At boot, when the chip still runs with none, and at 84 MHz. */
static void gpnvm_bits_have_six_wait_states(void) {
    static const uint32_t modes[] = {0, EEFC_WAIT(4)};

    for (uint32_t i = 0; i < 2; i++) {
        start(modes[i]);
        CHECK(eefc_gpnvm() == 1u << GPNVM_SECURITY);
        expect_done(EEFC_COMMAND(EEFC_GGPB, 0), modes[i]);
        start(modes[i]);
        eefc_set_gpnvm(GPNVM_SECURITY);
        expect_done(EEFC_COMMAND(EEFC_SGPB, GPNVM_SECURITY), modes[i]);
    }
}

int main(void) {
    static const struct test tests[] = {TEST(gpnvm_bits_have_six_wait_states)};
    return RUN_TESTS("eefc", tests);
}
