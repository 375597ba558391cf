package org.duehsm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Optional;

/**
 * SoftHSM2 through the JDK's SunPKCS11. The token is made beforehand, and named by the environment
 * variable SOFTHSM2_CONF, because a JVM cannot set the variables that its libraries see; {@code
 * measure} does both.
 */
final class SoftHsm {

    static final char[] PIN = "1234".toCharArray();

    private static final String VARIABLE = "SOFTHSM2_CONF";
    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so");

    private static final String ATTRIBUTES = """
            attributes(*, CKO_SECRET_KEY, *) = {
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
              CKA_SIGN = true
            }
            """;

    private SoftHsm() {}

    /** Why it cannot be used here, if it cannot. */
    static Optional<String> missing() {
        if (library().isEmpty()) {
            return Optional.of("SoftHSM2 is not installed (Debian: apt-get install softhsm2)");
        }
        if (System.getenv(VARIABLE) == null) {
            return Optional.of(
                    VARIABLE + " does not name a configuration with a token; jmh-benchmarks/measure makes one");
        }
        return Optional.empty();
    }

    private static Optional<String> library() {
        return LIBRARIES.stream().filter(path -> Files.exists(Path.of(path))).findFirst();
    }

    /** The provider for the first token. */
    static Provider provider() {
        missing().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return Security.getProvider("SunPKCS11")
                .configure("--name=SoftHSM\nlibrary=" + library().orElseThrow() + "\nslotListIndex=0\n" + ATTRIBUTES);
    }

    /** Its keys. */
    static KeyStore keys(Provider provider) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS11", provider);
        keys.load(null, PIN);
        return keys;
    }
}
