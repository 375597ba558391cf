/*
 * semihosting.h - the calls to the emulator (ARM "Semihosting for AArch32 and
 * AArch64") that the virtual Due uses in place of hardware.
 */
#ifndef VIRTUAL_SEMIHOSTING_H
#define VIRTUAL_SEMIHOSTING_H

#include <stdbool.h>
#include <stdint.h>

enum semihosting_mode { SEMIHOSTING_READ = 1, SEMIHOSTING_WRITE = 5, SEMIHOSTING_APPEND = 9 };

/*
 * Opens a file of the emulator's host; ":tt" is its standard input, or, to write,
 * its standard output, or, to append, its standard error. -1: failed.
 */
int32_t semihosting_open(const char *name, enum semihosting_mode mode);

/* Waits for bytes; returns how many came, 0 at the end. */
uint32_t semihosting_read(int32_t file, uint8_t *out, uint32_t size);

/* Writes all, or returns false. */
bool semihosting_write(int32_t file, const uint8_t *data, uint32_t size);

/* The words given to the emulator with -semihosting-config arg=, in one line; empty if too long. */
const char *semihosting_command_line(void);

/* Ends the emulator. */
void semihosting_exit(uint32_t code) __attribute__((noreturn));

#endif
