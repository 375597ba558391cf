#include "sha256.h"

const struct hash sha256 = {
    .block_size = SHA256_BLOCK_SIZE,
    .size = SHA256_SIZE,
    .initial = {SHA256_INITIAL_STATE},
    .example = {0x248D6A61u, 0xD20638B8u, 0xE5C02693u, 0x0C3E6039u, 0xA33CE459u, 0x64FF2167u,
                0xF6ECEDD4u, 0x19DB06C1u},
    .blocks = sha256_blocks,
};
