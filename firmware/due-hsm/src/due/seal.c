/*
 * The seal: GPNVM bit 0, the security bit (datasheet, Memories). It shuts
 * JTAG, SWD and the flash programming interface out, and only ERASE clears it,
 * with all flash. What the hardware says at start is what counts until reset.
 */
#include "../core/board.h"
#include "due.h"
#include "sam3x8e.h"

static bool sealed;

static bool security_bit(void) {
    return (eefc_gpnvm() >> GPNVM_SECURITY & 1u) != 0;
}

bool seal_read(void) {
    sealed = security_bit();
    return sealed;
}

bool board_sealed(void) {
    return sealed;
}

bool board_seal(void) {
    eefc_set_gpnvm(GPNVM_SECURITY);
    return security_bit();
}
