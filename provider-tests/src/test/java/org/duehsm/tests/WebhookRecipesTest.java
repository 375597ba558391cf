package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The webhooks of provider/RECIPES.md, as they stand there, on the examples of those who send them. Inside the JVM: a
 * device is all they need.
 */
class WebhookRecipesTest {

    @RegisterExtension
    static final Due DUE = Due.inJvm().registered();

    private static final Page PAGE = new Page("provider/RECIPES.md");

    /** GitHub's documentation, "Validating webhook deliveries", its values for testing. */
    @Test
    void gitHub() throws Exception {
        SecretKey secret = secret("github", "It's a Secret to Everybody".getBytes(UTF_8));
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

        assertThat(isFromGitHub(secret, "Hello, World!", signature)).isEqualTo(true);
        assertThat(isFromGitHub(secret, "Hello, World?", signature)).isEqualTo(false);
        assertThat(isFromGitHub(secret, "Hello, World!", signature.replace('7', '8')))
                .isEqualTo(false);
        assertThat(isFromGitHub(secret, "Hello, World!", signature.replace("sha256", "sha1")))
                .isEqualTo(false);
        assertThat(isFromGitHub(secret, "Hello, World!", null)).isEqualTo(false);
    }

    @Test
    void aBoardWithoutTheKeyIsNoForgery() {
        SecretKey missing = DueHsmKey.of("missing").withAlgorithm("HmacSHA256");

        assertThatThrownBy(() -> isFromGitHub(missing, "Hello, World!", "sha256="))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("missing");
    }

    private static Object isFromGitHub(SecretKey secret, String body, String signature) throws Exception {
        return recipe().call("isFromGitHub", secret, body.getBytes(UTF_8), signature);
    }

    /** Slack's documentation, "Verifying requests from Slack", its example. */
    @Test
    void slack() throws Exception {
        SecretKey secret = secret("slack", "8f742231b10e8888abcd99yyyzzz85a5".getBytes(UTF_8));
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
                + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121"
                + ".803a0bc887a14d10d2c447fce8b6703c";
        String signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
        long sent = 1531420618;

        assertThat(isFromSlack(secret, body, "" + sent, signature, sent + 300)).isEqualTo(true);
        assertThat(isFromSlack(secret, body, "" + sent, signature, sent - 300)).isEqualTo(true);
        assertThat(isFromSlack(secret, body, "" + sent, signature, sent + 301)).isEqualTo(false);
        assertThat(isFromSlack(secret, body, "" + sent, signature, sent - 301)).isEqualTo(false);
        assertThat(isFromSlack(secret, body, "" + (sent + 1), signature, sent)).isEqualTo(false);
        assertThat(isFromSlack(secret, body + "&admin=1", "" + sent, signature, sent))
                .isEqualTo(false);
        assertThat(isFromSlack(secret, body, "now", signature, sent)).isEqualTo(false);
        assertThat(isFromSlack(secret, body, null, signature, sent)).isEqualTo(false);
        assertThat(isFromSlack(secret, body, "" + sent, null, sent)).isEqualTo(false);
    }

    private static Object isFromSlack(SecretKey secret, String body, String timestamp, String signature, long now)
            throws Exception {
        return recipe().call(
                        "isFromSlack", secret, body.getBytes(UTF_8), timestamp, signature, Instant.ofEpochSecond(now));
    }

    /** A header as Stripe's documentation describes it; an example whose secret is known it has not. */
    @Test
    void stripe() throws Exception {
        byte[] key = "whsec_DueHsmDueHsmDueHsmDueHsmDueHsm12".getBytes(UTF_8);
        SecretKey secret = secret("stripe", key);
        String body = "{\"id\": \"evt_1\", \"object\": \"event\"}";
        long sent = 1492774577;
        String right = "v1=" + softwareTag(key, sent + "." + body);
        String wrong = "v1=" + "0".repeat(64);
        String old = "v0=" + right.substring(3);

        assertThat(isFromStripe(secret, body, "t=1492774577," + right + "," + old, sent))
                .isEqualTo(true);
        assertThat(isFromStripe(secret, body, "t=1492774577," + wrong + "," + right, sent + 300))
                .isEqualTo(true);
        assertThat(isFromStripe(secret, body, "t=1492774577," + right, sent + 301))
                .isEqualTo(false);
        assertThat(isFromStripe(secret, body, "t=1492774578," + right, sent)).isEqualTo(false);
        assertThat(isFromStripe(secret, body + " ", "t=1492774577," + right, sent))
                .isEqualTo(false);
        assertThat(isFromStripe(secret, body, "t=1492774577," + wrong + "," + old, sent))
                .isEqualTo(false);
        for (String header : new String[] {null, "", ",", "t=", "t=," + right, right, "t=1492774577", "t=-1,v1="}) {
            assertThat(isFromStripe(secret, body, header, sent)).isEqualTo(false);
        }
    }

    private static Object isFromStripe(SecretKey secret, String body, String header, long now) throws Exception {
        return recipe().call("isFromStripe", secret, body.getBytes(UTF_8), header, Instant.ofEpochSecond(now));
    }

    private static Recipe recipe() throws Exception {
        return PAGE.recipe("Check webhooks: GitHub, Slack, Stripe");
    }

    /** The example in the tests of the specification's own libraries. */
    @Test
    void standardWebhooks() throws Exception {
        SecretKey secret = secret("endpoint", Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        Recipe recipe = PAGE.recipe("Send webhooks: Standard Webhooks");
        String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        byte[] body = "{\"test\": 2432232314}".getBytes(UTF_8);
        long sent = 1614265330;
        String signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        String others =
                "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5B";

        assertThat(recipe.call("webhookSignature", secret, id, Instant.ofEpochSecond(sent), body))
                .isEqualTo(signature);
        assertThatThrownBy(() -> recipe.call("webhookSignature", secret, "a.1", Instant.EPOCH, body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.1");

        String both = others + " " + signature;
        assertThat(isFromSender(recipe, secret, body, id, "" + sent, both, sent + 300))
                .isEqualTo(true);
        assertThat(isFromSender(recipe, secret, body, id, "" + sent, signature + " " + others, sent - 300))
                .isEqualTo(true);
        assertThat(isFromSender(recipe, secret, body, id, "" + sent, both, sent + 301))
                .isEqualTo(false);
        assertThat(isFromSender(recipe, secret, body, id, "" + sent, both, sent - 301))
                .isEqualTo(false);
        assertThat(isFromSender(recipe, secret, body, id, "" + (sent + 1), both, sent))
                .isEqualTo(false);
        assertThat(isFromSender(recipe, secret, body, id + "x", "" + sent, both, sent))
                .isEqualTo(false);
        assertThat(isFromSender(recipe, secret, new byte[0], id, "" + sent, both, sent))
                .isEqualTo(false);
        assertThat(isFromSender(recipe, secret, body, id, "" + sent, others, sent))
                .isEqualTo(false);
        assertThat(isFromSender(recipe, secret, body, id, "soon", both, sent)).isEqualTo(false);
        assertThat(isFromSender(recipe, secret, body, null, "" + sent, both, sent))
                .isEqualTo(false);
        assertThat(isFromSender(recipe, secret, body, "a.1", "" + sent, both, sent))
                .isEqualTo(false);
        assertThat(isFromSender(recipe, secret, body, id, null, both, sent)).isEqualTo(false);
        assertThat(isFromSender(recipe, secret, body, id, "" + sent, null, sent))
                .isEqualTo(false);
    }

    private static Object isFromSender(
            Recipe recipe, SecretKey secret, byte[] body, String id, String timestamp, String signatures, long now)
            throws Exception {
        return recipe.call("isFromSender", secret, body, id, timestamp, signatures, Instant.ofEpochSecond(now));
    }

    private static SecretKey secret(String id, byte[] bytes) {
        DUE.client().importKey(id, Algorithm.HMAC_SHA256, bytes, true);
        return DueHsmKey.of(id).withAlgorithm("HmacSHA256");
    }

    private static String softwareTag(byte[] key, String message) throws GeneralSecurityException {
        byte[] tag = Due.software(Algorithm.HMAC_SHA256, key).doFinal(message.getBytes(UTF_8));
        return HexFormat.of().formatHex(tag);
    }
}
