/*
 * board.c - the virtual Due: board.h on QEMU's mps2-an385.
 *
 * Bytes travel by semihosting on the emulator's standard input and output, or,
 * with the argument "uart", over the emulated UART. The flash is the machine's
 * PSRAM, which the host can keep in a file: first the pages of the key store,
 * then one page for what hardware holds on a real board (unique id, seal).
 */
#include "board.h"

#include <string.h>

#include "bytes.h"
#include "due_hsm.h"
#include "link.h"
#include "semihosting.h"
#include "uart.h"

#define FLASH_BASE  0x21000000u
#define FLASH_PAGES 1024u /* as flash bank 1 of the SAM3X8E has */

#define SYSTEM_PAGE FLASH_PAGES
#define SYSTEM_MARK 0x48535644u /* "DVSH" */
#define SEALED_MARK 0x4C414553u /* "SEAL" */

#define AIRCR             (*(volatile uint32_t *)0xE000ED0C)
#define AIRCR_SYSRESETREQ 0x05FA0004u

#define PIECE_SIZE 8192u

/* The content of the system page. */
struct system_page {
    uint32_t mark;
    uint32_t sealed;
    uint8_t unique_id[BOARD_UNIQUE_ID_SIZE];
};

const struct board_properties board_properties = {
    .kind = BOARD_KIND_VIRTUAL,
    .window = LINK_WINDOW_MAX,
    .receive_bytes = UART_RING_SIZE,
    .flash_pages = FLASH_PAGES,
};

static bool on_uart;
static int32_t input;
static int32_t output;
static int32_t noise;
static uint8_t piece[PIECE_SIZE];

static uint8_t *flash_page(uint32_t page) {
    return (uint8_t *)(FLASH_BASE + page * BOARD_FLASH_PAGE_SIZE);
}

static struct system_page *system_page(void) {
    return (struct system_page *)(void *)flash_page(SYSTEM_PAGE);
}

uint32_t board_receive(uint8_t **data) {
    if (on_uart) {
        return uart_read(data);
    }
    uint32_t size = semihosting_read(input, piece, sizeof piece);
    if (size == 0) {
        semihosting_exit(0); /* the cable has been pulled, and the emulator would ignore SIGTERM */
    }
    *data = piece;
    return size;
}

void board_send(const uint8_t *data, uint32_t size) {
    if (on_uart) {
        uart_write(data, size);
    } else if (!semihosting_write(output, data, size)) {
        semihosting_exit(0);
    }
}

void board_bind(void) {
}

void board_show(enum board_state state) {
    (void)state;
}

bool board_noise(uint8_t *out, uint32_t size) {
    return semihosting_read(noise, out, size) == size;
}

const uint8_t *board_flash_page(uint32_t page) {
    return flash_page(page);
}

bool board_flash_replace(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]) {
    memcpy(flash_page(page), data, BOARD_FLASH_PAGE_SIZE);
    return true;
}

bool board_sealed(void) {
    return system_page()->sealed == SEALED_MARK;
}

bool board_seal(void) {
    system_page()->sealed = SEALED_MARK;
    return true;
}

void board_reset(void) {
    AIRCR = AIRCR_SYSRESETREQ;
    for (;;) {
    }
}

void board_unique_id(uint8_t id[BOARD_UNIQUE_ID_SIZE]) {
    memcpy(id, system_page()->unique_id, BOARD_UNIQUE_ID_SIZE);
}

/* An emulator's cycles would mean nothing. */
uint32_t board_cycles(void) {
    return 0;
}

/* A flash file that is new gets a unique id; the mark goes in last. */
static void make_system_page(void) {
    struct system_page *page = system_page();
    if (page->mark != SYSTEM_MARK) {
        (void)board_noise(page->unique_id, sizeof page->unique_id);
        page->mark = SYSTEM_MARK;
    }
}

int main(void) {
    on_uart = semihosting_argument("uart");
    noise = semihosting_open("/dev/urandom", SEMIHOSTING_READ);
    if (on_uart) {
        uart_start();
    } else {
        input = semihosting_open(":tt", SEMIHOSTING_READ);
        output = semihosting_open(":tt", SEMIHOSTING_WRITE);
    }
    make_system_page();
    due_hsm_start();
    for (;;) {
        due_hsm_poll();
    }
}
