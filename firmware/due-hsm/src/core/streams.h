/*
 * streams.h - the MACs in progress: the verbs MAC, COPY and ABORT. The host picks the
 * number of a stream; a message in one frame uses STREAM_WHOLE, which no request
 * outlives.
 */
#ifndef DUE_HSM_STREAMS_H
#define DUE_HSM_STREAMS_H

#include "key.h"
#include "request.h"
#include "status.h"

#define STREAMS      64
#define STREAM_WHOLE 0xFFFFu

/* Wipes and closes all streams. */
void streams_reset(void);

/* Wipes and closes the streams of a key that is no more; key is where keystore_find() found it. */
void streams_forget(const struct key *key);

/*
 * The verbs. They are called also when the status in the reply says that the request
 * is refused, for a refused request makes the stream that it would have changed fail.
 */
enum status streams_mac(const struct request *request, struct reply *reply);
enum status streams_copy(const struct request *request, struct reply *reply);
enum status streams_abort(const struct request *request, struct reply *reply);

#endif
