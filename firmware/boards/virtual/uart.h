/*
 * uart.h - UART 0 of the mps2-an385 (CMSDK APB UART, ARM DDI0479), received by
 * interrupt into a ring.
 */
#ifndef VIRTUAL_UART_H
#define VIRTUAL_UART_H

#include <stdint.h>

#define UART_RING_SIZE 16384u /* bytes; a power of two, more than a window of the link */

void uart_start(void);

/* Sleeps until bytes have come; gives the piece of the ring that holds the oldest. */
uint32_t uart_read(uint8_t **data);

void uart_write(const uint8_t *data, uint32_t size);

/* The interrupt handlers: a byte has come; the system timer wakes up the reader. */
void uart_received(void);
void uart_tick(void);

#endif
