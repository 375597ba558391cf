/*
 * key_verbs.h - the verbs that read or change the set of keys (PROTOCOL.md sections 4 and
 * 5): LIST, FIND, EXTENDED's "get limits", IMPORT, GENERATE, DELETE, and SEAL, which ends all
 * changes.
 *
 * The reply starts out as answered, OK and empty (commands.c).
 */
#ifndef DUE_HSM_KEY_VERBS_H
#define DUE_HSM_KEY_VERBS_H

#include "request.h"
#include "status.h"

enum status keys_list(const struct request *request, struct reply *reply);
enum status keys_find(const struct request *request, struct reply *reply);
enum status keys_limits(const struct request *request, struct reply *reply);
enum status keys_import(const struct request *request, struct reply *reply);
enum status keys_generate(const struct request *request, struct reply *reply);
enum status keys_delete(const struct request *request, struct reply *reply);
enum status keys_seal(const struct request *request, struct reply *reply);

#endif
