package org.duehsm.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpURI;

/**
 * What a request is for: path and query as they came, and as they are sent, without the client's signature.
 *
 * @param path as it came, which is what is sent
 * @param decoded the path that services read: what rules are about
 * @param query as it came, but for the signature; empty if there is none
 * @param presigned the signature in the query: decoded values by their names
 */
record AskedTarget(String path, String decoded, String query, Map<String, String> presigned) {

    /** What follows the bucket in the Host header of a virtual-hosted request. */
    static final String VIRTUAL_HOST = ".localhost";

    private static final Pattern ASCII = Pattern.compile("[!-~]*");

    /* Servlet containers drop parameters of a path, from a semicolon on, before they look for dots. */
    private static final Pattern DOTS = Pattern.compile("(.*[/\\\\])?\\.\\.?([/\\\\;].*)?", Pattern.DOTALL);

    /* A bucket, in the path, with nothing behind it but slashes. */
    private static final Pattern BUCKET = Pattern.compile("(/[^/]+)/+");

    private static final Set<String> SIGNATURE = Set.of(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-Security-Token",
            "X-Amz-Signature",
            "X-Amz-SignedHeaders");

    /**
     * Reads it.
     *
     * @throws RefusedException for what is no path on this server, and for a path that could be read as another
     */
    static AskedTarget of(HttpURI uri) throws RefusedException {
        String path = uri.getPath();
        if (uri.getUser() != null || uri.getFragment() != null || path == null || !path.startsWith("/")) {
            throw RefusedException.invalid("a request names a path, from a slash on, and nothing else");
        }
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        if (!ASCII.matcher(path).matches() || !ASCII.matcher(query).matches()) {
            throw RefusedException.invalid("path and query are ASCII, the rest percent-encoded");
        }
        if (path.startsWith("//")) {
            throw RefusedException.invalid("a path that begins with two slashes is read as a host by some servers");
        }
        String decoded = decoded(path)
                .orElseThrow(() -> RefusedException.invalid("the path's percent-encoding is not that of UTF-8"));
        if (hasDots(decoded)) {
            throw RefusedException.invalid(
                    "a path with . or .. between slashes, out of which servers make another path");
        }
        return withoutSignature(path, decoded, query);
    }

    private static AskedTarget withoutSignature(String path, String decoded, String query) throws RefusedException {
        Map<String, String> presigned = new TreeMap<>();
        StringBuilder rest = new StringBuilder();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            if (!SIGNATURE.contains(pair[0])) {
                rest.append(rest.length() == 0 ? "" : "&").append(parameter);
                continue;
            }
            String value = decoded(pair.length == 1 ? "" : pair[1])
                    .orElseThrow(() -> RefusedException.invalid("the percent-encoding of " + pair[0] + " is wrong"));
            if (presigned.put(pair[0], value) != null) {
                throw RefusedException.invalid("the query has " + pair[0] + " twice");
            }
        }
        return new AskedTarget(path, decoded, rest.toString(), presigned);
    }

    /** Whether a decoded path has {@code .} or {@code ..} between slashes of either kind. */
    static boolean hasDots(String decoded) {
        return DOTS.matcher(decoded).matches();
    }

    /** A part of a URI, decoded; empty if it is not encoded as UTF-8. */
    static Optional<String> decoded(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
            } else if (i + 2 < encoded.length()
                    && HexFormat.isHexDigit(encoded.charAt(i + 1))
                    && HexFormat.isHexDigit(encoded.charAt(i + 2))) {
                bytes.put((byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a rule permits this method. An encoded slash has to be encoded in the rule as well: who decodes it sees
     * another path than who does not. {@code /bucket/} is the bucket to S3, as {@code /bucket} is, and no object of it.
     */
    boolean isPermitted(ProxyRule rule, String method) {
        return isPermitted(rule, method, path, decoded);
    }

    static boolean isPermitted(ProxyRule rule, String method, String path, String decoded) {
        boolean hasSlash = path.contains("%2F") || path.contains("%2f");
        return permitsObject(rule, method, decoded) && (!hasSlash || rule.permits(method, path));
    }

    /* Two slashes are the bucket to some servers, and to others its object of the name "/". */
    private static boolean permitsObject(ProxyRule rule, String method, String decoded) {
        Matcher bucket = BUCKET.matcher(decoded);
        if (!rule.isS3() || !rule.virtualHosted().isEmpty() || !bucket.matches()) {
            return rule.permits(method, decoded);
        }
        return rule.permits(method, bucket.group(1)) && (!decoded.endsWith("//") || rule.permits(method, decoded));
    }

    /** Path and query as they are sent. */
    String sent() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The path, without the query, whose values may be secrets. */
    @Override
    public String toString() {
        return path;
    }
}
