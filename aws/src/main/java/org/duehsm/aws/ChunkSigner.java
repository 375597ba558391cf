package org.duehsm.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Signs the chunks of a body one after the other, each with the signature before it ("Signature calculations for
 * the Authorization header: transferring payload in multiple chunks", Amazon S3 API Reference).
 */
final class ChunkSigner {

    private static final String NOTHING = Sha256.hex(new byte[0]);

    private final CanonicalSigner signer;
    private String previous;

    /** Starts from the signature of the request's head, which this signer made. */
    ChunkSigner(CanonicalSigner signer, String seed) {
        this.signer = signer;
        this.previous = seed;
    }

    /** The signature of the next chunk. */
    String chunk(byte[] data, int offset, int length) throws IOException, GeneralSecurityException {
        MessageDigest hash = Sha256.digest();
        hash.update(data, offset, length);
        return next("-PAYLOAD", NOTHING + "\n" + HexFormat.of().formatHex(hash.digest()));
    }

    /** The signature of the trailers, after that of the chunk without bytes. */
    String trailer(String lines) throws IOException, GeneralSecurityException {
        return next("-TRAILER", Sha256.hex(lines.getBytes(StandardCharsets.US_ASCII)));
    }

    private String next(String kind, String hashes) throws IOException, GeneralSecurityException {
        previous = signer.sign(kind, previous + "\n" + hashes);
        return previous;
    }
}
