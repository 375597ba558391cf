/*
 * known_answers.h - what the self-test computes at start: an example of each
 * algorithm, of the hash below it, and of the CRC.
 */
#ifndef DUE_HSM_KNOWN_ANSWERS_H
#define DUE_HSM_KNOWN_ANSWERS_H

#include <stdbool.h>

/* Whether all answers are right; an algorithm without an example has no right one. */
bool known_answers_right(void);

#endif
