/*
 * The LED "L" (pin 13):
 *
 *   slow blinking, 1 a second     running; no host has opened a session since start
 *   on                            a session is open, nothing to do
 *   on, flickering or dim         busy
 *   fast blinking, 5 a second     the self-test failed: only INFO works
 *   2 flashes, a pause            the recovery jumper is in: ERASE works, nothing else (boot.c)
 *   3 flashes, a pause            the image is too large, refused to start (boot.c)
 */
#include "../core/board.h"
#include "../core/bytes.h"
#include "due.h"
#include "sam3x8e.h"

#define SLOW_MS 500
#define FAST_MS 100

static struct led {
    bool failed; /* the self-test */
    bool bound;
    bool lit;
} led;

void led_start(void) {
    PMC_PCER0 = PMC_PIOB;
    PIOB_PER = PIOB_LED;
    PIOB_OER = PIOB_LED;
}

void led_bound(void) {
    led.bound = true;
}

static inline __attribute__((always_inline)) void light(struct led *l, bool on) {
    l->lit = on;
    if (on) {
        PIOB_SODR = PIOB_LED;
    } else {
        PIOB_CODR = PIOB_LED;
    }
}

void led_refresh(void) {
    if (led.failed) {
        light(&led, clock_ms() / FAST_MS % 2 == 0);
    } else {
        light(&led, led.bound || clock_ms() / SLOW_MS % 2 == 0);
    }
}

/* Busy: the light changes with each request, and comes back when there is nothing to do. */
void board_show(enum board_state shown) {
    struct led *l = immediate(&led);

    WDT_CR = WDT_RESTART;
    uart_port_service();
    if (shown == BOARD_BUSY) {
        light(l, !l->lit);
    } else {
        l->failed = shown == BOARD_SELF_TEST_FAILED;
    }
}
