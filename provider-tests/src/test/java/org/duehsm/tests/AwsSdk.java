package org.duehsm.tests;

import java.net.URI;
import org.duehsm.awssdk.DueHsmAuthScheme;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients of the AWS SDK for servers of the tests, as the SDK makes them unless it is told otherwise. */
final class AwsSdk {

    private AwsSdk() {}

    static S3Client s3(URI server, DueHsmAuthScheme scheme) {
        return with(S3Client.builder(), server, scheme)
                .httpClientBuilder(Apache5HttpClient.builder())
                .forcePathStyle(true)
                .build();
    }

    static S3AsyncClient s3Async(URI server, DueHsmAuthScheme scheme) {
        return with(S3AsyncClient.builder(), server, scheme)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .forcePathStyle(true)
                .build();
    }

    /** A client of any service. */
    static <B extends AwsClientBuilder<B, ?>> B with(B builder, URI server, DueHsmAuthScheme scheme) {
        return builder.endpointOverride(server).region(Region.EU_WEST_1).putAuthScheme(scheme);
    }
}
