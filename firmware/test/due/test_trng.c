/*
 * The Due's source of noise: what it hands out is what the TRNG gave, each word once.
 */
#include <string.h>

#include "board.h"
#include "due_model.h"
#include "harness.h"

static void words_are_handed_out_once_and_in_order(void) {
    static const uint64_t periods[] = {84, 20000};

    for (uint32_t i = 0; i < 2; i++) {
        for (uint32_t size = 0; size <= 4 * DUE_WORDS_KEPT; size++) {
            uint8_t out[4 * DUE_WORDS_KEPT + 1];
            uint8_t words[4 * DUE_WORDS_KEPT];

            due_model_start();
            due_model.noise_period = periods[i];
            memset(out, 0xAA, sizeof out);
            CHECK(board_noise(out, size));
            memcpy(words, due_model.noise_word, sizeof words);
            CHECK(due_model.noise_words == (size + 3) / 4);
            CHECK(memcmp(out, words, size) == 0 && out[size] == 0xAA);
        }
    }
}

/* It says so, and long before the watchdog's time is over. */
static void dead_source_is_noticed(void) {
    uint8_t out[64];

    due_model_start();
    due_model.noise_period = 0;
    CHECK(!board_noise(out, sizeof out));
    CHECK(due_model.now < DUE_CLOCK / 2);

    due_model_start();
    due_model.noise_period = DUE_CLOCK; /* after the first word */
    CHECK(!board_noise(out, sizeof out) && due_model.noise_words == 1);
}

int main(void) {
    static const struct test tests[] = {
        TEST(words_are_handed_out_once_and_in_order),
        TEST(dead_source_is_noticed),
    };
    return RUN_TESTS("due_trng", tests);
}
