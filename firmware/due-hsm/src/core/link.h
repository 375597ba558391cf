/*
 * link.h - the session of PROTOCOL.md sections 2 and 3: hello, go-back-N with a
 * window, a memory of the last replies. All memory is fixed; there are no timers.
 */
#ifndef DUE_HSM_LINK_H
#define DUE_HSM_LINK_H

#include <stdint.h>

#include "frame.h" /* LINK_OUTPUT_SIZE */

/* Closes the session; boot and the first epoch are drawn anew. Call once, after random_start(). */
void link_start(void);

/* Another program is at the port: what was answered to requests before is told to nobody again. */
void link_forget_replies(void);

/*
 * Takes size bytes, 1 or more, from the port; executes the requests that they
 * complete, and sends the answers. Whenever something is sent, neither the bytes
 * taken so far nor the frame buffer holds anything that may be part of a key; nor
 * do they afterwards, but for a frame that has only begun, in the frame buffer.
 */
void link_receive(uint8_t *piece, uint32_t size);

#endif
