package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A Signature Version 4 in a header, as AWS documents it for the receiver of a query API's request: from what the
 * request was on the wire, with nothing of module aws, and with the JDK's own MAC.
 */
record LoopbackSignature4(String keyId, String date, String region, String service, List<String> signed, String tag) {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=(.+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request,"
                    + " SignedHeaders=([a-z0-9-]+(?:;[a-z0-9-]+)*), Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Reads the header; throws IllegalArgumentException if it is none, or does not sign what it must. */
    static LoopbackSignature4 parse(String authorization) {
        Matcher header = AUTHORIZATION.matcher(authorization);
        if (!header.matches()) {
            throw new IllegalArgumentException(authorization);
        }
        List<String> signed = List.of(header.group(5).split(";"));
        if (!signed.containsAll(List.of("host", "x-amz-date"))
                || !signed.equals(signed.stream().sorted().toList())) {
            throw new IllegalArgumentException(authorization);
        }
        return new LoopbackSignature4(
                header.group(1), header.group(2), header.group(3), header.group(4), signed, header.group(6));
    }

    /** When it says that it was signed. */
    static Instant time(HttpExchange exchange) {
        return Instant.from(TIME.parse(exchange.getRequestHeaders().getFirst("X-Amz-Date")));
    }

    /** Whether the key with this secret has signed this request. */
    boolean isRight(HttpExchange exchange, byte[] body, byte[] secret) {
        return isRight(exchange, hash(body), secret);
    }

    /** The same of a request that has this in place of the hash of its body. */
    boolean isRight(HttpExchange exchange, String contentHash, byte[] secret) {
        String time = exchange.getRequestHeaders().getFirst("X-Amz-Date");
        return time.startsWith(date)
                && sign(secret, "", time, hash(canonical(exchange, contentHash).getBytes(UTF_8)))
                        .equals(tag);
    }

    /** What the key with this secret signs of this kind: {@code ""}, {@code -PAYLOAD} or {@code -TRAILER}. */
    String sign(byte[] secret, String kind, String time, String lines) {
        String scope = date + "/" + region + "/" + service + "/aws4_request";
        String message = "AWS4-HMAC-SHA256" + kind + "\n" + time + "\n" + scope + "\n" + lines;
        byte[] key = ("AWS4" + new String(secret, UTF_8)).getBytes(UTF_8);
        for (String step : List.of(date, region, service, "aws4_request", message)) {
            key = mac(key, step);
        }
        return HexFormat.of().formatHex(key);
    }

    private String canonical(HttpExchange exchange, String contentHash) {
        String headers = signed.stream()
                .map(name -> name + ":"
                        + exchange.getRequestHeaders().get(name).stream()
                                .map(value -> value.strip().replaceAll(" +", " "))
                                .collect(Collectors.joining(","))
                        + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                String.join(";", signed),
                contentHash);
    }

    private static String query(String raw) {
        return Stream.of((raw == null ? "" : raw).split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> (parameter + "=").split("=", 3))
                .map(parts -> Map.entry(LoopbackEc2.encodedAgain(parts[0]), LoopbackEc2.encodedAgain(parts[1])))
                .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
    }

    private static byte[] mac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 64 lower-case hexadecimal digits. */
    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
