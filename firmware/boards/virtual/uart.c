#include "uart.h"

#define UART0      ((volatile uint32_t *)0x40004000)
#define DATA       0
#define STATE      1
#define CTRL       2
#define INTSTATUS  3
#define BAUDDIV    4
#define NVIC_ISER0 (*(volatile uint32_t *)0xE000E100)
#define SYST_CSR   (*(volatile uint32_t *)0xE000E010)
#define SYST_RVR   (*(volatile uint32_t *)0xE000E014)

#define STATE_TX_FULL  0x1u
#define STATE_RX_FULL  0x2u
#define CTRL_TX_ENABLE 0x1u
#define CTRL_RX_ENABLE 0x2u
#define CTRL_RX_IRQ    0x8u
#define INT_RX         0x2u
#define UART0_RX_IRQ   0x1u   /* bit of interrupt 0 */
#define SYST_ENABLE    0x7u   /* counter, its interrupt, processor clock */
#define TICK_CYCLES    25000u /* a millisecond at 25 MHz */
#define BAUD_DIVISOR   16u    /* the least there is; the emulator has no line speed */

static uint8_t ring[UART_RING_SIZE];
static volatile uint32_t written; /* bytes put in, by the interrupt */
static uint32_t taken;            /* bytes given to the link */
static uint32_t given;            /* bytes of the last piece, still in use */

void uart_start(void) {
    UART0[BAUDDIV] = BAUD_DIVISOR;
    UART0[CTRL] = CTRL_TX_ENABLE | CTRL_RX_ENABLE | CTRL_RX_IRQ;
    NVIC_ISER0 = UART0_RX_IRQ;
    SYST_RVR = TICK_CYCLES - 1;
    SYST_CSR = SYST_ENABLE;
}

void uart_tick(void) {
}

/* With the ring full a byte is lost, as on a board; the link asks for it again. */
void uart_received(void) {
    UART0[INTSTATUS] = INT_RX;
    while ((UART0[STATE] & STATE_RX_FULL) != 0) {
        uint8_t byte = (uint8_t)UART0[DATA];
        if (written - taken < UART_RING_SIZE) {
            ring[written % UART_RING_SIZE] = byte;
            written++;
        }
    }
}

/*
 * An interrupt may slip in between looking and sleeping. Masking it does not
 * help: QEMU's WFI, unlike the real one, does not wake up for a masked interrupt.
 * So the system timer ends such a sleep after a millisecond.
 */
uint32_t uart_read(uint8_t **data) {
    taken += given;
    while (written == taken) {
        __asm__ volatile("wfi" : : : "memory");
    }
    uint32_t at = taken % UART_RING_SIZE;
    uint32_t size = written - taken;
    given = size < UART_RING_SIZE - at ? size : UART_RING_SIZE - at;
    *data = &ring[at];
    return given;
}

void uart_write(const uint8_t *data, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        while ((UART0[STATE] & STATE_TX_FULL) != 0) {
        }
        UART0[DATA] = data[i];
    }
}
