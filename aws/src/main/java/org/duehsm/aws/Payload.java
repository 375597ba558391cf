package org.duehsm.aws;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The body of a request that is signed by Signature Version 4, and how it is signed. Immutable. */
public final class Payload {

    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String ENCODING = "Content-Encoding";
    private static final Set<String> OURS = Set.of("x-amz-decoded-content-length", "x-amz-trailer");

    private final String hash;
    private final Map<String, String> headers;
    private final long length;
    private final Function<Function<Trailers, ChunkEncoder>, BodyPublisher> body;

    private Payload(
            String hash,
            Map<String, String> headers,
            long length,
            Function<Function<Trailers, ChunkEncoder>, BodyPublisher> body) {
        this.hash = hash;
        this.headers = headers;
        this.length = length;
        this.body = body;
    }

    private static Payload whole(BodyPublisher body, String hash, Map<String, String> headers) {
        return new Payload(hash, headers, body.contentLength(), encoders -> body);
    }

    /** No body. */
    public static Payload none() {
        return whole(BodyPublishers.noBody(), Sha256.hex(new byte[0]), Map.of());
    }

    /** These bytes, copied. */
    public static Payload of(byte[] body) {
        byte[] copy = body.clone();
        return whole(BodyPublishers.ofByteArray(copy), Sha256.hex(copy), Map.of());
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
        return whole(
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
        return whole(body, HexFormat.of().formatHex(sha256), Map.of());
    }

    /** A body that is not signed ({@code UNSIGNED-PAYLOAD}), where the service takes that: TLS alone protects it. */
    public static Payload unsigned(BodyPublisher body) {
        return whole(body, UNSIGNED, Map.of());
    }

    /**
     * A body of which each chunk is signed ({@code STREAMING-AWS4-HMAC-SHA256-PAYLOAD}): it is read once, and
     * S3 sees a change at the chunk that has it.
     */
    public static Payload signedChunks(ChunkedBody body) {
        return chunks(body, true, Optional.empty());
    }

    /** The same with a checksum behind it, signed too ({@code STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER}). */
    public static Payload signedChunks(ChunkedBody body, Checksum checksum) {
        return chunks(body, true, Optional.of(checksum));
    }

    /**
     * A body that is not signed, with a checksum behind it ({@code STREAMING-UNSIGNED-PAYLOAD-TRAILER}): TLS alone
     * protects both, and AWS takes it over TLS only.
     */
    public static Payload unsignedChunks(ChunkedBody body, Checksum checksum) {
        return chunks(body, false, Optional.of(checksum));
    }

    private static Payload chunks(ChunkedBody body, boolean signed, Optional<Checksum> checksum) {
        String hash = signed ? "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" : "STREAMING-UNSIGNED-PAYLOAD";
        Map<String, String> headers = new TreeMap<>();
        headers.put(ENCODING, "aws-chunked");
        headers.put("x-amz-decoded-content-length", Long.toString(body.length()));
        checksum.ifPresent(sum -> headers.put("x-amz-trailer", sum.header()));
        Trailers trailers = checksum.map(Trailers::of).orElse(Trailers.NONE);
        long length = ChunkEncoder.length(body.length(), body.chunkSize(), signed, trailers);
        return new Payload(
                hash + (checksum.isPresent() ? "-TRAILER" : ""),
                headers,
                length,
                encoders -> new ChunkPublisher(
                        length,
                        () -> new ChunkStream(
                                body, signed ? encoders.apply(trailers) : ChunkEncoder.unsigned(trailers))));
    }

    /** What is signed in place of the body. */
    String hash() {
        return hash;
    }

    /** Whether the service computes what is signed from the body, and needs not be told. */
    boolean isHash() {
        return hash.length() == 2 * Sha256.SIZE;
    }

    boolean isUnsigned() {
        return hash.equals(UNSIGNED);
    }

    /** How many bytes are sent; -1 if nobody knows. */
    long length() {
        return length;
    }

    /**
     * These headers, and those that say what the body is.
     *
     * @throws IllegalArgumentException if they say it already
     */
    SortedMap<String, String> with(SortedMap<String, String> others) {
        SortedMap<String, String> all = new TreeMap<>(others);
        for (String name : OURS) {
            if (others.containsKey(name)) {
                throw new IllegalArgumentException("the header " + name + " is set by the body");
            }
        }
        if (others.getOrDefault(ENCODING, "").contains("aws-chunked")) {
            throw new IllegalArgumentException("the encoding aws-chunked is set by the body, see Payload");
        }
        headers.forEach((name, value) -> {
            if (all.containsKey(name) && !name.equals(ENCODING)) {
                throw new IllegalArgumentException("the header " + name + " is set by the body");
            }
            all.merge(name, value, (theirs, ours) -> ours + "," + theirs); // the outermost encoding first
        });
        return all;
    }

    /** What is sent, with a new encoder for its signed chunks each time. */
    BodyPublisher body(Function<Trailers, ChunkEncoder> encoders) {
        return body.apply(encoders);
    }
}
