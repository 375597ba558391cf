package org.duehsm.aws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Makes {@code aws-chunked} of a body, chunk by chunk: each with its size and signature before it, the last one empty,
 * with trailers behind it ("Signature calculations for the Authorization header: transferring payload in multiple
 * chunks", Amazon S3 API Reference). One is good for one body, whose chunks have one size, but for a last smaller one.
 */
public final class ChunkEncoder {

    private static final String END = "\r\n";
    private static final String SIGNATURE = ";chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature:";
    private static final int HEX_SIGNATURE = 2 * Sha256.SIZE;

    /** Where the data is in a {@link #frame}: eight digits are more than the size of a chunk has. */
    public static final int DATA = 8 + SIGNATURE.length() + HEX_SIGNATURE + END.length();

    private final Optional<ChunkSigner> signer;
    private final Trailers trailers;
    private final Optional<Checksum.Running> running;

    private ChunkEncoder(Optional<ChunkSigner> signer, Trailers trailers) {
        this.signer = signer;
        this.trailers = trailers;
        this.running = trailers.checksum().map(Checksum::start);
    }

    /** Chunks and trailers without signatures. */
    public static ChunkEncoder unsigned(Trailers trailers) {
        return new ChunkEncoder(Optional.empty(), trailers);
    }

    /**
     * Signed ones.
     *
     * @param signer what signed the request's head
     * @param signature that of the head
     */
    public static ChunkEncoder signed(CanonicalSigner signer, String signature, Trailers trailers) {
        return new ChunkEncoder(Optional.of(new ChunkSigner(signer, signature)), trailers);
    }

    /** How many bytes a body of this length has when it is encoded. */
    public static long length(long bytes, int chunkSize, boolean signed, Trailers trailers) {
        int rest = (int) (bytes % chunkSize);
        long length = bytes / chunkSize * chunkLength(chunkSize, signed) + headLength(0, signed) + END.length();
        if (rest > 0) {
            length += chunkLength(rest, signed);
        }
        if (trailers.any() && signed) {
            length += TRAILER_SIGNATURE.length() + HEX_SIGNATURE + END.length();
        }
        return length + trailers.length();
    }

    private static long chunkLength(int size, boolean signed) {
        return headLength(size, signed) + size + END.length();
    }

    private static int headLength(int size, boolean signed) {
        int signature = signed ? SIGNATURE.length() + HEX_SIGNATURE : 0;
        return Integer.toHexString(size).length() + signature + END.length();
    }

    /** Space for a chunk of this many bytes, which belong at {@link #DATA}. */
    public static byte[] frame(int size) {
        return new byte[DATA + size + END.length()];
    }

    /**
     * The next chunk as it is sent, in the same space.
     *
     * @param frame from {@link #frame}, for this size or a greater one
     * @param size how many bytes of data it has, at least one
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public ByteBuffer chunk(byte[] frame, int size) throws IOException, GeneralSecurityException {
        running.ifPresent(sum -> sum.update(frame, DATA, size));
        byte[] head = head(frame, size);
        int start = DATA - head.length;
        System.arraycopy(head, 0, frame, start, head.length);
        frame[DATA + size] = '\r';
        frame[DATA + size + 1] = '\n';
        return ByteBuffer.wrap(frame, start, head.length + size + END.length());
    }

    /**
     * The empty chunk and the trailers, after which nothing comes.
     *
     * @throws IOException as {@link AccessKey#sign}
     * @throws GeneralSecurityException as {@link AccessKey#sign}
     */
    public ByteBuffer last() throws IOException, GeneralSecurityException {
        StringBuilder last = new StringBuilder(new String(head(frame(0), 0), StandardCharsets.US_ASCII));
        if (trailers.any()) {
            appendTrailers(last);
        }
        return ByteBuffer.wrap(last.append(END).toString().getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] head(byte[] frame, int size) throws IOException, GeneralSecurityException {
        String signature = signer.isPresent() ? SIGNATURE + signer.get().chunk(frame, DATA, size) : "";
        return (Integer.toHexString(size) + signature + END).getBytes(StandardCharsets.US_ASCII);
    }

    /* A newline ends what is signed, CR and LF what is sent. */
    private void appendTrailers(StringBuilder last) throws IOException, GeneralSecurityException {
        Optional<String> value = running.map(sum -> Base64.getEncoder().encodeToString(sum.value()));
        StringBuilder signed = new StringBuilder();
        for (Map.Entry<String, String> trailer : trailers.with(value).entrySet()) {
            String line = trailer.getKey() + ":" + trailer.getValue();
            last.append(line).append(END);
            signed.append(line).append('\n');
        }
        if (signer.isPresent()) {
            last.append(TRAILER_SIGNATURE)
                    .append(signer.get().trailer(signed.toString()))
                    .append(END);
        }
    }
}
