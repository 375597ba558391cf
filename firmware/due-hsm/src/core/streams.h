/*
 * streams.h - the MACs in progress. The host picks the stream number, which is
 * the index of a context here; a message in one frame uses STREAM_WHOLE, whose
 * context no request outlives.
 */
#ifndef DUE_HSM_STREAMS_H
#define DUE_HSM_STREAMS_H

#include "keystore.h"
#include "request.h"

#define STREAMS      64
#define STREAM_WHOLE 0xFFFFu

/* Wipes and closes all streams. */
void streams_reset(void);

/* Wipes and closes the streams of a key that is no more; key is where keystore_find() found it. */
void streams_forget(const struct key *key);

/*
 * The verbs MAC, COPY and ABORT, with all that can refuse them: a refused request
 * makes the stream that it would have changed fail. The reply starts out as
 * answered, OK and empty.
 */
void streams_mac(const struct request *request, struct reply *reply);
void streams_copy(const struct request *request, struct reply *reply);
void streams_abort(const struct request *request, struct reply *reply);

/* Messages finished since start. */
uint32_t streams_macs(void);

#endif
