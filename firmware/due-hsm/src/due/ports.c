#pragma GCC optimize("O2") /* each piece comes through here */

/*
 * The two ports, of which one is served.
 *
 * Until the first valid HELLO both are listened to. Bytes of one port must not
 * complete a frame begun on the other, so that is dropped when the port changes;
 * the host repeats its HELLO. board_bind() then ends it: the port that is not used
 * is switched off until reset, native USB by leaving the bus, which closes all that
 * the core's USB code offers to a host that never said HELLO.
 *
 * A program that leaves the native port takes its login with it. That is found where the
 * change of the port is, so the path of the data has no instruction for it: the interrupt
 * says that the port is none, and the next bytes, which are another program's, are then those
 * of another port.
 */
#include "../core/board.h"
#include "../core/bytes.h"
#include "../core/due_hsm.h"
#include "due.h"
#include "sam3x8e.h"

enum port { PORT_NONE, PORT_USB, PORT_UART };

const struct board_properties board_properties = {
    .kind = BOARD_KIND_DUE,
    .window = 8, /* of 657 bytes on the wire at most: fits the receive bytes */
    .receive_bytes = 6144,
    .flash_pages = FLASH_BANK_PAGES,
};

static struct ports {
    volatile enum port current; /* whose bytes were last; NONE also when their program has gone */
    bool bound;                 /* to the UART if it is current, and else to USB */
} ports;

void ports_host_left(void) {
    if (ports.current == PORT_USB) {
        ports.current = PORT_NONE;
    }
}

static void change_port(struct ports *p, enum port port) {
    p->current = port;
    due_hsm_port_changed();
}

static inline enum port wait_for_port(struct ports *p, uint8_t **data, uint32_t *size) {
    for (;;) {
        WDT_CR = WDT_RESTART;
        if (LIKELY(!p->bound || p->current != PORT_UART)) {
            *size = usb_port_receive(data);
            if (LIKELY(*size > 0)) {
                return PORT_USB;
            }
        }
        if (!p->bound || p->current == PORT_UART) {
            *size = uart_port_receive(data);
            if (LIKELY(*size > 0)) {
                return PORT_UART;
            }
        }
        if (p->bound && p->current == PORT_NONE) {
            change_port(p, PORT_USB);
        }
        led_refresh();
    }
}

uint32_t board_receive(uint8_t **data) {
    struct ports *p = immediate(&ports);
    uint32_t size;
    enum port port = wait_for_port(p, data, &size);

    if (UNLIKELY(port != p->current)) {
        change_port(p, port);
    }
    return size;
}

/* A full piece of output takes the UART 0.04 s, and 0.25 s where nobody reads the USB port. */
void board_send(const uint8_t *data, uint32_t size) {
    const struct ports *p = immediate(&ports);

    WDT_CR = WDT_RESTART;
    if (LIKELY(p->current != PORT_UART)) {
        usb_port_send(data, size);
    } else {
        uart_port_send(data, size);
    }
}

void ports_drain(void) {
    if (ports.current != PORT_UART) {
        usb_port_drain();
    } else {
        uart_port_drain();
    }
}

void board_bind(void) {
    ports.bound = true;
    led_bound();
    if (ports.current != PORT_UART) {
        uart_port_stop();
    } else {
        usb_port_stop();
    }
}
