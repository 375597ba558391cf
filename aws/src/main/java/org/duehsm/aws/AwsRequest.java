package org.duehsm.aws;

import java.net.URI;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request to be signed by Signature Version 4, without its body. Immutable; the {@code with} methods return
 * a new one.
 *
 * @param method the HTTP method, in upper case
 * @param uri {@code http[s]://host[:port][/path][?query]}, encoded as it is to be sent
 * @param headers headers by their names, of which case does not matter
 */
public record AwsRequest(String method, URI uri, SortedMap<String, String> headers) {

    private static final Pattern ASCII = Pattern.compile("[!-~]*");
    private static final Pattern NAMELESS = Pattern.compile("=.*|&.*|.*&|.*&[=&].*");
    private static final Pattern DOTS_IN_DISGUISE = Pattern.compile("(?i)(%2e|\\.%2e|%2e\\.|%2e%2e)");

    /**
     * Checks the values, and writes scheme and host in lower case.
     *
     * @throws IllegalArgumentException for what no request can have, and for what services read in two ways:
     *     a plus in the query, which is a space to some, a parameter without a name, a path with {@code
     *     %2E} or {@code %2E%2E} between its slashes
     */
    public AwsRequest {
        Texts.requireMethod(method);
        uri = sent(uri);
        headers = Headers.of(headers);
    }

    /** A request without headers. */
    public static AwsRequest of(String method, URI uri) {
        return new AwsRequest(method, uri, new TreeMap<>());
    }

    /**
     * A request to an S3 service; of the endpoint's dialect nothing is used, which is for Signature Version 2.
     *
     * @throws IllegalArgumentException if the bucket is no part of a host but has to be
     */
    public static AwsRequest of(S3Endpoint endpoint, S3Request request) {
        return new AwsRequest(request.method(), endpoint.uri(request, request.rawQuery()), request.headers());
    }

    /** The same request with one more parameter at the end of its query; neither is encoded, the value may be empty. */
    public AwsRequest withQuery(String name, String value) {
        String query = uri.getRawQuery() == null ? "?" : "?" + uri.getRawQuery() + "&";
        String parameter = PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value);
        return new AwsRequest(method, Endpoint.with(uri, uri.getRawPath(), query + parameter), headers);
    }

    /**
     * The same request with one more header. A value for a name that is there already follows it after a
     * comma; for a date, Content-Length, Content-MD5, Content-Type and x-amz-security-token it is refused.
     */
    public AwsRequest withHeader(String name, String value) {
        return new AwsRequest(method, uri, Headers.with(headers, name, value));
    }

    private static URI sent(URI uri) {
        String query = uri.getRawQuery();
        if (query != null) {
            String names = query.replaceAll("=[^&]*", "="); // values may be a session token
            if (!ASCII.matcher(query).matches()) {
                throw new IllegalArgumentException(
                        "a query is ASCII, the rest percent-encoded; use withQuery: " + names);
            }
            if (query.contains("+")) {
                throw new IllegalArgumentException("a plus in a query is a space to some services and a plus to others;"
                        + " write %20 or %2B, or use withQuery: " + names);
            }
            if (NAMELESS.matcher(query).matches()) {
                throw new IllegalArgumentException("a parameter without a name in the query: " + names);
            }
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "a request has no fragment, which is not sent: #" + uri.getRawFragment());
        }
        URI endpoint = Endpoint.require(query == null ? uri : Endpoint.withoutQuery(uri));
        String path = endpoint.getRawPath();
        for (String segment : path.split("/")) {
            if (DOTS_IN_DISGUISE.matcher(segment).matches()) {
                throw new IllegalArgumentException("a path with encoded dots between slashes, out of which servers and"
                        + " proxies make another path: " + path);
            }
        }
        String rest = query == null || query.isEmpty() ? "" : "?" + query;
        return Endpoint.with(endpoint, path.isEmpty() ? "/" : path, rest);
    }

    /** Method and address, without the query and the headers, one of which may be a session token. */
    @Override
    public String toString() {
        return method + " " + Endpoint.with(uri, uri.getRawPath(), "");
    }
}
