/*
 * The random source on noise of every quality. It can fail only once in the life
 * of a process, so each test runs in a child of its own.
 */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define drbg_right drbg_right_of_the_core
#include "drbg.c"
#undef drbg_right

#include "board.h"
#include "expect.h"
#include "noise.h"
#include "random.h"
#include "session_seed.h"

/* Whether the DRBG's known answer comes out wrong. */
static bool drbg_errs;

bool drbg_right(void);
bool drbg_right(void) {
    return drbg_right_of_the_core() && !drbg_errs;
}

/* What the noise source gives: the number-th sample since the start, or -1 for none. */
static int (*sample)(uint32_t number);
static uint32_t samples_drawn;

bool board_noise(uint8_t *out, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        int value = sample(samples_drawn++);
        if (value < 0) {
            return false;
        }
        out[i] = (uint8_t)value;
    }
    return true;
}

void board_unique_id(uint8_t id[UNIQUE_ID_SIZE]) {
    for (uint32_t i = 0; i < UNIQUE_ID_SIZE; i++) {
        id[i] = (uint8_t)(0xA0 + i);
    }
}

/* What a test wants of it. */
static uint32_t cycles;

uint32_t board_cycles(void) {
    return cycles;
}

/* The top byte of the linear congruential generator of Numerical Recipes, started at 1. */
static int good(uint32_t number) {
    static uint32_t state = 1;

    (void)number;
    state = state * 1664525u + 1013904223u;
    return (int)(state >> 24);
}

/* 16 values equally often: just the min-entropy that is claimed. */
static int as_claimed(uint32_t number) {
    return good(number) & 0xF0;
}

static int stuck(uint32_t number) {
    (void)number;
    return 0x5A;
}

static int stuck_word(uint32_t number) {
    return (int)(0x10 * (number % 4));
}

/* One sample in four is 0: two bits of min-entropy. */
static int biased(uint32_t number) {
    int value = good(number);

    return good(number) < 64 || number % NOISE_WINDOW == 0 ? 0 : value;
}

static int zeros(uint32_t number) {
    (void)number;
    return 0;
}

static int none(uint32_t number) {
    (void)number;
    return -1;
}

/* Like good, but from the second request on like stuck, none. */
static int stuck_later(uint32_t number) {
    return number < 3 * NOISE_WINDOW ? good(number) : stuck(number);
}

static int none_later(uint32_t number) {
    return number < 3 * NOISE_WINDOW + 100 ? good(number) : -1;
}

static void expect_failed(void) {
    uint8_t out[70];

    memset(out, 0xEE, sizeof out);
    EXPECT(random_failed());
    EXPECT(!random_bytes(out, 64));
    for (uint32_t i = 0; i < sizeof out; i++) {
        EXPECT(out[i] == (i < 64 ? 0 : 0xEE));
    }
}

/* Good noise, and starting again, bring nothing back. */
static void expect_failed_for_good(void) {
    expect_failed();
    sample = good;
    expect_failed();
    random_start();
    expect_failed();
}

static void not_started(void) {
    sample = good;
    expect_failed();
    EXPECT(samples_drawn == 0);
}

/* Seeded and reseeded as random.h says: expected values computed with the hmac module of Python. */
static void known_answer(void) {
    static const uint8_t expected_32[32] = {0x6c, 0x88, 0x0a, 0x62, 0x3c, 0xdf, 0x30, 0xe5,
                                            0xcd, 0x72, 0x30, 0x5d, 0xc0, 0x38, 0x3d, 0xac,
                                            0x0a, 0xf6, 0x5f, 0x8a, 0x8a, 0xdb, 0xfe, 0x86,
                                            0x92, 0x2c, 0x48, 0x61, 0x04, 0xf9, 0x47, 0xef};
    static const uint8_t expected_5[5] = {0xdd, 0x82, 0x47, 0xb5, 0x07};
    uint8_t out[32];

    sample = good;
    random_start();
    random_start();
    EXPECT(!random_failed());
    EXPECT(random_bytes(out, 32) && memcmp(out, expected_32, 32) == 0);
    EXPECT(random_bytes(out, 5) && memcmp(out, expected_5, 5) == 0);
    EXPECT(memcmp(&out[5], &expected_32[5], 27) == 0);
}

static void every_size(void) {
    static uint8_t out[1025];

    sample = good;
    random_start();
    for (uint32_t size = 1; size <= 1024; size++) {
        uint32_t last_bytes = 0;
        for (uint32_t i = 0; i < 8; i++) {
            out[size] = 0xEE;
            EXPECT(random_bytes(out, size));
            last_bytes |= out[size - 1];
            EXPECT(out[size] == 0xEE);
        }
        EXPECT(last_bytes != 0);
    }
}

static void no_false_alarm(void) {
    uint8_t samples[NOISE_WINDOW];

    for (uint32_t i = 0; i < 4000; i++) {
        sample = i % 2 == 0 ? good : as_claimed;
        EXPECT(noise_window(samples));
    }
}

static void fails_at_start(int (*source)(uint32_t)) {
    sample = source;
    random_start();
    expect_failed_for_good();
}

static void wrong_answer_at_start(void) {
    drbg_errs = true;
    fails_at_start(good);
}

/* Epoch 0 is none, also when the numbers come from a source that has failed and gives zeros. */
static void first_epoch_is_never_zero(void) {
    struct session_seed seed;

    sample = zeros;
    random_start();
    EXPECT(random_failed());
    session_seed_draw(&seed);
    EXPECT(seed.boot == 0 && seed.first_epoch == 1);
    cycles = 0x12345678;
    session_seed_draw(&seed);
    EXPECT(seed.boot == 0x12345678 && seed.first_epoch == 1);
}

static void session_seeds_differ(void) {
    struct session_seed one, two;

    sample = good;
    random_start();
    session_seed_draw(&one);
    session_seed_draw(&two);
    EXPECT(one.boot != two.boot && one.first_epoch != two.first_epoch);
}

static void stuck_at_start(void) {
    fails_at_start(stuck);
}

static void stuck_word_at_start(void) {
    fails_at_start(stuck_word);
}

static void biased_at_start(void) {
    fails_at_start(biased);
}

static void none_at_start(void) {
    fails_at_start(none);
}

static void fails_later(int (*source)(uint32_t)) {
    uint8_t out[20];

    sample = source;
    random_start();
    EXPECT(!random_failed());
    EXPECT(random_bytes(out, sizeof out));
    EXPECT(!random_bytes(out, sizeof out));
    expect_failed_for_good();
}

static void stuck_after_start(void) {
    fails_later(stuck_later);
}

static void none_after_start(void) {
    fails_later(none_later);
}

/* Samples that differ from their neighbours, and from the first, but for what a test puts in. */
static uint8_t script[2 * NOISE_WINDOW];

static int scripted(uint32_t number) {
    return script[number];
}

static void write_script(void) {
    sample = scripted;
    for (uint32_t i = 0; i < sizeof script; i++) {
        script[i] = (uint8_t)(1 + i % 200);
    }
    script[0] = 0xFF;
    script[NOISE_WINDOW] = 0xFF;
}

/* Runs of one sample less than the cutoff pass, of the cutoff fail, also across windows. */
static bool run_passes(uint32_t at, uint32_t length) {
    uint8_t samples[NOISE_WINDOW];

    write_script();
    memset(&script[at], 0xFE, length);
    return noise_window(samples) && noise_window(samples);
}

static void shorter_run(void) {
    EXPECT(run_passes(300, NOISE_REPETITION_CUTOFF - 1));
}

static void run_at_cutoff(void) {
    EXPECT(!run_passes(300, NOISE_REPETITION_CUTOFF));
}

static void run_at_the_end(void) {
    EXPECT(!run_passes(2 * NOISE_WINDOW - NOISE_REPETITION_CUTOFF, NOISE_REPETITION_CUTOFF));
}

static void shorter_run_across_windows(void) {
    EXPECT(run_passes(NOISE_WINDOW - 4, NOISE_REPETITION_CUTOFF - 1));
}

static void run_across_windows(void) {
    EXPECT(!run_passes(NOISE_WINDOW - 4, NOISE_REPETITION_CUTOFF));
}

/* The first sample of the second window, spread over it so often in all. */
static bool proportion_passes(uint32_t count) {
    uint8_t samples[NOISE_WINDOW];

    write_script();
    for (uint32_t i = 0; i < count; i++) {
        script[NOISE_WINDOW + 7 * i] = 0xFF;
    }
    EXPECT(noise_window(samples));
    return noise_window(samples);
}

static void smaller_proportion(void) {
    EXPECT(proportion_passes(NOISE_PROPORTION_CUTOFF - 1));
}

static void proportion_at_cutoff(void) {
    EXPECT(!proportion_passes(NOISE_PROPORTION_CUTOFF));
}

/* A window that failed is not handed out. */
static void failed_window_is_wiped(void) {
    static const uint8_t zeros[NOISE_WINDOW];
    uint8_t samples[NOISE_WINDOW];

    sample = biased;
    EXPECT(!noise_window(samples));
    EXPECT(memcmp(samples, zeros, sizeof zeros) == 0);
}

static void (*const tests[])(void) = {
    not_started,
    known_answer,
    every_size,
    no_false_alarm,
    stuck_at_start,
    stuck_word_at_start,
    biased_at_start,
    none_at_start,
    stuck_after_start,
    none_after_start,
    shorter_run,
    run_at_cutoff,
    run_at_the_end,
    run_across_windows,
    shorter_run_across_windows,
    smaller_proportion,
    proportion_at_cutoff,
    failed_window_is_wiped,
    wrong_answer_at_start,
    first_epoch_is_never_zero,
    session_seeds_differ,
};

int main(void) {
    uint32_t count = sizeof tests / sizeof *tests;

    for (uint32_t i = 0; i < count; i++) {
        int status;
        pid_t child = fork();
        EXPECT(child >= 0);
        if (child == 0) {
            tests[i]();
            exit(0);
        }
        EXPECT(waitpid(child, &status, 0) == child);
        EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    printf("random: %u tests\n", count);
    return 0;
}
