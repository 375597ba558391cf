package org.duehsm.serve;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.duehsm.client.KeyId;

/**
 * What {@code /sign/aws} is asked to sign: whose key it is, and what is wrong.
 *
 * <p>{@link #parse} reads a string to sign of AWS Signature Version 2, as query APIs use it ("Signature
 * Version 2 signing process", AWS General Reference): four lines without a line break at the end,
 *
 * <pre>
 * GET
 * ec2.amazonaws.com
 * /
 * AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&amp;Action=DescribeInstances&amp;...
 * </pre>
 *
 * @param keyId the value of the query parameter AWSAccessKeyId, decoded, or of the header {@value
 *     AwsSignature#KEY_HEADER}; absent if the request names none
 * @param error what is wrong with the message; absent if it can be signed
 */
record AwsMessage(Optional<String> keyId, Optional<Answer> error) {

    private static final String PARAMETER = "AWSAccessKeyId";

    /* The parameters that say how the message is signed, and the one way that is ours; they may be missing. */
    private static final Map<String, String> SIGNED_BY = Map.of("SignatureMethod", "HmacSHA1", "SignatureVersion", "2");

    private static final int MAX_KEY_ID = 64; // characters, as in the original
    private static final int LINES = 4;

    /* The first three lines; the fourth is what is left. All are ASCII, for AWS encodes everything else. */
    private static final Pattern REQUEST = Pattern.compile("[A-Z]+\n[!-~]+\n/[!-~]*\n[!-~]*");

    /** Reads a message: whose key it names, and whether it is one. */
    static AwsMessage parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.contains(PARAMETER + "=")) {
            return refused(null, Answer.NO_KEY_ID);
        }
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES || !REQUEST.matcher(text).matches()) {
            return refused(null, Answer.BAD_MESSAGE);
        }
        Map<String, String> values = new HashMap<>();
        for (String parameter : lines[LINES - 1].split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            String name = PercentEncoding.decode(pair[0]).orElse("");
            boolean ours = name.equals(PARAMETER) || SIGNED_BY.containsKey(name);
            if (ours && values.put(name, pair.length > 1 ? pair[1] : "") != null) {
                return refused(null, Answer.BAD_MESSAGE); // whose key, is not for us to guess
            }
        }
        String keyId = values.remove(PARAMETER);
        if (keyId == null) {
            return refused(null, Answer.NO_KEY_ID);
        }
        AwsMessage message = named(keyId);
        boolean asWeSign = values.entrySet().stream()
                .allMatch(entry ->
                        PercentEncoding.decode(entry.getValue()).equals(Optional.of(SIGNED_BY.get(entry.getKey()))));
        return asWeSign || message.error().isPresent()
                ? message
                : new AwsMessage(message.keyId(), Optional.of(Answer.BAD_MESSAGE));
    }

    private static AwsMessage named(String value) {
        Optional<String> id = PercentEncoding.decode(value).filter(KeyId::isValid);
        if (id.isEmpty() || id.get().length() > MAX_KEY_ID) {
            return refused(id.orElse(null), Answer.BAD_KEY_ID);
        }
        return new AwsMessage(id, Optional.empty());
    }

    private static AwsMessage refused(String keyId, Answer error) {
        return new AwsMessage(Optional.ofNullable(keyId), Optional.of(error));
    }
}
