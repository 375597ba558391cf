package org.duehsm.cli.boardcheck;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Locale;

/** The checks of firmware/BOARD-CHECKS.md, by the names that page gives them. */
enum BoardCheck {
    IDENTITY(Kind.USUAL, (program, hand, seal) -> program.identity()),
    ANSWER(Kind.USUAL, (program, hand, seal) -> program.answer()),
    CYCLES(Kind.USUAL, (program, hand, seal) -> program.cycles()),
    THROUGHPUT(Kind.USUAL, (program, hand, seal) -> program.throughput()),
    SOAK(Kind.BY_NAME, (program, hand, seal) -> program.soak()),
    START(Kind.WITHOUT_PROGRAM, null),
    STALL(Kind.WITHOUT_PROGRAM, null),
    PORTS(Kind.WITHOUT_PROGRAM, null),
    DESCRIPTORS(Kind.WITHOUT_PROGRAM, null),
    POWER_CUT(Kind.BY_NAME, (program, hand, seal) -> hand.powerCut()),
    RECOVERY_JUMPER(Kind.BY_NAME, (program, hand, seal) -> hand.recoveryJumper()),
    TOUCH(Kind.BY_NAME, (program, hand, seal) -> hand.touch()),
    SRAM(Kind.BY_NAME, (program, hand, seal) -> hand.sram()),
    LEAVE(Kind.WITHOUT_PROGRAM, null),
    SEAL(Kind.BY_NAME, (program, hand, seal) -> seal.seal()),
    TOUCH_SEALED(Kind.BY_NAME, (program, hand, seal) -> seal.touchSealed()),
    SAM_BA_SEALED(Kind.WITHOUT_FIRMWARE, (program, hand, seal) -> hand.samBaSealed()),
    RECOVER(Kind.WITHOUT_FIRMWARE, (program, hand, seal) -> hand.recover());

    /** How a check is run. */
    private enum Kind {
        /** By the program alone, in minutes. */
        USUAL,
        /** Only if it is named: it takes long, or hands. */
        BY_NAME,
        /** Named too, and of a board whose boot loader answers instead of the firmware. */
        WITHOUT_FIRMWARE,
        /** By a person alone. */
        WITHOUT_PROGRAM
    }

    /** A check that a program can run. */
    interface Body {
        Result run(ProgramChecks program, HandChecks hand, SealChecks seal)
                throws GeneralSecurityException, IOException, InterruptedException;
    }

    private final Kind kind;
    private final Body body;

    BoardCheck(Kind kind, Body body) {
        this.kind = kind;
        this.body = body;
    }

    Result run(ProgramChecks program, HandChecks hand, SealChecks seal)
            throws GeneralSecurityException, IOException, InterruptedException {
        return body == null ? Result.skip("by hand, as firmware/BOARD-CHECKS.md says") : body.run(program, hand, seal);
    }

    /** Whether a run without a name includes it. */
    boolean isUsual() {
        return kind == Kind.USUAL;
    }

    /** Whether the board has to run its firmware. */
    boolean needsFirmware() {
        return kind != Kind.WITHOUT_FIRMWARE;
    }

    /** The name on the command line, such as power-cut. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
