package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * STS, SQS and DynamoDB on loopback, as far as one action of each goes. It verifies signatures by
 * {@link LoopbackSignature4}, with nothing of ours, and the region and the service in them.
 */
final class LoopbackAws implements AutoCloseable {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final HttpServer server;
    private final String keyId;
    private final byte[] secret;
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    LoopbackAws(String keyId, byte[] secret) throws IOException {
        this.keyId = keyId;
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked for, by requests that were signed right. */
    List<String> actions() {
        return actions;
    }

    /** Their session tokens, which have to be signed. */
    List<String> tokens() {
        return tokens;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String service = target == null ? "sts" : target.startsWith("DynamoDB") ? "dynamodb" : "sqs";
        if (isRight(exchange, body, service)) {
            String text = new String(body, UTF_8);
            actions.add(service + " " + (target == null ? text.replaceAll(".*Action=(\\w+).*", "$1") : target));
            answer(
                    exchange,
                    200,
                    target,
                    switch (service) {
                        case "sts" -> """
                        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                        <GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/due</Arn><UserId>AIDADUE</UserId>
                        <Account>123456789012</Account></GetCallerIdentityResult>
                        <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>""";
                        case "sqs" ->
                            "{\"MessageId\":\"1\",\"MD5OfMessageBody\":\""
                                    + md5(text.replaceAll(".*\"MessageBody\":\"([^\"]*)\".*", "$1")) + "\"}";
                        default -> "{\"Item\":{\"id\":{\"S\":\"due\"},\"keys\":{\"N\":\"128\"}}}";
                    });
        } else if (target == null) {
            answer(
                    exchange,
                    403,
                    null,
                    "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>no</Message>"
                            + "</Error><RequestId>1</RequestId></ErrorResponse>");
        } else {
            answer(exchange, 400, target, "{\"__type\":\"InvalidSignatureException\",\"message\":\"no\"}");
        }
    }

    private boolean isRight(HttpExchange exchange, byte[] body, String service) {
        LoopbackSignature4 signature =
                LoopbackSignature4.parse(exchange.getRequestHeaders().getFirst("Authorization"));
        String token = exchange.getRequestHeaders().getFirst("X-Amz-Security-Token");
        boolean right = signature.keyId().equals(keyId)
                && signature.region().equals("eu-west-1")
                && signature.service().equals(service)
                && (token == null || signature.signed().contains("x-amz-security-token"))
                && signature.isRight(exchange, body, secret)
                && Duration.between(LoopbackSignature4.time(exchange), Instant.now())
                                .abs()
                                .compareTo(TOLERANCE)
                        < 0;
        if (right && token != null) {
            tokens.add(token);
        }
        return right;
    }

    private static void answer(HttpExchange exchange, int status, String target, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", target == null ? "text/xml" : "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
