/*
 * due_hsm.h - the entry points of the core, called by the board; and a map of it.
 *
 * A file includes headers of lower lines, or further to the right on its own. The
 * board calls what is on the first line, and bytes.h; the core calls the board by
 * board.h. All of it runs on one thread: nothing here may be called from an interrupt.
 *
 *   due_hsm                   start, and one piece of bytes after the other
 *   link                      the session: sequence, window, remembered replies
 *   commands                  the table of the verbs
 *   key_verbs, key_list       the verbs that change keys, and those that tell of them
 *   login_verbs               the verbs that read or change the set of logins
 *   access                    who is there: logging in, and what that permits
 *   envelope                  what a manager sends so that nobody else can
 *   streams, info, measure    the MACs in progress; what the device says of itself
 *   logins                    find, add, remove; whether the device is closed
 *   keystore                  find, add, replace, delete; what a power cut left
 *   key_index, page_ring      keys by id; where the next record goes
 *   bad_pages                 pages written and wiped, and those that do not take it
 *   record, key_id            a key as one page of flash; which ids are allowed
 *   session_seed, frame       what tells sessions apart; frames in and out
 *   known_answers             what the self-test computes
 *   random, noise, drbg       random bytes from the board's noise
 *   aws_signature             AWS4-HMAC-SHA256: keys by scope, and those in the cache
 *   string_to_sign            which messages it signs, and what they say of the key
 *   key_limits                what a key may be used for
 *   piece                     answers that are longer than a reply
 *   algorithm                 the table of the algorithms
 *   hmac, sha1, sha256        HMAC over any hash; the hashes: _cortexm3.S, _portable.c
 *   cobs, crc32c              the codes of a frame
 *   selftest                  whether the device works right, as far as it knows
 *   board, request, key, login  the porting contract; what is handed around
 *   limits, status, version   numbers of the protocol, and the firmware's own
 *   counters, hash, bytes     what is counted; what a hash is to HMAC; bytes
 */
#ifndef DUE_HSM_H
#define DUE_HSM_H

/* Runs the self-test, opens the key store and the random source. Call once. */
void due_hsm_start(void);

/* Waits for bytes from the host, and serves the requests that they complete. */
void due_hsm_poll(void);

/*
 * Drops the frame that has begun to arrive, ends a login, and forgets what was answered. A board
 * calls it within board_receive(), when it is about to return the bytes of another port than it did
 * last, or of another program at the port: no frame is made of the bytes of two, and
 * nobody has the login of another.
 */
void due_hsm_port_changed(void);

#endif
