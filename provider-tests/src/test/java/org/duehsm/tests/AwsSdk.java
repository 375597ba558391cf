package org.duehsm.tests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import org.duehsm.aws.AccessKey;
import org.duehsm.awssdk.DueHsmAuthScheme;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients of the AWS SDK for servers of the tests, as the SDK makes them unless it is told otherwise. */
final class AwsSdk {

    private AwsSdk() {}

    static S3Client s3(URI server, DueHsmAuthScheme scheme) {
        return s3Builder(server, scheme)
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    static S3ClientBuilder s3Builder(URI server, DueHsmAuthScheme scheme) {
        return with(S3Client.builder(), server, scheme).forcePathStyle(true);
    }

    static S3AsyncClient s3Async(URI server, DueHsmAuthScheme scheme) {
        return s3AsyncBuilder(server, scheme).build();
    }

    static S3AsyncClientBuilder s3AsyncBuilder(URI server, DueHsmAuthScheme scheme) {
        return with(S3AsyncClient.builder(), server, scheme).forcePathStyle(true);
    }

    /** A client of any service. */
    static <B extends AwsClientBuilder<B, ?>> B with(B builder, URI server, DueHsmAuthScheme scheme) {
        return builder.endpointOverride(server).region(Region.EU_WEST_1).putAuthScheme(scheme);
    }

    /** A body in buffers that are not as long as chunks, as often as it is asked for. */
    static Publisher<ByteBuffer> publisher(byte[] body) {
        return FlowAdapters.toPublisher(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    /** The same key; something else is done before each signature. */
    static AccessKey watched(AccessKey key, Runnable before) {
        return new AccessKey() {
            @Override
            public String id() {
                return key.id();
            }

            @Override
            public String algorithm() {
                return key.algorithm();
            }

            @Override
            public byte[] sign(byte[] message) throws IOException, GeneralSecurityException {
                before.run();
                return key.sign(message);
            }
        };
    }
}
