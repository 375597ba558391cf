package org.duehsm.cycles.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Registers, slots and the frame: where values are. */
class RegistersTest {

    @Test
    void givesTheWantedRegisterOrTheFirstThatIsFree() {
        Registers registers = new Registers(3);
        assertThat(registers.take("pointer", 1)).isEqualTo("r1");
        assertThat(registers.take("W0", 1)).isEqualTo("r0");
        assertThat(registers.take("W1", -1)).isEqualTo("r2");
        assertThat(registers.name("W0")).isEqualTo("r0");
        assertThat(registers.values()).containsExactlyInAnyOrder("pointer", "W0", "W1");
        registers.release("W0");
        assertThat(registers.hold("W0")).isFalse();
        assertThat(registers.take("W2", -1)).isEqualTo("r0");
    }

    @Test
    void refusesMoreValuesThanRegistersAndValuesInNone() {
        Registers registers = new Registers(1);
        registers.take("W0", -1);
        assertThatThrownBy(() -> registers.take("W1", -1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no register for W1");
        assertThatThrownBy(() -> registers.name("W1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("W1 is in no register");
    }

    @Test
    void refusesAValueASecondRegister() {
        Registers registers = new Registers(2);
        registers.take("W0", -1);
        assertThatThrownBy(() -> registers.take("W0", -1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("W0 is in a register already");
    }

    @Test
    void takesASlotAgainAfterTheLastLoadFromIt() {
        Slots slots = new Slots(5);
        assertThat(slots.store("W0")).isEqualTo("[sp, #20]");
        assertThat(slots.store("W1")).isEqualTo("[sp, #24]");
        assertThat(slots.load("W0", false)).isEqualTo("[sp, #20]");
        assertThat(slots.load("W0", true)).isEqualTo("[sp, #20]");
        assertThat(slots.store("W2")).isEqualTo("[sp, #20]");
        assertThat(slots.store("W3")).isEqualTo("[sp, #28]");
        assertThat(slots.count()).isEqualTo(3);
    }

    @Test
    void refusesWhatWasStoredTwiceOrNever() {
        Slots slots = new Slots(5);
        slots.store("W0");
        assertThatThrownBy(() -> slots.store("W0")).hasMessage("W0 is stored twice");
        assertThatThrownBy(() -> slots.load("W1", true)).hasMessage("W1 was not stored");
        slots.load("W0", true);
        assertThatThrownBy(() -> slots.load("W0", true)).hasMessage("W0 was not stored");
    }

    @Test
    void theFrameKeepsTheStackAlignedAndItsSecretsTogether() {
        Frame odd = new StackFrame(2, 5, 2);
        assertThat(odd.definitions()).isEqualTo("""
                        /* The frame: the chaining value, 2 slots for spilled words, and: */
                        #define H_0     0
                        #define H_1     4
                        #define H_2     8
                        #define H_3     12
                        #define H_4     16
                        #define K_0     28
                        #define K_1     32
                        #define POINTER 36
                        #define END     40
                        #define FRAME   48
                        """);
        assertThat(odd.secrets()).isEqualTo(5 + 2);
        assertThat(odd.stack()).isEqualTo(4 * 10 + 48);
        assertThat(new StackFrame(3, 5, 2).stack()).isEqualTo(4 * 10 + 48);
    }

    @Test
    void aStaticFrameTakesNoStackAndHasRoomForAnException() {
        Frame frame = new StaticFrame(3, 5, new int[] {1, 2, 3, 4});
        assertThat(frame.stack()).isEqualTo(4 * 10);
        assertThat(frame.data()).contains("@name@_frame:\n    .space  32\n.Lframe:\n    .space  FRAME\n");
        assertThat(frame.leave("")).contains("subs    r5, r5, #32\n");
    }
}
