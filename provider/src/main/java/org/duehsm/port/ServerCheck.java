package org.duehsm.port;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Checks the other side's certificate as Java does, host name included, and says what is wrong in words of our own. */
final class ServerCheck extends X509ExtendedTrustManager {

    private static final int DNS_NAME = 2; // kinds of names of RFC 5280, 4.2.1.6
    private static final int ADDRESS = 7;

    private final X509ExtendedTrustManager checks;
    private final String host;
    private final TlsFiles files;

    /** @param host as the port names it */
    ServerCheck(X509ExtendedTrustManager checks, String host, TlsFiles files) {
        this.checks = checks;
        this.host = host;
        this.files = files;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        requireNow(chain[0]); // of one that is trusted by itself Java does not ask that
        try {
            checks.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw new CertificateException(isTrusted(chain, type) ? otherName(chain[0], e) : untrusted(chain, e), e);
        }
    }

    private static void requireNow(X509Certificate certificate) throws CertificateException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new CertificateException(
                    named(certificate) + " was valid until "
                            + certificate.getNotAfter().toInstant() + ", and no more; it has to be renewed there",
                    e);
        } catch (CertificateNotYetValidException e) {
            throw new CertificateException(
                    named(certificate) + " is valid from "
                            + certificate.getNotBefore().toInstant()
                            + " on, and not yet; is this computer's clock right?",
                    e);
        }
    }

    /** Whether it would be, if the name of the host did not count. */
    private boolean isTrusted(X509Certificate[] chain, String type) {
        try {
            checks.checkServerTrusted(chain, type);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private String otherName(X509Certificate certificate, CertificateException e) throws CertificateParsingException {
        return named(certificate) + " is for " + names(certificate) + ", not for " + host + " ("
                + Shown.of(e.getMessage())
                + "); write one of its names in port, or have a certificate with this name there";
    }

    private static String names(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        String names = all == null
                ? ""
                : all.stream()
                        .filter(name ->
                                name.get(0).equals(DNS_NAME) || name.get(0).equals(ADDRESS))
                        .map(name -> name.get(1).toString())
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "no host" : Shown.of(names);
    }

    private String untrusted(X509Certificate[] chain, CertificateException e) {
        X509Certificate last = chain[chain.length - 1];
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return named(chain[0]) + " is vouched for by " + Shown.of(last.getIssuerX500Principal())
                        + files.trustStore()
                                .map(file -> ", and that is not in tls-trust-store " + file + "; add that one's"
                                        + " certificate there, if it is to be trusted")
                                .orElse(", which this Java does not trust; name a file with that one's certificate by"
                                        + " tls-trust-store, if it is to be trusted");
            }
        }
        return named(chain[0]) + " is not accepted: " + Shown.of(e.getMessage());
    }

    private static String named(X509Certificate certificate) {
        return "the certificate there (" + Shown.of(certificate.getSubjectX500Principal()) + ")";
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return checks.getAcceptedIssuers();
    }

    // What follows is for other uses than that of a port.

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checks.checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checks.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checks.checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checks.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checks.checkClientTrusted(chain, type, engine);
    }
}
