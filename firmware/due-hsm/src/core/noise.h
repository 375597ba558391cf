/*
 * noise.h - raw noise that has passed the health tests of NIST SP 800-90B.
 *
 * A sample is one byte of board_noise(). The claim is H = 4 bits of min-entropy
 * a sample, half of what a perfect source has; each test errs with a probability
 * of at most 2^-30 on a source that holds the claim.
 *
 *   repetition count (4.4.1)     fails at 1 + ceil(30 / H) = 9 equal samples in a row
 *   adaptive proportion (4.4.2)  fails when the first sample of a window of 512 occurs
 *                                1 + critbinom(512, 2^-H, 1 - 2^-30) = 71 times in it
 *
 * Bytes, because a window of 512 of them is short enough to be one seed: every
 * seed is one whole window, and none of it is used before all of it has passed.
 * The generator delivers words of four bytes; one that repeats a word fails the
 * second test, since each byte of it then makes up a quarter of the window.
 */
#ifndef DUE_HSM_NOISE_H
#define DUE_HSM_NOISE_H

#include <stdbool.h>
#include <stdint.h>

#define NOISE_WINDOW            512 /* samples */
#define NOISE_REPETITION_CUTOFF 9
#define NOISE_PROPORTION_CUTOFF 71

/*
 * Draws one window of samples. False, and zeros, if the board gave none or a test
 * failed. The repetition count runs on from one window into the next.
 */
bool noise_window(uint8_t samples[NOISE_WINDOW]);

#endif
