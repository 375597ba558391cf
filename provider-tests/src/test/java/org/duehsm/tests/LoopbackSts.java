package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duehsm.aws.TemporaryCredentials;

/**
 * STS on loopback for one user in us-east-1, as far as temporary credentials go. It verifies signatures by itself, and
 * takes an MFA device's code once.
 */
final class LoopbackSts implements AutoCloseable {

    static final String REGION = "us-east-1";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final HttpServer server;
    private final String keyId;
    private final byte[] secret;
    private final List<Map<String, String>> requests = new ArrayList<>();
    private final List<TemporaryCredentials> made = new ArrayList<>();
    private String always;

    LoopbackSts(String keyId, byte[] secret) throws IOException {
        this.keyId = keyId;
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** The parameters of the requests whose signatures were right, decoded. */
    synchronized List<Map<String, String>> requests() {
        return List.copyOf(requests);
    }

    /** The credentials that it has made, in order. */
    synchronized List<TemporaryCredentials> made() {
        return List.copyOf(made);
    }

    /** From now on answers this, whatever it is asked. */
    synchronized void answerAlways(String answer) {
        always = answer;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String refusal = refusal(exchange, body);
        int status = 200;
        String answer;
        if (refusal == null) {
            answer = answer(parameters(body));
            status = answer.startsWith("<ErrorResponse") ? 400 : 200;
        } else {
            answer = error(refusal);
            status = 403;
        }
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String refusal(HttpExchange exchange, byte[] body) {
        LoopbackSignature4 signature =
                LoopbackSignature4.parse(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!signature.keyId().equals(keyId)) {
            return "InvalidClientTokenId";
        }
        boolean ours = signature.region().equals(REGION) && signature.service().equals("sts");
        if (!ours || !signature.isRight(exchange, body, secret)) {
            return "SignatureDoesNotMatch";
        }
        Duration off = Duration.between(LoopbackSignature4.time(exchange), Instant.now())
                .abs();
        return off.compareTo(TOLERANCE) > 0 ? "RequestExpired" : null;
    }

    private static Map<String, String> parameters(byte[] body) {
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : new String(body, ISO_8859_1).split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return parameters;
    }

    private synchronized String answer(Map<String, String> parameters) {
        if (always != null) {
            return always;
        }
        String code = parameters.get("TokenCode");
        boolean usedBefore =
                code != null && requests.stream().anyMatch(earlier -> code.equals(earlier.get("TokenCode")));
        requests.add(parameters);
        if (usedBefore) {
            return error("AccessDenied");
        }
        String action = parameters.get("Action");
        long seconds = Long.parseLong(parameters.getOrDefault("DurationSeconds", "3600"));
        TemporaryCredentials credentials = new TemporaryCredentials(
                "ASIA" + made.size(),
                "temporary/Secret+" + made.size(),
                "a/Token+of==" + made.size(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds));
        made.add(credentials);
        return """
                <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
                <AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>%3$s</SecretAccessKey>
                <SessionToken>%4$s</SessionToken><Expiration>%5$s</Expiration>
                </Credentials></%1$sResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></%1$sResponse>
                """.formatted(
                        action,
                        credentials.accessKeyId(),
                        credentials.secretAccessKey(),
                        credentials.sessionToken(),
                        credentials.expiration());
    }

    private static String error(String code) {
        return "<ErrorResponse><Error><Type>Sender</Type><Code>" + code
                + "</Code><Message>Refused by the loopback STS</Message></Error><RequestId>req-1</RequestId></ErrorResponse>";
    }
}
