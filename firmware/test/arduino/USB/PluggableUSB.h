/* See ../Arduino.h. */
#ifndef ARDUINO_PLUGGABLE_USB_H
#define ARDUINO_PLUGGABLE_USB_H

#include <stdint.h>

struct USBSetup {
    uint8_t bmRequestType;
    uint8_t bRequest;
    uint8_t wValueL;
    uint8_t wValueH;
    uint16_t wIndex;
    uint16_t wLength;
};

class PluggableUSBModule {
  public:
    PluggableUSBModule(uint8_t endpoints, uint8_t interfaces, uint32_t *endpoint_types);

  protected:
    virtual bool setup(USBSetup &request) = 0;
    virtual int getInterface(uint8_t *interface_count) = 0;
    virtual int getDescriptor(USBSetup &request) = 0;
    virtual uint8_t getShortName(char *name);
};

class PluggableUSB_ {
  public:
    bool plug(PluggableUSBModule *module);
};

PluggableUSB_ &PluggableUSB();

#endif
