package org.duehsm.proxy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.duehsm.aws.Checksum;
import org.duehsm.aws.ChunkedBody;
import org.duehsm.aws.Payload;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The body of a request on its way: how it came, and how it is signed. One whose hash the client has said is signed by
 * that. A short one is kept in memory and hashed, and so is any that is not PUT: S3 takes chunks for uploads only. The rule
 * says what is done with the others.
 *
 * @param payload how it is signed
 * @param body where it comes from, of which all has been read unless it is streamed
 * @param kept all of it, if it is in memory
 * @param checksum that was a trailer, and goes into a header with a body that is kept: name and value
 * @param permits taken of the memory
 */
record Outgoing(Payload payload, ClientBody body, Optional<byte[]> kept, Optional<String[]> checksum, int permits) {

    /** Bytes of a body at most that is kept in memory. */
    static final int MAX_KEPT = 16 << 20;

    /** Bytes that are always kept: to sign their hash is one signature, to sign a chunk is three. */
    static final int SHORT = ChunkedBody.DEFAULT_CHUNK_SIZE;

    /** Bytes of all bodies of a rule at most that are kept at a time: what one rule's clients hold keeps no others out. */
    static final int MAX_ALL_KEPT = 4 * MAX_KEPT;

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,15}");
    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String STREAMING = "STREAMING-";

    /**
     * Takes the body of a request; reads it where it is kept.
     *
     * @param in the body as it comes
     * @param memory {@link #MAX_ALL_KEPT} permits, of which those are taken that {@link #release} gives back
     * @throws RefusedException for a body that is wrong, or too long
     * @throws IOException if it ends too early
     */
    static Outgoing take(ProxyRule rule, String method, HttpFields headers, InputStream in, Semaphore memory)
            throws IOException {
        String said = AskedHeaders.single(headers, AskedHeaders.CONTENT_HASH).orElse(UNSIGNED);
        Optional<byte[]> hash = HASH.matcher(said).matches()
                ? Optional.of(HexFormat.of().parseHex(said.toLowerCase(Locale.ROOT)))
                : Optional.empty();
        if (said.startsWith(STREAMING)) {
            return take(rule, method, chunked(rule, said, headers, in), hash, memory);
        }
        if (hash.isEmpty() && !said.equals(UNSIGNED)) {
            throw RefusedException.unsupported(
                    "the proxy knows no body that is signed as " + AskedHeaders.CONTENT_HASH + " says");
        }
        if (headers.getCSV(HttpHeader.CONTENT_ENCODING, false).stream().anyMatch("aws-chunked"::equalsIgnoreCase)) {
            throw RefusedException.invalid(
                    "the body is aws-chunked, and " + AskedHeaders.CONTENT_HASH + " does not say so");
        }
        if (headers.contains(HttpHeader.TRANSFER_ENCODING)) {
            return ofUnknownLength(in, hash, memory);
        }
        long length = length(headers, HttpHeader.CONTENT_LENGTH.asString()).orElse(0L);
        return take(rule, method, new PlainBody(in, length, hash), hash, memory);
    }

    private static ClientBody chunked(ProxyRule rule, String said, HttpFields headers, InputStream in)
            throws RefusedException {
        boolean signed = said.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
        boolean trailer = said.endsWith("-PAYLOAD-TRAILER");
        String known = (signed ? "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" : "STREAMING-UNSIGNED-PAYLOAD")
                + (trailer ? "-TRAILER" : "");
        if (!rule.isS3() || !said.equals(known) || !signed && !trailer) {
            throw RefusedException.unsupported(
                    "the proxy passes on no body that is signed as " + AskedHeaders.CONTENT_HASH
                            + " says: of streams it knows those of S3 by Signature Version 4, in chunks");
        }
        long length = length(headers, AskedHeaders.DECODED_LENGTH)
                .orElseThrow(() -> new RefusedException(
                        411,
                        "MissingContentLength",
                        "a body in chunks needs the header " + AskedHeaders.DECODED_LENGTH));
        return new ChunkedClientBody(in, length, signed, trailer ? Optional.of(checksum(headers)) : Optional.empty());
    }

    private static Checksum checksum(HttpFields headers) throws RefusedException {
        String name =
                AskedHeaders.single(headers, AskedHeaders.TRAILER).orElse("").strip();
        return Arrays.stream(Checksum.values())
                .filter(checksum -> checksum.header().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> RefusedException.unsupported("the proxy knows no trailer as " + AskedHeaders.TRAILER
                        + " names: it compares one checksum, by crc32, crc32c, crc64nvme, sha1 or sha256"));
    }

    private static Optional<Long> length(HttpFields headers, String name) throws RefusedException {
        Optional<String> value = AskedHeaders.single(headers, name).map(String::strip);
        if (value.isPresent() && !LENGTH.matcher(value.get()).matches()) {
            throw RefusedException.invalid("the header " + name + " is no number of bytes");
        }
        return value.map(Long::valueOf);
    }

    private static Outgoing take(
            ProxyRule rule, String method, ClientBody body, Optional<byte[]> hash, Semaphore memory)
            throws IOException {
        if (body.length() <= SHORT) {
            return keep(body, memory);
        }
        if (hash.isPresent()) {
            return streamed(Payload.of(publisher(body), hash.get()), body);
        }
        boolean streams = !rule.isS3() || method.equals("PUT");
        if (rule.body() == BodyMode.HASH || !streams) {
            return keep(body, memory);
        }
        Optional<Checksum> checksum =
                body instanceof ChunkedClientBody chunked ? chunked.checksum() : Optional.<Checksum>empty();
        ChunkedBody chunks = ChunkedBody.of(() -> body, body.length());
        if (rule.body() == BodyMode.CHUNKS) {
            return streamed(
                    checksum.map(sum -> Payload.signedChunks(chunks, sum))
                            .orElseGet(() -> Payload.signedChunks(chunks)),
                    body);
        }
        return streamed(
                checksum.map(sum -> Payload.unsignedChunks(chunks, sum))
                        .orElseGet(() -> Payload.unsigned(publisher(body))),
                body);
    }

    private static BodyPublisher publisher(ClientBody body) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body), body.length());
    }

    private static Outgoing streamed(Payload payload, ClientBody body) {
        return new Outgoing(payload, body, Optional.empty(), Optional.empty(), 0);
    }

    private static Outgoing keep(ClientBody body, Semaphore memory) throws IOException {
        if (body.length() > MAX_KEPT) {
            throw tooLong();
        }
        int permits = (int) body.length();
        return withMemory(permits, memory, () -> kept(body, permits));
    }

    private static Outgoing ofUnknownLength(InputStream in, Optional<byte[]> hash, Semaphore memory)
            throws IOException {
        return withMemory(MAX_KEPT, memory, () -> {
            byte[] bytes = in.readNBytes(MAX_KEPT + 1);
            if (bytes.length > MAX_KEPT) {
                throw tooLong();
            }
            return kept(new PlainBody(new ByteArrayInputStream(bytes), bytes.length, hash), MAX_KEPT);
        });
    }

    private static Outgoing kept(ClientBody body, int permits) throws IOException {
        byte[] kept = body.readAllBytes();
        Optional<String[]> checksum = body instanceof ChunkedClientBody chunked
                ? chunked.checksum().map(sum ->
                        new String[] {sum.header(), chunked.checksumValue().orElseThrow()})
                : Optional.empty();
        Payload payload = kept.length == 0 ? Payload.none() : Payload.of(kept);
        return new Outgoing(payload, body, Optional.of(kept), checksum, permits);
    }

    /** Reads something into memory. */
    private interface Reading {

        Outgoing read() throws IOException;
    }

    private static Outgoing withMemory(int permits, Semaphore memory, Reading reading) throws IOException {
        if (!memory.tryAcquire(permits)) {
            throw new RefusedException(
                    503,
                    "SlowDown",
                    "the proxy keeps as many bodies of the rule in memory as it may; try again in a moment");
        }
        Outgoing read = null;
        try {
            read = reading.read();
            return read;
        } finally {
            if (read == null) {
                memory.release(permits);
            }
        }
    }

    private static RefusedException tooLong() {
        return new RefusedException(
                413,
                "EntityTooLarge",
                "a body of more than " + MAX_KEPT + " bytes needs its hash in front, in " + AskedHeaders.CONTENT_HASH
                        + ", or, to PUT an object, a length and a rule with 'body chunks' or 'body unsigned'");
    }

    /** Gives back the memory. */
    void release(Semaphore memory) {
        memory.release(permits);
    }
}
