package org.duehsm.proxy;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A line for each request: time, rule, method, path, status, and the bytes of both bodies. Neither placeholders nor
 * queries, which may have secrets.
 */
public final class ProxyLog {

    private static final System.Logger LOG = System.getLogger(ProxyLog.class.getName());
    private static final int SHOWN = 1024; // characters of a path

    private final PrintWriter out;
    private final Clock clock;
    private boolean broken;

    /** Writes to {@code out}. */
    public ProxyLog(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /**
     * Adds a line.
     *
     * @param rule which is for the request, if one is
     * @param outcome {@code forwarded}, or the error's name
     * @param in bytes of the request's body, without frames
     * @param back bytes of the answer's body
     */
    void add(Optional<ProxyRule> rule, String method, String path, int status, String outcome, long in, long back) {
        String line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " rule="
                + quoted(rule.map(ProxyRule::name).orElse("")) + " method=" + quoted(method) + " path=" + quoted(path)
                + " status=" + status + " outcome=" + outcome + " in=" + in + " back=" + back;
        synchronized (out) {
            out.println(line);
            if (out.checkError() && !broken) {
                broken = true;
                LOG.log(System.Logger.Level.ERROR, "the log cannot be written; its lines are lost from now on");
            }
        }
    }

    /** Why something went wrong that the client is not told in full. */
    static void warn(Throwable cause) {
        LOG.log(System.Logger.Level.WARNING, String.valueOf(cause.getMessage()));
    }

    /* One line, whatever a client sends: nothing but printable ASCII stays as it is. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.substring(0, Math.min(SHOWN, text.length())).toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
