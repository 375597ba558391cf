package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths as they are signed for those who send them as they are: an encoded slash is none. */
class CanonicalPathTest {

    @ParameterizedTest
    @CsvSource({
        "'', /, /",
        "/, /, /",
        "/a//b/./c/../d, /a//b/./c/../d, /a/b/d",
        "/a%2Fb/c%2fd, /a%2Fb/c%2Fd, /a%252Fb/c%252fd",
        "/a%20b~%7e/, /a%20b~~/, /a%2520b~%257e/"
    })
    void areSigned(String sent, String forS3, String forOthers) {
        assertThat(Signature4Rules.S3.canonicalPath(sent)).isEqualTo(forS3);
        assertThat(Signature4Rules.GENERAL.canonicalPath(sent)).isEqualTo(forOthers);
    }
}
