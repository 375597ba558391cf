#pragma GCC optimize("O2", "align-loops=16")

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
#include "../core/bytes.h"
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

static inline bool configured(void) {
    return *(volatile uint32_t *)immediate(&_usbConfiguration) != 0;
}

/*
 * Both masks: DEVISR shows an endpoint's interrupt, which is what the core looks
 * at, whenever the endpoint's own mask lets it through.
 */
void usb_port_mask_interrupt(void) {
    USB_EPIDR(EP_OUT) = USB_RXOUTI;
    USB_DEVIDR = USB_DEV_PEP(EP_OUT);
}

/*
 * The FIFO by words, which spares 4 cycles a byte: Atmel's own driver for the
 * UOTGHS offers accesses of 8 to 64 bits, aligned, whose address is the FIFO's
 * pointer modulo 4 (ASF, uotghs_device.h, udd_get_endpoint_fifo_access). It is,
 * since each packet starts at 0, and a last part of a word goes by bytes.
 */
static inline void read_block(uint8_t out[16], volatile const uint32_t words[4]) {
    uint32_t a = words[0];
    uint32_t b = words[1];
    uint32_t c = words[2];
    uint32_t d = words[3];

    loaded(&a, &b, &c, &d);
    store_word(out, a);
    store_word(out + 4, b);
    store_word(out + 8, c);
    store_word(out + 12, d);
}

/*
 * The compiler is not to know the addresses: it would load from flash each that it
 * derives from them, and use STRD, which takes longer than two STR.
 */
static inline void read_fifo(uint8_t *out, uint32_t size) {
    volatile const uint32_t *words = (volatile const uint32_t *)USB_FIFO(EP_OUT);

    __asm__("" : "+r"(out), "+r"(words));
    for (; size >= 128; size -= 128) {
        read_block(out, words);
        read_block(out + 16, words + 4);
        read_block(out + 32, words + 8);
        read_block(out + 48, words + 12);
        read_block(out + 64, words + 16);
        read_block(out + 80, words + 20);
        read_block(out + 96, words + 24);
        read_block(out + 112, words + 28);
        out += 128;
        words += 32;
    }
    for (; size >= 16; size -= 16) {
        read_block(out, words);
        out += 16;
        words += 4;
    }
    for (; size >= 4; size -= 4) {
        store_word(out, *words);
        out += 4;
        words++;
    }
    for (uint32_t i = 0; i < size; i++) {
        out[i] = ((volatile const uint8_t *)words)[i];
    }
}

static inline void write_block(volatile uint32_t words[4], const uint8_t data[16]) {
    uint32_t a = load_word(data);
    uint32_t b = load_word(data + 4);
    uint32_t c = load_word(data + 8);
    uint32_t d = load_word(data + 12);

    loaded(&a, &b, &c, &d);
    words[0] = a;
    words[1] = b;
    words[2] = c;
    words[3] = d;
}

static void write_fifo(const uint8_t *data, uint32_t size) {
    volatile uint32_t *words = (volatile uint32_t *)USB_FIFO(EP_IN);

    __asm__("" : "+r"(words));
    for (; size >= 16; size -= 16) {
        write_block(words, data);
        data += 16;
        words += 4;
    }
    for (; size >= 4; size -= 4) {
        *words++ = load_word(data);
        data += 4;
    }
    for (uint32_t i = 0; i < size; i++) {
        ((volatile uint8_t *)words)[i] = data[i];
    }
}

uint32_t usb_port_receive(uint8_t **data) {
    static uint8_t buffer[PACKET] __attribute__((aligned(4)));
    uint8_t *packet = immediate(buffer);
    uint32_t size;

    if (UNLIKELY(!configured() || (USB_EPISR(EP_OUT) & USB_RXOUTI) == 0)) {
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

static inline bool bank_is_free(void) {
    return configured() && (USB_EPISR(EP_IN) & USB_TXINI) != 0;
}

/* Whether a bank is free soon. A host that has gone, or does not read, never frees one. */
static __attribute__((noinline)) bool wait_for_bank(void) {
    uint32_t start = clock_ms();

    while (configured() && clock_ms() - start <= PATIENCE_MS) {
        if (bank_is_free()) {
            return true;
        }
    }
    return false;
}

void usb_port_send(const uint8_t *data, uint32_t size) {
    while (size > 0 && (LIKELY(bank_is_free()) || wait_for_bank())) {
        uint32_t part = size < PACKET_OUT ? size : PACKET_OUT;

        write_fifo(data, part);
        USB_EPICR(EP_IN) = USB_TXINI;
        USB_EPIDR(EP_IN) = USB_FIFOCON;
        data += part;
        size -= part;
    }
}

void usb_port_drain(void) {
    uint32_t start = clock_ms();

    while (configured() && USB_NBUSYBK(USB_EPISR(EP_IN)) != 0 &&
           clock_ms() - start <= PATIENCE_MS) {
    }
}

void usb_port_stop(void) {
    UDD_Detach();
    NVIC_ICER_1 = NVIC_UOTGHS;
}
