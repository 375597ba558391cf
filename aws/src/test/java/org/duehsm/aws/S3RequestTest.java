package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duehsm.aws.S3Signing.johnsmith;
import static org.duehsm.aws.S3Signing.sign;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no request can have, or only at the price of another object. */
class S3RequestTest {

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

    /** DELETE of a question mark, where half of an emoji was meant. */
    @Test
    void refusesHalfASurrogatePair() {
        for (ThrowingCallable request : List.<ThrowingCallable>of(
                () -> johnsmith("DELETE", "a/\ud83d"),
                () -> johnsmith("GET", "").withQuery("prefix", "a/\ude00"),
                () -> johnsmith("GET", "k").withQuery("response-content-type", "t/\ud83d"),
                () -> johnsmith("GET", "").withQuery("ab\ud83d", ""))) {
            assertThatThrownBy(request)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("surrogate", "index 2");
        }
    }

    /** S3Proxy deletes b when it is asked to delete a/../b. */
    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a/../b", "a/./b", "../b", "./b", "a/..", "a\n/./b"})
    void refusesKeysThatBecomeOthers(String key) {
        assertThatThrownBy(() -> johnsmith("DELETE", key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "a/.b", "a/..b", "a../b", "a.", "a//b", "/a"})
    void takesOtherKeysAsTheyAre(String key) throws Exception {
        assertThat(sign(johnsmith("GET", key)).uri()).hasToString("http://johnsmith.s3.amazonaws.com/" + key);
    }

    @ParameterizedTest
    @CsvSource({
        "Date, date",
        "x-amz-date, X-Amz-Date",
        "Content-MD5, content-md5",
        "Content-Type, CONTENT-TYPE",
        "x-amz-security-token, X-Amz-Security-Token"
    })
    void refusesASecondValueOfWhatThereIsOne(String name, String again) {
        assertThatThrownBy(() -> johnsmith("PUT", "k").withHeader(name, "a").withHeader(again, "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(again);
        SortedMap<String, String> both = new TreeMap<>(Map.of(name, "a", again, "b"));
        assertThatThrownBy(() -> new S3Request("PUT", "johnsmith", "k", Map.of(), both))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not two");
    }

    @Test
    void saysNoTokenInItsText() {
        S3Request request = johnsmith("GET", "a b").withQuery("x-amz-security-token", "t");

        assertThat(request.withHeader("x-amz-security-token", "t")).hasToString("GET /johnsmith/a%20b");
    }

    @Test
    void losesNoHeaderOfAMapThatTellsCases() {
        SortedMap<String, String> both = new TreeMap<>(Map.of("X-Amz-Meta-A", "1", "x-amz-meta-a", "2"));

        assertThat(new S3Request("PUT", "johnsmith", "k", Map.of(), both).headers())
                .containsExactly(Map.entry("X-Amz-Meta-A", "1,2"));
    }

    @Test
    void refusesTwoDates() {
        assertThatThrownBy(() -> johnsmith("GET", "k").withHeader("Date", "a").withHeader("x-amz-date", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Date", "x-amz-date");
    }
}
