/*
 * Where the Arduino core is bent to our needs, by the hooks that it offers.
 *
 * watchdogSetup() is the first thing that its main() calls. It is a weak C++
 * symbol there: a C function of this name would never be called.
 *
 * initVariant() runs after the core's set-up and before the board attaches to
 * the bus. The core's interrupt handler goes on to serve endpoint 0; ours runs
 * it, then usb_control_mend(), which says why, looks whether the program at the port
 * has gone, and then masks the receive interrupt, which the core enables whenever the
 * host sets a configuration.
 *
 * initiateReset(), cancelReset() and tickReset() are the core's way into the ROM
 * boot loader (Reset.cpp) when native USB is closed at 1200 baud: it would come
 * up beside live keys. Defined here and empty, they keep Reset.cpp with its
 * banzai() out of the image. New firmware goes in through ERASE, which wipes.
 *
 * What is left of the core's code and within reach of a host that has not said
 * HELLO is the handling of control requests. Three of them wait in the interrupt
 * for a host that may never answer (test modes, SET_LINE_CODING, IN stages); the
 * watchdog then restarts the board. None writes beyond the core's own variables,
 * once the request for a string is limited.
 */
#include <Arduino.h>

#include <USB/PluggableUSB.h>

extern "C" {
#include "../core/board.h"
}
#include "due.h"

extern "C" {
extern void (*gpf_isr)(void); /* libsam/source/uotghs.c */
void UDD_SetStack(void (*isr)(void));
void initiateReset(int ms);
void cancelReset(void);
void tickReset(void);
}

namespace {

const uint8_t STRING_DESCRIPTOR = 3;
const uint16_t STRING_MAX = 64;

/* Takes part in control requests without being an interface of its own. */
class ControlRequests : public PluggableUSBModule {
  public:
    ControlRequests() : PluggableUSBModule(0, 0, 0) {
        PluggableUSB().plug(this);
    }

  protected:
    bool setup(USBSetup &) {
        return false;
    }

    int getInterface(uint8_t *) {
        return 0;
    }

    /*
     * The core copies a string to an array on the stack that is as long as the
     * host asks for, up to 64 KB; so the host's number is cut down first. 0: the
     * core goes on; 1: it has been answered.
     */
    int getDescriptor(USBSetup &request) {
        if (usb_control_refuse(request.wValueH, request.wValueL, request.wLength)) {
            return 1;
        }
        if (request.wValueH == STRING_DESCRIPTOR && request.wLength > STRING_MAX) {
            request.wLength = STRING_MAX;
        }
        return 0;
    }

    /* The serial number: the half of the unique id that differs from chip to chip, in hex. */
    uint8_t getShortName(char *name) {
        static const char DIGITS[] = "0123456789ABCDEF";
        uint8_t id[UNIQUE_ID_SIZE];
        uint8_t length = 0;

        board_unique_id(id);
        for (uint8_t i = UNIQUE_ID_SIZE / 2; i < UNIQUE_ID_SIZE; i++) {
            name[length++] = DIGITS[id[i] >> 4];
            name[length++] = DIGITS[id[i] & 15];
        }
        return length;
    }
};

ControlRequests control_requests;

void (*core_isr)(void);

void usb_isr(void) {
    core_isr();
    usb_control_mend();
    usb_control_watch(SerialUSB.dtr());
    usb_port_mask_interrupt();
}

} // namespace

void watchdogSetup(void) {
    due_boot();
}

void initVariant(void) {
    unique_id_read();
    core_isr = gpf_isr;
    UDD_SetStack(usb_isr);
}

void initiateReset(int) {
}

void cancelReset(void) {
}

void tickReset(void) {
}
