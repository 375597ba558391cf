#include "sha1.h"

#ifdef SHA1_ASSEMBLY
#define NAME "SHA-1 in Cortex-M3 assembly"
#else
#define NAME "SHA-1 in portable C"
#endif

const struct hash sha1 = {
    .name = NAME,
    .block_size = SHA1_BLOCK_SIZE,
    .size = SHA1_SIZE,
    .initial = {SHA1_INITIAL_STATE},
    .example = {0x84983E44u, 0x1C3BD26Eu, 0xBAAE4AA1u, 0xF95129E5u, 0xE54670F1u},
    .blocks = sha1_blocks,
};
