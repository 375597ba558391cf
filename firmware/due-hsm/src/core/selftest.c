#include "selftest.h"

#include "board.h"

bool selftest_passed;

void selftest_fail(void) {
    selftest_passed = false;
    board_show(BOARD_SELF_TEST_FAILED);
}
