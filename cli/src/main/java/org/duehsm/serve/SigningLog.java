package org.duehsm.serve;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A line for each request to sign: time, key id, bytes, outcome, by rules also who asked; the message only if asked for. */
public final class SigningLog {

    private static final System.Logger LOG = System.getLogger(SigningLog.class.getName());

    private final PrintWriter out;
    private final Clock clock;
    private final boolean messages;
    private boolean broken;

    /**
     * Writes to {@code out}.
     *
     * @param messages whether to write the messages too, which tell what is signed
     */
    public SigningLog(PrintWriter out, Clock clock, boolean messages) {
        this.out = out;
        this.clock = clock;
        this.messages = messages;
    }

    /**
     * What was asked.
     *
     * @param keyId the key; empty if the request names none, or was not read so far
     * @param bytes length of the message, as far as it was read
     * @param message all of it, or nothing if it was not kept
     */
    record Subject(Optional<String> keyId, long bytes, byte[] message) {

        static final Subject UNKNOWN = new Subject(Optional.empty(), 0, new byte[0]);

        /** Of a message that is not kept. */
        Subject(String keyId, long bytes) {
            this(Optional.of(keyId), bytes, null);
        }
    }

    /** {@code by}: who asked, where rules tell callers apart. */
    void add(Subject subject, Optional<String> by, Answer answer) {
        StringBuilder line = line().append(" key=")
                .append(subject.keyId().map(SigningLog::quoted).orElse("-"))
                .append(" bytes=")
                .append(subject.bytes())
                .append(" outcome=")
                .append(answer.outcome());
        by.ifPresent(caller -> line.append(" by=").append(quoted(caller)));
        if (messages && subject.message() != null) {
            line.append(" message=").append(quoted(new String(subject.message(), StandardCharsets.ISO_8859_1)));
        }
        print(line);
    }

    /** Notes what happens at the broker. From any thread. */
    public void addBrokerEvent(String event) {
        print(line().append(" broker=").append(quoted(event)));
    }

    private StringBuilder line() {
        return new StringBuilder().append(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private void print(StringBuilder line) {
        synchronized (out) {
            out.println(line);
            if (out.checkError() && !broken) {
                broken = true;
                LOG.log(System.Logger.Level.ERROR, "the signing log cannot be written; its lines are lost from now on");
            }
        }
    }

    /* One line, whatever a client sends: nothing but printable ASCII stays as it is. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
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
