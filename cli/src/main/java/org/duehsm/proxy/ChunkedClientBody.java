package org.duehsm.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duehsm.aws.Checksum;

/**
 * A body in the chunks of {@code aws-chunked}, with or without signatures, which are by no secret, and with or without a
 * checksum as a trailer, which is compared ("Signature calculations for the Authorization header: transferring payload in
 * multiple chunks", Amazon S3 API Reference).
 */
final class ChunkedClientBody extends ClientBody {

    private static final Pattern HEAD = Pattern.compile("([0-9A-Fa-f]{1,8})(;chunk-signature=[0-9a-f]{64})?");
    private static final Pattern TRAILER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([!-~]*)[ \t]*");
    private static final String SIGNATURE = "x-amz-trailer-signature";
    private static final int LINE = 512; // characters at most; the longest that clients send are half of that
    private static final int TRAILERS = 2; // checksum and signature

    private final boolean signed;
    private final Optional<Checksum> checksum;
    private final Optional<Checksum.Running> running;
    private long chunkLeft;
    private byte[] value;

    /**
     * A body.
     *
     * @param length of all bytes without the frames
     * @param signed whether its chunks have signatures
     * @param checksum that follows them, if any
     */
    ChunkedClientBody(InputStream in, long length, boolean signed, Optional<Checksum> checksum) {
        super(in, length);
        this.signed = signed;
        this.checksum = checksum;
        this.running = checksum.map(Checksum::start);
    }

    /** What follows the chunks, if anything does. */
    Optional<Checksum> checksum() {
        return checksum;
    }

    /** The trailing checksum in Base64, once all has been read. */
    Optional<String> checksumValue() {
        return Optional.ofNullable(value).map(Base64.getEncoder()::encodeToString);
    }

    @Override
    int take(byte[] into, int offset, int limit) throws IOException {
        if (chunkLeft == 0) {
            chunkLeft = head();
            if (chunkLeft == 0) {
                throw wrong("they end after " + given() + " bytes, not " + length());
            }
            if (chunkLeft > length() - given()) {
                throw wrong("they have more bytes than the " + length() + " of " + AskedHeaders.DECODED_LENGTH);
            }
        }
        int count = raw(into, offset, (int) Math.min(limit, chunkLeft));
        chunkLeft -= count;
        running.ifPresent(sum -> sum.update(into, offset, count));
        if (chunkLeft == 0 && !line().isEmpty()) {
            throw wrong("one is longer than it says");
        }
        return count;
    }

    private long head() throws IOException {
        Matcher head = HEAD.matcher(line());
        if (!head.matches() || signed != (head.group(2) != null)) {
            throw wrong("one does not begin with its size" + (signed ? " and signature" : " alone"));
        }
        return Long.parseLong(head.group(1), 16);
    }

    @Override
    void end() throws IOException {
        if (chunkLeft != 0 || head() != 0) {
            throw wrong("they have more bytes than the " + length() + " of " + AskedHeaders.DECODED_LENGTH);
        }
        Map<String, String> trailers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            Matcher trailer = TRAILER.matcher(line);
            if (!trailer.matches()
                    || trailers.size() == TRAILERS
                    || trailers.put(trailer.group(1), trailer.group(2)) != null) {
                throw wrong("what follows them are no trailers");
            }
        }
        requireEnd();
        trailers.remove(SIGNATURE);
        if (checksum.isPresent()) {
            value = running.get().value();
            compare(trailers.remove(checksum.get().header()));
        }
        if (!trailers.isEmpty()) {
            throw wrong("a trailer follows them that " + AskedHeaders.TRAILER + " does not name");
        }
    }

    private void compare(String said) throws RefusedException {
        if (said == null) {
            throw wrong("the trailer does not follow them that " + AskedHeaders.TRAILER + " names");
        }
        if (!said.equals(checksumValue().orElseThrow())) {
            throw new RefusedException(
                    400,
                    "BadDigest",
                    "the body's checksum is not the one in the trailer "
                            + checksum.get().header());
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = raw(); next != '\r'; next = raw()) {
            if (next == '\n' || line.length() == LINE) {
                throw wrong("a line of theirs does not end in CR and LF, or is too long");
            }
            line.append((char) next);
        }
        if (raw() != '\n') {
            throw wrong("a line of theirs does not end in CR and LF");
        }
        return line.toString();
    }

    private static RefusedException wrong(String what) {
        return new RefusedException(
                400, "IncompleteBody", "the body is no aws-chunked one: its chunks are wrong, " + what);
    }
}
