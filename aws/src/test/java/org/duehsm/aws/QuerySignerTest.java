package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuerySignerTest {

    private static final String NOW = "2012-08-17T12:00:00Z";
    private static final String REST =
            "&SignatureMethod=HmacSHA1&SignatureVersion=2&Timestamp=2012-08-17T12%3A00%3A00Z";

    /** AWS General Reference, "Signature Version 2 signing process": the example that it works through. */
    @Test
    void signsAsTheExampleOfAws() throws Exception {
        QuerySigner signer = new QuerySigner(Keys.example("HmacSHA256"), Keys.at(NOW));

        URI uri = signer.sign(
                URI.create("https://elasticmapreduce.amazonaws.com"),
                Map.of(
                        "Action", "DescribeJobFlows",
                        "Version", "2009-03-31",
                        "Timestamp", "2011-10-03T15:19:30"));

        assertThat(uri)
                .hasToString("https://elasticmapreduce.amazonaws.com/?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE"
                        + "&Action=DescribeJobFlows&SignatureMethod=HmacSHA256&SignatureVersion=2"
                        + "&Timestamp=2011-10-03T15%3A19%3A30&Version=2009-03-31"
                        + "&Signature=i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf%2FMj6vPxyYIs%3D");
    }

    @Test
    void signsTheTimeOfTheClock() throws Exception {
        assertThat(sign("http://host/", Map.of()))
                .endsWith(signed("GET\nhost\n/\n", "AWSAccessKeyId=" + Keys.ID + REST));
    }

    @Test
    void leavesOutTheTimeOfWhatExpires() throws Exception {
        assertThat(sign("http://host/", Map.of("Expires", NOW)))
                .contains("&Expires=2012-08-17T12%3A00%3A00Z&")
                .doesNotContain("Timestamp");
    }

    /** In the order of UTF-8, in which U+10000 comes after U+FFFD, and upper case before lower. */
    @Test
    void sortsByBytes() throws Exception {
        assertThat(sign(
                        "http://host/",
                        Map.of("b", "", "Z", "", "\ufffd", "", "\ud800\udc00", "", "a.10", "", "a.2", "")))
                .contains("?AWSAccessKeyId=" + Keys.ID + "&SignatureMethod=HmacSHA1&SignatureVersion=2&Timestamp=2012")
                .contains("&Z=&a.10=&a.2=&b=&%EF%BF%BD=&%F0%90%80%80=&Signature=");
    }

    @ParameterizedTest
    @CsvSource({
        "http://EC2.Example/, ec2.example, /",
        "http://host, host, /",
        "http://host:80/, host, /",
        "https://host:443/, host, /",
        "http://host:443/, host:443, /",
        "https://host:8773/services/Cloud, host:8773, /services/Cloud",
        "http://[::1]:8080/, [::1]:8080, /",
    })
    void signsTheHostHeaderAndThePath(String endpoint, String host, String path) throws Exception {
        assertThat(sign(endpoint, Map.of()))
                .endsWith(signed("GET\n" + host + "\n" + path + "\n", "AWSAccessKeyId=" + Keys.ID + REST));
    }

    @Test
    void signsFormsAsPosts() throws Exception {
        String form = new QuerySigner(Keys.example("HmacSHA1"), Keys.at(NOW))
                .signForm(URI.create("http://host/"), Map.of("a", "b c"));

        assertThat(form).isEqualTo(signed("POST\nhost\n/\n", "AWSAccessKeyId=" + Keys.ID + REST + "&a=b%20c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWSAccessKeyId", "Signature", "SignatureMethod", "SignatureVersion"})
    void refusesParametersOfItsOwn(String name) {
        assertThatThrownBy(() -> sign("http://host/", Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    /** A question mark in its place would be another filter, or one in place of two. */
    @Test
    void refusesHalfASurrogatePair() {
        for (Map<String, String> parameters : List.of(
                Map.of("Filter.1.Value.1", "a\ud800"), Map.of("a\ud800", "", "a\ud801", ""), Map.of("\udc00", ""))) {
            assertThatThrownBy(() -> sign("http://host/", parameters))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("surrogate");
        }
    }

    @Test
    void refusesTwoTimes() {
        assertThatThrownBy(() -> sign("http://host/", Map.of("Timestamp", NOW, "Expires", NOW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Timestamp", "Expires");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/",
                "host",
                "http:///",
                "http://host/?a",
                "http://host/#a",
                "http://my_host/",
                "http://my_host:8773/services/Cloud",
                "http://a..b/",
                "http://host.1/",
                "http://-host/",
                "http://host:port/",
                "http://höst/",
                "http://host/ä",
                "http://host/\ud800",
                "http://host:0/",
                "http://host:65536/"
            })
    void refusesWhatIsNoEndpoint(String uri) {
        assertThatThrownBy(() -> sign(uri, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("an endpoint is", uri);
    }

    private static String sign(String endpoint, Map<String, String> parameters) throws Exception {
        return new QuerySigner(Keys.example("HmacSHA1"), Keys.at(NOW))
                .sign(URI.create(endpoint), parameters)
                .toString();
    }

    private static String signed(String head, String query) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(Keys.SECRET, "HmacSHA1"));
        String signature =
                Base64.getEncoder().encodeToString(mac.doFinal((head + query).getBytes(StandardCharsets.US_ASCII)));
        return query + "&Signature="
                + signature.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
    }
}
