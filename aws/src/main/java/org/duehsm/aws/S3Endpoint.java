package org.duehsm.aws;

import java.net.URI;
import java.util.regex.Pattern;

/** An S3 service: its address, where in its URIs the bucket is, and what it signs. Immutable. */
public final class S3Endpoint {

    private static final Pattern ADDRESS = Pattern.compile("\\[.*|[0-9.]+");

    /* Hosts are the same in either case, buckets are not; a wildcard of DNS covers labels of 63. */
    private static final Pattern BUCKET_IN_HOST =
            Pattern.compile("(?=.{1,63}$)[a-z0-9]+(-+[a-z0-9]+)*(\\.[a-z0-9]+(-+[a-z0-9]+)*)*");

    private final URI uri;
    private final boolean virtualHosted;
    private final S3Dialect dialect;

    private S3Endpoint(URI uri, boolean virtualHosted, S3Dialect dialect) {
        this.uri = Endpoint.require(uri);
        this.virtualHosted = virtualHosted;
        this.dialect = dialect;
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw new IllegalArgumentException("an S3 endpoint has no path, not " + uri.getRawPath() + ": " + uri);
        }
        if (virtualHosted && ADDRESS.matcher(uri.getHost()).matches()) {
            throw new IllegalArgumentException("an address has no buckets in it, use S3Endpoint.pathStyle for " + uri);
        }
    }

    /** Buckets are the first part of the path: {@code http://host/bucket/key}. The dialect is that of AWS. */
    public static S3Endpoint pathStyle(URI uri) {
        return new S3Endpoint(uri, false, S3Dialect.AWS);
    }

    /**
     * Buckets are the first labels of the host: {@code http://bucket.host/key}. Requests for buckets whose
     * names no host can have, such as those with upper case or an underscore, are refused. The dialect is
     * that of AWS.
     */
    public static S3Endpoint virtualHosted(URI uri) {
        return new S3Endpoint(uri, true, S3Dialect.AWS);
    }

    /** The same endpoint, of a service that signs this of a query. */
    public S3Endpoint withDialect(S3Dialect other) {
        return new S3Endpoint(uri, virtualHosted, other);
    }

    S3Dialect dialect() {
        return dialect;
    }

    /** Where the request goes, with its query as it is encoded already. */
    URI uri(S3Request request, String query) {
        boolean inHost = virtualHosted && !request.bucket().isEmpty();
        if (inHost && !BUCKET_IN_HOST.matcher(request.bucket()).matches()) {
            throw new IllegalArgumentException("the bucket " + request.bucket() + " is no part of a host, which is"
                    + " lower-case letters, digits, dashes and dots, 63 at most: use S3Endpoint.pathStyle");
        }
        String host = inHost ? request.bucket() + "." + uri.getRawAuthority() : uri.getRawAuthority();
        String path = inHost ? request.resource().substring(1 + request.bucket().length()) : request.resource();
        return URI.create(uri.getScheme() + "://" + host + path + (query.isEmpty() ? "" : "?" + query));
    }
}
