package org.duehsm.cli;

import java.security.GeneralSecurityException;
import java.util.Locale;
import org.duehsm.cli.BoardChecks.Result;

/** The checks of firmware/BOARD-CHECKS.md, by the names that page gives them. */
enum BoardCheck {
    IDENTITY(BoardChecks::identity),
    ANSWER(BoardChecks::answer),
    CYCLES(BoardChecks::cycles),
    THROUGHPUT(BoardChecks::throughput),
    SOAK(BoardChecks::soak),
    START(null),
    STALL(null),
    PORTS(null),
    POWER_CUT(null),
    RECOVERY_JUMPER(null),
    TOUCH(null),
    SRAM(null),
    SEAL(null),
    TOUCH_SEALED(null);

    /** A check that a program can run. */
    interface Body {
        Result run(BoardChecks checks) throws GeneralSecurityException, InterruptedException;
    }

    private final Body body;

    BoardCheck(Body body) {
        this.body = body;
    }

    Result run(BoardChecks checks) throws GeneralSecurityException, InterruptedException {
        return body == null ? Result.skip("by hand, as firmware/BOARD-CHECKS.md says") : body.run(checks);
    }

    /** Whether a run without a name includes it: those that a program can run in minutes. */
    boolean isUsual() {
        return body != null && this != SOAK;
    }

    /** The name on the command line, such as power-cut. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
