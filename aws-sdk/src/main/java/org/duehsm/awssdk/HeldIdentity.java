package org.duehsm.awssdk;

import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Credentials whose secret is held by something else. */
class HeldIdentity implements AwsCredentialsIdentity {

    private final String accessKeyId;

    HeldIdentity(String accessKeyId) {
        this.accessKeyId = accessKeyId;
    }

    @Override
    public String accessKeyId() {
        return accessKeyId;
    }

    /** Throws UnsupportedOperationException: what asks for it would sign by itself. */
    @Override
    public String secretAccessKey() {
        throw new UnsupportedOperationException("the secret access key of " + accessKeyId + " is on a device, which"
                + " gives it to nobody; what asks for it here signs by itself, and cannot with this key: presign by"
                + " Signature4Signer of due-hsm-aws, and see the limits in aws-sdk/README.md");
    }

    @Override
    public String toString() {
        return "HeldIdentity[" + accessKeyId + "]";
    }

    /** The same for temporary credentials. */
    static final class WithToken extends HeldIdentity implements AwsSessionCredentialsIdentity {

        private final String sessionToken;

        WithToken(String accessKeyId, String sessionToken) {
            super(accessKeyId);
            this.sessionToken = sessionToken;
        }

        @Override
        public String sessionToken() {
            return sessionToken;
        }
    }
}
