package org.duehsm.awssdk;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duehsm.aws.CanonicalRequest;
import org.duehsm.aws.CanonicalSigner;
import org.duehsm.aws.PercentEncoding;
import org.duehsm.aws.Signature4Rules;
import org.duehsm.aws.Signature4Signer;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.BaseSignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs the head of one of the SDK's requests, as its properties have it.
 *
 * @param rules encoding and normalisation of the path
 * @param token the session token of temporary credentials
 * @param inQuery whether the signature is in the query, rather than in a header
 * @param validity how long it is good, where it is in the query and that is said
 */
record Head(Signature4Rules rules, Optional<String> token, boolean inQuery, Optional<Duration> validity) {

    /** Says what the body is, or what is signed in its place. */
    static final String CONTENT_HASH = "x-amz-content-sha256";

    private static final String HOST = "Host";

    /* They change on the way. */
    private static final Set<String> NOT_SIGNED =
            Set.of("connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id", "x-forwarded-for");

    /**
     * Reads the properties.
     *
     * @throws IllegalArgumentException for a validity of less than a second or more than 7 days
     * @throws UnsupportedOperationException for a validity of a signature in a header
     */
    static Head of(BaseSignRequest<?, ? extends AwsCredentialsIdentity> request) {
        Signature4Rules rules = new Signature4Rules(
                request.requireProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, true),
                request.requireProperty(AwsV4HttpSigner.NORMALIZE_PATH, true),
                true,
                true);
        Optional<String> token = request.identity() instanceof AwsSessionCredentialsIdentity temporary
                ? Optional.of(temporary.sessionToken().strip())
                : Optional.empty();
        boolean inQuery = request.requireProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.HEADER)
                == AuthLocation.QUERY_STRING;
        Optional<Duration> validity = Optional.ofNullable(request.property(AwsV4HttpSigner.EXPIRATION_DURATION));
        validity.ifPresent(duration -> requireValidity(duration, inQuery));
        return new Head(rules, token, inQuery, validity);
    }

    private static void requireValidity(Duration validity, boolean inQuery) {
        if (!inQuery) {
            throw new UnsupportedOperationException(
                    "only a signature in the query says how long it is good; one in a header is for now");
        }
        if (validity.toSeconds() < 1 || validity.compareTo(Signature4Signer.MAX_VALIDITY) > 0) {
            throw new IllegalArgumentException("a presigned URI is good for 1 s to 7 days, not for " + validity);
        }
    }

    /**
     * Puts all that is to be sent into the request, which has its {@link #CONTENT_HASH} already; one that is presigned
     * loses that.
     *
     * @return the signature
     */
    String sign(SdkHttpRequest.Builder request, CanonicalSigner signer) throws IOException, GeneralSecurityException {
        String hash = request.firstMatchingHeader(CONTENT_HASH).orElseThrow();
        if (request.matchingHeaders(HOST).isEmpty()) {
            request.putHeader(HOST, request.build().getUri().getRawAuthority());
        }
        return inQuery ? inQuery(request, signer, hash) : inHeader(request, signer, hash);
    }

    private String inHeader(SdkHttpRequest.Builder request, CanonicalSigner signer, String hash)
            throws IOException, GeneralSecurityException {
        token.ifPresent(value -> request.putHeader("X-Amz-Security-Token", value));
        request.putHeader("X-Amz-Date", signer.time());
        CanonicalRequest canonical = canonical(request, hash);
        String signature = signer.sign(canonical);
        request.putHeader("Authorization", signer.authorization(canonical, signature));
        return signature;
    }

    private String inQuery(SdkHttpRequest.Builder request, CanonicalSigner signer, String hash)
            throws IOException, GeneralSecurityException {
        token.ifPresent(value -> request.putRawQueryParameter("X-Amz-Security-Token", value));
        if (validity.isPresent()) {
            request.removeHeader(CONTENT_HASH);
            request.putRawQueryParameter(
                    "X-Amz-Expires", Long.toString(validity.get().toSeconds()));
        }
        request.putRawQueryParameter("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
                .putRawQueryParameter("X-Amz-Date", signer.time())
                .putRawQueryParameter("X-Amz-Credential", signer.credential())
                .putRawQueryParameter(
                        "X-Amz-SignedHeaders", String.join(";", headers(request).keySet()));
        String signature = signer.sign(canonical(request, hash));
        request.putRawQueryParameter("X-Amz-Signature", signature);
        return signature;
    }

    private CanonicalRequest canonical(SdkHttpRequest.Builder request, String hash) {
        return new CanonicalRequest(
                request.method().name(),
                rules.canonicalPath(request.build().encodedPath()),
                parameters(request),
                headers(request),
                hash);
    }

    private static List<Map.Entry<String, String>> parameters(SdkHttpRequest.Builder request) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        request.forEachRawQueryParameter((name, values) -> {
            for (String value : values) {
                if (!name.isEmpty()) {
                    String encoded = value == null ? "" : PercentEncoding.encode(value);
                    parameters.add(Map.entry(PercentEncoding.encode(name), encoded));
                }
            }
        });
        return parameters;
    }

    private static SortedMap<String, String> headers(SdkHttpRequest.Builder request) {
        SortedMap<String, String> signed = new TreeMap<>();
        request.forEachHeader((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NOT_SIGNED.contains(lower)) {
                signed.put(lower, values.stream().map(Head::trimmed).collect(Collectors.joining(",")));
            }
        });
        return signed;
    }

    private static String trimmed(String value) {
        return value == null ? "" : value.replaceAll("[ \t\n\u000b\r\f]+", " ").strip();
    }
}
