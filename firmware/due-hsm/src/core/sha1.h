/*
 * sha1.h - SHA-1 (FIPS 180-4).
 *
 * Two implementations of the compression: sha1_cortexm3.S on a Cortex-M3,
 * sha1_portable.c everywhere else and where SHA1_PORTABLE is defined.
 */
#ifndef DUE_HSM_SHA1_H
#define DUE_HSM_SHA1_H

#include <stdint.h>

#include "hash.h"

#if defined(__ARM_ARCH_7M__) && !defined(SHA1_PORTABLE)
#define SHA1_ASSEMBLY
#define SHA1_NAME "SHA-1 in Cortex-M3 assembly"
#else
#define SHA1_NAME "SHA-1 in portable C"
#endif

#define SHA1_BLOCK_SIZE 64 /* bytes */
#define SHA1_SIZE       20 /* bytes */

#define SHA1_INITIAL_STATE 0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u

extern const struct hash sha1;

/* Hashes n blocks of SHA1_BLOCK_SIZE bytes, of any alignment, into state; n may be 0. */
void sha1_blocks(uint32_t state[5], const void *data, uint32_t n);

#endif
