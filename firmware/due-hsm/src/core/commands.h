/*
 * commands.h - executes requests: the table of the verbs (PROTOCOL.md section 4), and
 * what is the same for all of them: who may have them executed, and how they are refused.
 */
#ifndef DUE_HSM_COMMANDS_H
#define DUE_HSM_COMMANDS_H

#include "request.h"

/* Executes the request, once; fills in the whole reply. */
void commands_execute(const struct request *request, struct reply *reply);

/* A new session begins: nothing of the old one stays. Boot and epoch tell it from all others. */
void commands_reset(uint32_t boot, uint16_t epoch);

#endif
