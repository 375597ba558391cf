#include <stdio.h>

#include "harness.h"

void platform_print(const char *text) {
    fputs(text, stdout);
}

uint32_t platform_load(const char *name, uint8_t *out, uint32_t capacity) {
    FILE *file = fopen(name, "rb");

    if (file == NULL) {
        return 0;
    }
    size_t size = fread(out, 1, capacity, file);
    fclose(file);
    return (uint32_t)size;
}
