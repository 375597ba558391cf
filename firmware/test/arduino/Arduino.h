/*
 * What src/due/core_hooks.cpp uses of the Arduino core, declared by ourselves, so
 * that "make due" compiles the board support where the core is not installed. The
 * sketch is built against the real headers and never sees these.
 */
#ifndef ARDUINO_H
#define ARDUINO_H

#include <stdint.h>

class Serial_ {
  public:
    bool dtr();
};

extern Serial_ SerialUSB;

void initVariant(void);
void watchdogSetup(void);

#endif
