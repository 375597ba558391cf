package org.duehsm.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line about a long transfer, drawn again and again if it is shown; silent while the transfer is short. */
public final class ProgressBar {

    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final long total;
    private final boolean shown;
    private final long start = System.nanoTime();
    private long next = start + PATIENCE;
    private boolean drawn;

    /** For a total in bytes, or -1 if that is not known. */
    public ProgressBar(PrintWriter out, long total, boolean shown) {
        this.out = out;
        this.total = total;
        this.shown = shown;
    }

    /** So many bytes are through. */
    public void at(long bytes) {
        long now = System.nanoTime();
        if (shown && now - next >= 0) {
            next = now + INTERVAL;
            drawn = true;
            out.print('\r' + line(bytes, total, now - start));
            out.flush();
        }
    }

    /** Takes the line away. */
    public void clear() {
        if (drawn) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    static String line(long bytes, long total, long nanos) {
        double rate = bytes * 1e9 / Math.max(nanos, 1);
        String figures = String.format(Locale.ROOT, "%.1f MB, %.2f MB/s", bytes / 1e6, rate / 1e6);
        if (total <= 0 || bytes > total) {
            return figures + "\033[K";
        }
        int filled = (int) (WIDTH * bytes / total);
        long left = Math.round((total - bytes) / Math.max(rate, 1));
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d%%  %s, %d:%02d left\033[K",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                100 * bytes / total,
                figures,
                left / 60,
                left % 60);
    }
}
