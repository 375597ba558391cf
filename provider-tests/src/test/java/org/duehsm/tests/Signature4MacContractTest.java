package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.Key;
import java.util.List;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The chain of AWS Signature 4, which has MACs of strings to sign, and of nothing else. */
class Signature4MacContractTest extends MacContract {

    private static final Algorithm AWS4 = Algorithm.AWS4_HMAC_SHA256;
    private static final String DAY = "20150830";
    private static final String END = "aws4_request";
    private static final List<byte[]> STRINGS =
            List.of(string("us-east-1", "iam"), string("us-east-1", "s3"), string("eu-west-1", "s3"));

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private static byte[] string(String region, String service) {
        return ("AWS4-HMAC-SHA256\n" + DAY + "T123600Z\n" + DAY + "/" + region + "/" + service + "/" + END + "\n"
                        + "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59")
                .getBytes(US_ASCII);
    }

    @BeforeEach
    void importKeys() throws Exception {
        for (int key = 0; key < KEYS; key++) {
            DUE.importKey(AWS4, id(key), secret(key).getBytes(US_ASCII));
        }
    }

    private static String id(int key) {
        return "contract " + key;
    }

    private static String secret(int key) {
        return "a secret access key".repeat(1 + 4 * key);
    }

    @Override
    Mac mac() throws Exception {
        return Mac.getInstance(name(), DUE.provider());
    }

    @Override
    Key key(int number) {
        return DueHsmKey.of(id(number)).withAlgorithm(AWS4.jcaName());
    }

    @Override
    byte[] expected(int key, byte[] message) throws Exception {
        String[] scope = new String(message, US_ASCII).split("\n")[2].split("/");
        byte[] chained = ("AWS4" + secret(key)).getBytes(US_ASCII);
        for (String step : scope) {
            chained = Rfc2104.hmac(Algorithm.HMAC_SHA256, chained, step.getBytes(US_ASCII));
        }
        return Rfc2104.hmac(Algorithm.HMAC_SHA256, chained, message);
    }

    @Override
    int length() {
        return AWS4.macLength();
    }

    @Override
    String name() {
        return AWS4.jcaName() + "-DueHSM";
    }

    @Override
    List<byte[]> messages() {
        return STRINGS;
    }

    @Override
    boolean takesNothing() {
        return false;
    }
}
