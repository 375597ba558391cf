package org.duehsm.cycles.generator;

import java.util.Locale;

/** The file around the loop over the blocks: its head, the frame, entry, exit and wiping. */
final class Assembly {

    private static final int ZEROS = 12; // registers, r1 on, that are zero when the frame is wiped

    private Assembly() {}

    /**
     * The file.
     *
     * @param head its first comment, in which {@code @STACK@} is to become the bytes of stack
     * @param loop translated
     * @param pointerRegister the number of the register that holds the message pointer between blocks
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
                    sub     sp, sp, #FRAME

                """
                + loop.entry()
                + "    mov     r" + pointerRegister + ", r1\n"
                + """

                    .balign 16
                .Lblock:
                """
                + loop.lines()
                + """

                    /* The result; then zeros over all that depended on the message or the state. */
                    ldr     r0, [sp, #FRAME]
                """
                + loop.result()
                + wiping(frame.secrets())
                + """
                    add     sp, sp, #FRAME
                    pop     {r0, r4-r11, pc}

                    .size   @name@_blocks, . - @name@_blocks

                #endif
                """;
        return text.replace("@name@", loop.name())
                .replace("@NAME@", loop.name().toUpperCase(Locale.ROOT))
                .replace("\n\n\n", "\n\n");
    }

    private static String wiping(int words) {
        StringBuilder s = new StringBuilder("    movs    r1, #0\n");
        for (int i = 2; i <= ZEROS; i++) {
            s.append("    mov     r" + i + ", r1\n");
        }
        s.append("    mov     r0, sp\n");
        int left = words;
        for (; left > ZEROS; left -= ZEROS) {
            s.append("    stm     r0!, {r1-r" + ZEROS + "}\n");
        }
        return s.append("    stm     r0, {r1-r" + left + "}\n").toString();
    }
}
