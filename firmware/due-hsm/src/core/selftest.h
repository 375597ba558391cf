/*
 * selftest.h - whether the device works right, as far as it knows. The self-test is
 * known answers, computed once at start with the very code that serves requests
 * (known_answers.h). If one is wrong, or what was right then is found wrong later, the
 * device answers nothing but INFO.
 */
#ifndef DUE_HSM_SELFTEST_H
#define DUE_HSM_SELFTEST_H

#include <stdbool.h>

#include "bytes.h"

/* What due_hsm_start() has found; false until then. */
extern bool selftest_passed;

/* Something was found wrong since start: until reset this is as if a test had failed. */
void selftest_fail(void);

/* Whether a test failed, or none has been run. */
static inline bool selftest_failed(void) {
    return !*(const bool *)immediate(&selftest_passed);
}

#endif
