package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duehsm.aws.S3Signing.AWS;
import static org.duehsm.aws.S3Signing.sign;
import static org.duehsm.aws.S3Signing.signer;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go: the bucket in the path, or in the host if a host can have it. */
class S3EndpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"my_bucket", "a..b", "MyBucket", "a.", "a-", "a.-b", "a-.b"})
    void refusesBucketsThatNoHostCanHave(String bucket) throws Exception {
        S3Request request = S3Request.of("GET", bucket, "k");
        S3Signer hosted = signer(S3Endpoint.virtualHosted(AWS));

        for (ThrowingCallable signing : List.<ThrowingCallable>of(
                () -> hosted.sign(request, BodyPublishers.noBody()),
                () -> hosted.presign(request, Duration.ofMinutes(1)))) {
            assertThatThrownBy(signing)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("the bucket " + bucket, "S3Endpoint.pathStyle");
        }
        assertThat(signer(S3Endpoint.pathStyle(AWS))
                        .sign(request, BodyPublishers.noBody())
                        .uri())
                .hasToString(AWS + "/" + bucket + "/k");
    }

    @Test
    void refusesABucketLongerThanALabel() throws Exception {
        String longest = "b".repeat(63);

        assertThat(sign(S3Request.of("GET", longest, "k")).uri().getHost()).isEqualTo(longest + "." + AWS.getHost());
        assertThatThrownBy(() -> sign(S3Request.of("GET", longest + "b", "k")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pathStyle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1", "http://127.0.0.1:8080", "http://[::1]", "https://[::1]:8080/"})
    void refusesBucketsInAnAddress(String uri) throws Exception {
        assertThatThrownBy(() -> S3Endpoint.virtualHosted(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(uri, "S3Endpoint.pathStyle");

        URI key = signer(S3Endpoint.pathStyle(URI.create(uri)))
                .sign(S3Request.of("GET", "bucket", "k"), BodyPublishers.noBody())
                .uri();
        assertThat(key.getHost()).isEqualTo(URI.create(uri).getHost());
    }

    @ParameterizedTest
    @CsvSource({
        "http://s3.example.com:8080, http://a.b-c.s3.example.com:8080/k",
        "https://S3.Example.com./, https://a.b-c.S3.Example.com./k",
        "http://localhost1, http://a.b-c.localhost1/k"
    })
    void putsBucketsInOtherHosts(String uri, String expected) throws Exception {
        assertThat(signer(S3Endpoint.virtualHosted(URI.create(uri)))
                        .sign(S3Request.of("GET", "a.b-c", "k"), BodyPublishers.noBody())
                        .uri())
                .hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://my_gateway:7480", "http://gate..way"})
    void refusesAnEndpointWhoseHostIsNone(String uri) {
        assertThatThrownBy(() -> S3Endpoint.pathStyle(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("host", uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:password@s3.example",
                "https://me:password@s3_example",
                "https://password@s3.example:0"
            })
    void refusesAnEndpointWithAPasswordAndDoesNotSayIt(String uri) {
        assertThatThrownBy(() -> S3Endpoint.pathStyle(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an endpoint has nothing and no @ before its host")
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("password");
    }

    @Test
    void refusesAnEndpointWithAPath() {
        assertThatThrownBy(() -> S3Endpoint.pathStyle(URI.create("http://host/path")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/path");
    }
}
