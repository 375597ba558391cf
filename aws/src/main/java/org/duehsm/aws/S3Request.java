package org.duehsm.aws;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is asked of an S3 service. Immutable; the {@code with} methods return a new one.
 *
 * @param method the HTTP method, in upper case
 * @param bucket the bucket's name; empty for a request to the service itself, such as the list of buckets
 * @param key the object's key, not encoded, without a slash before it; empty for the bucket itself
 * @param query the query's parameters, not encoded; an empty value is left out, as in {@code ?acl}
 * @param headers headers by their names, of which case does not matter
 */
public record S3Request(
        String method, String bucket, String key, Map<String, String> query, SortedMap<String, String> headers) {

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /**
     * Checks the values; throws IllegalArgumentException for what no request can have, for text that is no
     * Unicode, and for what services read in two ways: a second date or type, and a key with {@code .} or
     * {@code ..} between its slashes, which on the way becomes another key.
     */
    public S3Request {
        Texts.requireMethod(method);
        if (!bucket.isEmpty()) {
            Texts.require(BUCKET, bucket, "a bucket's name is letters, digits, dots, dashes and underscores");
        } else if (!key.isEmpty()) {
            throw new IllegalArgumentException("a key without a bucket: " + key);
        }
        Utf8.encode(key);
        Texts.requireNoDots(key, "key"); // encoding does not help: %2E is a dot to them
        query.forEach((name, value) -> {
            Utf8.encode(name);
            Utf8.encode(value);
        });
        query = Collections.unmodifiableMap(new TreeMap<>(query));
        headers = Headers.of(headers);
        if (headers.containsKey("Date") && headers.containsKey("x-amz-date")) {
            throw new IllegalArgumentException("services differ in what Date and x-amz-date mean together; give one");
        }
    }

    /** A request for an object. */
    public static S3Request of(String method, String bucket, String key) {
        return new S3Request(method, bucket, key, Map.of(), new TreeMap<>());
    }

    /** The same request with this parameter in its query, in place of one of that name; the value may be empty. */
    public S3Request withQuery(String name, String value) {
        Map<String, String> more = new TreeMap<>(query);
        more.put(name, value);
        return new S3Request(method, bucket, key, more, headers);
    }

    /**
     * The same request with one more header. A value for a name that is there already follows it after a
     * comma; for a date, Content-MD5, Content-Type and x-amz-security-token it is refused.
     */
    public S3Request withHeader(String name, String value) {
        return new S3Request(method, bucket, key, query, Headers.with(headers, name, value));
    }

    /** The path of the path style, which is also what is signed: {@code /}, {@code /bucket/} or {@code /bucket/key}. */
    String resource() {
        return bucket.isEmpty() ? "/" : "/" + bucket + "/" + PercentEncoding.encodePath(key);
    }

    /** The query, encoded. */
    String rawQuery() {
        return query.entrySet().stream()
                .map(e -> PercentEncoding.encode(e.getKey())
                        + (e.getValue().isEmpty() ? "" : "=" + PercentEncoding.encode(e.getValue())))
                .collect(Collectors.joining("&"));
    }

    /** Method, bucket and key, without the query and the headers, one of which may be a session token. */
    @Override
    public String toString() {
        return method + " " + resource();
    }
}
