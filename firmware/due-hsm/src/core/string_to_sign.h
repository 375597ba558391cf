/*
 * string_to_sign.h - the string to sign of AWS's Signature Version 4: the only message
 * that a key of AWS4-HMAC-SHA256 signs (PROTOCOL.md section 4 has its form).
 *
 * The device signs nothing else, because its form keeps a signature from being an inner key:
 * those are HMACs of a date or a name, and no such text has this form. And the string says
 * itself which signing key it is for: its scope names day, region and service.
 */
#ifndef DUE_HSM_STRING_TO_SIGN_H
#define DUE_HSM_STRING_TO_SIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "limits.h"

#define SCOPE_DATE_SIZE 8 /* bytes: YYYYMMDD */
#define SCOPE_MAX       (SCOPE_DATE_SIZE + 1 + LIMIT_NAME_MAX + 1 + LIMIT_NAME_MAX)

/* Where in the string its scope is, as far as one differs from another. */
struct scope {
    const uint8_t *text;   /* YYYYMMDD/region/service */
    const uint8_t *region; /* behind the date, in that text */
    const uint8_t *service;
    uint32_t size; /* of the text, at most SCOPE_MAX */
    uint32_t region_size;
    uint32_t service_size; /* of either name, 1 to LIMIT_NAME_MAX */
};

/* Whether these size bytes are a string to sign; if so, sets its scope. */
bool string_to_sign_scope(struct scope *scope, const uint8_t *text, uint32_t size);

#endif
