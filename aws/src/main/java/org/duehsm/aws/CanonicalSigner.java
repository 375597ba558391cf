package org.duehsm.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Signs canonical requests to one service in one region, as of one time, by Signature Version 4. Safe for use by many
 * threads. {@code Signature4Signer} is what makes canonical requests of requests.
 */
public final class CanonicalSigner {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /* Comma and space end it where it stands in the header. */
    private static final Pattern ID = Pattern.compile("[!-~&&[^,]]+");

    private final AccessKey key;
    private final String time;
    private final String scope;

    /**
     * Signs as of this time, in a region and for a service as {@code Signature4Signer} has them.
     *
     * @throws IllegalArgumentException if the key's algorithm is not AWS4-HMAC-SHA256, its id cannot stand in a
     *     header, or a name is none
     */
    public CanonicalSigner(AccessKey key, String region, String service, Instant time) {
        requireScope(key, region, service);
        this.key = key;
        this.time = TIME.format(time);
        this.scope = this.time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    }

    static void requireScope(AccessKey key, String region, String service) {
        if (!key.algorithm().equals(StringToSign.ALGORITHM)) {
            throw new IllegalArgumentException("Signature Version 4 is by " + StringToSign.ALGORITHM + ", and the key "
                    + key.id() + " is for " + key.algorithm() + ": use QuerySigner or S3Signer, or another key");
        }
        Texts.require(ID, key.id(), "an access key id is printable ASCII without spaces and commas");
        Texts.require(StringToSign.NAME, region, "a region is 1 to 63 letters, digits, dashes and underscores");
        Texts.require(StringToSign.NAME, service, "a service is 1 to 63 letters, digits, dashes and underscores");
    }

    /** What the request has as {@code X-Amz-Date}. */
    public String time() {
        return time;
    }

    /** The access key id and the scope: what the request has as Credential. */
    public String credential() {
        return key.id() + "/" + scope;
    }

    /**
     * The signature, 64 lower-case hexadecimal digits.
     *
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public String sign(CanonicalRequest request) throws IOException, GeneralSecurityException {
        return sign("", Sha256.hex(Utf8.encode(request.toString())));
    }

    /** The header Authorization of a request that has this signature. */
    public String authorization(CanonicalRequest request, String signature) {
        return StringToSign.ALGORITHM + " Credential=" + credential() + ", SignedHeaders=" + request.signedHeaders()
                + ", Signature=" + signature;
    }

    /** Signs what is of this kind: {@code ""}, {@code -PAYLOAD} or {@code -TRAILER}. */
    String sign(String kind, String lines) throws IOException, GeneralSecurityException {
        String message = StringToSign.ALGORITHM + kind + "\n" + time + "\n" + scope + "\n" + lines;
        return HexFormat.of().formatHex(key.sign(message.getBytes(StandardCharsets.US_ASCII)));
    }
}
