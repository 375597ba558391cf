package org.duehsm.cycles.generator;

/** A frame on the stack. */
final class StackFrame extends Frame {

    StackFrame(int slots, int state, int constants) {
        super(slots, state, constants);
    }

    @Override
    int stack() {
        return SAVED + size();
    }

    @Override
    String base() {
        return "sp";
    }

    @Override
    String find() {
        return "    sub     sp, sp, #FRAME\n";
    }

    @Override
    String enter() {
        return "";
    }

    @Override
    String leave(String result) {
        return "    ldr     r0, [sp, #FRAME]\n"
                + result
                + "    mov     r0, sp\n"
                + "    movs    r1, #0\n"
                + zeros()
                + wiping("r0", secrets())
                + "    add     sp, sp, #FRAME\n";
    }

    @Override
    String rest() {
        return "";
    }

    @Override
    String data() {
        return "";
    }
}
