/*
 * info.h - the verb INFO: status, counters and build of the device (PROTOCOL.md
 * section 6), and the flags that WELCOME has as well.
 */
#ifndef DUE_HSM_INFO_H
#define DUE_HSM_INFO_H

#include "request.h"
#include "status.h"

/* Sealed, self-test failed, random source failed, closed. */
uint8_t info_flags(void);

enum status info_answer(const struct request *request, struct reply *reply);

#endif
