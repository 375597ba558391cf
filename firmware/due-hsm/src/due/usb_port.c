/*
 * The native port: bulk endpoints 2 (to the board) and 3 (to the host) of the
 * CDC device that the Arduino core enumerates. Both have two banks of 512 bytes.
 *
 * The core would read them byte by byte from its interrupt into a ring, where
 * Serial_::accept() can free a bank that it has not read. Here the interrupt of
 * endpoint 2 stays masked (core_hooks.cpp) and a whole packet is read at a time,
 * in the order of the datasheet (39.5.2, management of OUT endpoints). While it is not, the
 * controller answers NAK: nothing is lost, whatever the host sends.
 *
 * Packets to the host are never full. A host's read ends at a short packet, and
 * the core cannot send the empty one that would have to follow a full one.
 */
#include "../core/board.h"
#include "due.h"
#include "sam3x8e.h"

#define EP_OUT     2
#define EP_IN      3
#define PACKET     512u
#define PACKET_OUT (PACKET - 1)

/* How long a reply waits for a host that does not read, before it is dropped. */
#define PATIENCE_MS 250u

/* The core's: 0 until the host has configured the device (USBCore.cpp, libsam/uotghs_device.c). */
extern volatile uint32_t _usbConfiguration;
void UDD_Detach(void);

/*
 * Both masks: DEVISR shows an endpoint's interrupt, which is what the core looks
 * at, whenever the endpoint's own mask lets it through.
 */
void usb_port_mask_interrupt(void) {
    USB_EPIDR(EP_OUT) = USB_RXOUTI;
    USB_DEVIDR = USB_DEV_PEP(EP_OUT);
}

/* By bytes, as the core does it: the datasheet does not say whether words may be read. */
static __attribute__((optimize("O3", "unroll-loops"))) void read_fifo(uint8_t out[PACKET],
                                                                      uint32_t size) {
    volatile uint8_t *fifo = USB_FIFO(EP_OUT);

    for (uint32_t i = 0; i < size; i++) {
        out[i] = fifo[i];
    }
}

uint32_t usb_port_receive(uint8_t **data) {
    static uint8_t packet[PACKET];
    uint32_t size;

    if (_usbConfiguration == 0 || (USB_EPISR(EP_OUT) & USB_RXOUTI) == 0) {
        return 0;
    }
    USB_EPICR(EP_OUT) = USB_RXOUTI;
    size = USB_BYCT(USB_EPISR(EP_OUT));
    if (size > PACKET) {
        size = PACKET;
    }
    read_fifo(packet, size);
    USB_EPIDR(EP_OUT) = USB_FIFOCON;
    *data = packet;
    return size;
}

/* Whether a bank is free now or soon. A host that has gone, or does not read, never frees one. */
static bool wait_for_bank(void) {
    uint32_t start = clock_ms();

    while (_usbConfiguration != 0) {
        if ((USB_EPISR(EP_IN) & USB_TXINI) != 0) {
            return true;
        }
        if (clock_ms() - start > PATIENCE_MS) {
            return false;
        }
    }
    return false;
}

void usb_port_send(const uint8_t *data, uint32_t size) {
    volatile uint8_t *fifo = USB_FIFO(EP_IN);

    while (size > 0 && wait_for_bank()) {
        uint32_t part = size < PACKET_OUT ? size : PACKET_OUT;

        for (uint32_t i = 0; i < part; i++) {
            fifo[i] = data[i];
        }
        USB_EPICR(EP_IN) = USB_TXINI;
        USB_EPIDR(EP_IN) = USB_FIFOCON;
        data += part;
        size -= part;
    }
}

void usb_port_drain(void) {
    uint32_t start = clock_ms();

    while (_usbConfiguration != 0 && USB_NBUSYBK(USB_EPISR(EP_IN)) != 0 &&
           clock_ms() - start <= PATIENCE_MS) {
    }
}

void usb_port_stop(void) {
    UDD_Detach();
    NVIC_ICER_1 = NVIC_UOTGHS;
}
