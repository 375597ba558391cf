/*
 * The flash controller's commands that must not be fetched from flash, and what the
 * Due does with them: the seal and the unique identifier. The model fails where
 * interrupts are on meanwhile.
 */
#include <string.h>

#include "board.h"
#include "due_model.h"
#include "harness.h"

#include "../../due-hsm/src/due/due.h"
#include "../../due-hsm/src/due/sam3x8e.h"

#undef REG32 /* what a test looks at takes no time */
#define REG32(address) (*due_model_register(address))

#define WAIT_MASK EEFC_WAIT(15)
#define SECURITY  (1u << GPNVM_SECURITY)

static void start(uint32_t mode) {
    due_model_start();
    due_model.gpnvm = SECURITY;
    EEFC_FMR(EEFC_0) = mode;
    EEFC_FMR(EEFC_1) = mode;
}

static void expect_done(uint32_t command, uint32_t mode) {
    CHECK(due_model.flash_commands == 1 && due_model.flash_command == command);
    CHECK((due_model.flash_mode & WAIT_MASK) == EEFC_WAIT(6));
    CHECK(!due_model_masked());
    CHECK(EEFC_FMR(EEFC_0) == mode);
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

/* At boot nothing may come from the vectors yet. */
static void interrupts_stay_off_where_they_were(void) {
    start(0);
    __asm volatile("cpsid i" : : : "memory");
    (void)eefc_gpnvm();
    CHECK(due_model_masked());
    unique_id_read();
    CHECK(due_model_masked());
    __asm volatile("cpsie i" : : : "memory");
}

/* What the hardware said at start is what counts. */
static void seal_is_set_and_counts_from_the_next_start(void) {
    start(EEFC_WAIT(4));
    due_model.gpnvm = 1u << 1; /* boots from flash */
    CHECK(!seal_read() && !board_sealed());
    CHECK(board_seal() && due_model.gpnvm == (1u << 1 | SECURITY));
    CHECK(!board_sealed());
    CHECK(seal_read() && board_sealed());
}

static void seal_that_does_not_take_is_noticed(void) {
    start(EEFC_WAIT(4));
    due_model.gpnvm = 0;
    due_model.gpnvm_fixed = true;
    CHECK(!board_seal());
}

static void unique_id_is_read_once_and_the_bank_given_back(void) {
    static const uint32_t modes[] = {0, EEFC_WAIT(4)};
    static const uint8_t blank[UNIQUE_ID_SIZE] = {0};
    uint8_t expected[UNIQUE_ID_SIZE];
    uint8_t id[UNIQUE_ID_SIZE];

    for (uint32_t i = 0; i < 2; i++) {
        start(modes[i]);
        random_fill(expected, sizeof expected);
        memcpy(due_model.unique_id, expected, sizeof expected);
        unique_id_read();
        CHECK(!due_model.unique_id_shown && !due_model_masked());
        CHECK(due_model.flash_commands == 2 && EEFC_FMR(EEFC_1) == modes[i]);
        memcpy(due_model.unique_id, blank, sizeof blank);
        board_unique_id(id);
        CHECK(memcmp(id, expected, sizeof id) == 0);
    }
}

int main(void) {
    static const struct test tests[] = {
        TEST(gpnvm_bits_have_six_wait_states),
        TEST(interrupts_stay_off_where_they_were),
        TEST(seal_is_set_and_counts_from_the_next_start),
        TEST(seal_that_does_not_take_is_noticed),
        TEST(unique_id_is_read_once_and_the_bank_given_back),
    };
    return RUN_TESTS("due_eefc", tests);
}
