#include "sha1.h"

const struct hash sha1 = {
    .block_size = SHA1_BLOCK_SIZE,
    .size = SHA1_SIZE,
    .initial = {SHA1_INITIAL_STATE},
    .example = {0x84983E44u, 0x1C3BD26Eu, 0xBAAE4AA1u, 0xF95129E5u, 0xE54670F1u},
    .blocks = sha1_blocks,
};
