/*
 * key_index.h - what RAM knows of the keys: on which page each one is, by its id, and
 * nothing secret.
 *
 * Entries are numbered 0 to count - 1. A new one gets the number count; when one is
 * removed, the last takes its number.
 */
#ifndef DUE_HSM_KEY_INDEX_H
#define DUE_HSM_KEY_INDEX_H

#include <stdint.h>

#include "record.h"

#define KEYS_MAX 128 /* entries, if the board has flash pages enough */

/* Forgets all entries. */
void key_index_forget(void);

uint32_t key_index_count(void);

/* The entry with this id, or -1. */
int32_t key_index_find(const uint8_t *id, uint32_t id_size);

/* The record of the entry with this id, or NULL. */
const struct record *key_index_record(const uint8_t *id, uint32_t id_size);

/* The page of an entry below the count. */
uint32_t key_index_page(uint32_t index);

/* Adds the record on this page, if the count is below KEYS_MAX; its id is in no entry. */
void key_index_add(uint32_t page);

/* The entry's record is on another page from now on. */
void key_index_move(uint32_t index, uint32_t page);

void key_index_remove(uint32_t index);

#endif
