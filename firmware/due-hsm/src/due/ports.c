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

static enum port current;
static bool bound;

static enum port wait_for_port(uint8_t **data, uint32_t *size) {
    for (;;) {
        WDT_CR = WDT_RESTART;
        led_refresh();
        if (!bound || current == PORT_USB) {
            *size = usb_port_receive(data);
            if (*size > 0) {
                return PORT_USB;
            }
        }
        if (!bound || current == PORT_UART) {
            *size = uart_port_receive(data);
            if (*size > 0) {
                return PORT_UART;
            }
        }
    }
}

uint32_t board_receive(uint8_t **data) {
    static uint8_t delimiter;
    static uint8_t *held;
    static uint32_t held_size;
    uint32_t size = held_size;

    if (size > 0) {
        held_size = 0;
        *data = held;
        return size;
    }
    enum port port = wait_for_port(data, &size);
    if (port != current) {
        current = port;
        held = *data;
        held_size = size;
        delimiter = 0;
        *data = &delimiter;
        return 1;
    }
    return size;
}

void board_send(const uint8_t *data, uint32_t size) {
    if (current == PORT_USB) {
        usb_port_send(data, size);
    } else {
        uart_port_send(data, size);
    }
}

void ports_drain(void) {
    if (current == PORT_USB) {
        usb_port_drain();
    } else {
        uart_port_drain();
    }
}

void board_bind(void) {
    bound = true;
    led_bound();
    if (current == PORT_USB) {
        uart_port_stop();
    } else {
        usb_port_stop();
    }
}
