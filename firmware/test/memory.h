/*
 * memory.h - looks for secrets in what a test program has in memory, on the host: its static
 * data, which is the device's RAM, its flash and the tests' buffers; and what functions that
 * have returned left on the stack. It is for the test, at the bottom of whose calls it looks.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdbool.h>
#include <stdint.h>

bool memory_in_statics(const void *secret, uint32_t size);
bool memory_on_stack(const void *secret, uint32_t size);

/* Overwrites the stack below the caller, as deep as memory_on_stack() looks. */
void memory_clear_stack(void);

#endif
