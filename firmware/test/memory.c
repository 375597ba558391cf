#include "memory.h"

#include "bytes.h"

#define STACK_DEPTH 32768 /* bytes below the test that calls may have used */
#define OWN_CALLS   512   /* of them, those of the search itself */

/* Where the program's static data starts and ends. */
extern char __data_start[];
extern char _end[];

/* The address sanitizer guards the gaps between variables. */
__attribute__((no_sanitize("address"))) static bool between(const char *at, const char *end,
                                                            const void *secret, uint32_t size) {
    for (; at + size <= end; at++) {
        uint32_t same = 0;
        while (same < size && at[same] == ((const char *)secret)[same]) {
            same++;
        }
        if (same == size) {
            return true;
        }
    }
    return false;
}

bool memory_in_statics(const void *secret, uint32_t size) {
    return between(__data_start, _end, secret, size);
}

__attribute__((noinline)) bool memory_on_stack(const void *secret, uint32_t size) {
    const char *top = __builtin_frame_address(0);

    return between(top - STACK_DEPTH, top - OWN_CALLS, secret, size);
}

__attribute__((noinline)) void memory_clear_stack(void) {
    uint8_t below[STACK_DEPTH];

    wipe(below, sizeof below);
}
