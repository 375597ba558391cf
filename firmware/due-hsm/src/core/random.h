/*
 * random.h - random bytes from the board's noise source through a DRBG.
 *
 * HMAC_DRBG with SHA-256 (drbg.h) on noise that has passed the health tests of SP
 * 800-90B (noise.h). At start 1024 samples are tested; the second 512 of them
 * are entropy input and nonce, and the board's unique id the personalization
 * string. Every request reseeds first, from 512 fresh and tested samples: the
 * reseed interval is one request, which gives prediction resistance on each. At
 * the claimed 4 bits a sample a seed holds 2048 bits where SP 800-90A wants 384
 * to start and 256 to reseed.
 *
 * When the noise source gives nothing, a health test fails or the DRBG errs on a
 * known answer, the source stays failed until reset, its state wiped; signing
 * goes on.
 */
#ifndef DUE_HSM_RANDOM_H
#define DUE_HSM_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* Runs the start-up tests and seeds the DRBG. Call once; later calls are no-ops. */
void random_start(void);

/* Whether the source has failed, or has not been started. */
bool random_failed(void);

/* Fills size bytes (1 to 1024); false, and zeros, if the source has failed. */
bool random_bytes(uint8_t *out, uint32_t size);

#endif
