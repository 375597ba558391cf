/*
 * The Due's counter of cycles, made of SysTick and the milliseconds that it counts.
 */
#include "board.h"
#include "due_model.h"
#include "harness.h"

/* Wherever in a millisecond it is read, and across the end of 32 bits. */
static void cycles_are_those_that_have_gone_by(void) {
    due_model_start();
    due_model_pass(0xFFFFFFFFu - 5ull * DUE_CLOCK);
    for (uint32_t i = 0; i < 10000; i++) {
        due_model_pass(random_below(2 * DUE_CLOCK / 1000));
        uint32_t before = (uint32_t)due_model.now;
        uint32_t cycles = board_cycles();
        CHECK(cycles - before <= (uint32_t)due_model.now - before);
    }
    CHECK(due_model.now > 0x100000000u);
}

int main(void) {
    static const struct test tests[] = {TEST(cycles_are_those_that_have_gone_by)};
    return RUN_TESTS("due_clock", tests);
}
