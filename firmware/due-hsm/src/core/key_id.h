/* key_id.h - which bytes are a key id (PROTOCOL.md section 4). */
#ifndef DUE_HSM_KEY_ID_H
#define DUE_HSM_KEY_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "limits.h"
#include "status.h"

/* Whether bytes are a key id: 1 to KEY_ID_MAX bytes of UTF-8, no control characters. */
bool key_id_valid(const uint8_t *id, uint32_t id_size);

/* What is to be said of an id that no key has: STATUS_UNKNOWN_KEY, or STATUS_BAD_KEY_ID. */
enum status key_id_absent(const uint8_t *id, uint32_t id_size);

#endif
