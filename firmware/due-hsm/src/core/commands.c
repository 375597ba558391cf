#pragma GCC optimize("O2") /* each frame of a stream comes through commands_execute() */

#include "commands.h"

#include <stddef.h>

#include "access.h"
#include "aws_signature.h"
#include "bytes.h"
#include "envelope.h"
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

static enum status no_sub_verb(const struct request *request, struct reply *reply) {
    (void)request;
    (void)reply;
    return STATUS_MALFORMED;
}

static enum status unsupported(const struct request *request, struct reply *reply) {
    (void)request;
    return reply->status != STATUS_OK ? (enum status)reply->status : STATUS_UNSUPPORTED;
}

/*
 * A verb is a row here and a function, which returns the status of the reply. The
 * reply starts out as answered and empty, with the status that refuses the request,
 * or OK: the function is called only for OK, but that of a verb whose aux is a stream
 * always, for it may have to make the stream fail.
 *
 * Behind the verbs are EXTENDED's sub-verbs, whose own row is for a payload without one. What
 * needs an open device is done on a closed one in an envelope, and nothing else is.
 */
#define SUB_VERB(number) ((uint32_t)VERBS_END + (uint32_t)(number))
#define SUB_VERBS_END    (EXTENDED_REMOVE_LOGIN + 1u)
#define NO_SUCH_SUB_VERB SUB_VERB(0)

static const struct verb_row {
    enum status (*execute)(const struct request *request, struct reply *reply);
    uint8_t flags;  /* those of REQUEST_FLAGS_VERB that it knows */
    uint8_t needs;  /* enum access */
    bool of_stream; /* its aux is a stream; that of all others is 0 */
    bool always;    /* it works also when the self-test has failed */
} verbs[SUB_VERB(SUB_VERBS_END)] = {
    [0] = {.execute = unsupported,
           .flags = REQUEST_FLAGS_VERB,
           .needs = ACCESS_MANAGER,
           .of_stream = true},
    [VERB_MAC] = {.execute = streams_mac,
                  .flags = REQUEST_FLAG_FIRST | REQUEST_FLAG_LAST,
                  .needs = ACCESS_USER,
                  .of_stream = true},
    [VERB_COPY] = {.execute = streams_copy, .needs = ACCESS_USER, .of_stream = true},
    [VERB_ABORT] = {.execute = streams_abort, .needs = ACCESS_USER, .of_stream = true},
    [VERB_INFO] = {.execute = info_answer, .needs = ACCESS_ANYBODY, .always = true},
    [VERB_LIST] = {.execute = keys_list, .needs = ACCESS_USER},
    [VERB_FIND] = {.execute = keys_find, .needs = ACCESS_USER},
    [VERB_IMPORT] = {.execute = keys_import,
                     .flags = REQUEST_FLAG_REPLACE | REQUEST_FLAG_LIMITS,
                     .needs = ACCESS_OPEN},
    [VERB_GENERATE] = {.execute = keys_generate,
                       .flags = REQUEST_FLAG_LIMITS,
                       .needs = ACCESS_OPEN},
    [VERB_DELETE] = {.execute = keys_delete, .needs = ACCESS_OPEN},
    [VERB_RANDOM] = {.execute = draw_random, .needs = ACCESS_USER},
    [VERB_SEAL] = {.execute = keys_seal, .needs = ACCESS_OPEN},
    [VERB_MEASURE] = {.execute = measure_answer, .needs = ACCESS_MANAGER},
    [VERB_LOGIN] = {.execute = access_login, .needs = ACCESS_ANYBODY},
    [VERB_ENVELOPE] = {.execute = NULL /* execute_envelope() */, .needs = ACCESS_MANAGER},
    [VERB_EXTENDED] = {.execute = no_sub_verb, .needs = ACCESS_MANAGER},
    [NO_SUCH_SUB_VERB] = {.execute = unsupported, .needs = ACCESS_MANAGER},
    [SUB_VERB(EXTENDED_GET_LIMITS)] = {.execute = keys_limits, .needs = ACCESS_USER},
    [SUB_VERB(EXTENDED_SET_LIMITS)] = {.execute = keys_set_limits, .needs = ACCESS_OPEN},
    [SUB_VERB(EXTENDED_LIST_LOGINS)] = {.execute = logins_list_verb, .needs = ACCESS_MANAGER},
    [SUB_VERB(EXTENDED_ADD_LOGIN)] = {.execute = logins_add_verb, .needs = ACCESS_OPEN},
    [SUB_VERB(EXTENDED_REMOVE_LOGIN)] = {.execute = logins_remove_verb, .needs = ACCESS_OPEN},
};

static const struct verb_row *row(uint32_t number) {
    const struct verb_row *rows = immediate(verbs);

    return &rows[number];
}

/* The row of a request of any verb. */
static const struct verb_row *find_row(const struct request *request) {
    uint32_t verb = REQUEST_VERB(request->code);

    if (verb != VERB_EXTENDED || request->size == 0) {
        return row(verb);
    }
    uint32_t sub_verb = request->payload[0];
    return row(sub_verb < SUB_VERBS_END ? SUB_VERB(sub_verb) : NO_SUCH_SUB_VERB);
}

/* What refuses a request before its payload is looked at, in this order. */
static inline enum status refusal(const struct verb_row *verb, const struct request *request,
                                  enum access access) {
    if (UNLIKELY(access < (enum access)verb->needs)) {
        return STATUS_NOT_PERMITTED;
    }
    if ((request->code & REQUEST_FLAGS_VERB & ~verb->flags) != 0) {
        return STATUS_MALFORMED;
    }
    return verb->of_stream || request->aux == 0 ? STATUS_OK : STATUS_MALFORMED;
}

static inline void execute(const struct verb_row *verb, const struct request *request,
                           enum status refused, struct reply *reply) {
    reply->status = (uint8_t)refused;
    if (LIKELY(refused == STATUS_OK) || verb->of_stream) {
        reply->status = (uint8_t)verb->execute(request, reply);
    }
}

/* That no manager has made it is answered without a tag, and all else with one. */
static __attribute__((noinline)) void execute_envelope(const struct request *request,
                                                       struct reply *reply) {
    struct envelope e;
    enum status status = envelope_open(&e, request);

    reply->status = (uint8_t)status;
    if (status == STATUS_OK) {
        const struct verb_row *verb = find_row(&e.inner);
        if (verb->needs != ACCESS_OPEN) {
            reply->status = STATUS_UNSUPPORTED;
        } else if ((e.inner.code & REQUEST_FLAG_ACK_NOW) != 0) {
            reply->status = STATUS_MALFORMED;
        } else {
            execute(verb, &e.inner, refusal(verb, &e.inner, ACCESS_OPEN), reply);
        }
        envelope_answer(&e, reply);
    }
    wipe(&e, sizeof e);
    wipe_stack();
}

/*
 * The last verbs, which no path of data has, and all others once the self-test has failed. By
 * these alone a login begins or ends while the session goes on.
 */
static __attribute__((noinline)) void execute_rare(const struct request *request,
                                                   struct reply *reply) {
    const struct verb_row *verb = find_row(request);
    enum access before = access_level();
    enum status refused = refusal(verb, request, before);

    if (selftest_failed()) {
        aws_signature_forget_all(); /* nothing will be signed with them any more */
        access_end();
        refused = verb->always ? refused : STATUS_SELF_TEST_FAILED;
    }
    if (refused == STATUS_OK && REQUEST_VERB(request->code) == VERB_ENVELOPE) {
        execute_envelope(request, reply);
    } else {
        execute(verb, request, refused, reply);
    }
    if (access_level() != before && reply->after == AFTER_NOTHING) {
        reply->after = AFTER_FORGET;
    }
}

void commands_execute(const struct request *request, struct reply *reply) {
    uint32_t number = REQUEST_VERB(request->code);

    reply->answered = true;
    reply->after = AFTER_NOTHING;
    reply->size = 0;
    if (UNLIKELY(number >= VERB_LOGIN || selftest_failed())) {
        execute_rare(request, reply);
        return;
    }
    const struct verb_row *verb = row(number);
    execute(verb, request, refusal(verb, request, access_level()), reply);
}

/* An interrupt may have saved words of a signing key on the stack, which go with the others. */
void commands_reset(uint32_t boot, uint16_t epoch) {
    streams_reset();
    access_session(boot, epoch);
    wipe_stack();
}
