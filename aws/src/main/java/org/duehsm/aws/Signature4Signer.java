package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signs requests to a service by Signature Version 4, in a header or in the URI ("Create a signed AWS API
 * request", AWS IAM User Guide). Safe for use by many threads.
 *
 * <p>All headers of a request are signed but those that change on the way, User-Agent and X-Amzn-Trace-Id. The
 * session token of temporary credentials is the header {@code x-amz-security-token}, or the parameter {@code
 * X-Amz-Security-Token} of a URI that is presigned. Policies of POSTs from a browser are not signed: what
 * would be signed is the policy alone, without a date, a region or a service that could be checked.
 */
public final class Signature4Signer {

    /** How long a presigned URI is good at most. */
    public static final Duration MAX_VALIDITY = Duration.ofDays(7);

    private static final String HASH_HEADER = "x-amz-content-sha256";
    private static final String LENGTH = "Content-Length";
    private static final String TOKEN = "x-amz-security-token";

    private static final Set<String> OURS = Set.of(
            "authorization",
            HASH_HEADER,
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-expires",
            "x-amz-signature",
            "x-amz-signedheaders");

    /* Some of them java.net.http leaves out without a word, and the signature would be of what is not sent. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "transfer-encoding",
            "upgrade");

    private static final Set<String> CHANGED_ON_THE_WAY = Set.of("user-agent", "x-amzn-trace-id");

    private final AccessKey key;
    private final String region;
    private final String service;
    private final Signature4Rules rules;
    private final Clock clock;

    /**
     * Signs requests to one service in one region.
     *
     * @param region as the service wants it signed: {@code eu-central-1}, {@code us-east-1} for what is global; 1
     *     to 63 letters, digits, dashes and underscores
     * @param service the name that the service signs by, which need not be that of its host: {@code ec2}; as
     *     a region is
     * @param clock the time to sign with; services refuse requests that are some minutes off
     * @throws IllegalArgumentException if the key's algorithm is not AWS4-HMAC-SHA256, its id cannot stand in a
     *     header, or a name is none
     */
    public Signature4Signer(AccessKey key, String region, String service, Signature4Rules rules, Clock clock) {
        CanonicalSigner.requireScope(key, region, service);
        this.key = key;
        this.region = region;
        this.service = service;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * The request with its body, the headers {@code X-Amz-Date} and Authorization, and what else the service
     * has to know. A header Content-Length is signed, but has to be the body's length.
     *
     * @throws IllegalArgumentException if the request has headers or parameters of a signature already, headers
     *     of the connection, or those of the body, and for a path that would be signed as one and sent, or read,
     *     as another
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public HttpRequest sign(AwsRequest request, Payload payload) throws IOException, GeneralSecurityException {
        refuse(request, TOKEN);
        requireLength(request, payload);
        CanonicalSigner signer = signerNow();
        SortedMap<String, String> headers = payload.with(request.headers());
        headers.put("X-Amz-Date", signer.time());
        if (rules.contentHash() || !payload.isHash()) {
            headers.put(HASH_HEADER, payload.hash());
        }
        URI uri = rules.sent(request.uri());
        SortedMap<String, String> signed = signed(headers, uri);
        CanonicalRequest canonical = canonical(request.method(), uri, signed, payload.hash());
        String signature = signer.sign(canonical);
        BodyPublisher body = payload.body(trailers -> ChunkEncoder.signed(signer, signature, trailers));

        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).method(request.method(), body);
        headers.remove(LENGTH); // java.net.http writes it
        headers.forEach(builder::header);
        return builder.header("Authorization", signer.authorization(canonical, signature))
                .build();
    }

    /**
     * A URI that lets whoever has it send this one request until it expires. Headers of the request are
     * signed: they have to be sent, too. The body is not signed where the rules say so, as for S3; elsewhere
     * there is none.
     *
     * @param validity from now on, 1 s to {@link #MAX_VALIDITY}, to be rounded down to the second
     * @throws IllegalArgumentException as {@link #sign}, and for another validity
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public URI presign(AwsRequest request, Duration validity) throws IOException, GeneralSecurityException {
        return presign(
                request, rules.contentHash() ? Payload.unsigned(BodyPublishers.noBody()) : Payload.none(), validity);
    }

    /**
     * As {@link #presign(AwsRequest, Duration)}, for a request with this body, whose headers are signed and have
     * to be sent, too: the Content-Type of a form; and {@code x-amz-content-sha256} where the service would take
     * another kind of body for granted, which is a signed one for S3 and an unsigned one elsewhere.
     *
     * @throws IllegalArgumentException also for a body in chunks, whose signatures nobody could make later
     */
    public URI presign(AwsRequest request, Payload payload, Duration validity)
            throws IOException, GeneralSecurityException {
        if (validity.toSeconds() < 1 || validity.compareTo(MAX_VALIDITY) > 0) {
            throw new IllegalArgumentException("a presigned URI is good for 1 s to 7 days, not for " + validity);
        }
        if (!payload.isHash() && !payload.isUnsigned()) {
            throw new IllegalArgumentException("a presigned URI is for a body of one piece, not for chunks");
        }
        refuse(request, "");
        if (request.headers().containsKey(TOKEN)) {
            throw new IllegalArgumentException(
                    "a presigned URI has the session token in its query, as X-Amz-Security-Token, not as a header");
        }
        CanonicalSigner signer = signerNow();
        SortedMap<String, String> headers = payload.with(request.headers());
        if (rules.contentHash() ? payload.isHash() : payload.isUnsigned()) {
            headers.put(HASH_HEADER, payload.hash());
        }
        URI uri = rules.sent(request.uri());
        SortedMap<String, String> signed = signed(headers, uri);
        AwsRequest whole = AwsRequest.of(request.method(), uri)
                .withQuery("X-Amz-Algorithm", StringToSign.ALGORITHM)
                .withQuery("X-Amz-Credential", signer.credential())
                .withQuery("X-Amz-Date", signer.time())
                .withQuery("X-Amz-Expires", Long.toString(validity.toSeconds()))
                .withQuery("X-Amz-SignedHeaders", CanonicalRequest.names(signed));
        String signature = signer.sign(canonical(request.method(), whole.uri(), signed, payload.hash()));
        return whole.withQuery("X-Amz-Signature", signature).uri();
    }

    private static void refuse(AwsRequest request, String alsoNoParameter) {
        for (String name : request.headers().keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (OURS.contains(lower)) {
                throw new IllegalArgumentException("the header " + name + " is set by the signature");
            }
            if (OF_THE_CONNECTION.contains(lower)) {
                throw new IllegalArgumentException(
                        "the header " + name + " is the HTTP client's, for the connection, and cannot be signed");
            }
        }
        for (Map.Entry<String, String> parameter : CanonicalRequest.parameters(query(request.uri()))) {
            String lower = parameter.getKey().toLowerCase(Locale.ROOT);
            if (OURS.contains(lower)) {
                throw new IllegalArgumentException("the parameter " + parameter.getKey() + " is set by the signature");
            }
            if (alsoNoParameter.equals(lower)) {
                throw new IllegalArgumentException("not in the query, but as a header: " + parameter.getKey());
            }
        }
    }

    /* java.net.http does not always say that there is nothing. */
    private static void requireLength(AwsRequest request, Payload payload) {
        String length = request.headers().get(LENGTH);
        long actual = payload.length();
        if (length != null && (actual <= 0 || !length.equals(Long.toString(actual)))) {
            throw new IllegalArgumentException("the header " + LENGTH + " says " + length + ", the body has "
                    + (actual < 0 ? "an unknown number of" : actual) + " bytes; leave the header out");
        }
    }

    private SortedMap<String, String> signed(SortedMap<String, String> headers, URI uri) {
        SortedMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        signed.keySet().removeAll(CHANGED_ON_THE_WAY);
        if (!rules.signedToken()) {
            signed.remove(TOKEN);
        }
        signed.put("host", uri.getRawAuthority());
        return signed;
    }

    private CanonicalSigner signerNow() {
        return new CanonicalSigner(key, region, service, clock.instant());
    }

    private CanonicalRequest canonical(String method, URI uri, SortedMap<String, String> signed, String hash) {
        List<Map.Entry<String, String>> parameters = CanonicalRequest.parameters(query(uri));
        if (!rules.signedToken()) {
            parameters.removeIf(parameter -> parameter.getKey().equalsIgnoreCase(TOKEN));
        }
        return new CanonicalRequest(method, rules.canonicalPath(uri.getRawPath()), parameters, signed, hash);
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null ? "" : uri.getRawQuery();
    }
}
