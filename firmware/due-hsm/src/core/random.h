/*
 * random.h - random bytes from the board's noise source through a DRBG.
 *
 * HMAC_DRBG with SHA-1 (NIST SP 800-90A rev. 1, section 10.1.2), seeded and
 * reseeded from board_noise(); the noise passes the start-up and continuous
 * health tests of SP 800-90B (repetition count, adaptive proportion). When a
 * test fails the source stays failed until reset; signing goes on.
 */
#ifndef DUE_HSM_RANDOM_H
#define DUE_HSM_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* Runs the start-up tests and seeds the DRBG. Call once; later calls are no-ops. */
void random_start(void);

/* Whether a health test has failed (or the start-up tests have not been run). */
bool random_failed(void);

/* Fills size bytes (1 to 1024); false, and zeros, if the source has failed. */
bool random_bytes(uint8_t *out, uint32_t size);

#endif
