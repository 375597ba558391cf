package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.duehsm.aws.AccessKey;
import org.duehsm.awssdk.DueHsmAuthScheme;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients of other services than S3 that sign by the device, at a server that verifies it. Inside the JVM: a device is
 * all they need.
 */
class AwsSdkServicesTest {

    private static final String ID = "AKIASERVICES";
    private static final byte[] SECRET = "the secret of LoopbackAws".getBytes(UTF_8);
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("due"));

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private static LoopbackAws server;

    @BeforeAll
    static void start() throws Exception {
        server = new LoopbackAws(ID, SECRET);
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET);
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, "wrong", "another secret".getBytes(UTF_8));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static DueHsmAuthScheme scheme(String key) throws Exception {
        DueHsmKey handle = DueHsmKey.of(key).withAlgorithm(Algorithm.AWS4_HMAC_SHA256.jcaName());
        return DueHsmAuthScheme.of(AccessKey.of(ID, handle, DUE.provider()));
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("sts GetCallerIdentity", "123456789012", AwsSdkServicesTest::account),
                call("sqs AmazonSQS.SendMessage", "1", AwsSdkServicesTest::send),
                call("dynamodb DynamoDB_20120810.GetItem", "128", AwsSdkServicesTest::get),
                call("dynamodb DynamoDB_20120810.GetItem", "128", AwsSdkServicesTest::getAsync));
    }

    private static Arguments call(String action, String answer, Function<DueHsmAuthScheme, String> client) {
        return Arguments.of(action, answer, client);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void areAnswered(String action, String answer, Function<DueHsmAuthScheme, String> client) throws Exception {
        assertThat(client.apply(scheme(ID))).isEqualTo(answer);

        assertThat(server.actions()).endsWith(action);
    }

    /** Which is asked for anew for each request. */
    @ParameterizedTest
    @MethodSource("calls")
    void signTheSessionToken(String action, String answer, Function<DueHsmAuthScheme, String> client) throws Exception {
        String token = "token/+= of " + action;

        assertThat(client.apply(scheme(ID).withSessionToken(() -> token))).isEqualTo(answer);

        assertThat(server.tokens()).endsWith(token);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void areRefusedWithAnotherSecret(String action, String answer, Function<DueHsmAuthScheme, String> client)
            throws Exception {
        DueHsmAuthScheme wrong = scheme("wrong");

        assertThatThrownBy(() -> client.apply(wrong))
                .satisfies(e -> assertThat(e instanceof CompletionException ? e.getCause() : e)
                        .isInstanceOfSatisfying(
                                AwsServiceException.class,
                                refused -> assertThat(refused.awsErrorDetails().errorCode())
                                        .containsAnyOf("SignatureDoesNotMatch", "InvalidSignatureException")));
    }

    private static String account(DueHsmAuthScheme scheme) {
        try (StsClient sts = AwsSdk.with(StsClient.builder(), server.uri(), scheme)
                .httpClientBuilder(Apache5HttpClient.builder())
                .build()) {
            return sts.getCallerIdentity().account();
        }
    }

    private static String send(DueHsmAuthScheme scheme) {
        try (SqsClient sqs = AwsSdk.with(SqsClient.builder(), server.uri(), scheme)
                .httpClientBuilder(Apache5HttpClient.builder())
                .build()) {
            return sqs.sendMessage(request -> request.queueUrl(server.uri() + "/123456789012/queue")
                            .messageBody("signed by a Due"))
                    .messageId();
        }
    }

    private static String get(DueHsmAuthScheme scheme) {
        try (DynamoDbClient database = AwsSdk.with(DynamoDbClient.builder(), server.uri(), scheme)
                .httpClientBuilder(Apache5HttpClient.builder())
                .build()) {
            return database.getItem(request -> request.tableName("boards").key(KEY))
                    .item()
                    .get("keys")
                    .n();
        }
    }

    private static String getAsync(DueHsmAuthScheme scheme) {
        try (DynamoDbAsyncClient database =
                AwsSdk.with(DynamoDbAsyncClient.builder(), server.uri(), scheme).build()) {
            return database.getItem(request -> request.tableName("boards").key(KEY))
                    .join()
                    .item()
                    .get("keys")
                    .n();
        }
    }
}
