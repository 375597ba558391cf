/*
 * The programming port: the UART behind the Due's 16U2, by DMA.
 *
 * To the board. The UART has one byte of its own and no flow control, so the PDC
 * (datasheet, Peripheral DMA Controller) writes into a ring of four chunks
 * without our help. It knows two areas, the current one and the next, and
 * switches by itself; then the chunk after that must be handed to it, which
 * uart_port_service() does at every call into the board. A chunk lasts 82 ms at
 * 250000 baud. It is handed out only when all that was in it has been read: what
 * the core works on is never overwritten. If a host sends more than receive_bytes
 * unasked, the PDC stops, bytes are lost, and the frame's check fails.
 *
 * To the host. The 16U2 passes on what it has every 4 ms or at 96 bytes, and its
 * ring of 128 has no check for full (ArduinoCore-sam, firmwares/atmega16u2). So
 * bytes leave 64 at a time, and at half the line's speed at most. What is lost
 * all the same, the host asks for again.
 *
 * At 250000 baud 84 MHz / 16 / 21 is exact, and so is the 16U2's 16 MHz / 8 / 8.
 * At 115200 the 16U2 divides by 17, which gives 117647; the divisor 45, 116667,
 * is 0.8 % from that, and the one nearer to 115200 would be 3 %.
 */
#include <string.h>

#include "../core/board.h"
#include "../core/bytes.h"
#include "due.h"
#include "sam3x8e.h"

#ifndef DUE_HSM_BAUD
#define DUE_HSM_BAUD 250000u /* or 115200u */
#endif

#define MASTER_CLOCK    84000000u
#define CYCLES_PER_BYTE (MASTER_CLOCK / DUE_HSM_BAUD * 10) /* start, 8 bits, stop */

#define CHUNK 2048u
#define RING  (4 * CHUNK)

/* Bytes left of the current area below which the next one is not set: it could just run out. */
#define TOO_CLOSE 4u

/* Totals since start, modulo 2^32, of which RING is a divisor. */
bool uart_port_on;

static struct {
    uint8_t ring[RING];
    uint32_t granted;  /* bytes of ring handed to the PDC, a multiple of CHUNK */
    uint32_t received; /* bytes it has written */
    uint32_t read;     /* bytes given to the core and done with */
    uint32_t lent;     /* bytes given to the core by the last call */
} in;

static struct {
    uint8_t data[64];
    uint32_t start; /* board_cycles() when the last send began */
    uint32_t size;  /* its bytes, 0 before the first */
} out;

void uart_port_start(void) {
    PMC_PCER0 = PMC_UART;
    UART_PTCR = UART_PTCR_OFF;
    UART_CR = UART_CR_RESET;
    UART_IDR = 0xFFFFFFFFu; /* the handler is the core's, and is not used */
    UART_MR = UART_MR_8N1;
    UART_BRGR = MASTER_CLOCK / 16 / DUE_HSM_BAUD;
    UART_RPR = (uint32_t)(uintptr_t)in.ring;
    UART_RCR = 0;
    UART_RNCR = 0;
    UART_TCR = 0;
    UART_TNCR = 0;
    UART_CR = UART_CR_CLEAR;
    UART_CR = UART_CR_ENABLE;
    UART_PTCR = UART_PTCR_ON;
    uart_port_on = true;
    uart_port_service();
}

static bool chunk_is_free(void) {
    uint32_t in_use = in.granted - in.read / CHUNK * CHUNK;
    return in_use + CHUNK <= RING;
}

static uint32_t grant(void) {
    uint32_t address = (uint32_t)(uintptr_t)&in.ring[in.granted % RING];
    in.granted += CHUNK;
    return address;
}

/*
 * First how far the PDC has come: less than a ring since the last time, because
 * two chunks are all that it can have been handed. A stopped PDC ends where the
 * next chunk begins. Between looking at the current area and setting the next one
 * no interrupt may come: the core's USB handler waits for its host, for longer
 * than TOO_CLOSE bytes take.
 */
void uart_port_keep_supplied(void) {
    uint32_t offset = UART_RPR - (uint32_t)(uintptr_t)in.ring;

    in.received += (offset - in.received) % RING;
    if ((UART_SR & UART_SR_ERRORS) != 0) {
        UART_CR = UART_CR_CLEAR;
    }
    if (UART_RCR == 0 && UART_RNCR == 0 && chunk_is_free()) {
        UART_RPR = grant();
        UART_RCR = CHUNK;
    }
    __asm volatile("cpsid i" : : : "memory");
    if (UART_RNCR == 0 && UART_RCR > TOO_CLOSE && chunk_is_free()) {
        UART_RNPR = grant();
        UART_RNCR = CHUNK;
    }
    __asm volatile("cpsie i" : : : "memory");
}

uint32_t uart_port_receive(uint8_t **data) {
    uint32_t size;

    in.read += in.lent;
    in.lent = 0;
    uart_port_service();
    size = in.received - in.read;
    if (size > RING - in.read % RING) {
        size = RING - in.read % RING;
    }
    *data = &in.ring[in.read % RING];
    in.lent = size;
    return size;
}

void uart_port_send(const uint8_t *data, uint32_t size) {
    while (size > 0) {
        uint32_t part = size < sizeof out.data ? size : (uint32_t)sizeof out.data;

        while (UART_TCR != 0 || board_cycles() - out.start < 2 * CYCLES_PER_BYTE * out.size) {
            uart_port_service();
        }
        memcpy(out.data, data, part);
        __asm volatile("dmb" : : : "memory"); /* written before the DMA reads it */
        out.start = board_cycles();
        out.size = part;
        UART_TPR = (uint32_t)(uintptr_t)out.data;
        UART_TCR = part;
        data += part;
        size -= part;
    }
}

void uart_port_drain(void) {
    while (UART_TCR != 0 || (UART_SR & UART_SR_TXEMPTY) == 0) {
    }
}

void uart_port_stop(void) {
    uart_port_on = false;
    UART_PTCR = UART_PTCR_RX_OFF;
    UART_CR = UART_CR_RX_OFF;
    wipe(in.ring, sizeof in.ring);
}
