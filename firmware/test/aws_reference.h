/*
 * aws_reference.h - what AWS and its documentation say of Signature Version 4, written
 * again for the tests: the form of a string to sign by its lines, in place of the core's
 * one pass, and the keys by HMACs of the reference.
 */
#ifndef AWS_REFERENCE_H
#define AWS_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#define AWS_STRING_MAX 640
#define AWS_SIZE       32 /* bytes of a key of the chain, and of a signature */

/* Line 3, as C strings. */
struct aws_scope {
    char date[9];
    char region[64];
    char service[64];
};

/* In their order. */
enum aws_key { K_DATE, K_REGION, K_SERVICE, K_SIGNING, AWS_KEYS };

/* Whether this is a string to sign; if so, its scope. */
bool aws_reference_scope(struct aws_scope *scope, const uint8_t *text, uint32_t size);

/* The keys that a secret, without the "AWS4", has for this scope. */
void aws_reference_keys(uint8_t keys[AWS_KEYS][AWS_SIZE], const char *secret,
                        const struct aws_scope *scope);

/* The signature of a string to sign. */
void aws_reference_sign(uint8_t signature[AWS_SIZE], const char *secret, const char *text);

/* AWS's published secret, and the key that IMPORT takes of it. */
#define AWS_SECRET   "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define AWS_IMPORTED "AWS4" AWS_SECRET

#endif
