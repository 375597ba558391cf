package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsRequest;
import org.duehsm.aws.Payload;
import org.duehsm.aws.S3Endpoint;
import org.duehsm.aws.S3Request;
import org.duehsm.aws.Signature4Rules;
import org.duehsm.aws.Signature4Signer;
import org.duehsm.client.Algorithm;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes of aws/README.md for Signature Version 4, run as they stand there. Inside the JVM: a device is all
 * they need.
 */
class AwsSignature4RecipesTest {

    @RegisterExtension
    static final Due DUE = Due.inJvm().registered();

    private static final Page PAGE = new Page("aws/README.md");

    /** Signed by the handle as by the same key in software. */
    @Test
    void aServiceOfAws() throws Exception {
        byte[] secret = "the secret of an account".getBytes(UTF_8);
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, "AKIASTS", secret);
        Clock clock = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
        AccessKey software = AccessKey.of("AKIASTS", new SecretKeySpec(secret, "AWS4-HMAC-SHA256"));

        HttpRequest signed = (HttpRequest)
                PAGE.recipe("A service of AWS, by Signature Version 4").call("whoAmI", "AKIASTS", "eu-west-1", clock);

        assertThat(signed.uri()).hasToString("https://sts.eu-west-1.amazonaws.com/");
        assertThat(signed.headers())
                .isEqualTo(new Signature4Signer(software, "eu-west-1", "sts", Signature4Rules.GENERAL, clock)
                        .sign(
                                AwsRequest.of("POST", signed.uri()),
                                Payload.ofForm(Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15")))
                        .headers());
    }

    @Test
    void s3(@TempDir Path folder) throws Exception {
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, "AKIAS3", "the secret of S3Proxy".getBytes(UTF_8));
        byte[] body = "two chunks".repeat(20_000).getBytes(UTF_8);
        Path file = Files.write(folder.resolve("file"), body);
        try (LoopbackS3 gateway = new LoopbackS3(AuthenticationType.AWS_V4, "AKIAS3", "the secret of S3Proxy")) {
            Recipe recipe = PAGE.recipe("S3, by Signature Version 4");
            URI uri = gateway.uri();
            Signature4Signer signer = (Signature4Signer) recipe.call("signer", "AKIAS3", "eu-west-1");
            S3Request bucket = S3Request.of("PUT", "bucket", "");
            send(signer.sign(AwsRequest.of(S3Endpoint.pathStyle(uri), bucket), Payload.none()));

            send((HttpRequest) recipe.call("upload", signer, uri, "bucket", "a name", file));
            URI link = (URI) recipe.call("linkForAnHour", signer, uri, "bucket", "a name");
            HttpResponse<byte[]> got = send(HttpRequest.newBuilder(link).build());

            assertThat(got.body()).isEqualTo(body);
            assertThat(got.headers().firstValue("x-amz-meta-signed-by")).hasValue("a Due");
        }
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
        HttpResponse<byte[]> response = LoopbackS3.send(request);
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
        return response;
    }
}
