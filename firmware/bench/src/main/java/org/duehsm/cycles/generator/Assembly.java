package org.duehsm.cycles.generator;

import java.util.Locale;

/** The file around the loop over the blocks: its head, the frame, entry, exit and wiping. */
final class Assembly {

    private Assembly() {}

    /**
     * The file.
     *
     * @param head its first comment, in which {@code @STACK@} is to become the bytes of stack
     * @param loop translated
     * @param pointerRegister the number of the register that holds the message pointer between blocks
     * @throws IllegalStateException if the pointer is where the frame's is while both are needed
     */
    static String of(String head, Compression loop, int pointerRegister) {
        Frame frame = loop.frame();
        String text = head.replace("@STACK@", "" + frame.stack())
                + "#if defined(__ARM_ARCH_7M__) && !defined(@NAME@_PORTABLE)\n\n"
                + frame.definitions()
                + """

                    .syntax unified
                    .cpu    cortex-m3
                    .thumb
                    .section .text.@name@_blocks, "ax", %progbits
                    .balign 16
                    .global @name@_blocks
                    .type   @name@_blocks, %function
                    .thumb_func
                @name@_blocks:
                    cmp     r2, #0
                    it      eq
                    bxeq    lr
                    push    {r0, r4-r11, lr}
                """
                + frame.find()
                + "\n    /* The constants and the chaining value into the frame. */\n"
                + loop.entry()
                + message("r" + pointerRegister, frame.base())
                + frame.enter()
                + """

                    .balign @align@
                .Lblock:
                """
                + loop.lines()
                + """

                    /* The result; then zeros over all that depended on the message or the state. */
                """
                + frame.leave(loop.result())
                + "    pop     {r0, r4-r11, pc}\n"
                + frame.rest()
                + "\n    .size   @name@_blocks, . - @name@_blocks\n"
                + frame.data()
                + "\n#endif\n";
        return text.replace("@align@", "" + loop.alignment())
                .replace("@name@", loop.name())
                .replace("@NAME@", loop.name().toUpperCase(Locale.ROOT))
                .replace("\n\n\n", "\n\n");
    }

    /** Where the message starts and ends, from r1 and r2. The blocks store where it goes on. */
    private static String message(String pointer, String base) {
        Compression.require(!pointer.equals(base), "the pointer is in the frame's register");
        return String.format(Locale.ROOT, """

                    /* Where the message starts, and into the frame where it ends; both less 4. */
                    subs    %1$s, r1, #4
                    add     r2, %1$s, r2, lsl #6
                    str     r2, [%2$s, #END]
                """, pointer, base);
    }
}
