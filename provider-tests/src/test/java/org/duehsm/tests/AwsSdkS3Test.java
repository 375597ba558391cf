package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.duehsm.aws.AccessKey;
import org.duehsm.awssdk.DueHsmAuthScheme;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

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
    private static S3Client client;
    private static S3AsyncClient asyncClient;

    @BeforeAll
    static void start() throws Exception {
        proxy = new LoopbackS3(AuthenticationType.AWS_V4, ID, SECRET);
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET.getBytes(UTF_8));
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, "wrong", "another secret".getBytes(UTF_8));
        client = AwsSdk.s3(proxy.uri(), scheme(ID));
        asyncClient = AwsSdk.s3Async(proxy.uri(), scheme(ID));
        client.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() throws Exception {
        asyncClient.close();
        client.close();
        proxy.close();
    }

    /** By the secret of this key, as a client who has the right id. */
    private static DueHsmAuthScheme scheme(String key) throws Exception {
        DueHsmKey handle = DueHsmKey.of(key).withAlgorithm(Algorithm.AWS4_HMAC_SHA256.jcaName());
        return DueHsmAuthScheme.of(AccessKey.of(ID, handle, DUE.provider()));
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

    private static byte[] random(int length) {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        return body;
    }
}
