package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.duehsm.cli.Main;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * S3 clients of the AWS SDK that have a placeholder and no secret, through {@code due-hsm aws proxy} in a JVM of its own
 * with little memory, to a server that others wrote to verify signatures: S3Proxy.
 */
@Timeout(1200)
class AwsProxyS3Test {

    private static final String ID = "AKIAS3";
    private static final String SECRET = "the secret of S3Proxy";
    private static final String PLACEHOLDER = "sandbox-0a1b2c3d4e5f6071";
    private static final String BUCKET = "bucket";

    /** Bytes of the largest object: of continuous integration 1 GiB. */
    private static final long LARGE = Long.getLong("proxy.bytes", 64L << 20);

    private static final int PIECE = 1 << 20;

    @TempDir
    static Path folder;

    private static LoopbackS3 server;
    private static Jvm proxy;
    private static S3Client client;
    private static URI endpoint;

    @BeforeAll
    static void start() throws Exception {
        server = new LoopbackS3(AuthenticationType.AWS_V4, ID, SECRET, folder.resolve("objects"));
        Path flash = folder.resolve("flash");
        try (JvmDue due = JvmDue.onFile(flash)) {
            DueHsmClient.shared(ClientConfig.of(due.port()))
                    .importKey(ID, Algorithm.AWS4_HMAC_SHA256, SECRET.getBytes(UTF_8), false);
        }
        proxy = Jvm.with("-Xmx64m", "-cp", System.getProperty("java.class.path"))
                .start(Main.class, "aws", "proxy", "--rules", rules("chunks").toString(), "--port", "jvm:" + flash);
        String line = proxy.readLine();
        assertThat(line).startsWith("Listening at http://127.0.0.1:");
        endpoint = URI.create(line.substring("Listening at ".length()));
        client = client(PLACEHOLDER);
        client.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        proxy.close();
        server.close();
    }

    private static Path rules(String body) throws IOException {
        Path file = Files.writeString(folder.resolve("rules"), """
                rule objects
                    placeholder %s
                    upstream    %s
                    key         %s
                    region      eu-west-1
                    service     s3
                    dialect     s3
                    body        %s
                    allow       GET,HEAD,PUT,POST,DELETE /bucket /bucket/*
                """.formatted(PLACEHOLDER, server.uri(), ID, body));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static S3Client client(String placeholder) {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(placeholder, "no secret")))
                .forcePathStyle(true)
                .build();
    }

    /** As SDKs send it unless told otherwise: in chunks, with a checksum behind them. */
    @Test
    void passesOnWhatIsLargerThanItsMemory() throws Exception {
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        client.putObject(
                request -> request.bucket(BUCKET).key("large"),
                RequestBody.fromContentProvider(() -> new Noise(LARGE, sent), LARGE, "application/octet-stream"));

        MessageDigest got = MessageDigest.getInstance("SHA-256");
        try (ResponseInputStream<?> body =
                        client.getObject(request -> request.bucket(BUCKET).key("large"));
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), got)) {
            assertThat(body.transferTo(out)).isEqualTo(LARGE);
        }
        assertThat(HexFormat.of().formatHex(got.digest()))
                .isEqualTo(HexFormat.of().formatHex(sent.digest()));
    }

    /** Bytes that depend on nothing but their number. */
    private static final class Noise extends InputStream {

        private final byte[] piece = new byte[PIECE];
        private final MessageDigest digest;
        private long left;

        Noise(long length, MessageDigest digest) {
            this.left = length;
            this.digest = digest;
            digest.reset(); // it is read anew, for an attempt that comes after another
            new Random(length).nextBytes(piece);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int at = (int) (left % PIECE);
            int count = (int) Math.min(Math.min(length, left), PIECE - at);
            System.arraycopy(piece, at, into, offset, count);
            digest.update(into, offset, count);
            left -= count;
            return count;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void passesOnEachChecksum(ChecksumAlgorithm algorithm) {
        byte[] body = new byte[200_000];
        new Random(1).nextBytes(body);
        client.putObject(
                request -> request.bucket(BUCKET).key("summed").checksumAlgorithm(algorithm),
                RequestBody.fromBytes(body));
        assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key("summed"))
                        .asByteArray())
                .isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a key/in a folder", "ünïcödé/日本語", "(brackets) 'quotes' !*;:@$,[] 100% a+b"})
    void passesOnObjectsOfAnyName(String key) {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(key),
                "the server keeps an object in a file of its name, which a JVM without a locale cannot have");
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(key));

        assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                        .asUtf8String())
                .isEqualTo(key);
        assertThat(client.getObjectAsBytes(
                                request -> request.bucket(BUCKET).key(key).range("bytes=0-0"))
                        .asByteArray())
                .hasSize(1);
        assertThat(client.headObject(request -> request.bucket(BUCKET).key(key)).contentLength())
                .isEqualTo(key.getBytes(UTF_8).length);
        assertThat(client.listObjectsV2(request -> request.bucket(BUCKET).prefix(key))
                        .contents())
                .hasSize(1);
        client.deleteObject(request -> request.bucket(BUCKET).key(key));
        assertThatThrownBy(() ->
                        client.headObject(request -> request.bucket(BUCKET).key(key)))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("404");
    }

    /** The SDK encodes one of two slashes in a row, and how that is signed, S3 and others do not agree on. */
    @Test
    void refusesAnEncodedSlash() {
        assertThatThrownBy(() ->
                        client.headObject(request -> request.bucket(BUCKET).key("folder//key")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("400");
    }

    @Test
    void passesOnPartsAndCopies() {
        String upload = client.createMultipartUpload(
                        request -> request.bucket(BUCKET).key("parts"))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        byte[] part = new byte[5 << 20];
        for (int number : new int[] {1, 2}) {
            String tag = client.uploadPart(
                            request -> request.bucket(BUCKET)
                                    .key("parts")
                                    .uploadId(upload)
                                    .partNumber(number),
                            RequestBody.fromBytes(part))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        client.completeMultipartUpload(request ->
                request.bucket(BUCKET).key("parts").uploadId(upload).multipartUpload(all -> all.parts(parts)));
        client.copyObject(request -> request.sourceBucket(BUCKET)
                .sourceKey("parts")
                .destinationBucket(BUCKET)
                .destinationKey("copy"));

        assertThat(client.headObject(request -> request.bucket(BUCKET).key("copy"))
                        .contentLength())
                .isEqualTo(2L * part.length);
    }

    @Test
    void letsNobodyInWithoutThePlaceholder() {
        try (S3Client other = client("sandbox-0a1b2c3d4e5f6072")) {
            assertThatThrownBy(() -> other.listBuckets())
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("placeholder of no rule");
        }
        assertThatThrownBy(() -> client.createBucket(request -> request.bucket("another")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("allows PUT of this path");
    }
}
