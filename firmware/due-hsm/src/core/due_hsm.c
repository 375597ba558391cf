#include "due_hsm.h"

#include <stdint.h>

#include "access.h"
#include "board.h"
#include "crc32c.h"
#include "frame.h"
#include "keystore.h"
#include "known_answers.h"
#include "link.h"
#include "random.h"
#include "selftest.h"

/* After a failed self-test the key store stays closed, and the flash as it is. */
void due_hsm_start(void) {
    crc32c_start();
    selftest_passed = known_answers_right();
    if (!selftest_failed()) {
        keystore_open();
        random_start();
    }
    link_start();
    board_show(selftest_failed() ? BOARD_SELF_TEST_FAILED : BOARD_IDLE);
}

void due_hsm_poll(void) {
    uint8_t *data;
    uint32_t size = board_receive(&data);
    link_receive(data, size);
}

void due_hsm_port_changed(void) {
    frame_drop();
    access_end();
    link_forget_replies();
}
