package org.duehsm.aws;

import java.net.URI;

/** An S3 service, and where in its URIs the bucket is. */
public final class S3Endpoint {

    private final URI uri;
    private final boolean virtualHosted;

    private S3Endpoint(URI uri, boolean virtualHosted) {
        this.uri = Endpoint.require(uri);
        this.virtualHosted = virtualHosted;
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw new IllegalArgumentException("an S3 endpoint has no path, not " + uri.getRawPath() + ": " + uri);
        }
    }

    /** Buckets are the first part of the path: {@code http://host/bucket/key}. */
    public static S3Endpoint pathStyle(URI uri) {
        return new S3Endpoint(uri, false);
    }

    /** Buckets are the first label of the host: {@code http://bucket.host/key}. */
    public static S3Endpoint virtualHosted(URI uri) {
        return new S3Endpoint(uri, true);
    }

    /** Where the request goes, with its query as it is encoded already. */
    URI uri(S3Request request, String query) {
        boolean inHost = virtualHosted && !request.bucket().isEmpty();
        String host = inHost ? request.bucket() + "." + uri.getRawAuthority() : uri.getRawAuthority();
        String path = inHost ? request.resource().substring(1 + request.bucket().length()) : request.resource();
        return URI.create(uri.getScheme() + "://" + host + path + (query.isEmpty() ? "" : "?" + query));
    }
}
