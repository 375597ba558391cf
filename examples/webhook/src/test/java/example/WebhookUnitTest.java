package example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.duehsm.client.Algorithm;
import org.duehsm.firmware.JvmDueExtension;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On a new device inside the JVM, whatever board there is. The value is that of GitHub's documentation. */
class WebhookUnitTest {

    @RegisterExtension
    static final JvmDueExtension DUE = new JvmDueExtension()
            .withKey("github", Algorithm.HMAC_SHA256, "It's a Secret to Everybody".getBytes(UTF_8))
            .registered();

    @Test
    void signsAsGitHubDoes() throws Exception {
        Webhook webhook = new Webhook(DueHsmKey.of("github").withAlgorithm("HmacSHA256"));
        assertEquals(
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                webhook.signature("Hello, World!".getBytes(UTF_8)));
    }
}
