/*
 * startup.c - vectors and reset of the virtual Due.
 */
#include <stdint.h>

#include "semihosting.h"
#include "uart.h"

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[], stack_top[];

int main(void);
void reset_handler(void);
void fault_handler(void);

void reset_handler(void) {
    uint32_t words = (uint32_t)(data_end - data_start);
    for (uint32_t i = 0; i < words; i++) {
        data_start[i] = data_load[i];
    }
    words = (uint32_t)(bss_end - bss_start);
    for (uint32_t i = 0; i < words; i++) {
        bss_start[i] = 0;
    }
    semihosting_exit((uint32_t)main());
}

/* A fault of the firmware ends the emulator with an error: there is no way to go on from it. */
void fault_handler(void) {
    semihosting_exit(2);
}

union vector {
    uint32_t *stack;
    void (*handler)(void);
};

__attribute__((section(".vectors"), used)) static const union vector vectors[48] = {
    [0] = {.stack = stack_top},        [1] = {.handler = reset_handler},
    [2] = {.handler = fault_handler},  [3] = {.handler = fault_handler},
    [4] = {.handler = fault_handler},  [5] = {.handler = fault_handler},
    [6] = {.handler = fault_handler},  [15] = {.handler = uart_tick},
    [16] = {.handler = uart_received},
};
