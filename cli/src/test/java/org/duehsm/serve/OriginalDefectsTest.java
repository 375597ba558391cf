package org.duehsm.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was wrong with the original daemon, one test each. */
class OriginalDefectsTest extends DaemonTest {

    @BeforeAll
    static void startDaemon() throws Exception {
        serve();
    }

    /** However wrong a request was, the next one gets its own answer. */
    @AfterEach
    void theNextRequestIsAnswered() throws Exception {
        assertThat(post(message(KEY_ID)).body()).isEqualTo(signed(message(KEY_ID)));
    }

    /** {@code curl -d @file} sends a file without its line breaks. */
    @Test
    void aMessageWithoutItsNewlinesGetsASignature() throws Exception {
        String stripped = message(KEY_ID).replace("\n", "");
        assertThat(post(stripped).body()).isEqualTo(error("invalid-command"));

        String otherOrder = "GET\nec2.amazonaws.com\n/\nAction=X&AWSAccessKeyId=" + KEY_ID + "&B=1";
        assertThat(post(otherOrder).body()).isEqualTo(signed(otherOrder));
        assertThat(post(otherOrder.replace("\n", "")).body()).isEqualTo(error("invalid-command"));
    }

    @Test
    void aNulSmugglesASecondCommand() throws Exception {
        String two = message(KEY_ID) + "\0" + message(KEY_ID);
        assertThat(post(two).body()).isEqualTo(error("invalid-command"));
        assertThat(post("\0" + message(KEY_ID)).body()).isEqualTo(error("invalid-command"));
    }

    @ParameterizedTest
    @ValueSource(ints = {8190, 8191, 8192, 8193, 20_000, DaemonConfig.DEFAULT_MAX_BODY})
    void over8191BytesAreTruncatedAndDesynchronise(int size) throws Exception {
        String head = message(KEY_ID) + "&X=";
        String message = head + "x".repeat(size - head.length());

        assertThat(post(message).body()).isEqualTo(signed(message));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 128, 1024})
    void keysOver64BytesHashAsZeros(int size) throws Exception {
        byte[] key = "k".repeat(size).getBytes(UTF_8);
        importKey("AKIALONG", key);
        String message = message("AKIALONG");

        assertThat(post(message).body()).isEqualTo(signed(key, message.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\nec2.amazonaws.com\n/AWSAccessKeyId=" + KEY_ID + "\nAction=DescribeInstances",
                "GET\nec2.amazonaws.com\n/\nFilter=AWSAccessKeyId=" + KEY_ID,
                "GET\nec2.amazonaws.com\n/\nNotAWSAccessKeyId=" + KEY_ID,
            })
    void theAccessKeyIdIsFoundAnywhereInTheText(String message) throws Exception {
        assertThat(post(message).body()).isEqualTo(error("awsaccesskeyid-not-found"));
    }
}
