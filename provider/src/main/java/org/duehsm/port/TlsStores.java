package org.duehsm.port;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Reads the files of a {@code tls://} port. Errors name the setting and the file, and never hold what is in them.
 * Files are streams here and no channels, which an interrupt would close.
 */
final class TlsStores implements AutoCloseable {

    private static final String TRUST_STORE = "tls-trust-store ";
    private static final String KEY_STORE = "tls-key-store ";
    private static final String PASSWORD_FILE = "tls-password-file ";

    private final TlsFiles files;
    private final char[] password;

    /**
     * Reads the password, if there is one; close wipes it.
     *
     * @throws IOException if it is to be had from no file, or not from this
     */
    TlsStores(TlsFiles files) throws IOException {
        this.files = files;
        this.password =
                files.passwordFile().isPresent() ? password(files.passwordFile().get()) : null;
    }

    /** Those whom the other side's certificate is checked by. */
    X509ExtendedTrustManager trusted() throws IOException {
        KeyStore trusted =
                files.trustStore().isPresent() ? trustStore(files.trustStore().get()) : null; // this Java's own
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager checks) {
                    return checks;
                }
            }
            throw new IOException("this Java checks no host names in TLS");
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot check certificates: " + e.getMessage(), e);
        }
    }

    /** What answers who asks for this program's certificate; empty if it has none. */
    Optional<X509ExtendedKeyManager> own() throws IOException {
        if (files.keyStore().isEmpty()) {
            return Optional.empty();
        }
        String setting = KEY_STORE + files.keyStore().get();
        KeyStore store = keyStore(KEY_STORE, files.keyStore().get())
                .orElseThrow(() -> new IOException(setting + ": it is no key store; for PEM files make one by: openssl"
                        + " pkcs12 -export -in CERTIFICATES -inkey KEY -out STORE"));
        try {
            if (!hasKey(store)) {
                throw new IOException(setting + ": there is no private key with a certificate in it"
                        + (password == null ? " that could be used without its password; " + oneForAll() : ""));
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509ExtendedKeyManager own) {
                    return Optional.of(own);
                }
            }
            throw new IOException("this Java gives no certificate of its own in TLS");
        } catch (UnrecoverableKeyException e) {
            throw new IOException(setting + ": its private key has another password than the store; " + oneForAll(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException(setting + ": " + e.getMessage(), e);
        }
    }

    private static boolean hasKey(KeyStore store) throws KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) != null) {
                return true;
            }
        }
        return false;
    }

    private KeyStore trustStore(Path file) throws IOException {
        Optional<KeyStore> store = keyStore(TRUST_STORE, file);
        try {
            KeyStore trusted = store.isPresent() ? store.get() : certificates(file);
            if (trusted.size() == 0) {
                throw new IOException(TRUST_STORE + file + ": there is no certificate in it that could be trusted"
                        + (store.isPresent() && password == null ? " without its password" : "")
                        + "; name a file of PEM certificates, or a store made by: keytool -importcert -alias ca -file"
                        + " CERTIFICATE -keystore STORE -storetype PKCS12");
            }
            return trusted;
        } catch (KeyStoreException e) {
            throw new IOException(TRUST_STORE + file + ": " + e.getMessage(), e);
        }
    }

    /** A store of the certificates in a file, PEM or DER. */
    private static KeyStore certificates(Path file) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("certificate " + store.size(), certificate);
            }
            return store;
        } catch (CertificateException e) {
            throw new IOException(
                    TRUST_STORE + file + ": it is neither a file of certificates nor a key store (" + e.getMessage()
                            + ")",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException(TRUST_STORE + file + ": " + e.getMessage(), e);
        }
    }

    /** The key store in a file; empty if it is something else. */
    private Optional<KeyStore> keyStore(String setting, Path file) throws IOException {
        requireFile(setting, file);
        try {
            return Optional.of(KeyStore.getInstance(file.toFile(), password));
        } catch (KeyStoreException e) {
            return Optional.empty();
        } catch (IOException e) {
            boolean locked = e.getCause() instanceof UnrecoverableKeyException;
            throw new IOException(
                    setting + file + ": "
                            + (locked
                                    ? "the password is wrong; " + oneForAll()
                                    : "it cannot be read: " + e.getMessage()),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException(setting + file + ": " + e.getMessage(), e);
        }
    }

    private String oneForAll() {
        return password == null
                ? "name a file with it by tls-password-file"
                : "that of " + PASSWORD_FILE + files.passwordFile().get() + " is for all stores and their keys";
    }

    private static void requireFile(String setting, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(setting + file + ": there is no such file");
        }
        if (!Files.isReadable(file)) {
            throw new IOException(setting + file + ": this user may not read it");
        }
    }

    private static char[] password(Path file) throws IOException {
        requireFile(PASSWORD_FILE, file);
        try {
            return PasswordFile.read(file);
        } catch (IOException e) {
            throw new IOException(PASSWORD_FILE + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }
}
