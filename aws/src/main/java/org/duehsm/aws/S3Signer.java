package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signs S3 requests by Signature Version 2, in a header or in the URI ("Signing and authenticating REST
 * requests", Amazon S3 API Reference).
 */
public final class S3Signer {

    private static final Pattern AMZ_IN_QUERY = Pattern.compile("x-amz-(meta-[a-z0-9!#$%&'*+.^_`|~-]+|security-token)");
    private static final Pattern AMZ_VALUE = Pattern.compile("(?! )[ -~]*(?<! )");
    private static final Pattern ID = Pattern.compile("[!-~]+");
    private static final Set<String> OURS = Set.of("AWSAccessKeyId", "Expires", "Signature");

    /* RFC 9110, 5.6.7; the built-in formatter leaves out the zero before a day of one digit. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final S3Endpoint endpoint;
    private final AccessKey key;
    private final Clock clock;

    /**
     * Signs requests to this service with this key, at the time of this clock.
     *
     * @throws IllegalArgumentException if the key's algorithm is not HmacSHA1, the only one that S3 has here,
     *     or its id is not printable ASCII without spaces, as it has to be in a header
     */
    public S3Signer(S3Endpoint endpoint, AccessKey key, Clock clock) {
        if (!key.algorithm().equals("HmacSHA1")) {
            throw new IllegalArgumentException("S3 has Signature Version 2 with HmacSHA1 only, not with "
                    + key.algorithm() + (key.algorithm().equals(MacAccessKey.AWS4) ? ": use Signature4Signer" : ""));
        }
        if (!ID.matcher(key.id()).matches()) {
            throw new IllegalArgumentException(
                    "an access key id for S3 is printable ASCII without spaces, not: " + key.id());
        }
        this.endpoint = endpoint;
        this.key = key;
        this.clock = clock;
    }

    /**
     * A request with an Authorization header, and a Date header unless it has one, or {@code x-amz-date}.
     *
     * @throws IllegalArgumentException if the request has an Authorization header or parameters of a
     *     presigned URI already, a value would be signed as another parameter, or the bucket is no part of a
     *     host but has to be
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public HttpRequest sign(S3Request request, HttpRequest.BodyPublisher body)
            throws IOException, GeneralSecurityException {
        refuse(request, false);
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
     * start with {@code x-amz-}, Content-Type and Content-MD5 are signed: they have to be sent, too. To have
     * {@code x-amz-security-token} and {@code x-amz-meta-}, in lower case, in the URI instead, put them into
     * the query, where the service takes that ({@link S3Dialect#amzInQuery}).
     *
     * @param validity from now on, to be rounded down to the second
     * @throws IllegalArgumentException as {@link #sign}, and for {@code x-amz-} parameters that the service
     *     does not sign, or besides {@code x-amz-} headers
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public URI presign(S3Request request, Duration validity) throws IOException, GeneralSecurityException {
        refuse(request, true);
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
                + amzLines(request)
                + request.resource()
                + subResources(request.query());
        return Base64.getEncoder().encodeToString(key.sign(Utf8.encode(message)));
    }

    private void refuse(S3Request request, boolean presigned) {
        if (request.headers().containsKey("Authorization")) {
            throw new IllegalArgumentException("the header Authorization is set by the signature");
        }
        for (String name : request.query().keySet()) {
            if (OURS.contains(name)) {
                throw new IllegalArgumentException("the parameter " + name + " is set by the signature");
            }
            if (isAmz(name)) {
                refuseAmz(request, name, presigned);
            }
            if (isSubResource(name)) {
                refuseAnother(name, request.query().get(name));
            }
        }
    }

    /* Values are signed as they are, so that whoever has the URI could make two parameters of this one. */
    private void refuseAnother(String name, String value) {
        String[] parts = value.split("&", -1);
        for (int i = 1; i < parts.length; i++) {
            if (isSubResource(parts[i].split("=", -1)[0])) {
                throw new IllegalArgumentException("the value of " + name + " would be signed as the parameter "
                        + parts[i].split("=", -1)[0] + ", too: " + value);
            }
        }
    }

    private boolean isSubResource(String name) {
        return endpoint.dialect().subResources().contains(name);
    }

    /* What AWS and Ceph agree on. In which order they sign headers and parameters together, they do not. */
    private void refuseAmz(S3Request request, String name, boolean presigned) {
        if (!presigned
                || !endpoint.dialect().amzInQuery()
                || !AMZ_IN_QUERY.matcher(name).matches()) {
            throw new IllegalArgumentException("not in the query, but as a header: " + name
                    + "; a presigned URI can have x-amz-security-token and x-amz-meta-, in lower case, at services"
                    + " whose dialect says so");
        }
        if (!AMZ_VALUE.matcher(request.query().get(name)).matches()) {
            throw new IllegalArgumentException("the value of " + name + " is printable ASCII without spaces around it");
        }
        if (request.headers().keySet().stream().anyMatch(S3Signer::isAmz)) {
            throw new IllegalArgumentException(
                    "x-amz- headers and parameters at once, of which one is " + name + ": have all in one place");
        }
    }

    private static boolean isAmz(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("x-amz-");
    }

    /* A request has them in its headers or in its query. */
    private static String amzLines(S3Request request) {
        return Stream.of(request.headers(), request.query())
                .flatMap(sorted -> sorted.entrySet().stream())
                .filter(e -> isAmz(e.getKey()))
                .map(e -> e.getKey().toLowerCase(Locale.ROOT) + ":" + e.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /* Their values are signed as they are, not encoded. */
    private String subResources(Map<String, String> sorted) {
        String signed = sorted.entrySet().stream()
                .filter(e -> isSubResource(e.getKey()))
                .map(e -> e.getKey() + (e.getValue().isEmpty() ? "" : "=" + e.getValue()))
                .collect(Collectors.joining("&"));
        return signed.isEmpty() ? "" : "?" + signed;
    }
}
