/*
 * key_verbs.h - the verbs that change keys (PROTOCOL.md section 4): IMPORT, GENERATE, DELETE,
 * EXTENDED's "set limits", and SEAL, which ends all changes.
 *
 * The reply starts out as answered, OK and empty (commands.c).
 */
#ifndef DUE_HSM_KEY_VERBS_H
#define DUE_HSM_KEY_VERBS_H

#include "request.h"
#include "status.h"

enum status keys_import(const struct request *request, struct reply *reply);
enum status keys_generate(const struct request *request, struct reply *reply);
enum status keys_delete(const struct request *request, struct reply *reply);
enum status keys_set_limits(const struct request *request, struct reply *reply);
enum status keys_seal(const struct request *request, struct reply *reply);

#endif
