package org.duehsm.serve;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.KeyId;
import org.eclipse.jetty.http.HttpFields;

/** A version of AWS' signatures: where a request names the key, and what is answered. */
enum AwsSignature {

    /** Signature Version 2, as of the original daemon: the message names the key, and we look at its form. */
    VERSION_2("HmacSHA1") {
        @Override
        AwsMessage read(HttpFields headers, byte[] body) {
            return AwsMessage.parse(body);
        }

        @Override
        Answer signed(byte[] mac) {
            return Answer.signature(mac);
        }

        @Override
        Optional<Answer> refusal(DeviceStatus status) {
            return status == DeviceStatus.WRONG_ALGORITHM ? Optional.of(Answer.BAD_MESSAGE) : super.refusal(status);
        }
    },

    /** Signature Version 4: a header names the key, and the device looks at the message's form, as it must anyway. */
    VERSION_4("AWS4-HMAC-SHA256") {
        @Override
        AwsMessage read(HttpFields headers, byte[] body) {
            List<String> values = headers.getValuesList(KEY_HEADER);
            Optional<String> id = Optional.ofNullable(values.get(0))
                    .filter(value -> values.size() == 1 && ASCII.matcher(value).matches())
                    .flatMap(PercentEncoding::decode)
                    .filter(KeyId::isValid);
            return new AwsMessage(id, id.isPresent() ? Optional.empty() : Optional.of(Answer.BAD_KEY_ID));
        }

        @Override
        Answer signed(byte[] mac) {
            return Answer.signature4(mac);
        }

        @Override
        Optional<Answer> refusal(DeviceStatus status) {
            return switch (status) {
                case BAD_MESSAGE -> Optional.of(Answer.BAD_MESSAGE);
                case LIMITED -> Optional.of(Answer.BAD_SCOPE);
                case WRONG_ALGORITHM -> Optional.of(Answer.BAD_ALGORITHM);
                default -> super.refusal(status);
            };
        }
    };

    /** Names the key, percent-encoded; a request that has it is for Signature Version 4, whatever its body is. */
    static final String KEY_HEADER = "X-DueHSM-Key";

    private static final Pattern ASCII = Pattern.compile("[!-~]+");

    private final String algorithm;

    AwsSignature(String algorithm) {
        this.algorithm = algorithm;
    }

    /** What a request is for. */
    static AwsSignature of(HttpFields headers) {
        return headers.contains(KEY_HEADER) ? VERSION_4 : VERSION_2;
    }

    /** What its keys are for, by its name in Java. */
    String algorithm() {
        return algorithm;
    }

    /** Whose key is to sign, and whether it can be asked to. */
    abstract AwsMessage read(HttpFields headers, byte[] body);

    /** The answer with a signature. */
    abstract Answer signed(byte[] mac);

    /** The answer to what the device refuses; empty if it is the device's fault rather than the client's. */
    Optional<Answer> refusal(DeviceStatus status) {
        return switch (status) {
            case UNKNOWN_KEY -> Optional.of(Answer.UNKNOWN_KEY);
            case LIMITED -> Optional.of(Answer.NOT_WITHIN_LIMITS);
            case NOT_PERMITTED -> Optional.of(Answer.NOT_PERMITTED); // by the rules of a broker that is another's
            default -> Optional.empty();
        };
    }
}
