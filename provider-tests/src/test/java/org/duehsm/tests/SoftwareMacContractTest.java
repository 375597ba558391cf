package org.duehsm.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.Key;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Other providers, so that the contract is not ours alone: and DueHSM with keys that are not its own. */
@ParameterizedClass
@CsvSource({
    "SunJCE, HMAC_SHA1",
    "SunJCE, HMAC_SHA256",
    "BC, HMAC_SHA256",
    "Conscrypt, HMAC_SHA256",
    "AmazonCorrettoCryptoProvider, HMAC_SHA256",
    "DueHSM, HMAC_SHA1",
    "DueHSM, HMAC_SHA256"
})
class SoftwareMacContractTest extends MacContract {

    private final Provider provider;
    private final Algorithm algorithm;

    SoftwareMacContractTest(String name, Algorithm algorithm) throws Exception {
        this.algorithm = algorithm;
        this.provider = switch (name) {
            case "SunJCE" -> Security.getProvider(name);
            case "DueHSM" -> Due.provider("/dev/duehsm-absent");
            default -> OtherProviders.make(name);
        };
        assumeTrue(provider.getService("Mac", name()) != null, name + " has no native part for this machine");
    }

    @Override
    Mac mac() throws Exception {
        return Mac.getInstance(name(), provider);
    }

    /** With bytes enough for Bouncy Castle, and for the second more than a block. */
    private static byte[] bytes(int number) {
        return "a key in software".repeat(1 + 4 * number).getBytes();
    }

    @Override
    Key key(int number) {
        return new SecretKeySpec(bytes(number), name());
    }

    @Override
    byte[] expected(int key, byte[] message) throws Exception {
        return Rfc2104.hmac(algorithm, bytes(key), message);
    }

    @Override
    int length() {
        return algorithm.macLength();
    }

    @Override
    String name() {
        return algorithm.jcaName();
    }

    @Override
    boolean clones() {
        return !provider.getName().equals("BC") && !provider.getName().equals("Conscrypt");
    }

    /** SunJCE, of JDK 17 to 25, hashes a key of more than a block together with the message that was not ended. */
    @Override
    boolean initForgets() {
        return !provider.getName().equals("SunJCE");
    }

    /** Corretto's library goes on with the message, as of 2.5.0: github.com/aws/aws-lc/pull/2806. */
    @Override
    boolean resetForgets() {
        return !provider.getName().equals("AmazonCorrettoCryptoProvider");
    }
}
