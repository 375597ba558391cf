/* What the test harness (harness.h) asks of the Cortex-M3 under QEMU. */
#include "harness.h"

#include <string.h>

#include "semihosting.h"

void platform_print(const char *text) {
    static int32_t output = -1;

    if (output < 0) {
        output = semihosting_open(":tt", SEMIHOSTING_WRITE);
    }
    (void)semihosting_write(output, (const uint8_t *)text, (uint32_t)strlen(text));
}

uint32_t platform_load(const char *name, uint8_t *out, uint32_t capacity) {
    int32_t file = semihosting_open(name, SEMIHOSTING_READ);

    return file < 0 ? 0 : semihosting_read(file, out, capacity);
}
