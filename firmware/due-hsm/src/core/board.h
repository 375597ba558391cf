/*
 * board.h - all that the core asks of a board: the whole porting contract.
 *
 * The core is the same, byte for byte, on an Arduino Due (src/due), on the
 * virtual Due, inside a JVM and in a Unix process (firmware/boards). Each of them
 * implements the functions below and calls due_hsm_start() once and
 * due_hsm_poll() for ever. The core calls them from that one thread only, never
 * from an interrupt. Nothing here allocates; no call but board_receive() may
 * block for longer than half a second, whatever the host does.
 *
 * A board with a watchdog restarts it in board_receive(), at the start of
 * board_show() and of board_send(), and nowhere else: not while it waits for its
 * hardware. So the watchdog's time has to be longer than one board_send(), one page
 * of flash, or the work on one piece, whichever is longest, and the core cannot
 * outrun it: what sends, sends through board_send(), and whatever it does to flash
 * or on a request comes with a board_show(). A wait or a loop that never ends still
 * ends in a reset.
 */
#ifndef DUE_HSM_BOARD_H
#define DUE_HSM_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "limits.h"

#define BOARD_FLASH_PAGE_SIZE 256 /* bytes */

/* Board kinds as WELCOME reports them (PROTOCOL.md section 2). */
enum board_kind {
    BOARD_KIND_DUE = 1,
    BOARD_KIND_VIRTUAL = 2,
    BOARD_KIND_HOST = 3,
    BOARD_KIND_JVM = 4
};

/* What the board shows to a person: the Due does it with its LED. Busy ends at board_receive(). */
enum board_state { BOARD_IDLE, BOARD_BUSY, BOARD_SELF_TEST_FAILED };

/* Constant properties of this board. */
struct board_properties {
    enum board_kind kind;
    uint8_t window;         /* requests the host may have outstanding, 1 to WINDOW_MAX */
    uint32_t receive_bytes; /* bytes the receive path holds unread without losing any */
    uint32_t flash_pages;   /* pages of BOARD_FLASH_PAGE_SIZE bytes given to the key store */
};

extern const struct board_properties board_properties;

/*
 * Waits until bytes have arrived and sets *data to them; returns how many, at
 * least 1. They stay valid, and may be overwritten by the caller, until the next
 * call. Before board_bind() the bytes may come from any port; when the port
 * changes, the board calls due_hsm_port_changed() first.
 */
uint32_t board_receive(uint8_t **data);

/*
 * Sends size bytes (1 to LINK_OUTPUT_SIZE) to the host in one write; restarts the
 * watchdog, then waits while the port is full. What a host does not take in time may
 * be dropped: it will ask again.
 */
void board_send(const uint8_t *data, uint32_t size);

/* From now until reset only the port that the last board_receive() read from is served. */
void board_bind(void);

/* Shows the state, and restarts the watchdog; called for each request, and each page written. */
void board_show(enum board_state state);

/*
 * Fills size bytes with raw samples of the noise source, unconditioned, as the
 * health tests of SP 800-90B need them. False if the source gave none.
 */
bool board_noise(uint8_t *out, uint32_t size);

/*
 * The page's current content, 0 <= page < flash_pages: memory-mapped, aligned to
 * 8 bytes, valid until replaced.
 */
const uint8_t *board_flash_page(uint32_t page);

/*
 * Erases and writes one page. A power cut during it leaves any content. Returns
 * false if the flash controller reported an error; the caller compares the page
 * afterwards. data may not lie in flash.
 */
bool board_flash_replace(uint32_t page, const uint8_t data[BOARD_FLASH_PAGE_SIZE]);

/* Whether the board is sealed, as read from the hardware at start. */
bool board_sealed(void);

/* Seals the board, for good as far as the core is concerned. False if it did not take. */
bool board_seal(void);

/* Restarts the board: as after power-up, all RAM state gone. Does not return. */
void board_reset(void) __attribute__((noreturn));

/* The device's unique id; not secret. */
void board_unique_id(uint8_t id[UNIQUE_ID_SIZE]);

/* A free-running counter of processor cycles; always 0 where the board has none. */
uint32_t board_cycles(void);

#endif
