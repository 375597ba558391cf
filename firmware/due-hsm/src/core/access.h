/*
 * access.h - who is there: the login that stands, and what it lets a request do (PROTOCOL.md,
 * section 4, *Logins*).
 *
 * A device without logins is open: whoever reaches its port may do all. With the first
 * login it is closed: a request then needs a role, and a role needs a proof of the login's
 * secret, by which neither the secret nor a session key crosses the line. A login ends
 * with the session, and whenever another program may be at the port.
 *
 * What changes the device comes in an envelope (envelope.h), which has the session key of a
 * manager's login; so in clear nobody may do it on a closed device.
 */
#ifndef DUE_HSM_ACCESS_H
#define DUE_HSM_ACCESS_H

#include "bytes.h"
#include "logins.h"
#include "request.h"
#include "status.h"

/* Each may all that those before it may. What needs ACCESS_OPEN is what an envelope is for. */
enum access { ACCESS_ANYBODY, ACCESS_USER, ACCESS_MANAGER, ACCESS_OPEN };

/* For access_level(), which each request asks. */
extern enum access access_now;

/* What the host may do now: as nobody, under the login that stands, or on an open device. */
static inline enum access access_level(void) {
    return *(const enum access *)immediate(&access_now);
}

/* A session begins, which nobody is logged in to; boot and epoch tell it from all others. */
void access_session(uint32_t boot, uint16_t epoch);

/* Ends the login that stands, or that has begun; wipes what there is of it, and all streams. */
void access_end(void);

/* Ends the login that stands, or that has begun, if it has the name of this one. */
void access_login_removed(const struct login *login);

/* The first login has been made: whoever is there may do nothing from now on. */
void access_closed(void);

/* The verb LOGIN. */
enum status access_login(const struct request *request, struct reply *reply);

#endif
