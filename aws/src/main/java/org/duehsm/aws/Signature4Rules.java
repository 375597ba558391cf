package org.duehsm.aws;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * In what services differ that take Signature Version 4 ("Create a signed AWS API request", AWS IAM User
 * Guide). Immutable.
 *
 * @param doubleEncoding whether the path is percent-encoded once more before it is signed
 * @param normalizedPath whether {@code .}, {@code ..} and empty segments leave the path, before it is signed
 *     and before it is sent
 * @param contentHash whether every request, unless it is presigned, says the hash of its body, in {@code
 *     x-amz-content-sha256}, and a presigned one leaves its body unsigned
 * @param signedToken whether a session token, {@code x-amz-security-token}, is signed with the rest, or added
 *     after that
 */
public record Signature4Rules(
        boolean doubleEncoding, boolean normalizedPath, boolean contentHash, boolean signedToken) {

    /** S3 with S3 Control, S3 on Outposts and Object Lambda; and what speaks its language: MinIO, Ceph, S3Proxy. */
    public static final Signature4Rules S3 = new Signature4Rules(false, false, true, true);

    /** Every other service of AWS: EC2, STS, SQS and so on. */
    public static final Signature4Rules GENERAL = new Signature4Rules(true, true, false, true);

    /** The same, but a session token is added after the signature: some services want that, AWS IoT for one. */
    public Signature4Rules withUnsignedToken() {
        return new Signature4Rules(doubleEncoding, normalizedPath, contentHash, false);
    }

    /**
     * Where the request is sent: the path is the one that is signed, but for its encoding.
     *
     * @throws IllegalArgumentException for a path that would be read as another
     */
    URI sent(URI uri) {
        String path = uri.getRawPath();
        if (normalizedPath) {
            path = normalized(path);
        } else {
            Texts.requireNoDots(path, "path");
        }
        if (!doubleEncoding && path.toUpperCase(Locale.ROOT).contains("%2F")) {
            throw new IllegalArgumentException("an encoded slash in the path is signed as any other slash: " + path);
        }
        return Endpoint.with(uri, path, uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /**
     * The path as it is signed.
     *
     * @param sent percent-encoded as it is sent, from its first slash on; empty stands for one slash
     */
    public String canonicalPath(String sent) {
        String path = sent.isEmpty() ? "/" : normalizedPath ? normalized(sent) : sent;
        return doubleEncoding ? PercentEncoding.encodePath(path) : PercentEncoding.reencodePath(path);
    }

    private static String normalized(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.add(segment);
            }
        }
        boolean folder = path.matches(".*/\\.{0,2}") && !kept.isEmpty();
        return "/" + String.join("/", kept) + (folder ? "/" : "");
    }
}
