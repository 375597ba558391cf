/*
 * bench.c - the program whose trace the model times: calls of a hash's blocks(),
 * with one block, which is not timed, then with one, two and three blocks of
 * aligned data, then one HMAC of 1024 bytes that starts from stored midstates, as
 * the device computes it. Its output is the bytes of stack that blocks() takes,
 * callees included. HASH is the hash, sha1 or sha256.
 */
#include <stdint.h>
#include <string.h>

#include "checked_call.h"
#include "hmac.h"
#include "no_uart.h"
#include "semihosting.h"
#include "sha1.h"
#include "sha256.h"

#define MESSAGE_SIZE 1024u

int main(void);
void bench_hmac(uint8_t mac[HASH_SIZE_MAX]);

static uint32_t message[MESSAGE_SIZE / 4];

__attribute__((noinline)) void bench_hmac(uint8_t mac[HASH_SIZE_MAX]) {
    struct hmac h;
    hmac_start(&h, &HASH, HASH.initial, HASH.initial);
    hmac_update(&h, (const uint8_t *)message, MESSAGE_SIZE);
    (void)hmac_finish(&h, mac);
}

static uint32_t stack_bytes(uint32_t state[HASH_WORDS_MAX]) {
    static struct checked_call seen;
    uint32_t untouched = 0;
    seen.blocks = HASH.blocks;
    checked_call(state, message, 1, &seen);
    while (untouched < CHECKED_STACK_WORDS && seen.stack[untouched] == CHECKED_PLANT) {
        untouched++;
    }
    return 4 * (CHECKED_STACK_WORDS - untouched);
}

/* Below 1000, which is more than is looked at. */
static void print(uint32_t number) {
    const uint8_t digits[] = {(uint8_t)('0' + number / 100), (uint8_t)('0' + number / 10 % 10),
                              (uint8_t)('0' + number % 10), '\n'};
    (void)semihosting_write(semihosting_open(":tt", SEMIHOSTING_WRITE), digits, sizeof digits);
}

int main(void) {
    uint32_t state[HASH_WORDS_MAX];
    memcpy(state, HASH.initial, sizeof state);
    HASH.blocks(state, message, 1); /* the first call may have more to do than any other */
    for (uint32_t n = 1; n <= 3; n++) {
        HASH.blocks(state, message, n);
    }
    uint8_t mac[HASH_SIZE_MAX];
    bench_hmac(mac);
    print(stack_bytes(state));
    semihosting_exit(0);
}
