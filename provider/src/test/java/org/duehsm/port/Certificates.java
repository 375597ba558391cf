package org.duehsm.port;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates that keytool makes once for all tests of a JVM: {@code ca} vouches for {@code server} and {@code expired}
 * (localhost, 127.0.0.1), {@code elsewhere} (other hosts) and {@code client}; nobody vouches for {@code stranger}.
 */
public final class Certificates {

    public static final String PASSWORD = "pale horse 17";

    private static final char[] SECRET = PASSWORD.toCharArray();
    private static final char[] OTHER = "battery staple".toCharArray();
    private static final String HERE = " -ext san=dns:localhost,ip:127.0.0.1";
    private static final String SIGNED = " -signer ca";
    private static Certificates made;

    private final Path directory;
    private final KeyStore all;

    /** Those that {@link #get} of another JVM has made there. */
    public Certificates(Path directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        this.all = KeyStore.getInstance(file("all.p12").toFile(), "changeit".toCharArray());
    }

    private static Certificates make(Path directory) throws IOException, GeneralSecurityException {
        String make = "-genkeypair -keyalg EC -groupname secp256r1 -storetype PKCS12 -storepass changeit -keystore "
                + directory.resolve("all.p12") + " -dname CN=%1$s -alias %1$s";
        Keytool.run(List.of(
                make.formatted("ca") + " -ext bc:c",
                make.formatted("server") + SIGNED + HERE,
                make.formatted("expired") + SIGNED + HERE + " -startdate -30d -validity 1",
                make.formatted("elsewhere") + SIGNED + " -ext san=dns:one.example,dns:two.example",
                make.formatted("client") + SIGNED,
                make.formatted("stranger") + HERE));
        Certificates made = new Certificates(directory);
        made.write();
        return made;
    }

    private void write() throws IOException, GeneralSecurityException {
        store("client.p12", key("PKCS12", "client", SECRET));
        store("stranger.p12", key("PKCS12", "stranger", SECRET));
        store("other-key-password.jks", key("JKS", "client", OTHER));
        store("trust.p12", trust("PKCS12"));
        store("trust.jks", trust("JKS"));
        Files.write(file("ca.der"), all.getCertificate("ca").getEncoded());
        pem("ca");
        pem("expired");
        Path password = Files.writeString(file("password"), PASSWORD + "\n");
        if (password.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        }
    }

    public static synchronized Certificates get() {
        try {
            if (made == null) {
                Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
                made = make(Files.createTempDirectory(target, "certificates"));
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore key(String type, String alias, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setKeyEntry(alias, all.getKey(alias, "changeit".toCharArray()), password, all.getCertificateChain(alias));
        return store;
    }

    private KeyStore trust(String type) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("ca", all.getCertificate("ca"));
        return store;
    }

    private void store(String name, KeyStore store) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file(name))) {
            store.store(out, SECRET);
        }
    }

    /** As openssl prints it. */
    private void pem(String alias) throws IOException, GeneralSecurityException {
        Certificate certificate = all.getCertificate(alias);
        String text = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        Files.writeString(
                file(alias + ".pem"),
                "subject=CN = " + alias + "\n-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }

    /**
     * {@code ca.pem}, {@code ca.der}, {@code expired.pem}: certificates; {@code trust.p12}, {@code trust.jks}: that of ca;
     * {@code client.p12}, {@code stranger.p12}: with their keys; {@code password}: of these stores; {@code
     * other-key-password.jks}: of the store, and not of its key.
     */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** What trusts ca, and has the certificate in the key store, if there is to be one. */
    public TlsFiles files(Optional<String> keyStore) {
        return new TlsFiles(
                Optional.of(file("ca.pem")), keyStore.map(this::file), keyStore.map(any -> file("password")));
    }

    /** The other side, with the certificate of this name; it trusts ca. */
    public SSLContext context(String alias) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(key("PKCS12", alias, SECRET), SECRET);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trust("PKCS12"));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
