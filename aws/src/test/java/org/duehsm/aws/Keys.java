package org.duehsm.aws;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The access key of AWS' documentation, in software. */
final class Keys {

    static final String ID = "AKIAIOSFODNN7EXAMPLE";
    static final byte[] SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".getBytes(StandardCharsets.US_ASCII);

    /** The handle of a key that is on a device. */
    record Handle(String getAlgorithm) implements SecretKey {

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    private Keys() {}

    static AccessKey example(String algorithm) throws InvalidKeyException {
        return AccessKey.of(ID, new SecretKeySpec(SECRET, algorithm));
    }

    static Clock at(String time) {
        return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }
}
