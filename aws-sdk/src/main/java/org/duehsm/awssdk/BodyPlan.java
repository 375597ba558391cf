package org.duehsm.awssdk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duehsm.aws.Checksum;
import org.duehsm.aws.ChunkEncoder;
import org.duehsm.aws.ChunkedBody;
import org.duehsm.aws.Trailers;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.BaseSignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * How the body of one of the SDK's requests is sent, as its properties have it.
 *
 * @param signed whether it is signed, in chunks or by its hash; over plain HTTP it is, whatever the properties say
 * @param chunked whether it is sent as {@code aws-chunked}
 * @param checksum what is still to be computed: a trailer, if chunked, and a header otherwise
 */
record BodyPlan(boolean signed, boolean chunked, Optional<Checksum> checksum) {

    private static final String LENGTH = "Content-Length";
    private static final String DECODED_LENGTH = "x-amz-decoded-content-length";
    private static final String TRAILER = "x-amz-trailer";
    private static final int CHUNK_SIZE = ChunkedBody.DEFAULT_CHUNK_SIZE;

    /**
     * Reads the properties.
     *
     * @throws UnsupportedOperationException for streams of events, and for a checksum that the JDK does not compute
     */
    static BodyPlan of(BaseSignRequest<?, ? extends AwsCredentialsIdentity> request) {
        SdkHttpRequest head = request.request();
        if (head.firstMatchingHeader("Content-Type")
                .filter("application/vnd.amazon.eventstream"::equals)
                .isPresent()) {
            throw new UnsupportedOperationException("streams of events that are sent are not signed by this plug:"
                    + " give this client temporary credentials of due-hsm aws credential-process");
        }
        boolean hasBody = request.payload().isPresent();
        boolean signed = request.requireProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                || hasBody && !"https".equals(head.protocol());
        Optional<Checksum> checksum = Optional.ofNullable(request.property(AwsV4HttpSigner.CHECKSUM_ALGORITHM))
                .map(BodyPlan::checksum)
                .filter(sum -> head.firstMatchingHeader(sum.header()).isEmpty());
        boolean trailers =
                checksum.isPresent() || head.firstMatchingHeader(TRAILER).isPresent();
        boolean chunked = hasBody
                && request.requireProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, false)
                && (signed || trailers);
        return new BodyPlan(signed, chunked, checksum);
    }

    private static Checksum checksum(ChecksumAlgorithm algorithm) {
        return Arrays.stream(Checksum.values())
                .filter(sum -> sum.name().equals(algorithm.algorithmId()))
                .findFirst()
                .orElseThrow(() -> new UnsupportedOperationException("this plug computes the checksums "
                        + Arrays.toString(Checksum.values()) + ", not " + algorithm.algorithmId()
                        + ": choose another checksumAlgorithm, or put the checksum itself into the request"));
    }

    /** Whether the body has to be read before it is sent: for its hash, or for a checksum in a header. */
    boolean isReadBefore() {
        return !chunked && (signed || checksum.isPresent());
    }

    /** Says in the head what the body is, which is not chunked. */
    void describe(SdkHttpRequest.Builder head, BodyDigest digest) {
        head.putHeader(Head.CONTENT_HASH, signed ? digest.sha256() : "UNSIGNED-PAYLOAD");
        checksum.ifPresent(sum -> head.putHeader(sum.header(), digest.checksum()));
    }

    /**
     * Says in the head that the body is chunked, and takes out of it what follows the body.
     *
     * @param length bytes of the body before it is encoded
     */
    Trailers describeChunks(SdkHttpRequest.Builder head, long length) {
        Trailers trailers = new Trailers(takeTrailers(head), checksum);
        head.putHeader(DECODED_LENGTH, Long.toString(length));
        head.putHeader(LENGTH, Long.toString(ChunkEncoder.length(length, CHUNK_SIZE, signed, trailers)));
        head.appendHeader("Content-Encoding", "aws-chunked");
        checksum.ifPresent(sum -> head.appendHeader(TRAILER, sum.header()));
        head.putHeader(
                Head.CONTENT_HASH,
                (signed ? "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" : "STREAMING-UNSIGNED-PAYLOAD")
                        + (trailers.any() ? "-TRAILER" : ""));
        return trailers;
    }

    private static SortedMap<String, String> takeTrailers(SdkHttpRequest.Builder head) {
        Map<String, String> taken = new HashMap<>();
        for (String names : head.matchingHeaders(TRAILER)) {
            for (String name : names.split(",")) {
                String lower = name.strip().toLowerCase(Locale.ROOT);
                if (head.matchingHeaders(lower).isEmpty()) {
                    throw new IllegalArgumentException("the header " + TRAILER + " names " + lower
                            + ", which has to be among the headers: it is sent behind the body");
                }
                taken.put(lower, String.join(",", head.matchingHeaders(lower)));
                head.removeHeader(lower);
            }
        }
        return new TreeMap<>(taken);
    }

    /** Bytes of the body before it is encoded, if the head says that. */
    static Optional<Long> length(SdkHttpRequest head) {
        return head.firstMatchingHeader(DECODED_LENGTH)
                .or(() -> head.firstMatchingHeader(LENGTH))
                .map(Long::parseLong);
    }
}
