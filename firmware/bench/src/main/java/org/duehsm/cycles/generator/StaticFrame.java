package org.duehsm.cycles.generator;

import java.util.Locale;

/**
 * A frame in static memory, for constants that are too many to be copied in each call: the first call
 * copies them. While blocks are hashed the process stack pointer points to it, so that an interrupt
 * saves its eight words just below, where there is room for them, and has the main stack for its handler.
 */
final class StaticFrame extends Frame {

    private static final int EXCEPTION = 8; // words that an exception saves
    private static final int COPIED = 4; // constants at a time

    private final int[] constants;

    StaticFrame(int slots, int state, int[] constants) {
        super(slots, state, constants.length);
        this.constants = constants;
    }

    @Override
    int stack() {
        return SAVED;
    }

    @Override
    String base() {
        return "r3";
    }

    @Override
    String find() {
        return """
            .Lfind:
                movw    r3, #:lower16:.Lframe
                movt    r3, #:upper16:.Lframe
            """;
    }

    /** An instruction that goes and copies the constants unless they are there, by the first of them. */
    static String check(String firstConstant) {
        return "    cmp     " + firstConstant + ", #0\n    beq.w   .Lfirst\n";
    }

    @Override
    String enter() {
        return """

                /* From here on the stack pointer is the process stack's. */
                msr     psp, r3
                movs    r0, #2
                msr     control, r0
                isb
            """;
    }

    @Override
    String leave(String result) {
        return """
                mov     r5, sp
                movs    r1, #0
                msr     control, r1
                isb
                ldr     r0, [sp, #0]
            """
                + result
                + zeros()
                + "    subs    r5, r5, #" + 4 * EXCEPTION + "\n"
                + wiping("r5", EXCEPTION + secrets());
    }

    @Override
    String rest() {
        StringBuilder s = new StringBuilder(String.format(Locale.ROOT, """

                    /* The first call: the constants into the frame. */
                .Lfirst:
                    adr     r4, .Lconstants
                    add     r5, r3, #K_0
                    movs    r6, #%d
                .Lcopy:
                    ldm     r4!, {r7-r10}
                    stm     r5!, {r7-r10}
                    subs    r6, r6, #1
                    bne     .Lcopy
                    b       .Lfind

                    .balign 4
                .Lconstants:
                """, constants.length / COPIED));
        for (int constant : constants) {
            s.append(String.format(Locale.ROOT, "    .word   0x%08X\n", constant));
        }
        return s.toString();
    }

    @Override
    String data() {
        return """

                .section .bss.@name@_frame, "aw", %nobits
                .balign 8
                .global @name@_frame
                .type   @name@_frame, %object
            @name@_frame:
                .space  EXCEPTION
            .Lframe:
                .space  FRAME
                .size   @name@_frame, . - @name@_frame
            """.replace("EXCEPTION", "" + 4 * EXCEPTION);
    }
}
