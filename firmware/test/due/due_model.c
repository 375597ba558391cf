#include "due_model.h"

#include <string.h>

#include "board.h"
#include "harness.h"

#include "../../due-hsm/src/due/due.h"
#include "../../due-hsm/src/due/sam3x8e.h"

#undef REG32
#define REG32(address) (*due_model_register(address))

#define REGISTERS 0x20200000u /* RAM of the emulator's machine that nothing else uses */
#define STEP      1000u       /* cycles that an access takes, with all the work between two */

/* 512 ticks (boot.c) of the slow clock / 128, at the fastest that it may run (datasheet). */
#define WATCHDOG (DUE_CLOCK / 44000u * 128u * 512u)

/* No test takes so long: this one waits for bytes that do not come. */
#define LONGEST (100ull * DUE_CLOCK)

#define BUSY   2000u /* byte times in which a busy program looks after the UART's DMA (due.h) */
#define EP_OUT 2
#define EP_IN  3

#define WDT_MODE_AT_RESET 0x3FFF2FFFu
#define WAIT_MASK         EEFC_WAIT(15)
#define FLASH_CYCLES      (DUE_CLOCK / 200u) /* a command's time, 5 ms */
#define BANK_SIZE         (FLASH_BANK_PAGES * BOARD_FLASH_PAGE_SIZE)
#define BANK              ((uint8_t *)(uintptr_t)FLASH_BANK_1)

uint32_t GetTickCount(void);
void UDD_Detach(void);
void UDD_ClearOUT(void);

volatile uint32_t _usbConfiguration;

struct due_model due_model;

volatile uint32_t *due_model_register(uint32_t address) {
    return (volatile uint32_t *)(uintptr_t)(REGISTERS + (address & 0xFFFFFu));
}

bool due_model_masked(void) {
    uint32_t primask;

    __asm volatile("mrs %0, primask" : "=r"(primask));
    return primask != 0;
}

/* Takes what was written to a register each of whose bits does something. */
static uint32_t take(volatile uint32_t *shown) {
    uint32_t bits = *shown;

    *shown = 0;
    return bits;
}

static void pins(void) {
    due_model.clocks |= take(&PMC_PCER0);
    due_model.pins |= take(&PIOB_PER);
    due_model.outputs |= take(&PIOB_OER);
    due_model.outputs &= ~take(&PIOB_ODR);
    due_model.levels |= take(&PIOB_SODR);
    due_model.levels &= ~take(&PIOB_CODR);
    due_model.pulled_up |= take(&PIOB_PUER);
}

static bool is_lit(void) {
    return (due_model.pins & due_model.outputs & due_model.levels & PIOB_LED) != 0;
}

static void watchdog(void) {
    if (due_model.now > LONGEST) {
        fail_test(__FILE__, __LINE__, "the test ends");
    }
    if (due_model.watchdog_mode == 0 && WDT_MR != WDT_MODE_AT_RESET) {
        due_model.watchdog_mode = WDT_MR;
    }
    if (due_model.watchdog_mode != 0 && WDT_MR != due_model.watchdog_mode) {
        fail_test(__FILE__, __LINE__, "the watchdog's mode takes one write");
    }
    if (WDT_CR == WDT_RESTART) {
        WDT_CR = 0;
        due_model.restarted = due_model.now;
        due_model.restarts++;
        due_model.lit_before = due_model.lit_before << 1 | is_lit();
        if (due_model.restarts == due_model.leave_at) {
            longjmp(*due_model.leave, 1);
        }
    }
    if ((WDT_MR & WDT_MODE_OFF) == 0 && due_model.now - due_model.restarted > WATCHDOG) {
        if (due_model.watchdog == NULL) {
            fail_test(__FILE__, __LINE__, "the watchdog has not run out");
        }
        longjmp(*due_model.watchdog, 1);
    }
}

static uint32_t uart_byte(void) {
    return 16 * UART_BRGR * 10; /* cycles: start, 8 bits, stop */
}

static void uart_controls(void) {
    uint32_t control = take(&UART_CR);
    uint32_t dma = take(&UART_PTCR);

    due_model.uart_receives &= (control & UART_CR_RX_OFF) == 0;
    due_model.uart_sends &= (control & UART_CR_RESET & ~UART_CR_RX_OFF) == 0;
    due_model.uart_receives |= (control & UART_CR_ENABLE & 1u << 4) != 0;
    due_model.uart_sends |= (control & UART_CR_ENABLE & 1u << 6) != 0;
    UART_SR &= (control & UART_CR_CLEAR) != 0 ? ~UART_SR_ERRORS : ~0u;
    due_model.uart_dma_in &= (dma & UART_PTCR_OFF & 1u << 1) == 0;
    due_model.uart_dma_out &= (dma & UART_PTCR_OFF & 1u << 9) == 0;
    due_model.uart_dma_in |= (dma & UART_PTCR_ON & 1u << 0) != 0;
    due_model.uart_dma_out |= (dma & UART_PTCR_ON & 1u << 8) != 0;
}

static void uart(void) {
    uint32_t size = UART_TCR;
    bool on = due_model.uart_sends && due_model.uart_dma_out && (due_model.clocks & PMC_UART) != 0;

    if (size != 0 && on && due_model.uart_done == 0) {
        CHECK(size <= DUE_SENT_MAX - due_model.uart_sent_size);
        memcpy(&due_model.uart_sent[due_model.uart_sent_size], (const uint8_t *)(uintptr_t)UART_TPR,
               size);
        due_model.uart_sent_size += size;
        due_model.uart_transfers++;
        due_model.uart_done = due_model.now + (uint64_t)size * uart_byte();
    }
    if (size != 0 && on && due_model.now >= due_model.uart_done && !due_model.uart_stuck) {
        UART_TCR = 0; /* the last byte is still in the shift register */
        due_model.uart_empty = due_model.now + uart_byte();
        due_model.uart_done = 0;
    }
    if (UART_TCR == 0 && due_model.now >= due_model.uart_empty) {
        UART_SR |= UART_SR_TXEMPTY;
    } else {
        UART_SR &= ~UART_SR_TXEMPTY;
    }
}

static void usb(void) {
    if (USB_EPIDR(EP_OUT) == USB_FIFOCON) {
        USB_EPIDR(EP_OUT) = 0;
        USB_EPISR(EP_OUT) = 0;
    }
    if (USB_EPIDR(EP_IN) == USB_FIFOCON) {
        uint8_t *fifo = (uint8_t *)(uintptr_t)USB_FIFO(EP_IN);

        USB_EPIDR(EP_IN) = 0;
        memcpy(due_model.usb_sent[due_model.usb_packets++ % DUE_PACKETS], fifo, DUE_PACKET);
        memset(fifo, DUE_FIFO_EMPTY, DUE_PACKET);
    }
    USB_EPISR(EP_IN) = due_model.usb_host_reads ? USB_TXINI : 1u << 12; /* a bank is busy */
}

/* As the errata have it: what is written with fewer wait states may be damaged. */
static bool is_damaged(void) {
    return (due_model.flash_mode & WAIT_MASK) != EEFC_WAIT(6);
}

/* While a command of controller 0 runs no vector can be fetched, nor from bank 1 its content. */
static void require_masked(void) {
    if (!due_model_masked()) {
        fail_test(__FILE__, __LINE__, "interrupts are off while a bank cannot be read");
    }
}

static void write_page(uint32_t page) {
    uint8_t *at = &BANK[page % FLASH_BANK_PAGES * BOARD_FLASH_PAGE_SIZE];

    CHECK(due_model.latched == BOARD_FLASH_PAGE_SIZE / 4);
    memcpy(at, due_model.latch, BOARD_FLASH_PAGE_SIZE);
    at[0] ^= is_damaged() ? 1 : 0;
    due_model.latched = 0;
    due_model.flash_status[1] = due_model.flash_error;
    due_model.flash_error = 0;
}

/* What each controller does; argument: page or bit. */
static void flash_command(uint32_t bank, uint32_t command, uint32_t argument) {
    due_model.flash_done[bank] = due_model.now + FLASH_CYCLES;
    if (bank == 0) {
        require_masked();
    }
    if (bank == 0 && command == EEFC_GGPB) {
        EEFC_FRR(EEFC_0) = due_model.gpnvm;
    } else if (bank == 0 && command == EEFC_SGPB) {
        due_model.gpnvm |= is_damaged() || due_model.gpnvm_fixed ? 0 : 1u << argument;
    } else if (bank == 1 && command == EEFC_EWP) {
        write_page(argument);
    } else if (bank == 1 && command == EEFC_STUI && (due_model.flash_mode & EEFC_SCOD) != 0) {
        due_model.unique_id_shown = true;
    } else if (bank == 1 && command == EEFC_SPUI) {
        due_model.unique_id_shown = false;
    } else {
        fail_test(__FILE__, __LINE__, "a command that does something");
    }
}

static void flash(uint32_t bank, uint32_t controller) {
    uint32_t command = take(&EEFC_FCR(controller));

    if (command != 0) {
        CHECK(command >> 24 == 0x5A && due_model.now >= due_model.flash_done[bank]);
        due_model.flash_commands++;
        due_model.flash_command = command;
        due_model.flash_mode = EEFC_FMR(controller);
        flash_command(bank, command & 0xFF, command >> 8 & 0xFFFF);
    }
}

/* FRDY, which is upside down while the identifier is asked for; and errors, which reading clears.
 */
static void flash_status(uint32_t bank, uint32_t controller) {
    bool done = due_model.now >= due_model.flash_done[bank];
    bool ready = bank == 1 && due_model.unique_id_shown ? !done : done;

    EEFC_FSR(controller) = (ready ? EEFC_READY : 0) | due_model.flash_status[bank];
    due_model.flash_status[bank] = 0;
}

/* Bank 1 through its addresses: the identifier while that is shown, else the latch buffer. */
static volatile uint32_t *bank_word(uint32_t offset) {
    static uint32_t copy;
    uint32_t word = offset / 4 % 64;

    if (due_model.unique_id_shown) {
        require_masked();
        CHECK(due_model.now >= due_model.flash_done[1]);
        copy = due_model.unique_id[word % 4];
        return &copy;
    }
    CHECK(word == due_model.latched); /* the words of a page, in order */
    due_model.latched++;
    return &due_model.latch[word];
}

/* Reading the status clears it; a word is there once, and then the next one. */
static void noise(void) {
    due_model.noise_on |= (take(&PMC_PCER1) & PMC_TRNG) != 0 && TRNG_CR == TRNG_ENABLE;
    TRNG_ISR = 0;
    if (due_model.noise_on && due_model.noise_period != 0 &&
        due_model.now >= due_model.noise_next) {
        uint32_t word = random_below(0xFFFFFFFFu);

        due_model.noise_word[due_model.noise_words++ % DUE_WORDS_KEPT] = word;
        TRNG_ODATA = word;
        TRNG_ISR = TRNG_READY;
        due_model.noise_next = due_model.now + due_model.noise_period;
    }
}

void due_model_settle(void) {
    pins();
    watchdog();
    uart_controls();
    uart();
    usb();
    flash(0, EEFC_0);
    flash(1, EEFC_1);
}

/* What a register shows to who reads it now. */
static void show(uint32_t address) {
    const volatile uint32_t *shown = due_model_register(address);
    bool pulled_up = (due_model.pulled_up & PIOB_JUMPER) != 0 && !due_model.jumper;

    if (shown == &EEFC_FSR(EEFC_0)) {
        flash_status(0, EEFC_0);
    } else if (shown == &EEFC_FSR(EEFC_1)) {
        flash_status(1, EEFC_1);
    } else if (shown == &TRNG_ISR) {
        noise();
    } else if (shown == &UART_RNPR) {
        CHECK(due_model_masked()); /* the current area may run out in an interrupt */
    } else if (shown == &PIOB_PDSR) {
        PIOB_PDSR = pulled_up && (due_model.clocks & PMC_PIOB) != 0 ? PIOB_JUMPER : 0;
    }
}

volatile uint32_t *due_register(uint32_t address) {
    due_model_settle();
    due_model.now += STEP;
    if (!due_model.clock_stuck) {
        SYSTICK_CURRENT = SYSTICK_RELOAD - (uint32_t)(due_model.now % (SYSTICK_RELOAD + 1));
    }
    if (address - FLASH_BANK_1 < BANK_SIZE) {
        return bank_word(address - FLASH_BANK_1);
    }
    show(address);
    return due_model_register(address);
}

void due_model_pass(uint64_t cycles) {
    due_model.now += cycles;
    due_model.restarted = due_model.now;
}

bool due_model_lit(void) {
    due_model_settle();
    return is_lit();
}

void due_model_start(void) {
    memset((uint8_t *)REGISTERS, 0, 0x100000);
    memset(BANK, 0xFF, BANK_SIZE);
    memset(&due_model, 0, sizeof due_model);
    memset((uint8_t *)(uintptr_t)USB_FIFO(EP_IN), DUE_FIFO_EMPTY, DUE_PACKET);
    WDT_MR = WDT_MODE_AT_RESET;
    SYSTICK_RELOAD = DUE_CLOCK / 1000 - 1;
    due_model.noise_period = 84;
    due_model.usb_host_reads = true;
    due_model.usb_attached = true;
    _usbConfiguration = 1;
    __asm volatile("cpsie i" : : : "memory");
}

/* What comes when there is no place for it, or nobody listens, is lost. */
static void uart_receives_byte(uint8_t byte) {
    if (UART_RCR == 0 || !due_model.uart_receives || !due_model.uart_dma_in) {
        due_model.uart_lost++;
        UART_SR |= UART_SR_ERRORS;
        return;
    }
    *(uint8_t *)(uintptr_t)UART_RPR = byte;
    UART_RPR = UART_RPR + 1;
    UART_RCR = UART_RCR - 1;
    if (UART_RCR == 0) {
        UART_RPR = UART_RNCR == 0 ? UART_RPR : UART_RNPR;
        UART_RCR = UART_RNCR;
        UART_RNCR = 0;
    }
}

void due_model_uart_receives(const uint8_t *bytes, uint32_t size) {
    due_model_settle();
    for (uint32_t i = 0; i < size; i++) {
        if (i % BUSY == 0) {
            uart_port_service();
        }
        uart_receives_byte(bytes[i]);
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
