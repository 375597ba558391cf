package org.duehsm.port;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it may mean that TLS fails, and what to do. */
final class TlsFailures {

    /** What JSSE says when it is told so; other providers of TLS may say it otherwise. */
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    private static final String NOTHING_IN_COMMON =
            "; it and this Java have no version or cipher of TLS in common, and here that is 1.3 or 1.2";

    private final PortName.Tls name;
    private final OwnCertificate own;

    TlsFailures(PortName.Tls name, OwnCertificate own) {
        this.name = name;
        this.own = own;
    }

    /** TLS itself has failed. */
    IOException broken(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException refusal) {
                return new IOException(name + ": " + refusal.getMessage(), e);
            }
        }
        Matcher alert = ALERT.matcher(String.valueOf(e.getMessage()));
        return alert.find()
                ? new IOException(name + ": the other side refuses TLS with this program" + reason(alert.group(1)), e)
                : new IOException(name + ": TLS fails: " + Shown.of(e.getMessage()), e);
    }

    private String reason(String alert) {
        String word = " (" + alert + ")";
        return switch (alert) {
            case "protocol_version", "insufficient_security" -> word + NOTHING_IN_COMMON;
            case "unrecognized_name" ->
                word + "; it has no certificate for " + name.address().host();
            case "handshake_failure" -> word + own.complaint().map("; "::concat).orElse(NOTHING_IN_COMMON);
            default -> word + own.complaint().map("; "::concat).orElse("");
        };
    }

    /** The connection has ended before TLS began. */
    IOException endedEarly(IOException e) {
        String why = own.missing().orElse("is TLS spoken there?");
        return new IOException(e.getMessage() + ", and TLS has not begun; " + why, e);
    }

    /** It has ended before anything came through TLS. */
    IOException unanswered(IOException e) {
        return new IOException(
                e.getMessage() + SocketPort.UNANSWERED + ", and a TLS server if it does not reach its broker"
                        + own.missing().map("; "::concat).orElse(""),
                e);
    }

    IOException renegotiation() {
        return new IOException(
                name + ": the other side wants to begin TLS all over again, which TLS 1.2 can; have it speak"
                        + " TLS 1.3, or turn renegotiation off there");
    }

    IOException silent(int timeoutMillis) {
        return new IOException(name + ": connected, but TLS did not begin within " + timeoutMillis
                + " ms; what is there hangs, or speaks no TLS: " + noTls());
    }

    IOException otherLanguage() {
        return new IOException(name + ": what answers there does not speak TLS: " + noTls());
    }

    private static String noTls() {
        return "a broker's own port does not, and needs a TLS end in front of it (cli/FLEET.md)";
    }
}
