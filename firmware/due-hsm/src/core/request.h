/*
 * request.h - a request as the link hands it to the commands, and their reply
 * (PROTOCOL.md sections 3 and 4).
 */
#ifndef DUE_HSM_REQUEST_H
#define DUE_HSM_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#define REQUEST_PAYLOAD_MAX 640 /* bytes */
#define REPLY_PAYLOAD_MAX   80  /* bytes */

#define REQUEST_VERB(code)   ((code)&0x0Fu)
#define REQUEST_FLAG_FIRST   0x10u
#define REQUEST_FLAG_REPLACE 0x10u
#define REQUEST_FLAG_LAST    0x20u
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
    VERB_MEASURE = 12
};

struct request {
    uint8_t code;           /* verb and flags */
    uint16_t aux;           /* stream */
    uint32_t size;          /* bytes of payload, 0 to REQUEST_PAYLOAD_MAX */
    const uint8_t *payload; /* aligned to 4 */
};

struct reply {
    bool answered;  /* false: the request is silent */
    bool reset;     /* restart the board once the reply is out */
    uint8_t status; /* enum status */
    uint8_t size;   /* bytes of payload */
    uint8_t payload[REPLY_PAYLOAD_MAX];
};

#endif
