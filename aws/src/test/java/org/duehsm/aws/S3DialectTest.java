package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duehsm.aws.S3Signing.AWS;
import static org.duehsm.aws.S3Signing.assertRefused;
import static org.duehsm.aws.S3Signing.johnsmith;
import static org.duehsm.aws.S3Signing.mac;
import static org.duehsm.aws.S3Signing.sign;
import static org.duehsm.aws.S3Signing.signature;
import static org.duehsm.aws.S3Signing.signer;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What services sign of a query, computed by SunJCE from the string to sign. */
class S3DialectTest {

    /** By the lists in the sources of those who verify, or for AWS of its own botocore. */
    @ParameterizedTest
    @CsvSource({
        "acl, true, true, true, true",
        "uploads, true, true, true, true",
        "response-content-type, true, true, true, true",
        "torrent, true, true, true, true",
        "cors, true, true, true, false",
        "tagging, true, true, true, false",
        "object-lock, true, true, true, false",
        "restore, true, false, true, false",
        "accelerate, true, false, false, false",
        "analytics, true, false, false, false",
        "inventory, true, false, false, false",
        "metrics, true, false, false, false",
        "replication, true, false, false, false",
        "select, true, false, false, false",
        "select-type, true, false, false, false",
        "encryption, false, true, false, false",
        "policyStatus, false, true, false, false",
        "publicAccessBlock, false, true, false, false",
        "prefix, false, false, false, false"
    })
    void signsTheSubResourcesOfItsService(String name, boolean aws, boolean ceph, boolean swift, boolean s3Proxy)
            throws Exception {
        Map<S3Dialect, Boolean> signed =
                Map.of(S3Dialect.AWS, aws, S3Dialect.CEPH, ceph, S3Dialect.SWIFT, swift, S3Dialect.S3PROXY, s3Proxy);
        for (Map.Entry<S3Dialect, Boolean> expected : signed.entrySet()) {
            HttpRequest request = signer(S3Endpoint.pathStyle(AWS).withDialect(expected.getKey()))
                    .sign(johnsmith("GET", "k").withQuery(name, "v"), BodyPublishers.noBody());

            assertThat(request.uri()).hasToString("http://s3.amazonaws.com/johnsmith/k?" + name + "=v");
            assertThat(signature(request))
                    .isEqualTo(mac("GET\n\n\nFri, 03 Aug 2012 12:00:00 GMT\n/johnsmith/k"
                            + (expected.getValue() ? "?" + name + "=v" : "")));
        }
    }

    @Test
    void signsTheSubResourcesOfAServiceThatNobodyKnows() throws Exception {
        S3Dialect dialect = new S3Dialect(Set.of("legal-hold"), false);

        assertThat(signature(signer(S3Endpoint.pathStyle(AWS).withDialect(dialect))
                        .sign(
                                johnsmith("GET", "k")
                                        .withQuery("legal-hold", "")
                                        .withQuery("acl", ""),
                                BodyPublishers.noBody())))
                .isEqualTo(mac("GET\n\n\nFri, 03 Aug 2012 12:00:00 GMT\n/johnsmith/k?legal-hold"));
    }

    /** As AWS' SDKs and Ceph do it: signed as headers are, sent in the query. */
    @Test
    void presignsATokenAndMetadataInTheQuery() throws Exception {
        for (S3Dialect dialect : List.of(S3Dialect.AWS, S3Dialect.CEPH)) {
            S3Signer signer = new S3Signer(
                    S3Endpoint.virtualHosted(AWS).withDialect(dialect),
                    Keys.example("HmacSHA1"),
                    Keys.at("2007-03-29T03:39:20Z"));

            URI uri = signer.presign(
                    johnsmith("PUT", "k")
                            .withQuery("x-amz-security-token", "a/b+c=")
                            .withQuery("x-amz-meta-who", "me & you"),
                    Duration.ofMinutes(1));

            assertThat(uri)
                    .hasToString("http://johnsmith.s3.amazonaws.com/k?AWSAccessKeyId=" + Keys.ID
                            + "&Expires=1175139620&Signature="
                            + PercentEncoding.encode(mac("PUT\n\n\n1175139620\nx-amz-meta-who:me & you\n"
                                    + "x-amz-security-token:a/b+c=\n/johnsmith/k"))
                            + "&x-amz-meta-who=me%20%26%20you&x-amz-security-token=a%2Fb%2Bc%3D");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-acl, private",
        "X-Amz-Security-Token, t",
        "x-amz-meta-A, b",
        "x-amz-meta-, b",
        "x-amz-meta-a, ä",
        "x-amz-meta-a, ' b'",
        "x-amz-meta-a, 'b\nx-amz-acl:public-read'"
    })
    void refusesAmzParametersThatServicesReadOtherwise(String name, String value) {
        assertRefused(johnsmith("PUT", "k").withQuery(name, value), name);
    }

    @Test
    void refusesAmzHeadersAndParametersAtOnce() {
        assertRefused(
                johnsmith("PUT", "k").withQuery("x-amz-security-token", "t").withHeader("X-Amz-Acl", "private"),
                "x-amz-security-token");
    }

    @Test
    void refusesATokenInTheQueryWhereItIsNotSigned() throws Exception {
        S3Request request = johnsmith("GET", "k").withQuery("x-amz-security-token", "t");
        for (S3Dialect dialect : List.of(S3Dialect.SWIFT, S3Dialect.S3PROXY)) {
            S3Signer signer = signer(S3Endpoint.pathStyle(AWS).withDialect(dialect));

            assertThatThrownBy(() -> signer.presign(request, Duration.ofMinutes(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("x-amz-security-token", "as a header");
        }
        assertThatThrownBy(() -> sign(request)).isInstanceOf(IllegalArgumentException.class);
    }
}
