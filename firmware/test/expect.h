/*
 * expect.h - the assertion of the host tests: always on, names what failed, and aborts.
 */
#ifndef DUE_HSM_EXPECT_H
#define DUE_HSM_EXPECT_H

#include <stdio.h>
#include <stdlib.h>

#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
