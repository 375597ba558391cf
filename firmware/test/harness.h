/*
 * harness.h - the test harness, for the host and for the Cortex-M3 under QEMU.
 *
 * A test program lists its tests and runs them; each prints "ok SUITE NAME" or
 * "FAILED SUITE NAME" with the check that did not hold, and the next one runs.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stdint.h>

struct test {
    const char *name;
    void (*run)(void);
};

#define TEST(function) ((struct test){#function, function})

/* Runs the tests; returns the exit status of the program. */
int run_tests(const char *suite, const struct test *tests, uint32_t count);

#define RUN_TESTS(suite, tests) run_tests(suite, tests, sizeof(tests) / sizeof((tests)[0]))

/* Ends the test that is running. */
void fail_test(const char *file, uint32_t line, const char *condition) __attribute__((noreturn));

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fail_test(__FILE__, __LINE__, #condition);                                             \
        }                                                                                          \
    } while (0)

/* Whether the bytes begin with those that the text has in hexadecimal. */
bool begins_with_hex(const uint8_t *bytes, const char *hex);

/* Reproducible numbers: restarted with each test; uniform below bound, bound > 0. */
uint32_t random_below(uint32_t bound);
void random_fill(uint8_t *out, uint32_t size);

/* Bytes with more zeros and runs than chance has: each run is zeros, FF, text or noise. */
void random_lumpy(uint8_t *out, uint32_t size);

/* What differs between the host (platform_host.c) and the Cortex-M3 (platform_cortexm3.c). */
void platform_print(const char *text);
/* The whole file, of at most capacity bytes; returns its size, 0 if it cannot be read. */
uint32_t platform_load(const char *name, uint8_t *out, uint32_t capacity);

#endif
