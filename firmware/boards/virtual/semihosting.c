#include "semihosting.h"

#include <string.h>

#define SYS_OPEN          0x01u
#define SYS_WRITE         0x05u
#define SYS_READ          0x06u
#define SYS_GET_CMDLINE   0x15u
#define SYS_EXIT_EXTENDED 0x20u

#define APPLICATION_EXIT 0x20026u
#define COMMAND_LINE_MAX 1024

static int32_t call(uint32_t operation, uint32_t *block) {
    register uint32_t r0 __asm__("r0") = operation;
    register uint32_t *r1 __asm__("r1") = block;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return (int32_t)r0;
}

int32_t semihosting_open(const char *name, enum semihosting_mode mode) {
    uint32_t block[3] = {(uint32_t)name, (uint32_t)mode, (uint32_t)strlen(name)};
    return call(SYS_OPEN, block);
}

uint32_t semihosting_read(int32_t file, uint8_t *out, uint32_t size) {
    uint32_t block[3] = {(uint32_t)file, (uint32_t)out, size};
    int32_t missing = call(SYS_READ, block);
    return missing < 0 ? 0 : size - (uint32_t)missing;
}

bool semihosting_write(int32_t file, const uint8_t *data, uint32_t size) {
    uint32_t block[3] = {(uint32_t)file, (uint32_t)data, size};
    return call(SYS_WRITE, block) == 0;
}

const char *semihosting_command_line(void) {
    static char line[COMMAND_LINE_MAX];
    uint32_t block[2] = {(uint32_t)line, sizeof line};

    return call(SYS_GET_CMDLINE, block) == 0 ? line : "";
}

void semihosting_exit(uint32_t code) {
    uint32_t block[2] = {APPLICATION_EXIT, code};
    for (;;) {
        (void)call(SYS_EXIT_EXTENDED, block);
    }
}
