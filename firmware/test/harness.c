#include "harness.h"

#include <setjmp.h>
#include <string.h>

static jmp_buf test_failed;
static uint64_t random_state;

static void print_number(uint32_t n) {
    char digits[11];
    uint32_t at = sizeof digits - 1;

    digits[at] = 0;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n != 0);
    platform_print(&digits[at]);
}

static void print_name(const char *outcome, const char *suite, const char *name) {
    platform_print(outcome);
    platform_print(" ");
    platform_print(suite);
    platform_print(" ");
    platform_print(name);
}

void fail_test(const char *file, uint32_t line, const char *condition) {
    platform_print("  ");
    platform_print(file);
    platform_print(":");
    print_number(line);
    platform_print(": not so: ");
    platform_print(condition);
    platform_print("\n");
    longjmp(test_failed, 1);
}

int run_tests(const char *suite, const struct test *tests, uint32_t count) {
    volatile uint32_t failed = 0;

    for (volatile uint32_t i = 0; i < count; i++) {
        random_state = 1;
        if (setjmp(test_failed) == 0) {
            tests[i].run();
            print_name("ok", suite, tests[i].name);
        } else {
            failed = failed + 1;
            print_name("FAILED", suite, tests[i].name);
        }
        platform_print("\n");
    }
    return failed == 0 ? 0 : 1;
}

bool begins_with_hex(const uint8_t *bytes, const char *hex) {
    static const char digits[] = "0123456789abcdef";

    for (uint32_t i = 0; hex[2 * i] != 0; i++) {
        if (hex[2 * i] != digits[bytes[i] >> 4] || hex[2 * i + 1] != digits[bytes[i] & 15]) {
            return false;
        }
    }
    return true;
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next_random(void) {
    uint64_t x = random_state += 0x9E3779B97F4A7C15u;

    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

uint32_t random_below(uint32_t bound) {
    return (uint32_t)((next_random() >> 32) * bound >> 32);
}

void random_fill(uint8_t *out, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        out[i] = (uint8_t)random_below(256);
    }
}

void random_lumpy(uint8_t *out, uint32_t size) {
    uint32_t at = 0;

    while (at < size) {
        uint32_t left = size - at;
        uint32_t run = 1 + random_below(left < 300 ? left : 300);
        switch (random_below(4)) {
        case 0:
            memset(&out[at], 0, run);
            break;
        case 1:
            memset(&out[at], 0xFF, run);
            break;
        case 2:
            memset(&out[at], 'a', run);
            break;
        default:
            random_fill(&out[at], run);
            break;
        }
        at += run;
    }
}
