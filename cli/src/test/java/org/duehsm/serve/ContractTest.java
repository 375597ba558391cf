package org.duehsm.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the original daemon answered, word for word, and what is new. */
class ContractTest extends DaemonTest {

    private static final String CHUNKED =
            "POST /sign/aws HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

    @BeforeAll
    static void startDaemon() throws Exception {
        serve();
    }

    @Test
    void signs() throws Exception {
        HttpResponse<String> answer = post(message(KEY_ID));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo(signed(message(KEY_ID))).matches(".*\"[0-9A-F]{40}\"}\n");
        assertThat(log())
                .contains("2012-08-17T12:00:00Z key=\"" + KEY_ID + "\" bytes="
                        + message(KEY_ID).length() + " outcome=signed\n");
    }

    /** The heads of the original client's library, of its successors, and of Python without one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept-Encoding: gzip, deflate, compress\r\nAccept: */*\r\nUser-Agent: python-requests/1.0.4"
                        + " CPython/2.7.2 Darwin/12.2.0\r\nConnection: keep-alive",
                "User-Agent: python-requests/2.32.5\r\nAccept-Encoding: gzip, deflate\r\nAccept: */*",
                "Accept-Encoding: identity\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close"
                        + "\r\nUser-Agent: Python-urllib/2.7",
            })
    void signsForTheOriginalsClient(String head) throws Exception {
        String message = "GET\nec2.amazonaws.com\n/\nAWSAccessKeyId=" + KEY_ID
                + "&Action=DescribeInstances&Expires=2012-12-25T18%3A00%3A00Z&Filter.1.Value.1=a/b%7E"
                + "&SignatureMethod=HmacSHA1&SignatureVersion=2&Version=2012-12-01";

        String answer = exchange("POST /sign/aws HTTP/1.1\r\nHost: 127.0.0.1:8086\r\n" + head + "\r\nContent-Length: "
                + message.length() + "\r\n\r\n" + message);

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith(signed(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "GET\nec2.amazonaws.com\n/\nAction=DescribeInstances"})
    void wantsAnAccessKeyId(String message) throws Exception {
        assertAnswers(message, "awsaccesskeyid-not-found");
    }

    @Test
    void wantsAnAccessKeyIdOfAtMost64Characters() throws Exception {
        assertAnswers(message("A".repeat(64)), "unknown-awsaccesskey");
        assertAnswers(message("A".repeat(65)), "invalid-awsaccesskeyid");
        assertAnswers(message(""), "invalid-awsaccesskeyid");
        assertAnswers(message("%0A"), "invalid-awsaccesskeyid");
        assertAnswers(message("%FF"), "invalid-awsaccesskeyid");
        assertAnswers(message("%4"), "invalid-awsaccesskeyid");
    }

    @Test
    void wantsAKeyThatIsOnTheDevice() throws Exception {
        assertAnswers(message("AKIAUNKNOWN"), "unknown-awsaccesskey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWSAccessKeyId=" + KEY_ID,
                "GET\n\n/\nAWSAccessKeyId=" + KEY_ID,
                "GET\nec2.amazonaws.com\n\nAWSAccessKeyId=" + KEY_ID,
                "GET\nec2.amazonaws.com\n/\nAWSAccessKeyId=" + KEY_ID + "\n",
                "GET\r\nec2.amazonaws.com\r\n/\r\nAWSAccessKeyId=" + KEY_ID,
                "GET\nec2.amazonaws.com\n/\nAWSAccessKeyId=" + KEY_ID + "&Name=\u00e4",
                "GET\nec2.amazonaws.com\n/\nAWSAccessKeyId=" + KEY_ID + "&AWSAccessKeyId=other",
                "GET\nec2.amazonaws.com\n/\nAWSAccessKeyId=" + KEY_ID + "&AWSAccessKey%49d=other",
            })
    void signsNothingThatIsNoStringToSign(String message) throws Exception {
        assertAnswers(message, "invalid-command");
    }

    /** We sign by HMAC-SHA1 and by Signature Version 2: a message that says otherwise would be refused by AWS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SignatureMethod=HmacSHA256",
                "SignatureMethod=HmacSHA1&SignatureMethod=HmacSHA256",
                "SignatureMethod=HmacSHA1&Signature%4Dethod=HmacSHA256",
                "Signature%4dethod=HmacSHA256",
                "SignatureMethod=hmacsha1",
                "SignatureMethod=HMACSHA1",
                "SignatureMethod=HmacSHA1%20",
                "SignatureMethod=Hmac%",
                "SignatureMethod=",
                "SignatureMethod",
                "SignatureVersion=1",
                "SignatureVersion=4",
                "SignatureVersion=02",
                "SignatureVersion=2&SignatureVersion=2",
            })
    void signsNothingThatIsToBeSignedOtherwise(String parameters) throws Exception {
        assertAnswers("GET\nec2.amazonaws.com\n/\nAWSAccessKeyId=" + KEY_ID + "&" + parameters, "invalid-command");
        assertAnswers("GET\nec2.amazonaws.com\n/\n" + parameters + "&AWSAccessKeyId=" + KEY_ID, "invalid-command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=X",
                "SignatureMethod=HmacSHA1",
                "SignatureMethod=Hmac%53HA1&SignatureVersion=%32",
                "Name=SignatureMethod=HmacSHA256",
                "XSignatureMethod=HmacSHA256",
            })
    void signsWhatSaysNothingElse(String parameters) throws Exception {
        String message = "GET\nec2.amazonaws.com\n/\nAWSAccessKeyId=" + KEY_ID + "&" + parameters;
        assertThat(post(message).body()).isEqualTo(signed(message));
    }

    /** With Jetty 12.1.5 a shortened message was signed. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 1, -100})
    void chunksOfAnotherLengthThanTheySay(int difference) throws Exception {
        String message = message(KEY_ID);
        String declared = Integer.toHexString(message.length() + difference);
        assertThat(exchange(CHUNKED + declared + "\r\n" + message + "\r\n0\r\n\r\n"))
                .doesNotContain("\"success\": true")
                .startsWith("HTTP/1.1 400");
        assertThat(post(message(KEY_ID)).body()).isEqualTo(signed(message(KEY_ID)));
    }

    /** A line break within quotes ends the extension of a chunk all the same, or is refused: proxies see it so. */
    @ParameterizedTest
    @ValueSource(strings = {";a=\"", ";a=\"\\", ";\"", ";a=\"b\";c=\""})
    void chunkExtensionsThatAreNotClosed(String extension) throws Exception {
        String hidden = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String message = message(KEY_ID);
        String size = Integer.toHexString(message.length());
        String answers =
                exchange(CHUNKED + size + extension + "\r\n" + message + "\r\n0" + extension + "\r\n\r\n" + hidden);
        assertThat(answers).startsWith("HTTP/1.1 400").doesNotContain("\"up\"", "\"success\": true");
        assertThat(post(message(KEY_ID)).body()).isEqualTo(signed(message(KEY_ID)));
    }

    @Test
    void chunksWithExtensions() throws Exception {
        String message = message(KEY_ID);
        String chunk = Integer.toHexString(message.length()) + ";a=b;c=\"d\"\r\n" + message + "\r\n0\r\n\r\n";
        assertThat(exchange(CHUNKED + chunk)).contains(signed(message).strip());
    }

    @Test
    void findsKeysByTheirDecodedId() throws Exception {
        importKey("a key~1", KEY);

        assertThat(post(message("a%20key~1")).body()).isEqualTo(signed(message("a%20key~1")));
    }

    @Test
    void hasOneMethodAndPath() throws Exception {
        HttpResponse<String> get = get("/sign/aws");
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        assertThat(get.body()).isEqualTo(error("method-not-allowed"));

        assertThat(send(request("/sign/aws").method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/sign/aws/more").body()).isEqualTo(error("not-found"));
    }

    /** As load balancers ask: what GET gets, but for the body. */
    @ParameterizedTest
    @ValueSource(strings = {"/health", "/metrics"})
    void answersHead(String path) throws Exception {
        String head = exchange("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(head)
                .startsWith("HTTP/1.1 200")
                .containsPattern("(?i)content-length: [1-9]")
                .endsWith("\r\n\r\n");
        HttpResponse<String> post = send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void endsJsonWithALineFeed() throws Exception {
        assertThat(get("/health").body()).matches("\\{.*}\n");
        assertThat(exchange("NONSENSE\r\n\r\n")).endsWith("}\n");
    }

    private void assertAnswers(String message, String code) throws Exception {
        HttpResponse<String> answer = post(message);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(error(code));
    }
}
