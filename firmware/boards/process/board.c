/*
 * board.c - board.h in a Unix process, for tests: the port is standard input and
 * output, the flash a file named as the only argument, or else one that vanishes
 * with the process. Behind socat it is a serial device:
 *
 *   socat PTY,link=/tmp/due,raw,echo=0 EXEC:"target/duehsm-host /tmp/due.flash",pipes
 */
#define _GNU_SOURCE /* memfd_create */

#include "board.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "due_hsm.h"
#include "memory_flash.h"

#define PIECE_SIZE 4096

const struct board_properties board_properties = {
    .kind = BOARD_KIND_HOST,
    .window = WINDOW_MAX,
    .receive_bytes = 16384, /* a pipe holds more */
    .flash_pages = FLASH_PAGES,
};

static int noise;
static int flash_file;
static uint8_t piece[PIECE_SIZE];

static void give_up(const char *what) {
    perror(what);
    exit(EXIT_FAILURE);
}

/* The end of the input is the cable being pulled. */
uint32_t board_receive(uint8_t **data) {
    ssize_t size;

    do {
        size = read(STDIN_FILENO, piece, sizeof piece);
    } while (size < 0 && errno == EINTR);
    if (size < 0) {
        give_up("duehsm-host: standard input");
    }
    if (size == 0) {
        exit(EXIT_SUCCESS);
    }
    *data = piece;
    return (uint32_t)size;
}

void board_send(const uint8_t *data, uint32_t size) {
    uint32_t sent = 0;

    while (sent < size) {
        ssize_t n = write(STDOUT_FILENO, &data[sent], size - sent);
        if (n < 0 && errno != EINTR) {
            give_up("duehsm-host: standard output");
        }
        sent += n > 0 ? (uint32_t)n : 0;
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
    return read(noise, out, size) == (ssize_t)size;
}

/* The process starts afresh, on the same flash, also if that has no name. */
void board_reset(void) {
    char flash_name[32];

    snprintf(flash_name, sizeof flash_name, "/proc/self/fd/%d", flash_file);
    execl("/proc/self/exe", "duehsm-host", flash_name, (char *)NULL);
    give_up("duehsm-host: restart");
    abort();
}

/* A clock of the host would count other work too. */
uint32_t board_cycles(void) {
    return 0;
}

static uint8_t *map_flash(const char *name) {
    struct stat status;

    flash_file = name != NULL ? open(name, O_RDWR | O_CREAT, 0600) : memfd_create("flash", 0);
    if (flash_file < 0 || fstat(flash_file, &status) != 0 ||
        (status.st_size < FLASH_SIZE && ftruncate(flash_file, FLASH_SIZE) != 0)) {
        give_up(name != NULL ? name : "duehsm-host: flash");
    }
    void *flash = mmap(NULL, FLASH_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, flash_file, 0);
    if (flash == MAP_FAILED) {
        give_up("duehsm-host: flash");
    }
    return flash;
}

int main(int argc, char **argv) {
    if (argc > 2) {
        fputs("usage: duehsm-host [flash file]\n", stderr);
        return EXIT_FAILURE;
    }
    noise = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (noise < 0) {
        give_up("/dev/urandom");
    }
    flash_start(map_flash(argc > 1 ? argv[1] : NULL));
    due_hsm_start();
    for (;;) {
        due_hsm_poll();
    }
}
