package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies in chunks, as S3 takes them. The examples are those of "Signature calculations for the Authorization
 * header: Transferring payload in multiple chunks" and "... for trailing headers" (Amazon S3 API Reference).
 */
class Signature4ChunksTest {

    private static final String EXAMPLE = "a".repeat(65 << 10);
    private static final int EXAMPLE_CHUNK = 64 << 10;

    private static ChunkedBody body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ChunkedBody.of(() -> new ByteArrayInputStream(bytes), bytes.length);
    }

    private static AwsRequest request() {
        return AwsRequest.of("PUT", URI.create("https://s3.amazonaws.com/examplebucket/chunkObject.txt"))
                .withHeader("x-amz-storage-class", "REDUCED_REDUNDANCY");
    }

    private static HttpRequest sign(AwsRequest request, Payload payload) throws Exception {
        return sign(Keys.example("AWS4-HMAC-SHA256"), request, payload);
    }

    private static HttpRequest sign(AccessKey key, AwsRequest request, Payload payload) throws Exception {
        return new Signature4Signer(key, "us-east-1", "s3", Signature4Rules.S3, Keys.at("2013-05-24T00:00:00Z"))
                .sign(request, payload);
    }

    private static String bodyOf(HttpRequest request) {
        byte[] bytes = Bodies.of(request);
        assertThat(request.bodyPublisher().orElseThrow().contentLength()).isEqualTo(bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void exampleOfChunks() throws Exception {
        HttpRequest signed = sign(
                request().withHeader("Content-Length", "66824"),
                Payload.signedChunks(body(EXAMPLE).withChunkSize(EXAMPLE_CHUNK)));

        assertThat(signed.headers().firstValue("Authorization"))
                .hasValue("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                        + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                        + "x-amz-decoded-content-length;x-amz-storage-class, "
                        + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
        assertThat(bodyOf(signed))
                .isEqualTo("10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
                        + EXAMPLE.substring(0, EXAMPLE_CHUNK)
                        + "\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n"
                        + EXAMPLE.substring(EXAMPLE_CHUNK)
                        + "\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n"
                        + "\r\n");
    }

    @Test
    void exampleOfATrailer() throws Exception {
        HttpRequest signed =
                sign(request(), Payload.signedChunks(body(EXAMPLE).withChunkSize(EXAMPLE_CHUNK), Checksum.CRC32C));

        assertThat(signed.headers().firstValue("x-amz-trailer")).hasValue("x-amz-checksum-crc32c");
        assertThat(signed.headers().firstValue("Authorization").orElseThrow())
                .endsWith("Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
        assertThat(bodyOf(signed))
                .isEqualTo("10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n"
                        + EXAMPLE.substring(0, EXAMPLE_CHUNK)
                        + "\r\n400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n"
                        + EXAMPLE.substring(EXAMPLE_CHUNK)
                        + "\r\n0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
                        + "x-amz-checksum-crc32c:sOO8/Q==\r\n"
                        + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n"
                        + "\r\n");
    }

    /** The checksums of "123456789" of the CRC catalogue, and of "abc" by RFC 1321 and FIPS 180-4. */
    @ParameterizedTest
    @CsvSource({
        "CRC32, 123456789, y/Q5Jg==",
        "CRC32C, 123456789, 4waSgw==",
        "CRC64NVME, 123456789, rosUhgp5mIg=",
        "MD5, abc, kAFQmDzST7DWlj99KOF/cg==",
        "SHA1, abc, qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
        "SHA256, abc, ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        "SHA512, abc, 3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=="
    })
    void sendsAnUnsignedTrailer(Checksum checksum, String text, String value) throws Exception {
        HttpRequest signed = sign(request(), Payload.unsignedChunks(body(text), checksum));

        String name = "x-amz-checksum-" + checksum.name().toLowerCase(Locale.ROOT);
        assertThat(signed.headers().firstValue("x-amz-content-sha256")).hasValue("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        assertThat(bodyOf(signed))
                .isEqualTo(text.length() + "\r\n" + text + "\r\n0\r\n" + name + ":" + value + "\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 8191, 8192, 8193, 16384, 100_000})
    void saysItsLength(int length) throws Exception {
        ChunkedBody body = body("b".repeat(length)).withChunkSize(8192);

        for (Checksum checksum : Checksum.values()) {
            bodyOf(sign(request(), Payload.signedChunks(body, checksum)));
            bodyOf(sign(request(), Payload.unsignedChunks(body, checksum)));
        }
        HttpRequest signed = sign(request(), Payload.signedChunks(body));
        bodyOf(signed);
        assertThat(signed.headers().firstValue("x-amz-decoded-content-length")).hasValue(Integer.toString(length));
    }

    /** In the order of their names, as they are signed. */
    @Test
    void sendsTrailersThatAreKnown() throws Exception {
        Trailers trailers =
                new Trailers(new TreeMap<>(Map.of("x-amz-meta-z", "last", "a", "first")), Optional.of(Checksum.CRC32));
        byte[] frame = ChunkEncoder.frame(9);
        System.arraycopy("123456789".getBytes(StandardCharsets.US_ASCII), 0, frame, ChunkEncoder.DATA, 9);
        ChunkEncoder encoder = ChunkEncoder.unsigned(trailers);

        String sent = StandardCharsets.US_ASCII.decode(encoder.chunk(frame, 9)).toString()
                + StandardCharsets.US_ASCII.decode(encoder.last());

        assertThat(sent)
                .isEqualTo(
                        "9\r\n123456789\r\n0\r\na:first\r\nx-amz-checksum-crc32:y/Q5Jg==\r\nx-amz-meta-z:last\r\n\r\n")
                .hasSize((int) ChunkEncoder.length(9, 8192, false, trailers));
    }

    @Test
    void sendsTheSameAgain() throws Exception {
        HttpRequest signed = sign(request(), Payload.signedChunks(body(EXAMPLE), Checksum.SHA256));

        assertThat(bodyOf(signed)).isEqualTo(bodyOf(signed));
    }

    /** What the HTTP client is told. */
    @Test
    void saysWhyAChunkIsNotSigned() throws Exception {
        AccessKey example = Keys.example("AWS4-HMAC-SHA256");
        AccessKey away = new AccessKey() {
            @Override
            public String id() {
                return example.id();
            }

            @Override
            public String algorithm() {
                return example.algorithm();
            }

            @Override
            public byte[] sign(byte[] message) throws IOException, GeneralSecurityException {
                if (new String(message, StandardCharsets.US_ASCII).contains("PAYLOAD")) {
                    throw new ProviderException("the board is away");
                }
                return example.sign(message);
            }
        };
        HttpRequest signed = sign(away, request(), Payload.signedChunks(body(EXAMPLE)));

        assertThatThrownBy(() -> Bodies.of(signed))
                .hasStackTraceContaining("a chunk of the body was not signed: the board is away");
    }

    @ParameterizedTest
    @EnumSource(Checksum.class)
    void namesTheOutermostEncodingFirst(Checksum checksum) throws Exception {
        HttpRequest signed =
                sign(request().withHeader("content-encoding", "gzip"), Payload.signedChunks(body(EXAMPLE), checksum));

        assertThat(signed.headers().allValues("Content-Encoding")).containsExactly("aws-chunked,gzip");
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-decoded-content-length, 5",
        "x-amz-trailer, x-amz-checksum-crc32",
        "Content-Encoding, aws-chunked",
        "Content-Length, 66823"
    })
    void refusesHeadersThatTheBodySets(String name, String value) {
        AwsRequest request = request().withHeader(name, value);

        for (Payload payload :
                List.of(Payload.signedChunks(body(EXAMPLE).withChunkSize(EXAMPLE_CHUNK)), Payload.of(new byte[1]))) {
            assertThatThrownBy(() -> sign(request, payload))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(name.equals("Content-Encoding") ? "aws-chunked" : name, "body");
        }
    }

    @Test
    void presignsNoChunks() throws Exception {
        Signature4Signer signer = new Signature4Signer(
                Keys.example("AWS4-HMAC-SHA256"),
                "us-east-1",
                "s3",
                Signature4Rules.S3,
                Keys.at("2013-05-24T00:00:00Z"));

        assertThatThrownBy(() -> signer.presign(request(), Payload.signedChunks(body(EXAMPLE)), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chunks");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 8191, 16777217})
    void refusesOtherSizesOfChunks(int size) {
        assertThatThrownBy(() -> body(EXAMPLE).withChunkSize(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(size));
    }

    @Test
    void refusesANegativeLength() {
        assertThatThrownBy(() -> ChunkedBody.of(InputStream::nullInputStream, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
