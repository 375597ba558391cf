import java.util.List;

/** The file around the loop over the blocks: its head, the frame, entry, exit and wiping. */
final class Assembly {

    private static final int[] CONSTANTS = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};

    private Assembly() {}

    static String of(String head, List<String> loop, int slotCount, int pointerRegister) {
        int chain = slotCount; // words: the slots, H, K, pointer, end
        int words = (chain + 11 + 1) & ~1; // the stack pointer stays a multiple of 8
        StringBuilder s = new StringBuilder(head.replace("@STACK@", "" + (40 + 4 * words)));
        s.append("#if defined(__ARM_ARCH_7M__) && !defined(SHA1_PORTABLE)\n\n");
        s.append("/* The stack frame: " + slotCount + " slots for spilled words, then: */\n");
        for (int i = 0; i < 5; i++) {
            s.append(String.format("#define H_%d     %d%n", i, 4 * (chain + i)));
        }
        for (int i = 0; i < 4; i++) {
            s.append(String.format("#define K_%d     %d%n", i, 4 * (chain + 5 + i)));
        }
        s.append(String.format("#define POINTER %d%n", 4 * (chain + 9)));
        s.append(String.format("#define END     %d%n", 4 * (chain + 10)));
        s.append(String.format("#define FRAME   %d%n%n", 4 * words));
        s.append("""
                .syntax unified
                .cpu    cortex-m3
                .thumb
                .section .text.sha1_blocks, "ax", %progbits
                .balign 16
                .global sha1_blocks
                .type   sha1_blocks, %function
                .thumb_func
            sha1_blocks:
                cmp     r2, #0
                it      eq
                bxeq    lr
                push    {r0, r4-r11, lr}
                sub     sp, sp, #FRAME

                /* The constants and the chaining value into the frame. */
            """);
        for (int i = 0; i < 4; i++) {
            s.append(String.format("    movw    r%d, #0x%04X%n", 4 + i, CONSTANTS[i] & 0xFFFF));
            s.append(String.format("    movt    r%d, #0x%04X%n", 4 + i, CONSTANTS[i] >>> 16));
        }
        s.append("""
                mov     lr, r4
                add     r3, sp, #K_0
                ldm     r0, {r8-r12}
                stm     r3, {r4-r7}
                add     r3, sp, #H_0
                subs    r1, r1, #4
                stm     r3, {r8-r12}
                add     r2, r1, r2, lsl #6
                strd    r1, r2, [sp, #POINTER]
                mov     @POINTER@, r1

                .balign 16
            .Lblock:
            """);
        loop.forEach(s::append);
        s.append("""

                /* The result; then zeros over all that depended on the message or the state. */
                ldr     r0, [sp, #FRAME]
                stm     r0, {r8-r12}
                movs    r1, #0
            """);
        for (int i = 2; i <= 12; i++) {
            s.append(String.format("    mov     r%d, r1%n", i));
        }
        s.append("    mov     r0, sp\n");
        int wiped = slotCount + 5;
        for (; wiped > 12; wiped -= 12) {
            s.append("    stm     r0!, {r1-r12}\n");
        }
        s.append("    stm     r0, {r1-r" + wiped + "}\n");
        s.append("""
                add     sp, sp, #FRAME
                pop     {r0, r4-r11, pc}

                .size   sha1_blocks, . - sha1_blocks

            #endif
            """);
        return s.toString().replace("@POINTER@", "r" + pointerRegister).replace("\n\n\n", "\n\n");
    }
}
