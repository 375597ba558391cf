package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signs requests of query APIs, such as those of EC2, SQS and SimpleDB, by Signature Version 2 ("Signature
 * Version 2 signing process", AWS General Reference).
 */
public final class QuerySigner {

    /* "Natural byte ordering" of UTF-8, which for characters beyond the BMP is not that of String. */
    private static final Comparator<String> BY_BYTES = Comparator.comparing(Utf8::encode, Arrays::compareUnsigned);

    private static final Set<String> OURS =
            Set.of("AWSAccessKeyId", "Signature", "SignatureMethod", "SignatureVersion");

    private final AccessKey key;
    private final Clock clock;

    /**
     * Signs with this key, at the time of this clock.
     *
     * @throws IllegalArgumentException if the key's algorithm is neither HmacSHA1 nor HmacSHA256
     */
    public QuerySigner(AccessKey key, Clock clock) {
        if (!MacAccessKey.PLAIN.contains(key.algorithm())) {
            throw new IllegalArgumentException("Signature Version 2 is by HmacSHA1 or HmacSHA256, and the key "
                    + key.id() + " is for " + key.algorithm() + ": use Signature4Signer");
        }
        this.key = key;
        this.clock = clock;
    }

    /**
     * The URI to GET.
     *
     * @param endpoint {@code http[s]://host[:port][/path]}
     * @param parameters Action, Version and so on, not encoded; with {@code Expires} (ISO 8601) the
     *     request is good until then, otherwise it gets the {@code Timestamp} of now
     * @throws IllegalArgumentException for parameters that only the signer may set, for Timestamp and Expires
     *     at once, and for text that is no Unicode
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public URI sign(URI endpoint, Map<String, String> parameters) throws IOException, GeneralSecurityException {
        String query = query("GET", endpoint, parameters);
        String scheme = endpoint.getScheme();
        return URI.create(scheme + "://" + endpoint.getRawAuthority() + path(endpoint) + "?" + query);
    }

    /** As {@link #sign(URI, Map)}, but the body to POST to the endpoint as application/x-www-form-urlencoded. */
    public String signForm(URI endpoint, Map<String, String> parameters) throws IOException, GeneralSecurityException {
        return query("POST", endpoint, parameters);
    }

    private String query(String method, URI endpoint, Map<String, String> parameters)
            throws IOException, GeneralSecurityException {
        Endpoint.require(endpoint);
        Map<String, String> all = new TreeMap<>(BY_BYTES);
        all.putAll(parameters);
        for (String name : OURS) {
            if (all.containsKey(name)) {
                throw new IllegalArgumentException("the parameter " + name + " is set by the signature");
            }
        }
        all.put("AWSAccessKeyId", key.id());
        all.put("SignatureMethod", key.algorithm());
        all.put("SignatureVersion", "2");
        if (!all.containsKey("Expires")) {
            all.putIfAbsent(
                    "Timestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        } else if (all.containsKey("Timestamp")) {
            throw new IllegalArgumentException("a request has Timestamp or Expires, not both");
        }
        String canonical = all.entrySet().stream()
                .map(e -> PercentEncoding.encode(e.getKey()) + "=" + PercentEncoding.encode(e.getValue()))
                .collect(Collectors.joining("&"));
        String message = method + "\n" + Endpoint.host(endpoint) + "\n" + path(endpoint) + "\n" + canonical;
        byte[] mac = key.sign(Utf8.encode(message));
        return canonical + "&Signature="
                + PercentEncoding.encode(Base64.getEncoder().encodeToString(mac));
    }

    private static String path(URI endpoint) {
        return endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
    }
}
