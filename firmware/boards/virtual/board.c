/*
 * board.c - the virtual Due: board.h on QEMU's mps2-an385.
 *
 * Bytes travel by semihosting on the emulator's standard input and output, or,
 * with the argument "uart", over the emulated UART. The flash is the machine's
 * PSRAM, which QEMU can keep in a file. The noise is that of the host, or comes
 * from the file named by a last argument, "noise=FILE", so that it can fail. Once
 * the firmware runs it says so on the emulator's standard error: who started the
 * emulator waits for that.
 */
#include "board.h"

#include <string.h>

#include "due_hsm.h"
#include "memory_flash.h"
#include "semihosting.h"
#include "uart.h"

#define PSRAM ((uint8_t *)0x21000000) /* 16 MB, the machine's RAM as QEMU counts it */

#define AIRCR             (*(volatile uint32_t *)0xE000ED0C)
#define AIRCR_SYSRESETREQ 0x05FA0004u

/*
 * Answers leave when a piece is done. A board's pieces are packets of 512 bytes; here
 * each costs a call of the emulator, so a piece is as much as a terminal can hold.
 */
#define PIECE_SIZE 4096u

static const char READY[] = "virtual Due ready\n";

const struct board_properties board_properties = {
    .kind = BOARD_KIND_VIRTUAL,
    .window = WINDOW_MAX,
    .receive_bytes = UART_RING_SIZE,
    .flash_pages = FLASH_PAGES,
};

static bool on_uart;
static int32_t input;
static int32_t output;
static int32_t noise;
static uint8_t piece[PIECE_SIZE];

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

void flash_program(uint8_t *at, const void *data, uint32_t size) {
    memcpy(at, data, size);
}

void board_show(enum board_state state) {
    (void)state;
}

bool board_noise(uint8_t *out, uint32_t size) {
    return semihosting_read(noise, out, size) == size;
}

void board_reset(void) {
    AIRCR = AIRCR_SYSRESETREQ;
    for (;;) {
    }
}

/* An emulator's cycles would mean nothing. */
uint32_t board_cycles(void) {
    return 0;
}

/* Whether the line starts with this word, which is then taken off. */
static bool take(const char **line, const char *word) {
    uint32_t size = (uint32_t)strlen(word);
    bool is_there = strncmp(*line, word, size) == 0;

    *line += is_there ? size : 0;
    return is_there;
}

int main(void) {
    const char *line = semihosting_command_line();

    (void)take(&line, "due-hsm");
    on_uart = take(&line, " uart");
    noise = semihosting_open(take(&line, " noise=") ? line : "/dev/urandom", SEMIHOSTING_READ);
    if (on_uart) {
        uart_start();
    } else {
        input = semihosting_open(":tt", SEMIHOSTING_READ);
        output = semihosting_open(":tt", SEMIHOSTING_WRITE);
    }
    flash_start(PSRAM);
    due_hsm_start();
    (void)semihosting_write(semihosting_open(":tt", SEMIHOSTING_APPEND), (const uint8_t *)READY,
                            sizeof READY - 1);
    for (;;) {
        due_hsm_poll();
    }
}
