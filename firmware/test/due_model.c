#include "due_model.h"

#include <string.h>

#include "harness.h"

#include "../due-hsm/src/due/due.h"
#include "../due-hsm/src/due/sam3x8e.h"

#undef REG32
#define REG32(address) (*due_model_register(address))

#define REGISTERS 0x20200000u /* RAM of the emulator's machine that nothing else uses */
#define STEP      1000u       /* cycles that an access takes, with all the work between two */

/* 512 ticks (boot.c) of the slow clock / 128, at the fastest that it may run (datasheet). */
#define WATCHDOG (DUE_CLOCK / 44000u * 128u * 512u)

/* No test takes so long: this one waits for bytes that do not come. */
#define LONGEST (100ull * DUE_CLOCK)

#define UART_BYTE (DUE_CLOCK / 250000u * 10u)
#define CHUNK     2048u /* of uart_port.c: what its DMA is given at a time */
#define EP_OUT    2
#define EP_IN     3

uint32_t GetTickCount(void);
void UDD_Detach(void);
void UDD_ClearOUT(void);

volatile uint32_t _usbConfiguration;

struct due_model due_model;

volatile uint32_t *due_model_register(uint32_t address) {
    return (volatile uint32_t *)(uintptr_t)(REGISTERS + (address & 0xFFFFFu));
}

static void watchdog(void) {
    if (due_model.now > LONGEST) {
        fail_test(__FILE__, __LINE__, "the test ends");
    }
    if (WDT_CR == WDT_RESTART) {
        WDT_CR = 0;
        due_model.restarted = due_model.now;
    }
    if (due_model.now - due_model.restarted > WATCHDOG) {
        if (due_model.watchdog == NULL) {
            fail_test(__FILE__, __LINE__, "the watchdog has not run out");
        }
        longjmp(*due_model.watchdog, 1);
    }
}

static void uart(void) {
    uint32_t size = UART_TCR;

    if (size != 0 && due_model.uart_done == 0) {
        CHECK(size <= DUE_SENT_MAX - due_model.uart_sent_size);
        memcpy(&due_model.uart_sent[due_model.uart_sent_size], (const uint8_t *)(uintptr_t)UART_TPR,
               size);
        due_model.uart_sent_size += size;
        due_model.uart_done = due_model.now + (uint64_t)size * UART_BYTE;
    }
    if (size != 0 && due_model.now >= due_model.uart_done && !due_model.uart_stuck) {
        UART_TCR = 0;
        due_model.uart_done = 0;
    }
}

static void usb(void) {
    if (USB_EPIDR(EP_OUT) == USB_FIFOCON) {
        USB_EPIDR(EP_OUT) = 0;
        USB_EPISR(EP_OUT) = 0;
    }
    if (USB_EPIDR(EP_IN) == USB_FIFOCON) {
        USB_EPIDR(EP_IN) = 0;
        due_model.usb_packets++;
    }
    USB_EPISR(EP_IN) = due_model.usb_host_reads ? USB_TXINI : 0;
}

void due_model_settle(void) {
    watchdog();
    uart();
    usb();
}

volatile uint32_t *due_register(uint32_t address) {
    due_model_settle();
    due_model.now += STEP;
    if (!due_model.clock_stuck) {
        SYSTICK_CURRENT = SYSTICK_RELOAD - (uint32_t)(due_model.now % (SYSTICK_RELOAD + 1));
    }
    return due_model_register(address);
}

void due_model_start(void) {
    memset((uint8_t *)REGISTERS, 0, 0x100000);
    memset(&due_model, 0, sizeof due_model);
    SYSTICK_RELOAD = DUE_CLOCK / 1000 - 1;
    due_model.usb_host_reads = true;
    due_model.usb_attached = true;
    _usbConfiguration = 1;
}

void due_model_uart_receives(const uint8_t *bytes, uint32_t size) {
    due_model_settle();
    for (uint32_t i = 0; i < size; i++) {
        if (i % CHUNK == 0) {
            uart_port_service();
        }
        CHECK(UART_RCR > 0);
        *(uint8_t *)(uintptr_t)UART_RPR = bytes[i];
        UART_RPR = UART_RPR + 1;
        UART_RCR = UART_RCR - 1;
        if (UART_RCR == 0) {
            UART_RPR = UART_RNCR == 0 ? UART_RPR : UART_RNPR;
            UART_RCR = UART_RNCR;
            UART_RNCR = 0;
        }
    }
}

void due_model_usb_receives(const uint8_t *bytes, uint32_t size) {
    due_model_settle();
    memcpy((uint8_t *)(uintptr_t)USB_FIFO(EP_OUT), bytes, size);
    USB_EPISR(EP_OUT) = USB_RXOUTI | size << 20;
}

/* The Arduino core's. */

uint32_t GetTickCount(void) {
    static uint32_t last;

    last = due_model.clock_stuck ? last : (uint32_t)(due_model.now / (DUE_CLOCK / 1000));
    return last;
}

void UDD_Detach(void) {
    due_model.usb_attached = false;
}

void UDD_ClearOUT(void) {
    due_model.usb_fifo_at = 0;
}
