/*
 * Control requests on the native port: what the Arduino core answers them with is put
 * right around it.
 */
#include "due_model.h"
#include "harness.h"

#include "../../due-hsm/src/due/due.h"
#include "../../due-hsm/src/due/sam3x8e.h"

/*
 * The core's answer to a request for a descriptor, as read in USBCore.cpp and
 * uotghs_device.c: it reads on in the window, and stalls what it does not know by
 * turning off all endpoints but 0.
 */
static void core_handles_descriptor(bool known) {
    due_model.usb_fifo_at += 8;
    USB_EPISR(0) = 0;
    if (!known) {
        USB_DEVEPT = USB_EPEN(0);
        USB_EPIER(0) = USB_STALLRQ;
    }
}

static void request_descriptor(uint8_t type, uint8_t index, bool core_knows) {
    WDT_CR = WDT_RESTART; /* the main loop goes on */
    core_handles_descriptor(usb_control_refuse(type, index, 255) || core_knows);
}

#define ALL_ENDPOINTS 0xFu

/* The core's types, 1 to 3, 6 and 7, and its strings, 0 to 3, are its own; all others are refused.
 */
static void unknown_descriptors_are_refused_alone(void) {
    due_model_start();
    for (uint32_t type = 0; type < 256; type++) {
        for (uint32_t index = 0; index < 256; index++) {
            bool known = type == 3 ? index < 4 : type != 0 && type < 8 && type != 4 && type != 5;
            USB_DEVEPT = ALL_ENDPOINTS;
            USB_EPIER(0) = 0;
            request_descriptor((uint8_t)type, (uint8_t)index, known);
            CHECK(USB_DEVEPT == ALL_ENDPOINTS);
            CHECK((USB_EPIER(0) == USB_STALLRQ) == !known);
        }
    }
    CHECK(usb_control_refuse(3, 2, 1) && !usb_control_refuse(3, 0, 1));
    CHECK(!usb_control_refuse(3, 2, 2) && !usb_control_refuse(1, 0, 0));
}

/* Whatever else the core stalls, in a session or before; but not before the host has configured it.
 */
static void stall_of_the_core_turns_no_endpoint_off(void) {
    due_model_start();
    USB_DEVEPT = ALL_ENDPOINTS;
    core_handles_descriptor(false);
    usb_control_mend();
    CHECK(USB_DEVEPT == ALL_ENDPOINTS);

    _usbConfiguration = 0;
    core_handles_descriptor(false);
    usb_control_mend();
    CHECK(USB_DEVEPT == USB_EPEN(0));
}

/* Each request lies at the start of endpoint 0's window, which has 32 KB. */
static void requests_are_read_at_the_start_of_the_window(void) {
    due_model_start();
    for (uint32_t i = 0; i < 5000; i++) {
        CHECK(due_model.usb_fifo_at == 0);
        request_descriptor(1, 0, true);
        usb_control_mend();
    }
    request_descriptor(1, 0, true);
    USB_EPISR(0) = USB_RXSTPI; /* the next is there already: it must not be acknowledged */
    usb_control_mend();
    CHECK(due_model.usb_fifo_at == 8);
}

int main(void) {
    static const struct test tests[] = {
        TEST(unknown_descriptors_are_refused_alone),
        TEST(stall_of_the_core_turns_no_endpoint_off),
        TEST(requests_are_read_at_the_start_of_the_window),
    };
    return RUN_TESTS("due_usb_control", tests);
}
