package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no request can have, and what services would read in two ways. */
class AwsRequestTest {

    private static AwsRequest get(String uri) {
        return AwsRequest.of("GET", URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "https://host, https://host/",
        "https://host?a=b, https://host/?a=b",
        "https://host/?, https://host/",
        "HTTPS://Host.Example:443/A, https://host.example/A",
        "http://[::1]:8080/a, http://[::1]:8080/a",
        "https://host/a;b=c/$x?acl&a==b?/, https://host/a;b=c/$x?acl&a==b?/",
        "https://host//a/%2F%C3%A4, https://host//a/%2F%C3%A4"
    })
    void isSentAsItIs(String uri, String sent) {
        assertThat(get(uri).uri()).hasToString(sent);
    }

    @Test
    void encodesWhatIsAdded() {
        assertThat(get("https://host/?a=b")
                        .withQuery("c+ä", "d&e")
                        .withQuery("f", "")
                        .uri())
                .hasToString("https://host/?a=b&c%2B%C3%A4=d%26e&f=");
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/?a=b+c, a plus",
        "https://host/?a&&b, a parameter without a name",
        "https://host/?=b, a parameter without a name",
        "https://host/?a&=b&c, a parameter without a name",
        "https://host/?a&, a parameter without a name",
        "https://host/?&, a parameter without a name",
        "https://host/a#b, no fragment",
        "https://host/a/%2e/b, encoded dots",
        "https://host/a/%2E%2e, encoded dots",
        "https://host/.%2E/b, encoded dots",
        "https://host/%2e./b, encoded dots",
        "https://host/ä, ASCII",
        "https://host/?ä=b, a query is ASCII",
        "ftp://host/, an endpoint is",
        "mailto:a, an endpoint is",
        "?a=b, an endpoint is"
    })
    void refusesWhatIsReadInTwoWays(String uri, String reason) {
        assertThatThrownBy(() -> get(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void doesNotSayThePasswordOfAUri() {
        assertThatThrownBy(() -> get("https://me:password@host/?a=b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no @")
                .hasMessageNotContaining("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "&&", "&=", "ä"})
    void doesNotSayATokenOfTheQuery(String mistake) {
        assertThatThrownBy(() -> get("https://host/?X-Amz-Security-Token=secret" + mistake))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Amz-Security-Token=")
                .hasMessageNotContaining("secret");
    }

    /** As a file has it, at whose end is a line break. */
    @Test
    void doesNotSayATokenThatNoHeaderCanHave() {
        assertThatThrownBy(() -> get("https://host/").withHeader("x-amz-security-token", "secret\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("x-amz-security-token", "\\u000A", "6")
                .hasMessageNotContaining("secret");
    }

    @Test
    void saysNoTokenInItsText() {
        assertThat(get("https://host/a?X-Amz-Security-Token=t").withHeader("x-amz-security-token", "t"))
                .hasToString("GET https://host/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "", "GET /"})
    void refusesWhatIsNoMethod(String method) {
        assertThatThrownBy(() -> AwsRequest.of(method, URI.create("https://host/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("method");
    }

    @ParameterizedTest
    @CsvSource({"a b, v", "'', v", "a, 'b\nc'", "a, ä"})
    void refusesWhatIsNoHeader(String name, String value) {
        assertThatThrownBy(() -> get("https://host/").withHeader(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header");
        assertThatThrownBy(() -> new AwsRequest("GET", URI.create("https://host/"), new TreeMap<>(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "content-type", "X-Amz-Security-Token", "Date"})
    void refusesASecondValueOfWhatThereIsOne(String name) {
        assertThatThrownBy(() -> get("https://host/").withHeader(name, "1").withHeader(name, "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void isMadeOfARequestToS3() {
        S3Request request = S3Request.of("PUT", "bucket", "a b/ä")
                .withQuery("acl", "")
                .withHeader("X-Amz-Meta-A", "1")
                .withHeader("x-amz-meta-a", "2");

        AwsRequest whole = AwsRequest.of(S3Endpoint.virtualHosted(URI.create("https://s3.example")), request);

        assertThat(whole.uri()).hasToString("https://bucket.s3.example/a%20b/%C3%A4?acl");
        assertThat(whole.headers()).containsExactly(Map.entry("X-Amz-Meta-A", "1,2"));
    }
}
