package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be in the files of a port, and what is said of others; nobody needs to be there to connect to. */
class TlsFilesTest {

    private static final Certificates CERTIFICATES = Certificates.get();
    private static final String NOBODY = "tls://127.0.0.1:1";

    @TempDir
    Path directory;

    private static void read(Optional<Path> trust, Optional<Path> key, Optional<Path> password) throws IOException {
        try (TlsStores stores = new TlsStores(new TlsFiles(trust, key, password))) {
            assertThat(stores.trusted().getAcceptedIssuers()).isNotEmpty();
            assertThat(stores.own().isPresent()).isEqualTo(key.isPresent());
        }
    }

    private static void assertFails(
            Optional<Path> trust, Optional<Path> key, Optional<Path> password, String... words) {
        TlsFiles files = new TlsFiles(trust, key, password);
        assertThatThrownBy(() -> Ports.open(PortName.parse(NOBODY, PortName.DEFAULT_BAUD, files), 1000))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(NOBODY + ": tls-")
                .hasMessageContainingAll(words)
                .satisfies(e -> {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("pale", "horse");
                    }
                });
    }

    private static Optional<Path> file(String name) {
        return Optional.ofNullable(name).map(CERTIFICATES::file);
    }

    private Optional<Path> written(String name, byte[] content, String mode) throws IOException {
        Path file = Files.write(directory.resolve(name), content);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
        return Optional.of(file);
    }

    private Optional<Path> written(String name, String text) throws IOException {
        return written(name, text.getBytes(), "rw-r-----");
    }

    @ParameterizedTest
    @CsvSource({
        ",,",
        "ca.pem,,",
        "ca.der,,",
        "trust.p12,,password",
        "trust.jks,,password",
        "trust.jks,,",
        "ca.pem,client.p12,password",
        "trust.p12,client.p12,password",
        ",client.p12,password",
    })
    void theseFilesDo(String trust, String key, String password) throws IOException {
        read(file(trust), file(key), file(password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void thePasswordIsALine(String end) throws IOException {
        read(Optional.empty(), file("client.p12"), written("password", Certificates.PASSWORD + end));
    }

    @Test
    void aMissingFileIsNamed() {
        Optional<Path> missing = Optional.of(directory.resolve("missing"));
        assertFails(missing, Optional.empty(), Optional.empty(), "tls-trust-store " + missing.get(), "no such file");
        assertFails(Optional.empty(), missing, Optional.empty(), "tls-key-store " + missing.get(), "no such file");
        assertFails(Optional.empty(), Optional.empty(), missing, "tls-password-file " + missing.get(), "no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate\n", "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n"})
    void whatHoldsNoCertificateIsRefused(String text) throws IOException {
        Optional<Path> junk = written("junk", text);
        assertFails(junk, Optional.empty(), Optional.empty(), "tls-trust-store " + junk.get(), "certificate");
        assertFails(
                Optional.empty(),
                junk,
                file("password"),
                "tls-key-store " + junk.get() + ": it is no key store",
                "openssl pkcs12 -export -in CERTIFICATES -inkey KEY -out STORE");
    }

    @Test
    void aStoreNeedsItsPassword() throws IOException {
        Optional<Path> wrong = written("wrong", "wrong pony\n");
        assertFails(
                file("trust.p12"),
                Optional.empty(),
                wrong,
                "the password is wrong; that of tls-password-file " + wrong.get());
        assertFails(file("trust.jks"), Optional.empty(), wrong, "the password is wrong");
        assertFails(Optional.empty(), file("client.p12"), wrong, "the password is wrong");
        assertFails(
                file("trust.p12"), Optional.empty(), Optional.empty(), "without its password", "keytool -importcert");
        assertFails(Optional.empty(), file("client.p12"), Optional.empty(), "tls-key-store", "by tls-password-file");
        assertFails(
                Optional.empty(),
                file("other-key-password.jks"),
                file("password"),
                "its private key has another password");
    }

    @Test
    void aKeyStoreHasAKey() {
        assertFails(Optional.empty(), file("trust.p12"), file("password"), "there is no private key");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPasswordForEverybodyIsNone() throws IOException {
        Optional<Path> open = written("open", Certificates.PASSWORD.getBytes(), "rw-r--r--");
        assertFails(Optional.empty(), file("client.p12"), open, "everybody on this machine", "chmod o= " + open.get());
    }

    @Test
    void aPasswordIsOneLineOfText() throws IOException {
        Optional<Path> lines = written("lines", Certificates.PASSWORD + "\nmore\n");
        assertFails(Optional.empty(), file("client.p12"), lines, "more than one line");
        Optional<Path> latin = written("latin", new byte[] {'a', (byte) 0xE9}, "rw-------");
        assertFails(Optional.empty(), file("client.p12"), latin, "not UTF-8");
        Optional<Path> large = written("large", "x".repeat(2000));
        assertFails(Optional.empty(), file("client.p12"), large, "too long");
    }
}
