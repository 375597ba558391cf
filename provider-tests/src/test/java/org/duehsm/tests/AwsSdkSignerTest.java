package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsRequest;
import org.duehsm.aws.Checksum;
import org.duehsm.aws.ChunkedBody;
import org.duehsm.aws.Payload;
import org.duehsm.aws.Signature4Rules;
import org.duehsm.aws.Signature4Signer;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * AWS' test suites, and random requests, signed by the device and by the AWS SDK's own signer, which has the same key in software: the same
 * signature. Inside the JVM: a device is all it needs.
 */
class AwsSdkSignerTest {

    private static final int REQUESTS = Integer.getInteger("aws.requests", 1000);

    private static final String ID = "AKIASDK";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String[] REGIONS = {"us-east-1", "eu-west-1", "cn-north-1", "my_MinIO"};
    private static final Duration VALIDITY = Duration.ofMinutes(5);

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @Test
    void theSignaturesOfTheSuites() throws Exception {
        assertThat(AwsSuite.sign(DUE, 1)).isEqualTo(34 + 2 * 38);
    }

    @Test
    void theSameSignatures() throws Exception {
        AccessKey key = key();
        for (int seed = 0; seed < REQUESTS; seed++) {
            // Random's own first bits are the same for all small seeds.
            compare(key, new RandomAwsRequest(new Random(new SplittableRandom(seed).nextLong())), seed);
        }
    }

    /** Byte by byte what is sent, and so the signature of each chunk and of the trailer. */
    @ParameterizedTest
    @CsvSource({"0, true, false", "131072, true, false", "300000, true, false", "300000, true, true", "1, false, true"})
    void theSameChunks(int length, boolean signed, boolean withChecksum) throws Exception {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        URI uri = URI.create((signed ? "http" : "https") + "://host.example.com/bucket/key");
        Clock clock = Clock.fixed(Instant.parse("2026-11-30T12:36:00Z"), ZoneOffset.UTC);
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.PUT)
                .uri(uri)
                .putHeader("Content-Length", "" + length)
                .build();
        SignedRequest theirs = AwsV4HttpSigner.create().sign(sdk -> {
            sdk.identity(AwsCredentialsIdentity.create(ID, SECRET))
                    .request(unsigned)
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, signed)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock);
            if (withChecksum) {
                sdk.putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32C);
            }
        });

        ChunkedBody chunks = ChunkedBody.of(() -> new ByteArrayInputStream(body), length);
        Payload payload = withChecksum ? Payload.signedChunks(chunks, Checksum.CRC32C) : Payload.signedChunks(chunks);
        AwsRequest request = AwsRequest.of("PUT", uri)
                .withHeader(
                        "Content-Length",
                        theirs.request().firstMatchingHeader("Content-Length").orElseThrow());
        HttpRequest ours = new Signature4Signer(key(), "eu-west-1", "s3", Signature4Rules.S3, clock)
                .sign(request, signed ? payload : Payload.unsignedChunks(chunks, Checksum.CRC32C));

        assertThat(ours.headers().firstValue("Authorization"))
                .isEqualTo(theirs.request().firstMatchingHeader("Authorization"));
        assertThat(SentBody.of(ours))
                .isEqualTo(theirs.payload().orElseThrow().newStream().readAllBytes());
    }

    private static AccessKey key() throws Exception {
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET.getBytes(UTF_8));
        return AccessKey.of(ID, DueHsmKey.of(ID).withAlgorithm(Algorithm.AWS4_HMAC_SHA256.jcaName()), DUE.provider());
    }

    private static void compare(AccessKey key, RandomAwsRequest random, int seed) throws Exception {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(random.number(1_400_000_000) + 400_000_000L), ZoneOffset.UTC);
        String region = random.of(REGIONS);
        String service = random.isForS3() ? "s3" : random.of("ec2", "sts", "execute-api", "Odd_Name");
        Signature4Signer ours = new Signature4Signer(key, region, service, random.rules(), clock);
        Consumer<SignRequest.Builder<AwsCredentialsIdentity>> theirs = sdk -> sdk.identity(identity(random))
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !random.isForS3())
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !random.isForS3())
                .putProperty(HttpSigner.SIGNING_CLOCK, clock);

        if (random.isPresigned()) {
            SdkHttpRequest presigned = sign(
                    random,
                    theirs.andThen(sdk -> sdk.putProperty(
                                    AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                            .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, VALIDITY)
                            .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !random.isForS3())));
            URI uri = ours.presign(random.withToken(), VALIDITY);
            assertThat(parameters(uri)).as("seed %d: %s", seed, uri).isEqualTo(parameters(presigned.getUri()));
        } else {
            SdkHttpRequest signed = sign(
                    random,
                    theirs.andThen(
                            sdk -> sdk.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, random.isBodySigned())));
            Payload payload = random.isBodySigned()
                    ? Payload.of(random.body())
                    : Payload.unsigned(BodyPublishers.ofByteArray(random.body()));
            HttpRequest request = ours.sign(random.withToken(), payload);
            for (String name : List.of("Authorization", "X-Amz-Date", "x-amz-content-sha256")) {
                assertThat(request.headers().allValues(name))
                        .as("seed %d: %s %s", seed, name, request.uri())
                        .isEqualTo(signed.matchingHeaders(name));
            }
        }
    }

    private static AwsCredentialsIdentity identity(RandomAwsRequest random) {
        return random.token()
                .<AwsCredentialsIdentity>map(token -> AwsSessionCredentialsIdentity.create(ID, SECRET, token))
                .orElseGet(() -> AwsCredentialsIdentity.create(ID, SECRET));
    }

    private static SdkHttpRequest sign(
            RandomAwsRequest random, Consumer<SignRequest.Builder<AwsCredentialsIdentity>> how) {
        AwsRequest request = random.request();
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(request.uri());
        request.headers().forEach(unsigned::putHeader);
        return AwsV4HttpSigner.create()
                .sign(sdk -> how.accept(
                        sdk.request(unsigned.build()).payload(() -> new ByteArrayInputStream(random.body()))))
                .request();
    }

    /* All of them; their order is not signed. */
    private static Map<String, List<String>> parameters(URI uri) {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (String parameter : uri.getRawQuery().split("&")) {
            String[] parts = (parameter + "=").split("=", 3);
            parameters.merge(
                    LoopbackEc2.encodedAgain(parts[0]),
                    List.of(LoopbackEc2.encodedAgain(parts[1])),
                    (first, second) -> Stream.concat(first.stream(), second.stream())
                            .sorted()
                            .toList());
        }
        return parameters;
    }
}
