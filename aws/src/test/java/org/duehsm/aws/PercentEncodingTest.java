package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentEncodingTest {

    @ParameterizedTest
    @CsvSource({
        "' ', %20",
        "+, %2B",
        "*, %2A",
        "/, %2F",
        "%, %25",
        "~, ~",
        "-._, -._",
        "%41, %2541",
        "ä, %C3%A4",
        "€, %E2%82%AC",
        "😀, %F0%9F%98%80",
        "':@!$&()=;', %3A%40%21%24%26%28%29%3D%3B"
    })
    void encodesAllButTheUnreserved(String text, String encoded) {
        assertThat(PercentEncoding.encode(text)).isEqualTo(encoded);
    }

    @Test
    void keepsTheSlashesOfAPath() {
        assertThat(PercentEncoding.encodePath("a b/c~d//e")).isEqualTo("a%20b/c~d//e");
    }

    /** Not one of them, as a question mark that names something else. */
    @Test
    void refusesHalfASurrogatePair() {
        for (char c = Character.MIN_SURROGATE; c <= Character.MAX_SURROGATE; c++) {
            String half = "ä" + c + "b";
            assertThatThrownBy(() -> PercentEncoding.encode(half))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("index 1", "ä" + String.format("\\u%04X", (int) c) + "b");
        }
        assertThatThrownBy(() -> PercentEncoding.encodePath("a/\ude00\ud83d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index 2");
    }

    /** By the JDK's encoder for forms, where the two differ corrected as AWS' own examples do it. */
    @Test
    void encodesEveryCharacter() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                String text = Character.toString(c);
                String expected = URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~");
                assertThat(PercentEncoding.encode(text)).isEqualTo(expected);
            }
        }
    }
}
