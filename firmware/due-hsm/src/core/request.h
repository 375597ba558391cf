/*
 * request.h - a request as the link hands it to the commands, their reply
 * (PROTOCOL.md sections 3 and 4), and a reader for the fields of a payload.
 */
#ifndef DUE_HSM_REQUEST_H
#define DUE_HSM_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "limits.h"

#define REQUEST_VERB(code)   (0x0Fu & (code))
#define REQUEST_FLAG_FIRST   0x10u
#define REQUEST_FLAG_REPLACE 0x10u
#define REQUEST_FLAG_LAST    0x20u
#define REQUEST_FLAG_LIMITS  0x20u
#define REQUEST_FLAG_ACK_NOW 0x80u
#define REQUEST_FLAGS_VERB   0x70u /* the flags that belong to the verb */

enum verb {
    VERB_MAC = 1,
    VERB_COPY = 2,
    VERB_ABORT = 3,
    VERB_INFO = 4,
    VERB_LIST = 5,
    VERB_FIND = 6,
    VERB_IMPORT = 7,
    VERB_GENERATE = 8,
    VERB_DELETE = 9,
    VERB_RANDOM = 10,
    VERB_SEAL = 11,
    VERB_MEASURE = 12,
    VERB_LOGIN = 13,
    VERB_ENVELOPE = 14,
    VERB_EXTENDED = 15,
    VERBS_END = 16 /* there can be no more */
};

/* The first byte of EXTENDED's payload. */
enum extended_verb {
    EXTENDED_GET_LIMITS = 1,
    EXTENDED_SET_LIMITS = 2,
    EXTENDED_LIST_LOGINS = 3,
    EXTENDED_ADD_LOGIN = 4,
    EXTENDED_REMOVE_LOGIN = 5
};

struct request {
    uint8_t code;           /* verb and flags */
    uint16_t aux;           /* stream */
    uint32_t size;          /* bytes of payload, 0 to REQUEST_PAYLOAD_MAX */
    const uint8_t *payload; /* aligned to 4 */
};

/* What is to happen once the reply is out. */
enum after {
    AFTER_NOTHING,
    AFTER_RESET, /* the board restarts */
    AFTER_FORGET /* a login has begun or ended: what was answered before is told to nobody again */
};

struct reply {
    bool answered;  /* false: the request is silent */
    uint8_t after;  /* enum after */
    uint8_t status; /* enum status; until the verb is executed, what refuses it, or OK */
    uint8_t size;   /* bytes of payload */
    uint8_t payload[REPLY_PAYLOAD_MAX];
};

/*
 * Takes the fields of a payload in turn. A field that does not fit reads as 0, or
 * NULL, and makes the fields incomplete for good: a verb takes all it expects and
 * asks once.
 */
struct fields {
    const uint8_t *bytes;
    uint32_t size;
    uint32_t at;
    bool short_of_bytes;
};

static inline struct fields fields_of(const struct request *request) {
    struct fields f = {request->payload, request->size, 0, false};
    return f;
}

static inline const uint8_t *take_bytes(struct fields *f, uint32_t size) {
    if (f->short_of_bytes || size > f->size - f->at) {
        f->short_of_bytes = true;
        return NULL;
    }
    f->at += size;
    return &f->bytes[f->at - size];
}

static inline uint8_t take_u8(struct fields *f) {
    const uint8_t *p = take_bytes(f, 1);
    return p != NULL ? *p : 0;
}

static inline uint16_t take_u16(struct fields *f) {
    const uint8_t *p = take_bytes(f, 2);
    return p != NULL ? load_le16(p) : 0;
}

static inline uint64_t take_u64(struct fields *f) {
    const uint8_t *p = take_bytes(f, 8);
    return p != NULL ? load_le64(p) : 0;
}

/* u8 size, and so many bytes. */
static inline const uint8_t *take_counted(struct fields *f, uint32_t *size) {
    *size = take_u8(f);
    return take_bytes(f, *size);
}

/* Whether the payload was exactly as long as the fields taken. */
static inline bool fields_complete(const struct fields *f) {
    return !f->short_of_bytes && f->at == f->size;
}

#endif
