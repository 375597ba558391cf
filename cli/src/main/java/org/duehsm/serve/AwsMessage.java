package org.duehsm.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.duehsm.client.KeyId;

/**
 * A string to sign of AWS Signature Version 2, as query APIs use it ("Signature Version 2 signing
 * process", AWS General Reference): four lines without a line break at the end,
 *
 * <pre>
 * GET
 * ec2.amazonaws.com
 * /
 * AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&amp;Action=DescribeInstances&amp;...
 * </pre>
 *
 * @param keyId the value of the query parameter AWSAccessKeyId, decoded; absent if the message names none
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
            String name = decode(pair[0]).orElse("");
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
                .allMatch(entry -> decode(entry.getValue()).equals(Optional.of(SIGNED_BY.get(entry.getKey()))));
        return asWeSign || message.error().isPresent()
                ? message
                : new AwsMessage(message.keyId(), Optional.of(Answer.BAD_MESSAGE));
    }

    private static AwsMessage named(String value) {
        Optional<String> id = decode(value).filter(KeyId::isValid);
        if (id.isEmpty() || id.get().length() > MAX_KEY_ID) {
            return refused(id.orElse(null), Answer.BAD_KEY_ID);
        }
        return new AwsMessage(id, Optional.empty());
    }

    private static AwsMessage refused(String keyId, Answer error) {
        return new AwsMessage(Optional.ofNullable(keyId), Optional.of(error));
    }

    /* Percent-encoding (RFC 3986, 2.1) of UTF-8; a plus is a plus. */
    private static Optional<String> decode(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%') {
                if (i + 2 >= value.length()
                        || !HexFormat.isHexDigit(value.charAt(i + 1))
                        || !HexFormat.isHexDigit(value.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
