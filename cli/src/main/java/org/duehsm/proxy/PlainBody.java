package org.duehsm.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** A body without frames, of which the client may have said the SHA-256. */
final class PlainBody extends ClientBody {

    private final Optional<byte[]> expected;
    private final MessageDigest digest = sha256();

    PlainBody(InputStream in, long length, Optional<byte[]> sha256) {
        super(in, length);
        this.expected = sha256;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    int take(byte[] into, int offset, int limit) throws IOException {
        int count = raw(into, offset, limit);
        if (expected.isPresent()) {
            digest.update(into, offset, count);
        }
        return count;
    }

    @Override
    void end() throws IOException {
        requireEnd();
        if (expected.isPresent() && !MessageDigest.isEqual(digest.digest(), expected.get())) {
            throw new RefusedException(
                    400,
                    "XAmzContentSHA256Mismatch",
                    "the body's SHA-256 is not the one in " + AskedHeaders.CONTENT_HASH);
        }
    }
}
