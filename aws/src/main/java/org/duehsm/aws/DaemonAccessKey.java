package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has messages signed by {@code due-hsm serve}. */
final class DaemonAccessKey implements AccessKey {

    /* Ours waits for the device itself, 3 s without progress, and for others before us in its queue. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_ANSWER = 4096;

    /* Which Signature 4 wants, as its strings to sign do not name the key. */
    private static final String KEY_HEADER = "X-DueHSM-Key";
    private static final Set<String> ALGORITHMS = Set.of("HmacSHA1", MacAccessKey.AWS4);

    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /* The two answers there are: flat objects whose texts need no escapes. */
    private static final Pattern SIGNATURE = field("signature", "((?:[0-9A-Fa-f]{2})+)");
    private static final Pattern ERROR = field("error", "([a-z0-9-]+)");

    private final String id;
    private final String algorithm;
    private final URI uri;
    private final Optional<String> token;
    private final HttpClient http = Http.client();

    DaemonAccessKey(String id, String algorithm, URI uri, Optional<String> token) {
        MacAccessKey.requireId(id);
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException(
                    "a daemon signs AWS requests by HmacSHA1 or AWS4-HMAC-SHA256, not by " + algorithm);
        }
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) { // java.net.http would say it in its error
            throw new IllegalArgumentException("the token for " + uri + " is not printable ASCII without spaces");
        }
        this.id = id;
        this.algorithm = algorithm;
        this.uri = Endpoint.require(uri);
        this.token = token;
    }

    private static Pattern field(String name, String value) {
        return Pattern.compile("\"" + name + "\"\\s*:\\s*\"" + value + "\"");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] message) throws IOException, InvalidKeyException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(message));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        if (algorithm.equals(MacAccessKey.AWS4)) {
            request.header(KEY_HEADER, PercentEncoding.encode(id));
        }
        HttpResponse<byte[]> response = Http.send(http, request.build(), TIMEOUT, MAX_ANSWER);
        String json = new String(response.body(), StandardCharsets.UTF_8);
        Matcher signature = SIGNATURE.matcher(json);
        if (response.statusCode() == 200 && signature.find()) {
            return HexFormat.of().parseHex(signature.group(1));
        }
        Matcher error = ERROR.matcher(json);
        if (!error.find()) {
            throw new AwsAnswerException(uri + " is no signing daemon: it answered HTTP " + response.statusCode());
        }
        String refusal = uri + " does not sign for the key " + id + ": " + error.group(1);
        if (response.statusCode() == 200) {
            throw new InvalidKeyException(refusal);
        }
        throw new IOException(refusal + " (HTTP " + response.statusCode() + ")");
    }

    @Override
    public String toString() {
        return "AccessKey[" + id + " at " + uri + "]";
    }
}
