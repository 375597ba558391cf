/*
 * Control requests on the native port: the Arduino core answers them, in its
 * interrupt handler, and what it would leave wrong is put right around it. Read in
 * its sources (USBCore.cpp, libsam/uotghs_device.c), not tried on a board.
 *
 * It stalls a request that it does not know by writing "endpoint 0" into the register
 * of the enabled endpoints. That turns 1 to 3 off, until the host configures the
 * device anew. So a descriptor that it does not have, such as the one that
 * "lsusb -v" asks for last, is refused before it comes to that, by a request to
 * stall alone, as in Atmel's own driver; and after whatever else it has stalled,
 * the endpoints are turned on again. Their configuration survives that (datasheet,
 * UOTGHS_DEVEPT); a packet in their FIFOs does not, and the link asks for it again.
 *
 * It reads each request at the place in the FIFO's window where it left off, and
 * goes back to its start only at SET_LINE_CODING: after 4096 requests without one it
 * would read another endpoint's window. So UDD_ClearOUT() is called after each, which
 * goes back and acknowledges the packet that is there: an empty one, if any, since
 * the core has read all others. If it is the next request already, it is left alone.
 *
 * By a control request the host also tells that a program opens the port, DTR, or has
 * closed it or died. The core handles one request in one run of its handler, so each
 * of them is seen, however soon the next program comes.
 */
#include "due.h"
#include "sam3x8e.h"

#define DEVICE           1 /* descriptor types: USB 2.0, table 9-5 */
#define CONFIGURATION    2
#define STRING           3
#define DEVICE_QUALIFIER 6
#define OTHER_SPEED      7

#define STRINGS           4 /* of the core: languages, manufacturer, product, serial number */
#define STRING_SIZE_LEAST 2 /* bytes: it stalls where there is no room for the head */

#define ENDPOINTS (USB_EPEN(1) | USB_EPEN(2) | USB_EPEN(3)) /* the core's CDC device */

extern volatile uint32_t _usbConfiguration;
void UDD_ClearOUT(void);

void usb_control_mend(void) {
    if ((USB_EPISR(0) & USB_RXSTPI) == 0) {
        UDD_ClearOUT();
    }
    if (_usbConfiguration != 0) {
        USB_DEVEPT |= ENDPOINTS;
    }
}

/* A host that does not raise DTR cannot be seen to go. Plugged in again, it configures the device.
 */
void usb_control_watch(bool dtr) {
    static bool open;
    bool was_open = open;

    open = dtr && _usbConfiguration != 0;
    if (was_open && !open) {
        ports_host_left();
    }
}

/* Whether the core has this descriptor. */
static bool is_known(uint8_t type, uint8_t index, uint16_t size) {
    switch (type) {
    case STRING:
        return index == 0 || (index < STRINGS && size >= STRING_SIZE_LEAST);
    case DEVICE:
    case CONFIGURATION:
    case DEVICE_QUALIFIER:
    case OTHER_SPEED:
        return true;
    default:
        return false;
    }
}

bool usb_control_refuse(uint8_t type, uint8_t index, uint16_t size) {
    if (is_known(type, index, size)) {
        return false;
    }
    USB_EPIER(0) = USB_STALLRQ;
    return true;
}
