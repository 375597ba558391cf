#pragma GCC optimize("O2") /* each frame of a stream comes through commands_execute() */

#include "commands.h"

#include <stddef.h>

#include "aws_signature.h"
#include "bytes.h"
#include "info.h"
#include "key_list.h"
#include "key_verbs.h"
#include "login_verbs.h"
#include "measure.h"
#include "random.h"
#include "selftest.h"
#include "status.h"
#include "streams.h"

static enum status draw_random(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint8_t count = take_u8(&f);

    if (!fields_complete(&f) || count == 0 || count > RANDOM_MAX) {
        return STATUS_MALFORMED;
    }
    if (!random_bytes(reply->payload, count)) {
        return STATUS_RANDOM_FAILED;
    }
    reply->size = count;
    return STATUS_OK;
}

/* The verbs beyond what the code of a request has room for. */
static enum status extended(const struct request *request, struct reply *reply) {
    struct fields f = fields_of(request);
    uint8_t verb = take_u8(&f);

    if (request->size == 0) {
        return STATUS_MALFORMED;
    }
    switch (verb) {
    case EXTENDED_GET_LIMITS:
        return keys_limits(request, reply);
    case EXTENDED_SET_LIMITS:
        return keys_set_limits(request, reply);
    case EXTENDED_LIST_LOGINS:
        return logins_list_verb(request, reply);
    case EXTENDED_ADD_LOGIN:
        return logins_add_verb(request, reply);
    case EXTENDED_REMOVE_LOGIN:
        return logins_remove_verb(request, reply);
    default:
        return STATUS_UNSUPPORTED;
    }
}

/*
 * A verb is a row here and a function, which returns the status of the reply. The
 * reply starts out as answered and empty, with the status that refuses the request,
 * or OK: the function is called only for OK, but that of a verb whose aux is a stream
 * always, for it may have to make the stream fail.
 */
static const struct verb_row {
    enum status (*execute)(const struct request *request, struct reply *reply);
    uint8_t flags;  /* those of REQUEST_FLAGS_VERB that it knows */
    bool of_stream; /* its aux is a stream; that of all others is 0 */
    bool always;    /* it works also when the self-test has failed */
} verbs[VERBS_END] = {
    [VERB_MAC] = {.execute = streams_mac,
                  .flags = REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST,
                  .of_stream = true},
    [VERB_COPY] = {.execute = streams_copy, .of_stream = true},
    [VERB_ABORT] = {.execute = streams_abort, .of_stream = true},
    [VERB_INFO] = {.execute = info_answer, .always = true},
    [VERB_LIST] = {.execute = keys_list},
    [VERB_FIND] = {.execute = keys_find},
    [VERB_IMPORT] = {.execute = keys_import, .flags = REQUEST_FLAG_REPLACE | REQUEST_FLAG_LIMITS},
    [VERB_GENERATE] = {.execute = keys_generate, .flags = REQUEST_FLAG_LIMITS},
    [VERB_DELETE] = {.execute = keys_delete},
    [VERB_RANDOM] = {.execute = draw_random},
    [VERB_SEAL] = {.execute = keys_seal},
    [VERB_MEASURE] = {.execute = measure_answer},
    [VERB_EXTENDED] = {.execute = extended},
};

/* What refuses a request before its payload is looked at, in this order. */
static inline enum status refusal(const struct verb_row *verb, const struct request *request) {
    if (UNLIKELY(selftest_failed())) {
        aws_signature_forget_all(); /* nothing will be signed with them any more */
        if (!verb->always) {
            return STATUS_SELF_TEST_FAILED;
        }
    }
    if (verb->execute == NULL) {
        return STATUS_UNSUPPORTED;
    }
    if ((request->code & REQUEST_FLAGS_VERB & ~verb->flags) != 0) {
        return STATUS_MALFORMED;
    }
    return verb->of_stream || request->aux == 0 ? STATUS_OK : STATUS_MALFORMED;
}

void commands_execute(const struct request *request, struct reply *reply) {
    const struct verb_row *rows = immediate(verbs);
    const struct verb_row *verb = &rows[REQUEST_VERB(request->code)];
    enum status refused = refusal(verb, request);

    reply->answered = true;
    reply->reset = false;
    reply->status = (uint8_t)refused;
    reply->size = 0;
    if (refused == STATUS_OK || verb->of_stream) {
        reply->status = (uint8_t)verb->execute(request, reply);
    }
}

/* An interrupt may have saved words of a signing key on the stack, which go with the others. */
void commands_reset(void) {
    streams_reset();
    wipe_stack();
}
