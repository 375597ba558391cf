/*
 * due.h - what the files of the Due's board support share.
 *
 *   boot.c        due_boot(): recovery jumper, ERASE pin, watchdog; due_start()
 *   fault.c       wiping RAM; fault handlers; board_reset()
 *   eefc.c        flash controller commands that must run from SRAM
 *   flash.c       the key store's pages, in flash bank 1
 *   seal.c        the security bit
 *   unique_id.c   the chip's number
 *   ports.c       which port is listened to: board_receive(), board_send(), board_bind()
 *   uart_port.c   the programming port: UART and its DMA
 *   usb_port.c    the native port: endpoints 2 and 3 of the UOTGHS
 *   usb_control.c what the core's answers to control requests would leave wrong
 *   trng.c clock.c led.c
 *   core_hooks.cpp, where the Arduino core is bent to our needs
 *
 * Nothing here waits for an interrupt. The core's own interrupts go on: SysTick,
 * which counts milliseconds, and the UOTGHS, which enumerates on the bus.
 */
#ifndef DUE_DUE_H
#define DUE_DUE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Functions that run from SRAM: the core's linker script puts .ramfunc into .data. */
#define SRAM_FUNCTION __attribute__((section(".ramfunc"), long_call, noinline))

/* First thing after reset, before the clocks are set up. Does not return if the jumper is in. */
void due_boot(void);

/* Prepares the board; first thing in setup(). Does not return if the image is too large. */
void due_start(void);

/* clock.c: milliseconds since start, wrapping. */
uint32_t clock_ms(void);

/* led.c: at start; when a session has been opened; often enough for it to blink. */
void led_start(void);
void led_bound(void);
void led_refresh(void);

/* fault.c: clears unused RAM at boot; clears all of it and restarts the chip. */
void wipe_free_ram(void);
SRAM_FUNCTION void wipe_and_reset(void) __attribute__((noreturn));

/* eefc.c: the GPNVM bits; sets one; the unique identifier. Interrupts are off meanwhile. */
uint32_t eefc_gpnvm(void);
void eefc_set_gpnvm(uint32_t bit);
SRAM_FUNCTION void eefc_unique_id(uint32_t id[4]);

/* seal.c: reads the seal from the hardware; board_sealed() then repeats it. */
bool seal_read(void);

/* ports.c: waits until the last reply has left the board, or its host is gone. */
void ports_drain(void);

/* ports.c: the program at the native port has gone. From the interrupt, as the only one. */
void ports_host_left(void);

/* unique_id.c: reads the id from the hardware; board_unique_id() then repeats it. */
void unique_id_read(void);

/*
 * The ports. Receiving gives the size of the piece that is there, 0 for none; it
 * stays valid until the next call. A reply that the host does not take is
 * dropped: it will ask again.
 */
void uart_port_start(void);
extern bool uart_port_on;
void uart_port_keep_supplied(void);
uint32_t uart_port_receive(uint8_t **data);
void uart_port_send(const uint8_t *data, uint32_t size);
void uart_port_drain(void);
void uart_port_stop(void);

/* Keeps the DMA supplied; call at least once in 2000 byte times. */
static inline void uart_port_service(void) {
    if (uart_port_on) {
        uart_port_keep_supplied();
    }
}

/* After each run of the core's interrupt handler, and what the host says of DTR. */
void usb_control_mend(void);
void usb_control_watch(bool dtr);
/* Refuses a descriptor that the core does not have; false: it has it. */
bool usb_control_refuse(uint8_t type, uint8_t index, uint16_t size);

void usb_port_mask_interrupt(void); /* after each run of the core's interrupt handler */
uint32_t usb_port_receive(uint8_t **data);
void usb_port_send(const uint8_t *data, uint32_t size);
void usb_port_drain(void);
void usb_port_stop(void);

#ifdef __cplusplus
}
#endif

#endif
