/*
 * due_hsm.h - the entry points of the core, called by the board.
 */
#ifndef DUE_HSM_H
#define DUE_HSM_H

#define DUE_HSM_VERSION_MAJOR 1
#define DUE_HSM_VERSION_MINOR 0
#define DUE_HSM_VERSION_PATCH 0

/* Runs the self-test, opens the key store and the random source. Call once. */
void due_hsm_start(void);

/* Waits for bytes from the host, and serves the requests that they complete. */
void due_hsm_poll(void);

/*
 * Drops the frame that has begun to arrive. A board with several ports calls it
 * within board_receive(), when it is about to return the bytes of another port than
 * it did last: no frame is made of two ports' bytes.
 */
void due_hsm_port_changed(void);

#endif
