package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duehsm.aws.S3Signing.AWS;
import static org.duehsm.aws.S3Signing.assertRefused;
import static org.duehsm.aws.S3Signing.johnsmith;
import static org.duehsm.aws.S3Signing.sign;
import static org.duehsm.aws.S3Signing.signature;
import static org.duehsm.aws.S3Signing.signer;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of "Signing and authenticating REST requests" (Amazon S3 API Reference), and what they leave open. */
class S3SignerTest {

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
    @ValueSource(strings = {"Authorization", "authorization", "AUTHORIZATION"})
    void refusesASecondAuthorization(String name) {
        assertRefused(johnsmith("GET", "k").withHeader(name, "Bearer x"), "Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWSAccessKeyId", "Expires", "Signature", "X-Amz-Signature", "x-amz-date"})
    void refusesParametersOfASignature(String name) {
        assertRefused(johnsmith("GET", "k").withQuery(name, "x"), name);
    }

    /** The string to sign is the same as for two parameters: the signature would be good for those, too. */
    @ParameterizedTest
    @ValueSource(strings = {"a&versionId=3", "a&response-content-type=text/html", "a&b&torrent", "&uploads="})
    void refusesValuesThatAreAnotherParameter(String value) {
        assertRefused(johnsmith("GET", "k").withQuery("response-content-disposition", value), value);
    }

    @Test
    void takesOtherAmpersands() throws Exception {
        assertThat(sign(johnsmith("GET", "k").withQuery("response-content-disposition", "filename=AT&T=&versionIds"))
                        .uri())
                .hasToString("http://johnsmith.s3.amazonaws.com/k"
                        + "?response-content-disposition=filename%3DAT%26T%3D%26versionIds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AK IA", "AKIA\n", "äKIA"})
    void refusesAnIdThatNoHeaderCanHave(String id) throws Exception {
        AccessKey key = AccessKey.of(id, new SecretKeySpec(Keys.SECRET, "HmacSHA1"));

        assertThatThrownBy(() -> new S3Signer(S3Endpoint.pathStyle(AWS), key, Keys.at("2012-08-03T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(id);
    }

    @Test
    void refusesAnotherAlgorithm() {
        assertThatThrownBy(() -> new S3Signer(
                        S3Endpoint.pathStyle(AWS), Keys.example("HmacSHA256"), Keys.at("2012-08-03T12:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HmacSHA256");
    }
}
