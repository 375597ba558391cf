/*
 * no_uart.h - the interrupts that the virtual Due's start-up names, and that
 * nothing here turns on.
 */
#ifndef BENCH_NO_UART_H
#define BENCH_NO_UART_H

#include "uart.h"

void uart_tick(void) {
}

void uart_received(void) {
}

#endif
