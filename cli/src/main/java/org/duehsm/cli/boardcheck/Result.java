package org.duehsm.cli.boardcheck;

import java.util.Locale;

/**
 * What came of a check.
 *
 * @param verdict pass, fail, unclear or skip
 * @param figures what was measured, or why it was skipped
 */
record Result(String verdict, String figures) {

    static Result of(boolean pass, String format, Object... figures) {
        return new Result(pass ? "pass" : "fail", String.format(Locale.ROOT, format, figures));
    }

    static Result skip(String why) {
        return new Result("skip", why);
    }
}
