package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.aws.AccessKey;
import org.duehsm.client.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for the secret access key, and for each key that Signature Version 4 derives from it, in all of the heap of a
 * program that only signs. On the virtual Due: the key is imported by another process, this one.
 */
class SigningHeapTest {

    private static final String SECRET = "Zq7/0nLr+Wb3xK9dPf5sGm1tYc8vHj2uEa4oTi6R";

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    private static Path folder;

    @Test
    void holdsNoKeyOfTheChain() throws Exception {
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, SignAndDump.ID, SECRET.getBytes(US_ASCII));
        DUE.client().close(); // for the other process

        assertThat(foundIn("device.hprof", null, DUE.port())).isEmpty();
    }

    /** The search itself: a program that has the secret holds it, and what HMAC makes of the last key of its chain. */
    @Test
    void findsThemWhereTheyAre() throws Exception {
        assertThat(foundIn("software.hprof", SECRET)).contains("secret", "signing key");
    }

    private static TreeSet<String> foundIn(String dump, String input, String... port) throws Exception {
        Path file = folder.resolve(dump);
        String[] arguments =
                port.length == 0 ? new String[] {file.toString()} : new String[] {file.toString(), port[0]};
        // Room for all that it makes: what a collection takes away would be found by no search.
        try (Jvm signer = Jvm.with(
                        "-XX:+UseSerialGC",
                        "-Xmn192m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"))
                .start(SignAndDump.class, arguments)) {
            signer.write(input == null ? "" : input);
            assertThat(signer.readLine())
                    .isEqualTo(SignAndDump.signature(AccessKey.of(
                            SignAndDump.ID, new SecretKeySpec(SECRET.getBytes(US_ASCII), "AWS4-HMAC-SHA256"))));
            assertThat(signer.exitCode()).isZero();
        }
        ByteBuffer heap = ByteBuffer.wrap(Files.readAllBytes(file));
        TreeSet<String> found = new TreeSet<>();
        chain().forEach((name, key) -> {
            if (!Pieces.of(Pieces.traces(key), Sha256Midstates.of(key)).in(heap).isEmpty()) {
                found.add(name);
            }
        });
        if (!Pieces.of(List.of(SECRET.getBytes(UTF_16BE))).in(heap).isEmpty()) {
            found.add("secret");
        }
        return found;
    }

    private static Map<String, byte[]> chain() throws Exception {
        Map<String, byte[]> chain = new LinkedHashMap<>();
        byte[] key = ("AWS4" + SECRET).getBytes(US_ASCII);
        chain.put("secret", key);
        for (String[] step : new String[][] {
            {"date key", "20261130"},
            {"region key", SignAndDump.REGION},
            {"service key", SignAndDump.SERVICE},
            {"signing key", "aws4_request"}
        }) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            key = mac.doFinal(step[1].getBytes(US_ASCII));
            chain.put(step[0], key);
        }
        return chain;
    }
}
