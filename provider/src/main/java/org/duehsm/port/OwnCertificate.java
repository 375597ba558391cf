package org.duehsm.port;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Gives this program's certificate to who asks for it, and remembers what was asked: it may be why TLS fails later. */
final class OwnCertificate extends X509ExtendedKeyManager {

    private final Optional<X509ExtendedKeyManager> own;
    private final TlsFiles files;
    private volatile String issuers;
    private volatile X509Certificate given;

    /** @param own what has certificates, if there is a key store */
    OwnCertificate(Optional<X509ExtendedKeyManager> own, TlsFiles files) {
        this.own = own;
        this.files = files;
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] accepted, SSLEngine engine) {
        issuers = accepted == null
                ? ""
                : Shown.of(Arrays.stream(accepted).map(Principal::getName).collect(Collectors.joining("; ")));
        return own.map(keys -> keys.chooseEngineClientAlias(keyTypes, accepted, engine))
                .orElse(null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        X509Certificate[] chain =
                own.map(keys -> keys.getCertificateChain(alias)).orElse(null);
        given = chain == null ? null : chain[0];
        return chain;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return own.map(keys -> keys.getPrivateKey(alias)).orElse(null);
    }

    /** What to do if the other side has asked for it, and got none. */
    Optional<String> missing() {
        if (issuers == null || given != null) {
            return Optional.empty();
        }
        String wanted = issuers.isEmpty() ? "a certificate of this program" : "a certificate by " + issuers;
        return Optional.of("it asks for " + wanted
                + files.keyStore()
                        .map(file -> ", which is not in tls-key-store " + file)
                        .orElse("; name a key store with it by tls-key-store"));
    }

    /** What may be wrong with it when the other side refuses this program; empty if that did not ask for it. */
    Optional<String> complaint() {
        return given == null
                ? missing()
                : Optional.of("this program's certificate is " + given.getSubjectX500Principal() + " by "
                        + given.getIssuerX500Principal() + ", valid until "
                        + given.getNotAfter().toInstant());
    }

    // What follows is for other uses than that of a port.

    @Override
    public String[] getClientAliases(String keyType, Principal[] accepted) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] accepted, Socket socket) {
        return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] accepted) {
        return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] accepted, Socket socket) {
        return null;
    }
}
