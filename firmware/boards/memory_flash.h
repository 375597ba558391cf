/*
 * memory_flash.h - the flash of the boards that are none: the virtual Due, the process,
 * and the device inside the JVM. It is a file, or plain memory, that the board has
 * mapped somewhere.
 *
 * First the pages of the key store, as many as flash bank 1 of the SAM3X8E has,
 * then a page for what hardware holds on a real board: unique id and seal.
 * Memory that was never written, zeros, is a new board.
 */
#ifndef MEMORY_FLASH_H
#define MEMORY_FLASH_H

#include "board.h"

#define FLASH_PAGES 1024u
#define FLASH_SIZE  ((FLASH_PAGES + 1) * BOARD_FLASH_PAGE_SIZE) /* bytes */

/* Takes the FLASH_SIZE bytes at base, aligned to 8, as the flash. Call before all of board.h. */
void flash_start(uint8_t *base);

/* Of the board: writes size bytes at a place in the flash, and keeps them. */
void flash_program(uint8_t *at, const void *data, uint32_t size);

#endif
