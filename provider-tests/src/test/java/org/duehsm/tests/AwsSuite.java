package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;

/** The strings to sign and the signatures of AWS' test suites, which module aws has: that it makes these strings, it tests. */
final class AwsSuite {

    private static final Path FILE = Path.of("..", "aws/src/test/resources/org/duehsm/aws/signature4-suite.txt");
    private static final Pattern STRINGS =
            Pattern.compile("--- (header|query)\n((?:.+\n){3}.+)\n--- \\1 signature\n([0-9a-f]{64})\n");

    private AwsSuite() {}

    /** Has the device sign every so many of them, 1 for all. */
    static int sign(Due due, int every) throws Exception {
        due.importKey(
                Algorithm.AWS4_HMAC_SHA256,
                "AKIDEXAMPLE",
                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(US_ASCII));
        Mac mac = Mac.getInstance("AWS4-HMAC-SHA256-DueHSM", due.provider());
        mac.init(DueHsmKey.of("AKIDEXAMPLE").withAlgorithm("AWS4-HMAC-SHA256"));
        List<MatchResult> all =
                STRINGS.matcher(Files.readString(FILE)).results().toList();
        for (int i = 0; i < all.size(); i += every) {
            byte[] signature = mac.doFinal(all.get(i).group(2).getBytes(US_ASCII));
            assertThat(HexFormat.of().formatHex(signature)).isEqualTo(all.get(i).group(3));
        }
        return all.size();
    }
}
