#include "random.h"

#include <string.h>

#include "board.h"
#include "bytes.h"
#include "drbg.h"
#include "noise.h"

enum state { UNTRIED, WORKING, FAILED };

static enum state state = UNTRIED;
static struct drbg drbg;

static void fail(void) {
    state = FAILED;
    wipe(&drbg, sizeof drbg);
}

/* The start-up tests: a known answer, and 1024 samples, of which the second half is the seed. */
void random_start(void) {
    uint8_t seed[NOISE_WINDOW + UNIQUE_ID_SIZE];

    if (state != UNTRIED) {
        return;
    }
    if (drbg_right() && noise_window(seed) && noise_window(seed)) {
        board_unique_id(seed + NOISE_WINDOW);
        drbg_instantiate(&drbg, seed, sizeof seed);
        state = WORKING;
    } else {
        fail();
    }
    wipe(seed, sizeof seed);
}

bool random_failed(void) {
    return state != WORKING;
}

bool random_bytes(uint8_t *out, uint32_t size) {
    uint8_t seed[NOISE_WINDOW];

    if (state == WORKING && !noise_window(seed)) {
        fail();
    }
    if (state != WORKING) {
        memset(out, 0, size);
        return false;
    }
    drbg_reseed(&drbg, seed, sizeof seed);
    wipe(seed, sizeof seed);
    drbg_generate(&drbg, out, size);
    return true;
}
