package org.duehsm.tests;

import java.security.Provider;
import java.util.Collection;
import java.util.Map;

/** Providers that a program may have besides the JDK's and ours. */
final class OtherProviders {

    private static final Map<String, String> CLASSES = Map.of(
            "BC", "org.bouncycastle.jce.provider.BouncyCastleProvider",
            "Conscrypt", "org.conscrypt.OpenSSLProvider",
            "AmazonCorrettoCryptoProvider", "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");

    private OtherProviders() {}

    /** The names of all. */
    static Collection<String> names() {
        return CLASSES.keySet();
    }

    static String className(String name) {
        return CLASSES.get(name);
    }

    /** A new one. Whose native part is not for this machine has no services, or cannot be made. */
    static Provider make(String name) throws ReflectiveOperationException {
        return (Provider) Class.forName(className(name)).getConstructor().newInstance();
    }

    /** Whether it does anything here. */
    static boolean works(String name) {
        try {
            return make(name).getService("Mac", "HmacSHA1") != null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }
}
