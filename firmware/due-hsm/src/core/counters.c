#include "counters.h"

uint32_t counters[COUNTERS];
