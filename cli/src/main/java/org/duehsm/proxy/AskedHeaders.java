package org.duehsm.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.duehsm.aws.AwsRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Which headers are passed on, in both directions. */
final class AskedHeaders {

    static final String CONTENT_HASH = "x-amz-content-sha256";
    static final String DECODED_LENGTH = "x-amz-decoded-content-length";
    static final String TRAILER = "x-amz-trailer";
    static final String COPY_SOURCE = "x-amz-copy-source";

    private static final String ENCODING = "content-encoding";
    private static final String AWS_CHUNKED = "aws-chunked";

    /* Of a connection (RFC 9110, 7.6.1), besides those that a Connection header names. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /* The client's signature, and what is written anew. */
    private static final Set<String> REPLACED = Set.of(
            "authorization",
            "content-length",
            "expect",
            "host",
            CONTENT_HASH,
            "x-amz-date",
            DECODED_LENGTH,
            "x-amz-security-token",
            TRAILER);

    /* By which some servers take a request for another one than its first line says. */
    private static final Set<String> OTHER_REQUESTS = Set.of(
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-url",
            "x-rewrite-url",
            "x-original-uri",
            "x-forwarded-host");

    /* Other objects that a request takes, besides COPY_SOURCE: by S3 Express, and in the dialects of others. */
    private static final List<String> OTHER_OBJECTS = List.of("-copy-source", "-rename-source");

    /* Who asks, and from where: services behind a gateway of their own believe it, and decide by it. */
    private static final Set<String> WHO_ASKS =
            Set.of("forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip");

    /* Leads a client past the proxy. */
    private static final Set<String> PAST_THE_PROXY = Set.of("alt-svc");

    private AskedHeaders() {}

    /** The value of a header that a request has once, or not at all; throws RefusedException if it has two. */
    static Optional<String> single(HttpFields headers, String name) throws RefusedException {
        List<HttpField> fields = headers.getFields(name);
        if (fields.size() > 1) {
            throw RefusedException.invalid("the request has two headers " + name);
        }
        return fields.stream().findFirst().map(HttpField::getValue);
    }

    /**
     * Adds to a request what is passed on of a client's headers.
     *
     * @throws RefusedException for headers that make another request of it
     * @throws IllegalArgumentException for headers that no request can have
     */
    static AwsRequest addTo(AwsRequest request, HttpFields headers) throws RefusedException {
        Set<String> dropped = namedByConnection(headers);
        AwsRequest more = request;
        for (HttpField field : headers) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (OTHER_REQUESTS.contains(name)) {
                throw RefusedException.invalid(
                        "the header " + name + " makes another request of this one for some servers");
            }
            if (!name.equals(COPY_SOURCE) && OTHER_OBJECTS.stream().anyMatch(name::endsWith)) {
                throw RefusedException.invalid("the header " + name
                        + " names an object, and of such headers the proxy compares " + COPY_SOURCE + " alone");
            }
            String value = field.getValue() == null ? "" : field.getValue();
            if (name.equals(ENCODING)) {
                value = withoutChunks(value);
            }
            boolean passed = !REPLACED.contains(name)
                    && !WHO_ASKS.contains(name)
                    && !OF_THE_CONNECTION.contains(name)
                    && !dropped.contains(name);
            if (passed && !(name.equals(ENCODING) && value.isEmpty())) {
                more = more.withHeader(field.getName(), value);
            }
        }
        return more;
    }

    /* In which it says how the body came, not what it is. */
    private static String withoutChunks(String encodings) {
        List<String> others = new ArrayList<>();
        for (String encoding : encodings.split(",")) {
            if (!encoding.strip().equalsIgnoreCase(AWS_CHUNKED)) {
                others.add(encoding.strip());
            }
        }
        return String.join(",", others);
    }

    private static Set<String> namedByConnection(HttpFields headers) {
        Set<String> named = new TreeSet<>();
        for (String name : headers.getCSV("connection", false)) {
            named.add(name.toLowerCase(Locale.ROOT));
        }
        return named;
    }

    /** Puts into an answer what is passed on of upstream's headers. */
    static void answer(HttpFields upstream, HttpFields.Mutable answer) {
        Set<String> dropped = namedByConnection(upstream);
        for (HttpField field : upstream) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (!OF_THE_CONNECTION.contains(name) && !dropped.contains(name) && !PAST_THE_PROXY.contains(name)) {
                answer.add(field);
            }
        }
    }
}
