package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.duehsm.aws.AccessKey;
import org.duehsm.awssdk.DueHsmAuthScheme;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.provider.DueHsmKey;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * S3 clients of the AWS SDK that sign by the device, and a server that others wrote to verify them: S3Proxy. Inside the
 * JVM: a device is all they need.
 */
class AwsSdkS3Test {

    private static final String ID = "AKIAS3";
    private static final String SECRET = "the secret of S3Proxy";
    private static final String BUCKET = "bucket";

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private static LoopbackS3 proxy;
    private static DueHsmAuthScheme scheme;
    private static S3Client client;
    private static S3AsyncClient asyncClient;

    @BeforeAll
    static void start() throws Exception {
        proxy = new LoopbackS3(AuthenticationType.AWS_V4, ID, SECRET);
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET.getBytes(UTF_8));
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, "wrong", "another secret".getBytes(UTF_8));
        scheme = DueHsmAuthScheme.of(key(ID));
        client = AwsSdk.s3(proxy.uri(), scheme);
        asyncClient = AwsSdk.s3Async(proxy.uri(), scheme);
        client.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() throws Exception {
        asyncClient.close();
        client.close();
        proxy.close();
    }

    /** By the secret of this key, as a client who has the right id. */
    private static AccessKey key(String key) throws Exception {
        DueHsmKey handle = DueHsmKey.of(key).withAlgorithm(Algorithm.AWS4_HMAC_SHA256.jcaName());
        return AccessKey.of(ID, handle, DUE.provider());
    }

    /** Of more than one chunk, of whole chunks, and of none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 131_072, 300_000})
    void putsAndGets(int length) throws Exception {
        byte[] body = random(length);

        client.putObject(request -> request.bucket(BUCKET).key("sync"), RequestBody.fromBytes(body));
        asyncClient
                .putObject(request -> request.bucket(BUCKET).key("async"), AsyncRequestBody.fromBytes(body))
                .join();

        for (String key : List.of("sync", "async")) {
            assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                            .asByteArray())
                    .isEqualTo(body);
            assertThat(asyncClient
                            .getObject(request -> request.bucket(BUCKET).key(key), AsyncResponseTransformer.toBytes())
                            .join()
                            .asByteArray())
                    .isEqualTo(body);
        }
    }

    @Test
    void listsAndDeletesObjectsOfAnyName() {
        for (String key : LoopbackS3.oddNames()) {
            client.putObject(request -> request.bucket(BUCKET).key("odd/" + key), RequestBody.fromString(key));
        }

        List<String> keys =
                client
                        .listObjectsV2Paginator(
                                request -> request.bucket(BUCKET).prefix("odd/").maxKeys(3))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .toList();
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        LoopbackS3.oddNames().stream().map(key -> "odd/" + key).toList());

        client.deleteObjects(request -> request.bucket(BUCKET)
                .delete(delete -> delete.objects(keys.stream()
                        .map(key -> ObjectIdentifier.builder().key(key).build())
                        .toList())));
        assertThat(client.listObjectsV2(request -> request.bucket(BUCKET).prefix("odd/"))
                        .contents())
                .isEmpty();
    }

    /** In two parts, the first as small as S3 allows. */
    @Test
    void uploadsInParts() {
        byte[] body = random((5 << 20) + 100_000);
        String upload = client.createMultipartUpload(
                        request -> request.bucket(BUCKET).key("parts"))
                .uploadId();
        List<CompletedPart> parts = IntStream.of(1, 2)
                .mapToObj(number -> {
                    int from = (number - 1) * (5 << 20);
                    RequestBody part = RequestBody.fromRemainingByteBuffer(
                            ByteBuffer.wrap(body, from, Math.min(5 << 20, body.length - from)));
                    String tag = client.uploadPart(
                                    request -> request.bucket(BUCKET)
                                            .key("parts")
                                            .uploadId(upload)
                                            .partNumber(number),
                                    part)
                            .eTag();
                    return CompletedPart.builder().partNumber(number).eTag(tag).build();
                })
                .toList();
        client.completeMultipartUpload(request ->
                request.bucket(BUCKET).key("parts").uploadId(upload).multipartUpload(all -> all.parts(parts)));

        assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key("parts"))
                        .asByteArray())
                .isEqualTo(body);
    }

    /** The SDK's own kind of it, of a body whose length nobody says. */
    @Test
    void uploadsInPartsByItself() {
        byte[] body = random(9 << 20);
        try (S3AsyncClient multipart = AwsSdk.s3AsyncBuilder(proxy.uri(), scheme)
                .multipartEnabled(true)
                .build()) {
            multipart
                    .putObject(
                            request -> request.bucket(BUCKET).key("many"),
                            AsyncRequestBody.fromPublisher(AwsSdk.publisher(body)))
                    .join();
        }

        assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key("many"))
                        .asByteArray())
                .isEqualTo(body);
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void putsWithAnyChecksum(ChecksumAlgorithm checksum) {
        client.putObject(
                request -> request.bucket(BUCKET).key("checked").checksumAlgorithm(checksum),
                RequestBody.fromString("checked"));

        assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key("checked"))
                        .asUtf8String())
                .isEqualTo("checked");
    }

    /** The first time it is sent, the connection breaks in the middle of the body. */
    @Test
    void sendsTheBodyAgain() {
        byte[] body = random(400_000);
        BrokenOnce broken = new BrokenOnce();
        try (S3Client retrying = AwsSdk.s3Builder(proxy.uri(), scheme)
                        .httpClient(broken.sync())
                        .build();
                S3AsyncClient retryingAsync = AwsSdk.s3AsyncBuilder(proxy.uri(), scheme)
                        .httpClient(broken.async())
                        .build()) {
            retrying.putObject(request -> request.bucket(BUCKET).key("again"), RequestBody.fromBytes(body));
            retryingAsync
                    .putObject(request -> request.bucket(BUCKET).key("again async"), AsyncRequestBody.fromBytes(body))
                    .join();
        }

        assertThat(broken.sent()).isEqualTo(4);
        for (String key : List.of("again", "again async")) {
            assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                            .asByteArray())
                    .isEqualTo(body);
        }
    }

    /** Where it had a body of which the third chunk was not signed, in the stream of a synchronous client. */
    @Test
    void sendsABodyAgainThatWasNotSigned() throws Exception {
        byte[] body = random(400_000);
        AtomicInteger signatures = new AtomicInteger();
        AccessKey fails = AwsSdk.watched(key(ID), () -> {
            if (signatures.incrementAndGet() == 4) {
                throw new ProviderException("the board is away for once");
            }
        });
        try (S3Client failing = AwsSdk.s3(proxy.uri(), DueHsmAuthScheme.of(fails))) {
            failing.putObject(request -> request.bucket(BUCKET).key("third"), RequestBody.fromBytes(body));
        }

        assertThat(signatures.get()).isGreaterThan(8);
        assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key("third"))
                        .asByteArray())
                .isEqualTo(body);
    }

    @Test
    void noEventLoopWaitsForTheDevice() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        DueHsmAuthScheme watched = DueHsmAuthScheme.of(
                AwsSdk.watched(key(ID), () -> threads.add(Thread.currentThread().getName())));
        try (S3AsyncClient watchedClient = AwsSdk.s3Async(proxy.uri(), watched)) {
            watchedClient
                    .putObject(
                            request -> request.bucket(BUCKET).key("threads"),
                            AsyncRequestBody.fromBytes(random(300_000)))
                    .join();
        }

        assertThat(threads).containsOnly("due-hsm-aws-sdk");
    }

    @Test
    void aWrongSecretIsRefused() throws Exception {
        DueHsmAuthScheme wrong = DueHsmAuthScheme.of(key("wrong"));
        try (S3Client refused = AwsSdk.s3(proxy.uri(), wrong);
                S3AsyncClient refusedAsync = AwsSdk.s3Async(proxy.uri(), wrong)) {
            assertThatThrownBy(() -> refused.putObject(
                            request -> request.bucket(BUCKET).key("refused"), RequestBody.fromString("no")))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
            assertThatThrownBy(() -> refusedAsync
                            .getObject(
                                    request -> request.bucket(BUCKET).key("refused"),
                                    AsyncResponseTransformer.toBytes())
                            .join())
                    .hasCauseInstanceOf(S3Exception.class);
        }
    }

    /** The device says why, once; one that is away is asked as often as the SDK tries. */
    @Test
    void whatTheDeviceSaysIsTheCause() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        DueHsmAuthScheme unknown = DueHsmAuthScheme.of(AwsSdk.watched(key("unknown"), asked::incrementAndGet));
        assertThatThrownBy(() -> put(unknown))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("the request was not signed by the key " + ID + ": ")
                .hasCauseInstanceOf(DeviceStatusException.class);
        assertThat(asked).hasValue(1);

        DueHsmKey handle = DueHsmKey.of(ID).withAlgorithm(Algorithm.AWS4_HMAC_SHA256.jcaName());
        AccessKey nowhere = AccessKey.of(ID, handle, Due.provider("tcp://127.0.0.1:1"));
        DueHsmAuthScheme away = DueHsmAuthScheme.of(AwsSdk.watched(nowhere, asked::incrementAndGet));
        assertThatThrownBy(() -> put(away))
                .isInstanceOf(SdkClientException.class)
                .hasCauseInstanceOf(DeviceUnavailableException.class);
        assertThat(asked).hasValueGreaterThan(2);
    }

    private static void put(DueHsmAuthScheme scheme) {
        try (S3Client failing = AwsSdk.s3(proxy.uri(), scheme)) {
            failing.putObject(request -> request.bucket(BUCKET).key("failing"), RequestBody.fromString("no"));
        }
    }

    /** What the presigner does by itself, with words for it; module aws presigns. */
    @Test
    void thePresignerHasNoSecret() {
        try (S3Presigner presigner = S3Presigner.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(scheme.identityProvider(null))
                .build()) {
            assertThatThrownBy(() ->
                            presigner.presignGetObject(request -> request.signatureDuration(Duration.ofMinutes(1))
                                    .getObjectRequest(get -> get.bucket(BUCKET).key("any"))))
                    .hasMessageContaining("is on a device")
                    .hasMessageContaining("Signature4Signer");
        }
    }

    private static byte[] random(int length) {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        return body;
    }
}
