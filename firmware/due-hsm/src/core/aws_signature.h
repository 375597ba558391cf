/*
 * aws_signature.h - AWS4-HMAC-SHA256, the signature of AWS's Signature Version 4: an HMAC of
 * the string to sign (string_to_sign.h) under a signing key, which HMACs derive from the
 * secret access key, one from the other:
 *
 *   kDate    = HMAC("AWS4" + secret access key, date)
 *   kRegion  = HMAC(kDate, region)
 *   kService = HMAC(kRegion, service)
 *   kSigning = HMAC(kService, "aws4_request")
 *
 * Each of them signs whatever the secret would sign, for a day, a region or a service. None
 * leaves the device: it takes the scope from the string, and answers the signature alone.
 *
 * That takes 20 blocks of SHA-256. The midstates of the signing keys used last stay in RAM,
 * by key and scope, and with one of them it takes 4 for a plain request. They go with their
 * key, and with the session. The others stay nowhere.
 */
#ifndef DUE_HSM_AWS_SIGNATURE_H
#define DUE_HSM_AWS_SIGNATURE_H

#include "hmac.h"
#include "key.h"
#include "status.h"

/* So many signing keys are kept. */
#define SIGNING_KEYS 8

/*
 * Starts the HMAC of a message, all of it, under the signing key that it asks for. key, of
 * this algorithm, lies where it is until aws_signature_forget(). hmac_finish() has to
 * come before the next call of any function here.
 *
 * STATUS_BAD_MESSAGE: it is no string to sign. STATUS_LIMITED: the key's limits do not
 * allow its scope. Otherwise STATUS_OK.
 */
enum status aws_signature_start(struct hmac *h, const struct key *key, const uint8_t *message,
                                uint32_t size);

/* Wipes the signing keys of this key, which is no more; or those of all. */
void aws_signature_forget(const struct key *key);
void aws_signature_forget_all(void);

#endif
