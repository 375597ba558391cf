/* measure.h - the verb MEASURE: processor cycles of an inner loop (PROTOCOL.md section 7). */
#ifndef DUE_HSM_MEASURE_H
#define DUE_HSM_MEASURE_H

#include "request.h"
#include "status.h"

enum status measure_answer(const struct request *request, struct reply *reply);

#endif
