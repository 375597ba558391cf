package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.function.Supplier;
import org.duehsm.awssdk.DueHsmAuthScheme;
import org.duehsm.client.Algorithm;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The blocks of aws-sdk/README.md, run as they stand there. Inside the JVM: a device is all they need. */
class AwsSdkRecipesTest {

    private static final String ID = "AKIARECIPES";
    private static final String SECRET = "the secret of S3Proxy";

    /** By which the SDK finds another server than AWS. */
    private static final String ENDPOINT = "aws.endpointUrl";

    @RegisterExtension
    static final Due DUE = Due.inJvm().registered();

    private static final Page PAGE = new Page("aws-sdk/README.md");

    private static LoopbackS3 server;

    @BeforeAll
    static void start() throws Exception {
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET.getBytes(UTF_8));
        server = new LoopbackS3(AuthenticationType.AWS_V4, ID, SECRET);
        System.setProperty(ENDPOINT, server.uri().toString());
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty(ENDPOINT);
        server.close();
    }

    @Test
    void useIt() throws Exception {
        // No name server has the bucket's name.
        Recipe recipe = Recipe.of(PAGE.block("Use it", "java").replace(".build()", ".forcePathStyle(true).build()"));
        try (S3Client client = (S3Client) recipe.call("client", ID, Region.EU_CENTRAL_1);
                S3AsyncClient asyncClient = (S3AsyncClient) recipe.call("asyncClient", ID, Region.EU_CENTRAL_1)) {
            client.createBucket(request -> request.bucket("bucket"));
            client.putObject(request -> request.bucket("bucket").key("a"), RequestBody.fromString("by one"));
            asyncClient
                    .putObject(request -> request.bucket("bucket").key("b"), AsyncRequestBody.fromString("by other"))
                    .join();

            assertThat(client.getObjectAsBytes(
                                    request -> request.bucket("bucket").key("b"))
                            .asUtf8String())
                    .isEqualTo("by other");
        }
    }

    @Test
    void aKeyOfAnotherBoardOrOfADaemon() throws Exception {
        Recipe recipe = PAGE.recipe("A key of another board, or of a daemon");

        assertThat(recipe.call("ofToken", "DueHSM", ID)).hasToString("DueHsmAuthScheme[" + ID + "]");
        assertThat(recipe.call("ofDaemon", ID, URI.create("http://127.0.0.1:8086/sign/aws")))
                .hasToString("DueHsmAuthScheme[" + ID + "]");
    }

    @Test
    void temporaryCredentials() throws Exception {
        Supplier<String> token = () -> "the token";

        DueHsmAuthScheme scheme =
                (DueHsmAuthScheme) PAGE.recipe("Temporary credentials").call("temporary", ID, token);

        assertThat(scheme.identityProvider(null)
                        .resolveIdentity(ResolveIdentityRequest.builder().build())
                        .join())
                .isInstanceOfSatisfying(
                        AwsSessionCredentialsIdentity.class,
                        identity -> assertThat(identity.sessionToken()).isEqualTo("the token"));
    }
}
