/* info.h - the verb INFO: status, counters and build of the device (PROTOCOL.md section 6). */
#ifndef DUE_HSM_INFO_H
#define DUE_HSM_INFO_H

#include "request.h"
#include "status.h"

enum status info_answer(struct fields *f, struct reply *reply);

#endif
