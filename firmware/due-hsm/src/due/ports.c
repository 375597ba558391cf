/*
 * The two ports, of which one is served.
 *
 * Until the first valid HELLO both are listened to. Bytes of one port must not
 * complete a frame begun on the other, so a delimiter, a piece of its own, comes
 * before the first piece of another port. board_bind() then ends it: the port
 * that is not used is switched off until reset, native USB by leaving the bus,
 * which closes all that the core's USB code offers to a host that never said
 * HELLO.
 */
#include "../core/board.h"
#include "due.h"
#include "sam3x8e.h"

enum port { PORT_NONE, PORT_USB, PORT_UART };

const struct board_properties board_properties = {
    .kind = BOARD_KIND_DUE,
    .window = 8, /* of 657 bytes on the wire at most: fits the receive bytes */
    .receive_bytes = 6144,
    .flash_pages = FLASH_BANK_PAGES,
};

static struct {
    enum port current;
    bool bound;
    uint8_t *held; /* a piece that has to wait for the delimiter before it */
    uint32_t held_size;
    uint8_t delimiter;
} ports;

static enum port wait_for_port(uint8_t **data, uint32_t *size) {
    for (;;) {
        WDT_CR = WDT_RESTART;
        if (!ports.bound || ports.current == PORT_USB) {
            *size = usb_port_receive(data);
            if (*size > 0) {
                return PORT_USB;
            }
        }
        if (!ports.bound || ports.current == PORT_UART) {
            *size = uart_port_receive(data);
            if (*size > 0) {
                return PORT_UART;
            }
        }
        led_refresh();
    }
}

uint32_t board_receive(uint8_t **data) {
    uint32_t size = ports.held_size;

    if (size > 0) {
        ports.held_size = 0;
        *data = ports.held;
        return size;
    }
    enum port port = wait_for_port(data, &size);
    if (port != ports.current) {
        ports.current = port;
        ports.held = *data;
        ports.held_size = size;
        ports.delimiter = 0;
        *data = &ports.delimiter;
        return 1;
    }
    return size;
}

void board_send(const uint8_t *data, uint32_t size) {
    if (ports.current == PORT_USB) {
        usb_port_send(data, size);
    } else {
        uart_port_send(data, size);
    }
}

void ports_drain(void) {
    if (ports.current == PORT_USB) {
        usb_port_drain();
    } else {
        uart_port_drain();
    }
}

void board_bind(void) {
    ports.bound = true;
    led_bound();
    if (ports.current == PORT_USB) {
        uart_port_stop();
    } else {
        usb_port_stop();
    }
}
