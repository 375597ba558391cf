/*
 * selftest.h - known answers, computed once at start with the very code that
 * serves requests. If one is wrong, or what was right then is found wrong later,
 * the device answers nothing but INFO.
 */
#ifndef DUE_HSM_SELFTEST_H
#define DUE_HSM_SELFTEST_H

#include <stdbool.h>

/* Runs the tests. */
void selftest_run(void);

/* Something was found wrong since start: until reset this is as if a test had failed. */
void selftest_fail(void);

extern bool selftest_passed; /* false until selftest_run() */

/* Whether a test failed, or none has been run. */
static inline bool selftest_failed(void) {
    return !selftest_passed;
}

#endif
