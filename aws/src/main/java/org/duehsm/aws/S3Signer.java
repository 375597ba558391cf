package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Signs S3 requests by Signature Version 2, in a header or in the URI ("Signing and authenticating REST
 * requests", Amazon S3 API Reference).
 */
public final class S3Signer {

    /* What of a query is signed: the sub-resources that clients and servers of today know, and overrides. */
    private static final Set<String> SIGNED = Set.of(
            ("accelerate acl analytics cors delete encryption inventory lifecycle location logging metrics notification"
                            + " object-lock partNumber policy policyStatus publicAccessBlock replication requestPayment"
                            + " restore select select-type tagging torrent uploadId uploads versionId versioning"
                            + " versions website response-cache-control response-content-disposition"
                            + " response-content-encoding response-content-language response-content-type"
                            + " response-expires")
                    .split(" "));

    /* RFC 9110, 5.6.7; the built-in formatter leaves out the zero before a day of one digit. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final S3Endpoint endpoint;
    private final AccessKey key;
    private final Clock clock;

    /**
     * Signs requests to this service with this key, at the time of this clock.
     *
     * @throws IllegalArgumentException if the key's algorithm is not HmacSHA1, the only one that S3 has here
     */
    public S3Signer(S3Endpoint endpoint, AccessKey key, Clock clock) {
        if (!key.algorithm().equals("HmacSHA1")) {
            throw new IllegalArgumentException(
                    "S3 has Signature Version 2 with HmacSHA1 only, not with " + key.algorithm());
        }
        this.endpoint = endpoint;
        this.key = key;
        this.clock = clock;
    }

    /**
     * A request with an Authorization header, and a Date header unless it has one, or {@code x-amz-date}.
     *
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public HttpRequest sign(S3Request request, HttpRequest.BodyPublisher body)
            throws IOException, GeneralSecurityException {
        Map<String, String> headers = request.headers();
        boolean dated = headers.containsKey("Date") || headers.containsKey("x-amz-date");
        S3Request whole = dated
                ? request
                : request.withHeader("Date", DATE.format(clock.instant().atOffset(ZoneOffset.UTC)));
        String date = headers.containsKey("x-amz-date") ? "" : whole.headers().get("Date");
        HttpRequest.Builder signed =
                HttpRequest.newBuilder(endpoint.uri(whole, whole.rawQuery())).method(whole.method(), body);
        whole.headers().forEach(signed::header);
        return signed.header("Authorization", "AWS " + key.id() + ":" + signature(whole, date))
                .build();
    }

    /**
     * A URI that lets whoever has it send this one request until it expires. Headers of the request that
     * start with {@code x-amz-}, Content-Type and Content-MD5 are signed: they have to be sent, too.
     *
     * @param validity from now on, to be rounded down to the second
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public URI presign(S3Request request, Duration validity) throws IOException, GeneralSecurityException {
        String expires = Long.toString(clock.instant().plus(validity).getEpochSecond());
        S3Request whole = request.withQuery("AWSAccessKeyId", key.id())
                .withQuery("Expires", expires)
                .withQuery("Signature", signature(request, expires));
        return endpoint.uri(whole, whole.rawQuery());
    }

    private String signature(S3Request request, String date) throws IOException, GeneralSecurityException {
        Map<String, String> headers = request.headers();
        String message = request.method() + "\n"
                + headers.getOrDefault("Content-MD5", "") + "\n"
                + headers.getOrDefault("Content-Type", "") + "\n"
                + date + "\n"
                + amzHeaders(headers)
                + request.resource()
                + subResources(request.query());
        return Base64.getEncoder().encodeToString(key.sign(message.getBytes(StandardCharsets.UTF_8)));
    }

    private static String amzHeaders(Map<String, String> sorted) {
        return sorted.entrySet().stream()
                .map(e -> e.getKey().toLowerCase(Locale.ROOT) + ":" + e.getValue() + "\n")
                .filter(line -> line.startsWith("x-amz-"))
                .collect(Collectors.joining());
    }

    /* Their values are signed as they are, not encoded. */
    private static String subResources(Map<String, String> sorted) {
        String signed = sorted.entrySet().stream()
                .filter(e -> SIGNED.contains(e.getKey()))
                .map(e -> e.getKey() + (e.getValue().isEmpty() ? "" : "=" + e.getValue()))
                .collect(Collectors.joining("&"));
        return signed.isEmpty() ? "" : "?" + signed;
    }
}
