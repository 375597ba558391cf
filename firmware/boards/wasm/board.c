/*
 * board.c - the device inside the JVM: board.h as a WebAssembly module, whose host is
 * a Java program (src/main/java, JvmDue).
 *
 * The host calls; the device never waits. start() boots it, receive() has it take
 * bytes that the host has put at piece(), and what it answers goes out meanwhile, by
 * send(). The flash at flash() is a copy of what the host keeps: the host fills it
 * before start(), and whatever is programmed goes through program(), where the host
 * may cut the power. reset() and a cut do not return: the host drops the module, and
 * makes a new one on the same flash.
 */
#include "board.h"

#include <string.h>

#include "due_hsm.h"
#include "memory_flash.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define IMPORT(name) __attribute__((import_module("host"), import_name(#name)))

#define PIECE_SIZE 4096u

IMPORT(send) void host_send(const uint8_t *data, uint32_t size);
IMPORT(noise) int host_noise(uint8_t *out, uint32_t size);
IMPORT(program) void host_program(uint32_t offset, const void *data, uint32_t size);
IMPORT(reset) void host_reset(void) __attribute__((noreturn));

EXPORT(flash) uint8_t *wasm_flash(void);
EXPORT(piece) uint8_t *wasm_piece(void);
EXPORT(start) void wasm_start(void);
EXPORT(receive) void wasm_receive(uint32_t size);

const struct board_properties board_properties = {
    .kind = BOARD_KIND_JVM,
    .window = WINDOW_MAX,
    .receive_bytes = 16384, /* what is written is taken before the write returns */
    .flash_pages = FLASH_PAGES,
};

static uint8_t flash[FLASH_SIZE] __attribute__((aligned(8)));
static uint8_t piece[PIECE_SIZE] __attribute__((aligned(8)));
static uint32_t piece_size;

uint8_t *wasm_flash(void) {
    return flash;
}

uint8_t *wasm_piece(void) {
    return piece;
}

void wasm_start(void) {
    flash_start(flash);
    due_hsm_start();
}

/* size is 1 to PIECE_SIZE. */
void wasm_receive(uint32_t size) {
    piece_size = size;
    due_hsm_poll();
}

void flash_program(uint8_t *at, const void *data, uint32_t size) {
    host_program((uint32_t)(at - flash), data, size);
    memcpy(at, data, size);
}

uint32_t board_receive(uint8_t **data) {
    *data = piece;
    return piece_size;
}

void board_send(const uint8_t *data, uint32_t size) {
    host_send(data, size);
}

void board_bind(void) {
}

void board_show(enum board_state state) {
    (void)state;
}

bool board_noise(uint8_t *out, uint32_t size) {
    return host_noise(out, size) != 0;
}

void board_reset(void) {
    host_reset();
}

/* Those of a JVM would mean nothing. */
uint32_t board_cycles(void) {
    return 0;
}
