/*
 * commands.h - executes requests (PROTOCOL.md sections 4 to 7).
 */
#ifndef DUE_HSM_COMMANDS_H
#define DUE_HSM_COMMANDS_H

#include "request.h"

/* Executes the request, once; fills in the whole reply. */
void commands_execute(const struct request *request, struct reply *reply);

/* A new session begins: nothing of the old one stays. */
void commands_reset(void);

/* The flags of WELCOME and of INFO: sealed, self-test failed, random source failed. */
uint8_t commands_flags(void);

#endif
