package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of "Signing and authenticating REST requests" (Amazon S3 API Reference), and what they leave open. */
class S3SignerTest {

    private static final URI AWS = URI.create("http://s3.amazonaws.com");

    @Test
    void exampleGet() throws Exception {
        HttpRequest request =
                sign(johnsmith("GET", "photos/puppy.jpg").withHeader("Date", "Tue, 27 Mar 2007 19:36:42 +0000"));

        assertThat(request.uri()).hasToString("http://johnsmith.s3.amazonaws.com/photos/puppy.jpg");
        assertThat(signature(request)).isEqualTo("bWq2s1WEIj+Ydj0vQ697zp+IXMU=");
    }

    @Test
    void examplePut() throws Exception {
        assertThat(signature(sign(johnsmith("PUT", "photos/puppy.jpg")
                        .withHeader("Content-Type", "image/jpeg")
                        .withHeader("Date", "Tue, 27 Mar 2007 21:15:45 +0000"))))
                .isEqualTo("MyyxeRY7whkBe+bq8fHCL/2kKUg=");
    }

    @Test
    void exampleList() throws Exception {
        HttpRequest request = sign(johnsmith("GET", "")
                .withQuery("prefix", "photos")
                .withQuery("max-keys", "50")
                .withQuery("marker", "puppy")
                .withHeader("Date", "Tue, 27 Mar 2007 19:42:41 +0000"));

        assertThat(request.uri())
                .hasToString("http://johnsmith.s3.amazonaws.com/?marker=puppy&max-keys=50&prefix=photos");
        assertThat(signature(request)).isEqualTo("htDYFYduRNen8P9ZfE/s9SuKy0U=");
    }

    @Test
    void exampleFetch() throws Exception {
        HttpRequest request =
                sign(johnsmith("GET", "").withQuery("acl", "").withHeader("Date", "Tue, 27 Mar 2007 19:44:46 +0000"));

        assertThat(request.uri()).hasToString("http://johnsmith.s3.amazonaws.com/?acl");
        assertThat(signature(request)).isEqualTo("c2WLPFtWHVgbEmeEG93a4cG37dM=");
    }

    @Test
    void exampleDelete() throws Exception {
        HttpRequest request = signer(S3Endpoint.pathStyle(AWS))
                .sign(
                        johnsmith("DELETE", "photos/puppy.jpg").withHeader("Date", "Tue, 27 Mar 2007 21:20:26 +0000"),
                        BodyPublishers.noBody());

        assertThat(request.uri()).hasToString("http://s3.amazonaws.com/johnsmith/photos/puppy.jpg");
        assertThat(signature(request)).isEqualTo("lx3byBScXR6KzyMaifNkardMwNk=");
    }

    @Test
    void exampleUpload() throws Exception {
        HttpRequest request = sign(S3Request.of("PUT", "static.johnsmith.net", "db-backup.dat.gz")
                .withHeader("Date", "Tue, 27 Mar 2007 21:06:08 +0000")
                .withHeader("x-amz-acl", "public-read")
                .withHeader("content-type", "application/x-download")
                .withHeader("Content-MD5", "4gJE4saaMU4BqNR0kLY+lw==")
                .withHeader("X-Amz-Meta-ReviewedBy", "joe@johnsmith.net")
                .withHeader("X-Amz-Meta-ReviewedBy", "jane@johnsmith.net")
                .withHeader("X-Amz-Meta-FileChecksum", "0x02661779")
                .withHeader("X-Amz-Meta-ChecksumAlgorithm", "crc32")
                .withHeader("Content-Disposition", "attachment; filename=database.dat"));

        assertThat(signature(request)).isEqualTo("ilyl83RwaSoYIEdixDQcA4OnAnc=");
        assertThat(request.headers().allValues("X-Amz-Meta-ReviewedBy"))
                .containsExactly("joe@johnsmith.net,jane@johnsmith.net");
    }

    @Test
    void exampleListAllMyBuckets() throws Exception {
        HttpRequest request = sign(S3Request.of("GET", "", "").withHeader("Date", "Wed, 28 Mar 2007 01:29:59 +0000"));

        assertThat(request.uri()).hasToString("http://s3.amazonaws.com/");
        assertThat(signature(request)).isEqualTo("qGdzdERIC03wnaRNKh6OqZehG9s=");
    }

    @Test
    void exampleQueryString() throws Exception {
        S3Signer signer =
                new S3Signer(S3Endpoint.virtualHosted(AWS), Keys.example("HmacSHA1"), Keys.at("2007-03-29T03:39:20Z"));

        assertThat(signer.presign(johnsmith("GET", "photos/puppy.jpg"), Duration.ofMinutes(1)))
                .hasToString("http://johnsmith.s3.amazonaws.com/photos/puppy.jpg?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE"
                        + "&Expires=1175139620&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D");
    }

    @Test
    void datesByTheClock() throws Exception {
        assertThat(sign(johnsmith("GET", "k")).headers().firstValue("Date")).hasValue("Fri, 03 Aug 2012 12:00:00 GMT");
        assertThat(sign(johnsmith("GET", "k").withHeader("X-Amz-Date", "Fri, 03 Aug 2012 12:00:00 GMT"))
                        .headers()
                        .firstValue("Date"))
                .isEmpty();
    }

    @Test
    void encodesKeysAndQueries() throws Exception {
        assertThat(sign(johnsmith("GET", "a b/+~%/ä").withQuery("response-content-type", "text/plain; charset=utf-8"))
                        .uri())
                .hasToString("http://johnsmith.s3.amazonaws.com/a%20b/%2B~%25/%C3%A4"
                        + "?response-content-type=text%2Fplain%3B%20charset%3Dutf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "ä"})
    void refusesWhatIsNoHeader(String name) {
        assertThatThrownBy(() -> johnsmith("GET", "k").withHeader(name, "v"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\u0000", "ä"})
    void refusesWhatIsNoHeaderValue(String value) {
        assertThatThrownBy(() -> johnsmith("GET", "k").withHeader("x-amz-meta-a", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x-amz-meta-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "a?b", "-a", ".."})
    void refusesWhatIsNoBucket(String bucket) {
        assertThatThrownBy(() -> S3Request.of("GET", bucket, "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(bucket);
    }

    @Test
    void refusesAnEndpointWithAPath() {
        assertThatThrownBy(() -> S3Endpoint.pathStyle(URI.create("http://host/path")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/path");
    }

    @Test
    void refusesAnotherAlgorithm() {
        assertThatThrownBy(() -> new S3Signer(
                        S3Endpoint.pathStyle(AWS), Keys.example("HmacSHA256"), Keys.at("2012-08-03T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HmacSHA256");
    }

    private static S3Request johnsmith(String method, String key) {
        return S3Request.of(method, "johnsmith", key);
    }

    private static S3Signer signer(S3Endpoint endpoint) throws Exception {
        return new S3Signer(endpoint, Keys.example("HmacSHA1"), Keys.at("2012-08-03T12:00:00Z"));
    }

    private static HttpRequest sign(S3Request request) throws Exception {
        return signer(S3Endpoint.virtualHosted(AWS)).sign(request, BodyPublishers.noBody());
    }

    private static String signature(HttpRequest request) {
        String start = "AWS " + Keys.ID + ":";
        String authorization = request.headers().firstValue("Authorization").orElseThrow();
        assertThat(authorization).startsWith(start);
        return authorization.substring(start.length());
    }
}
