package org.duehsm.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.aws.AccessKey;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyLimits;
import org.duehsm.rules.Rules;
import org.duehsm.rules.Token;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code POST /sign/aws} makes of strings to sign of Signature Version 4. */
class Signature4Test extends DaemonTest {

    private static final String ID = "AKIDEXAMPLE";
    private static final byte[] SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(US_ASCII);
    private static final String TOKEN = "0123456789abcdef0123";

    /* "get-vanilla" of the test suite that AWS publishes for Signature Version 4. */
    private static final String STRING_TO_SIGN =
            string("20150830T123600Z", "us-east-1", "bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63");
    private static final String SIGNATURE = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";

    @BeforeAll
    static void startDaemon() throws Exception {
        serve();
        importKey(ID, KeyLimits.NONE);
        importKey("limited", KeyLimits.of(List.of("eu-west-1"), List.of()));
    }

    @Test
    void signs() throws Exception {
        HttpResponse<String> answer = post(ID, STRING_TO_SIGN);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo(signature(SIGNATURE));
        assertThat(log()).contains("key=\"" + ID + "\" bytes=" + STRING_TO_SIGN.length() + " outcome=signed\n");
    }

    /** The commands of the page, and what they print. */
    @Test
    void signsForCurlAsDocumented() throws Exception {
        Matcher example = Pattern.compile("(?s)\n(printf 'AWS4-HMAC-SHA256.*?)```\n.*?```json\n(.*?)```")
                .matcher(Files.readString(Path.of("SERVE.md")));
        assertThat(example.find()).isTrue();
        String commands =
                example.group(1).replace("127.0.0.1:8086", daemon().uri().getAuthority());

        Process shell = new ProcessBuilder("bash", "-c", commands)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(example.group(2));
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void signsChunksAndTrailers() throws Exception {
        String hash = "bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63";
        for (String form : List.of(
                "AWS4-HMAC-SHA256-PAYLOAD\n20150830T123600Z\n20150830/us-east-1/s3/aws4_request\n" + hash + "\n" + hash
                        + "\n" + hash,
                "AWS4-HMAC-SHA256-TRAILER\n20150830T123600Z\n20150830/us-east-1/s3/aws4_request\n" + hash + "\n"
                        + hash)) {
            AccessKey software = AccessKey.of(ID, new SecretKeySpec(SECRET, "AWS4-HMAC-SHA256"));

            assertThat(post(ID, form).body())
                    .isEqualTo(signature(HexFormat.of().formatHex(software.sign(form.getBytes(US_ASCII)))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an id/with+odd~characters%, \u00e4\u65e5",
                "A long id of more than 64 characters, which are" + " the most that Version 2 has, as it had in 2012"
            })
    void takesKeyIdsEncoded(String id) throws Exception {
        importKey(id, KeyLimits.NONE);
        String encoded = URLEncoder.encode(id, UTF_8).replace("+", "%20");

        assertThat(post(encoded, STRING_TO_SIGN).body()).isEqualTo(signature(SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "%4", "%FF", "%0A", "two words", "caf\u00e9"})
    void refusesWhatIsNoKeyId(String header) throws Exception {
        assertThat(exchange(raw("X-DueHSM-Key: " + header, STRING_TO_SIGN))).endsWith(error("invalid-awsaccesskeyid"));
    }

    @Test
    void refusesTwoKeyIds() throws Exception {
        assertThat(exchange(raw("X-DueHSM-Key: " + ID + "\r\nX-DueHSM-Key: limited", STRING_TO_SIGN)))
                .endsWith(error("invalid-awsaccesskeyid"));
    }

    /** The header decides: what it is about, is never signed by Version 2; and without it, never by 4. */
    @Test
    void neverTakesOneForTheOther() throws Exception {
        assertAnswers(ID, message(ID), "invalid-command");
        assertAnswers(ID, message(KEY_ID), "invalid-command");
        assertAnswers(KEY_ID, message(KEY_ID), "invalid-algorithm");
        assertAnswers(KEY_ID, STRING_TO_SIGN, "invalid-algorithm");
        assertThat(post(STRING_TO_SIGN).body()).isEqualTo(error("awsaccesskeyid-not-found"));
        assertThat(post(message(ID)).body()).isEqualTo(error("invalid-command"));
        assertThat(post(message(KEY_ID)).body()).isEqualTo(signed(message(KEY_ID)));
    }

    @Test
    void wantsAKeyThatIsOnTheDevice() throws Exception {
        assertAnswers("AKIDUNKNOWN", STRING_TO_SIGN, "unknown-awsaccesskey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20150830", "AWS4-HMAC-SHA256", "x\n", "\n"})
    void signsNothingThatIsNoStringToSign(String text) throws Exception {
        assertAnswers(ID, text, "invalid-command");
        assertAnswers(ID, text + STRING_TO_SIGN + (text.isEmpty() ? "\n" : ""), "invalid-command");
    }

    /** As curl's plain -d sends it, and what no frame of the device holds. */
    @Test
    void signsNoMangledOrLongOne() throws Exception {
        assertAnswers(ID, STRING_TO_SIGN.replace("\n", ""), "invalid-command");
        assertAnswers(ID, STRING_TO_SIGN + "0".repeat(60_000), "invalid-command");
    }

    @Test
    void keepsToTheLimitsOfAKey() throws Exception {
        assertAnswers("limited", STRING_TO_SIGN, "invalid-scope");
        assertThat(post("limited", STRING_TO_SIGN.replace("us-east-1", "eu-west-1"))
                        .body())
                .contains("\"success\": true");
        assertThat(log()).contains("key=\"limited\" bytes=" + STRING_TO_SIGN.length() + " outcome=invalid-scope\n");
    }

    @Test
    void isForWhoShowsTheToken() throws Exception {
        try {
            serveTo(Access.byToken(Token.of(TOKEN, "a test")));

            assertThat(post(ID, STRING_TO_SIGN).statusCode()).isEqualTo(401);
            HttpRequest.Builder shown = naming(ID).header("Authorization", "Bearer " + TOKEN);
            assertThat(send(shown.POST(BodyPublishers.ofString(STRING_TO_SIGN))).body())
                    .isEqualTo(signature(SIGNATURE));
        } finally {
            serve();
        }
    }

    @Test
    void isForWhomRulesPermit() throws Exception {
        try {
            serveTo(Access.byRules(Rules.read(Files.writeString(folder.resolve("rules"), "tcp mac AKID*"))));

            assertThat(post(ID, STRING_TO_SIGN).body()).isEqualTo(signature(SIGNATURE));
            HttpResponse<String> refused = post("limited", STRING_TO_SIGN);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo(error("not-permitted"));
        } finally {
            serve();
        }
    }

    private static void serveTo(Access access) throws Exception {
        serve(new DaemonConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                Set.of(),
                access,
                DaemonConfig.DEFAULT_MAX_BODY));
    }

    @Test
    void isNotForWebPages() throws Exception {
        assertThat(exchange(raw("X-DueHSM-Key: " + ID + "\r\nOrigin: http://localhost", STRING_TO_SIGN)))
                .endsWith(error("forbidden-origin"));
    }

    private static void importKey(String id, KeyLimits limits) {
        client().importKey(id, Algorithm.AWS4_HMAC_SHA256, SECRET, limits, true);
    }

    private static String string(String time, String region, String hash) {
        return "AWS4-HMAC-SHA256\n" + time + "\n" + time.substring(0, 8) + "/" + region + "/service/aws4_request\n"
                + hash;
    }

    private static HttpRequest.Builder naming(String key) {
        return request("/sign/aws").header("X-DueHSM-Key", key);
    }

    private static HttpResponse<String> post(String key, String body) throws Exception {
        return send(naming(key).POST(BodyPublishers.ofString(body)));
    }

    private static String raw(String headers, String body) {
        return "POST /sign/aws HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String signature(String hex) {
        return "{\"success\": true, \"signature\": \"" + hex + "\"}\n";
    }

    private static void assertAnswers(String key, String body, String code) throws Exception {
        HttpResponse<String> answer = post(key, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(error(code));
    }
}
