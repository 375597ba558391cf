/* The session on a board with a window of 8, as the Due has it. */
#include "board.h"

#define WINDOW 8
#define SUITE  "link-window-8"

#include "test_link.c"

const struct board_properties board_properties = {
    .kind = BOARD_KIND_HOST,
    .window = WINDOW,
    .receive_bytes = 16384,
    .flash_pages = FAKE_FLASH_PAGES,
};
