/*
 * sha256.h - SHA-256 (FIPS 180-4).
 *
 * Two implementations of the compression: sha256_cortexm3.S on a Cortex-M3,
 * sha256_portable.c everywhere else and where SHA256_PORTABLE is defined.
 */
#ifndef DUE_HSM_SHA256_H
#define DUE_HSM_SHA256_H

#include <stdint.h>

#include "hash.h"

#if defined(__ARM_ARCH_7M__) && !defined(SHA256_PORTABLE)
#define SHA256_ASSEMBLY
#define SHA256_NAME "SHA-256 in Cortex-M3 assembly"
#else
#define SHA256_NAME "SHA-256 in portable C"
#endif

#define SHA256_BLOCK_SIZE 64 /* bytes */
#define SHA256_SIZE       32 /* bytes */

#define SHA256_INITIAL_STATE                                                                       \
    0x6A09E667u, 0xBB67AE85u, 0x3C6EF372u, 0xA54FF53Au, 0x510E527Fu, 0x9B05688Cu, 0x1F83D9ABu,     \
        0x5BE0CD19u

extern const struct hash sha256;

/* Hashes n blocks of SHA256_BLOCK_SIZE bytes, of any alignment, into state; n may be 0. */
void sha256_blocks(uint32_t state[8], const void *data, uint32_t n);

#endif
