package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * JVMs in which DueHSM is the first provider of all, and its board is away: what has nothing to do with it works as
 * before. Each is a JVM of its own, because the JDK keeps what it has chosen.
 */
@Timeout(60)
class RegisteredFirstTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private Path list;

    @BeforeEach
    void putDueHsmBeforeTheJdksOwn() throws Exception {
        List<String> lines = new ArrayList<>(List.of("security.provider.1=DueHSM"));
        String name;
        while ((name = Security.getProperty("security.provider." + lines.size())) != null) {
            lines.add("security.provider." + (lines.size() + 1) + "=" + name);
        }
        list = Files.write(folder.resolve("java.security"), lines);
    }

    @Test
    void tlsWorksAsClientAndAsServer() throws Exception {
        String file = folder.resolve("keys.p12").toString();
        String make = "-genkeypair -alias localhost -dname CN=localhost -keyalg EC -groupname secp256r1"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file;
        assertThat(run(Class.forName("sun.security.tools.keytool.Main"), make.split(" ")))
                .noneMatch(line -> line.contains("rror"));

        assertThat(run(TlsBothWays.class, file, PASSWORD))
                .containsExactlyElementsOf(Arrays.stream(TlsBothWays.KINDS)
                        .map(kind -> String.join(" ", kind))
                        .toList());
    }

    @Test
    void softwareKeysWork() throws Exception {
        List<String> expected = new ArrayList<>(List.of(
                "first DueHSM",
                "HmacSHA1 effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", // RFC 2202, case 2
                "HmacSHA256 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", // RFC 4231, case 2
                "PBKDF2WithHmacSHA1 ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957", // RFC 6070, case 2
                "PBKDF2WithHmacSHA256 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                        + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783", // RFC 7914, section 11
                "PKCS12 Jefe",
                "PKCS12 refuses another password",
                "TOTP 94287082 46119246", // RFC 6238, appendix B
                "random 4 SUN 4 32"));
        if (Runtime.version().feature() >= 25) { // RFC 5869, case 1
            expected.add("HKDF 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        }

        assertThat(run(OrdinaryKeys.class)).containsExactlyElementsOf(expected);
    }

    private List<String> run(Class<?> program, String... arguments) throws Exception {
        try (Jvm jvm = Jvm.classPath()
                .property("java.security.properties", list)
                .property("duehsm.port", "/dev/duehsm-absent")
                .start(program, arguments)) {
            return jvm.readAll();
        }
    }
}
