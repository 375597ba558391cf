#include "noise.h"

#include "board.h"
#include "bytes.h"

/*
 * The run of equal samples at the end of the last window; a length of 0 before
 * the first. It is one sample of 512 that a seed was made of, and costs it the
 * entropy of that one.
 */
static uint8_t run_sample;
static uint32_t run_length;

static bool repetition_count_passes(const uint8_t samples[NOISE_WINDOW]) {
    bool passes = true;

    for (uint32_t i = 0; i < NOISE_WINDOW; i++) {
        if (run_length > 0 && samples[i] == run_sample) {
            run_length++;
        } else {
            run_sample = samples[i];
            run_length = 1;
        }
        if (run_length >= NOISE_REPETITION_CUTOFF) {
            passes = false;
        }
    }
    return passes;
}

static bool adaptive_proportion_passes(const uint8_t samples[NOISE_WINDOW]) {
    uint32_t count = 0;

    for (uint32_t i = 0; i < NOISE_WINDOW; i++) {
        if (samples[i] == samples[0]) {
            count++;
        }
    }
    return count < NOISE_PROPORTION_CUTOFF;
}

bool noise_window(uint8_t samples[NOISE_WINDOW]) {
    if (board_noise(samples, NOISE_WINDOW) && repetition_count_passes(samples) &&
        adaptive_proportion_passes(samples)) {
        return true;
    }
    wipe(samples, NOISE_WINDOW);
    return false;
}
