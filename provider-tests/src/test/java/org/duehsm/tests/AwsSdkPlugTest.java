package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsRequest;
import org.duehsm.awssdk.DueHsmAuthScheme;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.BaseSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Random requests signed through the plug by the device, and by the signer that it replaces, which has the same key in
 * software: the same head and the same body, byte by byte. Inside the JVM: a device is all it needs.
 */
class AwsSdkPlugTest {

    private static final int REQUESTS = Integer.getInteger("aws.requests", 300);

    private static final String ID = "AKIAPLUG";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static final List<ChecksumAlgorithm> CHECKSUMS = List.of(
            DefaultChecksumAlgorithm.CRC32,
            DefaultChecksumAlgorithm.CRC32C,
            DefaultChecksumAlgorithm.SHA1,
            DefaultChecksumAlgorithm.SHA256);

    private static final int[] BODIES = {-1, 0, 1000, 131_072, 300_000};

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private static DueHsmAuthScheme plug;

    @BeforeAll
    static void importKey() throws Exception {
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET.getBytes(UTF_8));
        DueHsmKey key = DueHsmKey.of(ID).withAlgorithm(Algorithm.AWS4_HMAC_SHA256.jcaName());
        plug = DueHsmAuthScheme.of(AccessKey.of(ID, key, DUE.provider()));
    }

    /** What the SDK may say of a request besides the request itself: a row of levels. */
    private record Properties(int[] row) {

        static final int[] LEVELS = {2, 3, 3, 2, CHECKSUMS.size() + 1, 2, 2, BODIES.length, 2, 2};

        boolean async() {
            return row[0] == 1;
        }

        Optional<Boolean> signedPayload() {
            return row[2] == 2 ? Optional.empty() : Optional.of(row[2] == 1);
        }

        boolean chunked() {
            return row[3] == 1;
        }

        Optional<ChecksumAlgorithm> checksum() {
            return row[4] == 0 ? Optional.empty() : Optional.of(CHECKSUMS.get(row[4] - 1));
        }

        boolean temporary() {
            return row[5] == 1;
        }

        boolean https() {
            return row[6] == 1;
        }

        /** Bytes; -1: none is given. */
        int body() {
            return BODIES[row[7]];
        }

        boolean saysLength() {
            return row[8] == 1;
        }

        boolean trailer() {
            return row[9] == 1;
        }

        /**
         * Where both have to do the same. Neither presigns chunks; the SDK writes x-amz-trailer and no trailer if
         * there is no body, counts a stream only if it is synchronous, and leaves what is asynchronous and chunked over plain HTTP unsigned, where
         * the plug signs it.
         */
        boolean comparable() {
            return (!chunked() || body() >= 0 && row[1] < 2)
                    && (!trailer() || chunked())
                    && (!async() || !chunked() || saysLength() && https());
        }

        void put(BaseSignRequest.Builder<?, ?, ?> builder) {
            if (row[1] > 0) {
                builder.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING);
            }
            if (row[1] == 2) {
                builder.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5));
            }
            signedPayload().ifPresent(signed -> builder.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, signed));
            if (chunked()) {
                builder.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true);
            }
            checksum().ifPresent(sum -> builder.putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, sum));
        }
    }

    /** Each two levels of two properties, with a request of its own each time. */
    @Test
    void theSameForAllProperties() {
        int compared = 0;
        List<int[]> rows = Pairwise.rows(Properties.LEVELS);
        for (int i = 0; i < rows.size(); i++) {
            compared += compare(new Properties(rows.get(i)), i);
        }
        assertThat(compared).isGreaterThan(rows.size() / 3);
    }

    @Test
    void theSameForRandomRequests() {
        int compared = 0;
        for (int seed = 0; seed < REQUESTS; seed++) {
            Random random = random(seed);
            int[] row = new int[Properties.LEVELS.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(Properties.LEVELS[i]);
            }
            compared += compare(new Properties(row), seed);
        }
        assertThat(compared).isGreaterThan(REQUESTS / 4);
    }

    /* Random's own first bits are the same for all small seeds. */
    private static Random random(int seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    /* How many were compared. */
    private static int compare(Properties properties, int seed) {
        if (!properties.comparable()) {
            return 0;
        }
        Random random = random(seed);
        RandomAwsRequest request = new RandomAwsRequest(random);
        byte[] body = new byte[Math.max(0, properties.body())];
        random.nextBytes(body);
        SdkHttpRequest head = head(request.request(), properties);
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_000_000_000L + random.nextInt()), ZoneOffset.UTC);
        String region = request.of("us-east-1", "eu-west-1", "cn-north-1", "my_MinIO");

        Signed theirs = sign(AwsV4HttpSigner.create(), properties, request, head, body, clock, region, SECRET);
        Signed ours = sign(plug.signer(), properties, request, head, body, clock, region, "not that secret");

        assertThat(ours.head().headers())
                .as("seed %d: %s", seed, head.getUri())
                .isEqualTo(theirs.head().headers());
        assertThat(ours.head().rawQueryParameters())
                .as("seed %d: %s", seed, head.getUri())
                .isEqualTo(theirs.head().rawQueryParameters());
        assertThat(withoutQuery(ours.head())).isEqualTo(withoutQuery(theirs.head()));
        assertThat(ours.body()).as("seed %d", seed).isEqualTo(theirs.body());
        return 1;
    }

    private static SdkHttpRequest head(AwsRequest request, Properties properties) {
        SdkHttpRequest.Builder head = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(request.uri())
                .protocol(properties.https() ? "https" : "http")
                .putHeader("User-Agent", "any")
                .putHeader("x-two", List.of(" one  and", "\ttwo "));
        request.headers().forEach(head::putHeader);
        if (properties.saysLength() && properties.body() >= 0) {
            head.putHeader("Content-Length", "" + properties.body());
        }
        if (properties.trailer()) {
            head.putHeader("x-amz-trailer", "x-amz-a").putHeader("x-amz-a", "known before");
        }
        return head.build();
    }

    private static URI withoutQuery(SdkHttpRequest head) {
        return head.toBuilder().clearQueryParameters().build().getUri();
    }

    private record Signed(SdkHttpRequest head, byte[] body) {}

    private static Signed sign(
            AwsV4HttpSigner signer,
            Properties properties,
            RandomAwsRequest random,
            SdkHttpRequest head,
            byte[] body,
            Clock clock,
            String region,
            String secret) {
        AwsCredentialsIdentity identity = properties.temporary()
                ? AwsSessionCredentialsIdentity.create(ID, secret, "a token/+=")
                : AwsCredentialsIdentity.create(ID, secret);
        boolean hasBody = properties.body() >= 0;
        if (properties.async()) {
            AsyncSignRequest.Builder<AwsCredentialsIdentity> request =
                    AsyncSignRequest.builder(identity).request(head).payload(hasBody ? AwsSdk.publisher(body) : null);
            put(request, properties, random, clock, region);
            AsyncSignedRequest signed = signer.signAsync(request.build()).join();
            return new Signed(
                    signed.request(), hasBody ? SentBody.of(signed.payload().orElseThrow()) : null);
        }
        SignRequest.Builder<AwsCredentialsIdentity> request = SignRequest.builder(identity)
                .request(head)
                .payload(hasBody ? ContentStreamProvider.fromByteArray(body) : null);
        put(request, properties, random, clock, region);
        SignedRequest signed = signer.sign(request.build());
        return new Signed(
                signed.request(), hasBody ? SentBody.of(signed.payload().orElseThrow()) : null);
    }

    private static void put(
            BaseSignRequest.Builder<?, ?, ?> builder,
            Properties properties,
            RandomAwsRequest random,
            Clock clock,
            String region) {
        properties.put(builder);
        builder.putProperty(AwsV4HttpSigner.REGION_NAME, region);
        builder.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, random.isForS3() ? "s3" : "execute-api");
        builder.putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !random.isForS3());
        builder.putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !random.isForS3());
        builder.putProperty(HttpSigner.SIGNING_CLOCK, clock);
    }
}
