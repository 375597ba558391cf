// DueHSM: an HMAC-SHA1 signing device on an Arduino Due. See firmware/README.md.
extern "C" {
#include "src/core/due_hsm.h"
#include "src/due/due.h"
}

void setup() {
  due_start();
  due_hsm_start();
}

void loop() {
  due_hsm_poll();
}
