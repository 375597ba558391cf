/*
 * sha1.h - the compression function of SHA-1 (FIPS 180-4).
 *
 * Two implementations: sha1_cortexm3.S on a Cortex-M3, sha1.c everywhere else
 * and where SHA1_PORTABLE is defined.
 */
#ifndef DUE_HSM_SHA1_H
#define DUE_HSM_SHA1_H

#include <stdint.h>

#if defined(__ARM_ARCH_7M__) && !defined(SHA1_PORTABLE)
#define SHA1_ASSEMBLY
#endif

#define SHA1_BLOCK_SIZE 64 /* bytes */
#define SHA1_SIZE       20 /* bytes */

#define SHA1_INITIAL_STATE 0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u

/* Hashes n blocks of SHA1_BLOCK_SIZE bytes, of any alignment, into state; n may be 0. */
void sha1_blocks(uint32_t state[5], const void *data, uint32_t n);

#endif
