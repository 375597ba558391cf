# The Due's firmware, compiled without the Arduino core: "make due".
#
# arduino-cli builds the sketch; this compiles the same sources with the same
# options and our warnings, against our own declarations (test/arduino/), and says
# how much flash, RAM and stack our objects take. It fails over the limits below.
# -Wpedantic, because GCC 4.8.3 refuses what newer ones take as an extension of C11.
# The linked image has the Arduino core's part as well: see README.md.

DUE_CC    ?= arm-none-eabi-gcc
DUE_CXX   ?= arm-none-eabi-g++
DUE_SIZE  ?= arm-none-eabi-size
DUE_OBJDUMP ?= arm-none-eabi-objdump
DUE_BUILD ?= target/due

# The image's budget, 96 KB of flash and 48 KB of RAM, less what the Arduino core takes of it; and
# a stack far below the RAM that is left.
DUE_FLASH_LIMIT := 81920
DUE_RAM_LIMIT   := 45056
DUE_STACK_LIMIT := 4096

# Called from the core's main(): watchdogSetup(), setup(), loop(); and from its USB interrupt.
DUE_ENTRIES := due_boot due_start due_hsm_start due_hsm_poll

# Stack of what is not compiled here: C library and Arduino core, read off their code and rounded
# up; the assembly, as its generator says in it.
due_stack = $(1)_blocks=$(shell sed -n 's/.*Takes \([0-9]*\) bytes of stack.*/\1/p' due-hsm/src/core/$(1)_cortexm3.S)
DUE_EXTERNALS  := memcpy=32 memset=32 memcmp=32 memmove=32 strlen=32 __aeabi_uldivmod=96 \
                  GetTickCount=16 UDD_Detach=16 $(call due_stack,sha1) $(call due_stack,sha256)

# Through which constant the indirect calls of a source file go.
DUE_TABLES := commands.c=verbs hmac.c=hashes known_answers.c=hashes measure.c=hashes

DUE_C   := $(wildcard due-hsm/src/core/*.c due-hsm/src/due/*.c)
DUE_ASM := $(wildcard due-hsm/src/core/*.S)
DUE_CPP := $(wildcard due-hsm/src/due/*.cpp)
DUE_OBJECTS := $(patsubst due-hsm/src/%,$(DUE_BUILD)/%.o,$(DUE_C) $(DUE_ASM) $(DUE_CPP))

DUE_FLAGS := -mcpu=cortex-m3 -mthumb -Os -g -ffunction-sections -fdata-sections \
             --param max-inline-insns-single=500 -MMD -MP -fcallgraph-info=su \
             -Wall -Wextra -Wshadow -Wconversion -Wno-unknown-pragmas -Werror

# For "make format" and "make check-format".
C_FILES += $(wildcard due-hsm/src/due/*.h due-hsm/src/due/*.c due-hsm/src/due/*.cpp \
             test/arduino/*.h test/arduino/USB/*.h)

.PHONY: due
due: $(DUE_OBJECTS)
	@$(DUE_SIZE) -t $(DUE_OBJECTS) | awk -v flash=$(DUE_FLASH_LIMIT) -v ram=$(DUE_RAM_LIMIT) \
	  '{ print } END { f = $$1 + $$2; r = $$2 + $$3; \
	     printf "flash %d of at most %d bytes, static RAM %d of at most %d (our objects)\n", \
	            f, flash, r, ram; exit f > flash || r > ram }'
	@$(DUE_OBJDUMP) -r $(DUE_OBJECTS) > $(DUE_BUILD)/relocations
	@awk -f test/stack.awk -v entries="$(DUE_ENTRIES)" -v externals="$(DUE_EXTERNALS)" \
	  -v tables="$(DUE_TABLES)" -v limit=$(DUE_STACK_LIMIT) $(DUE_BUILD)/relocations $(patsubst %.o,%.ci,$(filter-out %.S.o,$(DUE_OBJECTS)))

$(DUE_BUILD)/%.c.o: due-hsm/src/%.c
	@mkdir -p $(@D)
	$(DUE_CC) -std=gnu11 -Wpedantic -Wstrict-prototypes -Wmissing-prototypes $(DUE_FLAGS) -c $< -o $@

$(DUE_BUILD)/%.cpp.o: due-hsm/src/%.cpp
	@mkdir -p $(@D)
	$(DUE_CXX) -std=gnu++11 -fno-exceptions -fno-rtti -fno-threadsafe-statics -Itest/arduino \
	  $(DUE_FLAGS) -c $< -o $@

$(DUE_BUILD)/%.S.o: due-hsm/src/%.S
	@mkdir -p $(@D)
	$(DUE_CC) -mcpu=cortex-m3 -mthumb -x assembler-with-cpp -MMD -MP -c $< -o $@

# The path of a request for bench/: the core's objects as they are; the ports' sources compiled with
# the emulator's RAM in place of the registers.
DUE_TRACED := $(patsubst %,$(DUE_BUILD)/traced/%.c.o,ports usb_port uart_port led clock)

$(DUE_BUILD)/traced.a: $(DUE_TRACED) $(filter $(DUE_BUILD)/core/%,$(DUE_OBJECTS))
	@rm -f $@
	$(AR_arm) rcs $@ $^

$(DUE_BUILD)/traced/%.c.o: due-hsm/src/due/%.c
	@mkdir -p $(@D)
	$(DUE_CC) -std=gnu11 -Wstrict-prototypes -Wmissing-prototypes $(DUE_FLAGS) -include bench/registers.h -c $< -o $@

-include $(DUE_OBJECTS:.o=.d) $(DUE_TRACED:.o=.d)
