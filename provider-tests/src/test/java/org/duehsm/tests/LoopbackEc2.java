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
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * EC2 on loopback, as far as two actions go. It verifies signatures as AWS documents it for the receiver,
 * with nothing of module aws: from what the request was on the wire, decoded and encoded again by the JDK,
 * and with the JDK's own MAC.
 */
final class LoopbackEc2 implements AutoCloseable {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final HttpServer server;
    private final String keyId;
    private final byte[] secret;
    private final String region;
    private final List<String> instances = new ArrayList<>();
    private final Map<String, String> started = new TreeMap<>();
    private final List<Map<String, String>> requests = new ArrayList<>();

    /** Serves the holder of this key, who signs by Signature Version 2, or by 4 for us-east-1. */
    LoopbackEc2(String keyId, byte[] secret) throws IOException {
        this(keyId, secret, "us-east-1");
    }

    /** The same in a region. */
    LoopbackEc2(String keyId, byte[] secret, String region) throws IOException {
        this.keyId = keyId;
        this.secret = secret;
        this.region = region;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** An error that the service answers. */
    private static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;

        Refusal(int status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** An instance that it has, in a reservation of its own. */
    void add(String reservation, String instance, String type, int code, String state) {
        add(reservation, """
                <instanceId>%s</instanceId><imageId>ami-1a2b3c4d</imageId>
                <instanceState><code>%d</code><name>%s</name></instanceState><instanceType>%s</instanceType>
                """.formatted(instance, code, state, type));
    }

    /** An instance that it describes by these elements. */
    synchronized void add(String reservation, String elements) {
        instances.add(reservation(reservation, "<item>" + elements + "</item>"));
    }

    /** The parameters of the requests that were right, decoded. */
    synchronized List<Map<String, String>> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        int status = 200;
        String answer;
        try {
            Map<String, String> parameters = verified(exchange);
            answer = answer(parameters);
        } catch (Refusal e) {
            status = e.status;
            answer = "<Response><Errors><Error><Code>" + e.code + "</Code><Message>Refused by the loopback EC2"
                    + "</Message></Error></Errors><RequestID>req-1</RequestID></Response>";
        }
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + answer).getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Map<String, String> verified(HttpExchange exchange) throws IOException, Refusal {
        boolean post = exchange.getRequestMethod().equals("POST");
        byte[] body = exchange.getRequestBody().readAllBytes();
        String raw =
                post ? new String(body, ISO_8859_1) : exchange.getRequestURI().getRawQuery();
        Map<String, String> parameters = new TreeMap<>();
        if (raw == null || raw.isEmpty()) {
            throw new Refusal(400, "MissingAction");
        }
        for (String parameter : raw.split("&")) {
            String[] parts = (parameter + "=").split("=", 3);
            if (parameters.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8)) != null) {
                throw new Refusal(400, "InvalidParameterCombination");
            }
        }
        if (exchange.getRequestHeaders().containsKey("Authorization")) {
            verify4(exchange, body);
        } else {
            verify2(exchange, parameters);
        }
        return parameters;
    }

    private void verify4(HttpExchange exchange, byte[] body) throws Refusal {
        LoopbackSignature4 signature;
        try {
            signature = LoopbackSignature4.parse(exchange.getRequestHeaders().getFirst("Authorization"));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "IncompleteSignature");
        }
        if (!keyId.equals(signature.keyId())) {
            throw new Refusal(401, "AuthFailure");
        }
        boolean ours = signature.region().equals(region) && signature.service().equals("ec2");
        if (!ours || !signature.isRight(exchange, body, secret)) {
            throw new Refusal(403, "SignatureDoesNotMatch");
        }
        requireNow(LoopbackSignature4.time(exchange));
    }

    private void verify2(HttpExchange exchange, Map<String, String> parameters) throws Refusal {
        String signature = parameters.remove("Signature");
        if (signature == null) {
            throw new Refusal(400, "MissingParameter");
        }
        if (!keyId.equals(parameters.get("AWSAccessKeyId"))) {
            throw new Refusal(401, "AuthFailure");
        }
        String message = exchange.getRequestMethod() + "\n"
                + exchange.getRequestHeaders().getFirst("Host") + "\n"
                + exchange.getRequestURI().getRawPath() + "\n"
                + parameters.entrySet().stream()
                        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                        .collect(Collectors.joining("&"));
        if (!signature.equals(mac(parameters.get("SignatureMethod"), message))) {
            throw new Refusal(403, "SignatureDoesNotMatch");
        }
        requireNow(Instant.parse(parameters.getOrDefault("Timestamp", parameters.get("Expires"))));
    }

    private static void requireNow(Instant time) throws Refusal {
        if (Duration.between(time, Instant.now()).abs().compareTo(TOLERANCE) > 0) {
            throw new Refusal(400, "RequestExpired");
        }
    }

    private String mac(String algorithm, String message) throws Refusal {
        if (!"HmacSHA1".equals(algorithm) && !"HmacSHA256".equals(algorithm)) {
            throw new Refusal(400, "InvalidParameterValue");
        }
        try {
            Mac mac = Mac.getInstance(algorithm, "SunJCE");
            mac.init(new SecretKeySpec(secret, algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a query has encoded, encoded as RFC 3986 has it. */
    static String encodedAgain(String encoded) {
        return encode(URLDecoder.decode(encoded, UTF_8));
    }

    /* What URLEncoder does for forms, made RFC 3986. */
    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private synchronized String answer(Map<String, String> parameters) throws Refusal {
        requests.add(parameters);
        return switch (parameters.get("Action")) {
            case "DescribeInstances" -> describe(parameters);
            case "RunInstances" -> run(parameters);
            default -> throw new Refusal(400, "InvalidAction");
        };
    }

    private String describe(Map<String, String> parameters) {
        List<String> asked = parameters.entrySet().stream()
                .filter(e -> e.getKey().startsWith("InstanceId."))
                .map(e -> "<instanceId>" + e.getValue() + "</instanceId>")
                .toList();
        List<String> found = instances.stream()
                .filter(reservation -> asked.isEmpty() || asked.stream().anyMatch(reservation::contains))
                .toList();
        int from = Integer.parseInt(
                parameters.getOrDefault("NextToken", "page/0 =+~").replaceAll("\\D", ""));
        int to = Math.min(found.size(), from + Integer.parseInt(parameters.getOrDefault("MaxResults", "1000")));
        String next = to < found.size() ? "<nextToken>page/" + to + " =+~</nextToken>" : "";
        return "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/" + parameters.get("Version")
                + "/\"><requestId>req-1</requestId><reservationSet>"
                + found.subList(from, to).stream()
                        .map(reservation -> "<item>" + reservation + "</item>")
                        .collect(Collectors.joining())
                + "</reservationSet>" + next + "</DescribeInstancesResponse>";
    }

    private String run(Map<String, String> parameters) {
        String items = IntStream.range(0, Integer.parseInt(parameters.get("MaxCount")))
                .mapToObj(i -> "<item><instanceId>i-new" + started.size() + i + "</instanceId><imageId>"
                        + parameters.get("ImageId") + "</imageId><instanceState><code>0</code><name>pending</name>"
                        + "</instanceState><instanceType>" + parameters.getOrDefault("InstanceType", "m1.small")
                        + "</instanceType></item>")
                .collect(Collectors.joining());
        String reservation = started.computeIfAbsent(
                parameters.get("ClientToken"), token -> reservation("r-new" + started.size(), items));
        return "<RunInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/" + parameters.get("Version") + "/\">"
                + reservation + "</RunInstancesResponse>";
    }

    private static String reservation(String id, String instances) {
        return "<reservationId>" + id + "</reservationId><ownerId>123456789012</ownerId><groupSet/><instancesSet>"
                + instances + "</instancesSet>";
    }
}
