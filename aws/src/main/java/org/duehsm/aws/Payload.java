package org.duehsm.aws;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** The body of a request that is signed by Signature Version 4, and how it is signed. Immutable. */
public final class Payload {

    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private final BodyPublisher body;
    private final String hash;
    private final Map<String, String> headers;

    private Payload(BodyPublisher body, String hash, Map<String, String> headers) {
        this.body = body;
        this.hash = hash;
        this.headers = headers;
    }

    /** No body. */
    public static Payload none() {
        return new Payload(BodyPublishers.noBody(), Sha256.hex(new byte[0]), Map.of());
    }

    /** These bytes, copied. */
    public static Payload of(byte[] body) {
        byte[] copy = body.clone();
        return new Payload(BodyPublishers.ofByteArray(copy), Sha256.hex(copy), Map.of());
    }

    /**
     * The fields of a form, as application/x-www-form-urlencoded with its Content-Type: what query APIs take in
     * a POST.
     *
     * @param fields Action, Version and so on, not encoded
     * @throws IllegalArgumentException for text that is no Unicode
     */
    public static Payload ofForm(Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> PercentEncoding.encode(field.getKey()) + "=" + PercentEncoding.encode(field.getValue()))
                .collect(Collectors.joining("&"));
        byte[] bytes = Utf8.encode(form);
        return new Payload(
                BodyPublishers.ofByteArray(bytes),
                Sha256.hex(bytes),
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
    }

    /**
     * A body whose hash is known. A service refuses the request if it is another.
     *
     * @param sha256 the 32 bytes of its SHA-256
     * @throws IllegalArgumentException for a hash of another length
     */
    public static Payload of(BodyPublisher body, byte[] sha256) {
        if (sha256.length != Sha256.SIZE) {
            throw new IllegalArgumentException("a SHA-256 is 32 bytes, not " + sha256.length);
        }
        return new Payload(body, HexFormat.of().formatHex(sha256), Map.of());
    }

    /** A body that is not signed ({@code UNSIGNED-PAYLOAD}), where the service takes that: TLS alone protects it. */
    public static Payload unsigned(BodyPublisher body) {
        return new Payload(body, UNSIGNED, Map.of());
    }

    /** What is signed in place of the body. */
    String hash() {
        return hash;
    }

    /** Whether the service computes what is signed from the body, and needs not be told. */
    boolean isHash() {
        return hash.length() == 2 * Sha256.SIZE;
    }

    /** Headers that say what the body is. */
    Map<String, String> headers() {
        return headers;
    }

    BodyPublisher body() {
        return body;
    }
}
