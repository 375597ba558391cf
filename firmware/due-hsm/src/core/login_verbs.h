/*
 * login_verbs.h - the sub-verbs of EXTENDED that manage the logins (PROTOCOL.md section 4): who
 * may call them, commands.c says.
 */
#ifndef DUE_HSM_LOGIN_VERBS_H
#define DUE_HSM_LOGIN_VERBS_H

#include "request.h"
#include "status.h"

enum status logins_list_verb(const struct request *request, struct reply *reply);
enum status logins_add_verb(const struct request *request, struct reply *reply);
enum status logins_remove_verb(const struct request *request, struct reply *reply);

#endif
