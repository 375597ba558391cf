#include "session_seed.h"

#include "board.h"
#include "bytes.h"
#include "random.h"

void session_seed_draw(struct session_seed *seed) {
    uint8_t bytes[6] = {0};
    if (!random_bytes(bytes, sizeof bytes)) {
        (void)board_noise(bytes, sizeof bytes);
        store_le32(bytes, load_le32(bytes) ^ board_cycles());
    }
    seed->boot = load_le32(bytes);
    seed->first_epoch = load_le16(&bytes[4]);
    if (seed->first_epoch == 0) {
        seed->first_epoch = 1;
    }
}
