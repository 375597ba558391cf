package org.duehsm.awssdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.duehsm.aws.Checksum;

/** What a head has to say of a body that is read before it is sent. */
final class BodyDigest {

    private static final int BUFFER = 16 << 10;

    private final Checksum.Running sha256 = Checksum.SHA256.start();
    private final Optional<Checksum.Running> checksum;

    BodyDigest(Optional<Checksum> checksum) {
        this.checksum = checksum.map(Checksum::start);
    }

    /** All of the stream, which is closed. */
    void read(InputStream body) throws IOException {
        try (body) {
            byte[] buffer = new byte[BUFFER];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                update(buffer, count);
            }
        }
    }

    void update(ByteBuffer bytes) {
        byte[] buffer = new byte[Math.min(BUFFER, bytes.remaining())];
        while (bytes.hasRemaining()) {
            int count = Math.min(buffer.length, bytes.remaining());
            bytes.get(buffer, 0, count);
            update(buffer, count);
        }
    }

    private void update(byte[] buffer, int count) {
        sha256.update(buffer, 0, count);
        checksum.ifPresent(sum -> sum.update(buffer, 0, count));
    }

    /** 64 lower-case hexadecimal digits. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.value());
    }

    /** The checksum, in Base64. */
    String checksum() {
        return Base64.getEncoder().encodeToString(checksum.orElseThrow().value());
    }
}
