package org.duehsm.port;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that a {@code tls://} port needs. They are read whenever it is opened, so that a certificate that is
 * renewed needs no restart.
 *
 * @param trustStore the certificates of those who may vouch for the other side: PEM, DER, or a key store (PKCS12, JKS);
 *     without it, those that this Java trusts
 * @param keyStore a key store (PKCS12, JKS) with the certificate of this program and its private key, for another side
 *     that asks for one
 * @param passwordFile the password of the stores, the only line of a file that not everybody can read
 */
public record TlsFiles(Optional<Path> trustStore, Optional<Path> keyStore, Optional<Path> passwordFile) {

    /** None: the other side is checked by what this Java trusts, and gets no certificate of this program. */
    public static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

    /** As a configuration sets them; empty if there are none. */
    @Override
    public String toString() {
        return word("tls-trust-store", trustStore)
                + word("tls-key-store", keyStore)
                + word("tls-password-file", passwordFile);
    }

    private static String word(String key, Optional<Path> file) {
        return file.map(path -> ", " + key + " = " + path).orElse("");
    }
}
