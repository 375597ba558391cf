package org.duehsm.tests;

import java.net.URI;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duehsm.aws.AwsRequest;
import org.duehsm.aws.PercentEncoding;
import org.duehsm.aws.Signature4Rules;

/** A request to S3 or to another service, as random allows, of all that has a meaning in URIs, signatures and headers. */
final class RandomAwsRequest {

    /* What another service's path may have between its slashes. */
    private static final String[] SEGMENTS = {"", ".", "..", "a", "a b", "~", "%41", "ä/ö", "(x)*", "+", "=&?#"};
    private static final String CHARACTERS = "aZ09-._~ /+=&%?#:;,@!$'()*[]{}|\\\"<>^`\u00e4\u65e5\ud83d\ude00";

    /* The SDK says what it signs of the body in a header, whatever the service; so has ours to. */
    private static final Signature4Rules OTHERS = new Signature4Rules(true, true, true, true);

    private final Random random;
    private final boolean forS3;
    private final boolean presigned;
    private final boolean bodySigned;
    private final byte[] body;
    private final Optional<String> token;
    private final AwsRequest request;

    RandomAwsRequest(Random random) {
        this.random = random;
        forS3 = random.nextBoolean();
        presigned = random.nextInt(3) == 0;
        bodySigned = random.nextInt(4) > 0;
        body = new byte[presigned ? 0 : random.nextInt(300)];
        random.nextBytes(body);
        token = random.nextInt(3) == 0 ? Optional.of("IQoJb3JpZ2lu/" + number(1 << 30) + "+==") : Optional.empty();
        request = request(of("GET", "PUT", "POST", "DELETE", "HEAD"));
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    String of(String... some) {
        return some[random.nextInt(some.length)];
    }

    boolean isForS3() {
        return forS3;
    }

    Signature4Rules rules() {
        return forS3 ? Signature4Rules.S3 : presigned ? Signature4Rules.GENERAL : OTHERS;
    }

    boolean isPresigned() {
        return presigned;
    }

    boolean isBodySigned() {
        return bodySigned;
    }

    byte[] body() {
        return body;
    }

    Optional<String> token() {
        return token;
    }

    /** Without the session token, which the SDK has among its credentials. */
    AwsRequest request() {
        return request;
    }

    /** The request with the session token, where a signature of this kind has it. */
    AwsRequest withToken() {
        if (token.isEmpty()) {
            return request;
        }
        return presigned
                ? request.withQuery("X-Amz-Security-Token", token.get())
                : request.withHeader("x-amz-security-token", token.get());
    }

    private AwsRequest request(String method) {
        String authority = of("host.example.com", "localhost:8080", "b-1.s3.eu-west-1.amazonaws.com", "127.0.0.1:81");
        boolean unsigned = presigned ? forS3 : !bodySigned; // without TLS the SDK signs all bodies
        String scheme = unsigned ? "https" : of("http", "https");
        URI uri = URI.create(scheme + "://" + authority + (forS3 ? key() : path()));
        AwsRequest made = AwsRequest.of(method, uri);
        for (int i = number(4); i > 0; i--) {
            made = made.withQuery(text(1 + number(8)), text(number(12)));
        }
        for (int i = number(4); i > 0; i--) {
            made = made.withHeader(
                    of("x-amz-meta-", "X-Amz-Meta-", "my-") + i, " a" + " ".repeat(number(4)) + "b, \"c  d\" ");
        }
        return number(2) == 0 ? made : made.withHeader("Content-Type", "text/plain; charset=utf-8");
    }

    /* Dots between slashes are refused, for servers make another key of them. */
    private String key() {
        String key = text(number(20)).replaceAll("(?<=^|/)\\.{1,2}(?=$|/)", "dots");
        return "/bucket/" + PercentEncoding.encodePath(key);
    }

    /* Never above the root, where the SDK keeps "..", and with no dots at the end, where it drops the slash before them;
     * RFC 3986 does neither. */
    private String path() {
        String path = IntStream.range(0, number(6))
                .mapToObj(i -> "/" + PercentEncoding.encode(of(SEGMENTS)))
                .collect(Collectors.joining());
        long climbs = Stream.of(path.split("/")).filter(".."::equals).count();
        return "/deep".repeat((int) climbs) + path + (path.matches(".*/\\.{1,2}") ? "/end" : "");
    }

    private String text(int length) {
        int[] all = CHARACTERS.codePoints().toArray();
        return IntStream.range(0, length)
                .map(i -> all[number(all.length)])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
