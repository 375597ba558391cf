package org.duehsm.proxy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What a client has signed with, in a header or in the query. The signature itself is not looked at: it is by no secret,
 * and who knows the placeholder may ask.
 *
 * @param keyId a placeholder, or anything else
 * @param region of the scope
 * @param service of the scope
 * @param expires when the URI is good no longer, if it is presigned
 */
record ClientSignature(String keyId, String region, String service, Optional<Instant> expires) {

    private static final String CREDENTIAL =
            "([!-~&&[^/,]]+)/[0-9]{8}/([A-Za-z0-9_-]{1,63})/([A-Za-z0-9_-]{1,63})/aws4_request";
    private static final Pattern HEADER = Pattern.compile("AWS4-HMAC-SHA256 +Credential=" + CREDENTIAL + ",.*");
    private static final Pattern SCOPE = Pattern.compile(CREDENTIAL);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final long LONGEST = 604_800; // s, a week, as at AWS
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Reads it.
     *
     * @param presigned what {@link AskedTarget} has taken out of the query
     * @throws RefusedException if there is none, or no Signature Version 4
     */
    static ClientSignature read(HttpFields headers, Map<String, String> presigned) throws RefusedException {
        String header = AskedHeaders.single(headers, HttpHeader.AUTHORIZATION.asString())
                .orElse(null);
        if (header != null && !presigned.isEmpty()) {
            throw RefusedException.invalid("a request is signed in a header or in its query, not in both");
        }
        if (header == null && presigned.isEmpty()) {
            throw new RefusedException(
                    403,
                    "MissingAuthenticationToken",
                    "the request is not signed; give the client the placeholder of a rule as its access key id, and"
                            + " anything as its secret");
        }
        return header == null ? inQuery(presigned) : inHeader(header);
    }

    private static ClientSignature inHeader(String header) throws RefusedException {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw notVersion4();
        }
        return new ClientSignature(matcher.group(1), matcher.group(2), matcher.group(3), Optional.empty());
    }

    private static ClientSignature inQuery(Map<String, String> presigned) throws RefusedException {
        Matcher scope = SCOPE.matcher(presigned.getOrDefault("X-Amz-Credential", ""));
        String seconds = presigned.getOrDefault("X-Amz-Expires", "");
        if (!"AWS4-HMAC-SHA256".equals(presigned.get("X-Amz-Algorithm")) || !scope.matches()) {
            throw notVersion4();
        }
        try {
            Instant begin = Instant.from(TIME.parse(presigned.getOrDefault("X-Amz-Date", "")));
            if (SECONDS.matcher(seconds).matches() && Long.parseLong(seconds) <= LONGEST) {
                Instant end = begin.plusSeconds(Long.parseLong(seconds));
                return new ClientSignature(scope.group(1), scope.group(2), scope.group(3), Optional.of(end));
            }
        } catch (DateTimeException e) {
            // As below.
        }
        throw RefusedException.invalid("a presigned URI has a time in X-Amz-Date, and 0 to 604800 s in X-Amz-Expires");
    }

    private static RefusedException notVersion4() {
        return RefusedException.unsupported("the request is not signed by Signature Version 4 (AWS4-HMAC-SHA256), which"
                + " is what the proxy replaces; Version 2, SigV4a and S3 Express are not");
    }

    /** Throws RefusedException if it was presigned, for a time that is over by now. */
    void requireGood(Instant now) throws RefusedException {
        if (expires.isPresent() && now.isAfter(expires.get())) {
            throw RefusedException.denied("the request has expired; presign another one");
        }
    }

    /** Without the key id. */
    @Override
    public String toString() {
        return "a signature for " + service + " in " + region;
    }
}
