/*
 * key_list.h - the verbs that tell of keys, and change nothing (PROTOCOL.md sections 4 and 5):
 * LIST, FIND, and EXTENDED's "get limits".
 *
 * The reply starts out as answered, OK and empty (commands.c).
 */
#ifndef DUE_HSM_KEY_LIST_H
#define DUE_HSM_KEY_LIST_H

#include "request.h"
#include "status.h"

enum status keys_list(const struct request *request, struct reply *reply);
enum status keys_find(const struct request *request, struct reply *reply);
enum status keys_limits(const struct request *request, struct reply *reply);

#endif
