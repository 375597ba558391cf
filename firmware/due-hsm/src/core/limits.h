/*
 * limits.h - the numbers of protocol version 1 that both sides have to agree on: the
 * table of PROTOCOL.md section 11, row by row. Sizes are in bytes.
 */
#ifndef DUE_HSM_LIMITS_H
#define DUE_HSM_LIMITS_H

#define PROTOCOL_VERSION 1 /* VERSION on the page */

#define NONCE_SIZE              8
#define UNIQUE_ID_SIZE          16
#define HELLO_PAYLOAD_SIZE      10
#define WELCOME_PAYLOAD_SIZE    48
#define NO_SESSION_PAYLOAD_SIZE 4

#define WINDOW_MAX          16 /* requests */
#define REQUEST_PAYLOAD_MAX 640
#define REPLY_PAYLOAD_MAX   80
#define PACKET_MAX          652 /* check included */

#define KEY_ID_MAX     128
#define LIMIT_NAME_MAX 63
#define KEY_MAX        64
#define RANDOM_MAX     64
#define LIST_PIECE_MAX 72
#define BUILD_MAX      80

#define LOGIN_NAME_MAX    32
#define LOGIN_SECRET_SIZE 32
#define LOGIN_NONCE_SIZE  16
#define LOGIN_PROOF_SIZE  32
#define LOGINS_MAX        16 /* logins */
#define ENVELOPE_TAG_SIZE 16

#define MEASURE_BLOCKS_MAX 16
#define MEASURE_BYTES_MAX  1024

#endif
