/*
 * string.h - what the core uses of the C library, which a freestanding WebAssembly
 * does not have. Copying and filling are instructions of their own there.
 */
#ifndef WASM_STRING_H
#define WASM_STRING_H

#include <stddef.h>

#define memcpy(to, from, size)    __builtin_memcpy(to, from, size)
#define memmove(to, from, size)   __builtin_memmove(to, from, size)
#define memset(bytes, fill, size) __builtin_memset(bytes, fill, size)

int memcmp(const void *a, const void *b, size_t size);
size_t strlen(const char *text);

#endif
