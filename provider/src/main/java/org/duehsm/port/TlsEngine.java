package org.duehsm.port;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** How TLS is spoken by a port: versions 1.3 and 1.2, and only with the host that its name says. */
final class TlsEngine {

    static final String NEWEST = "TLSv1.3";
    private static final String OLDEST = "TLSv1.2";

    private TlsEngine() {}

    /**
     * What speaks it; has sent nothing yet.
     *
     * @param own gives the certificate of this program
     * @param check checks that of the other side
     * @throws IOException if the host has a name that no certificate can be for
     */
    static SSLEngine of(PortName.Tls name, KeyManager own, TrustManager check) throws IOException {
        String host = name.address().host().replaceFirst("[.]$", "");
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {own}, new TrustManager[] {check}, null);
            SSLEngine engine = context.createSSLEngine(host, name.address().port());
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setProtocols(new String[] {NEWEST, OLDEST});
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // has it look for the host in the certificate
            if (name.address().isName()) {
                // Java by itself tells no name without a dot.
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            engine.setSSLParameters(parameters);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot use TLS: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(host + " is no name that a certificate can be for (" + e.getMessage() + ")", e);
        }
    }
}
