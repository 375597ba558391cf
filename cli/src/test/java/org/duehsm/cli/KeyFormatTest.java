package org.duehsm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class KeyFormatTest {

    private static byte[] decode(String written, String... options) {
        KeyFormat format = new KeyFormat();
        CommandLine.populateCommand(format, options);
        return format.decode(written.getBytes(UTF_8));
    }

    @Test
    void takesTextAsItIs() {
        assertThat(decode("Jefe")).isEqualTo("Jefe".getBytes(UTF_8));
    }

    @Test
    void asksWhatALineBreakAtTheEndMeans() {
        assertThatThrownBy(() -> decode("Jefe\n"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("--text")
                .hasMessageContaining("--raw");
        assertThat(decode("Jefe\r\n", "--text")).isEqualTo("Jefe".getBytes(UTF_8));
        assertThat(decode("Jefe\n\n", "--text")).isEqualTo("Jefe\n".getBytes(UTF_8));
        assertThat(decode("Jefe\n", "--raw")).isEqualTo("Jefe\n".getBytes(UTF_8));
    }

    @Test
    void readsHexadecimalWithBlanks() {
        assertThat(decode("0b FF\n00\n", "--hex")).containsExactly(0x0b, 0xff, 0);
    }

    @Test
    void readsBase64WithBlanks() {
        assertThat(decode("Sm\nVmZQ==\n", "--base64")).isEqualTo("Jefe".getBytes(UTF_8));
    }

    @Test
    void neverQuotesAKeyThatIsWronglyWritten() {
        assertThatThrownBy(() -> decode("5ecre7", "--hex")).hasMessageNotContaining("5ecre7");
        assertThatThrownBy(() -> decode("abc", "--hex")).isInstanceOf(CliException.class);
        assertThatThrownBy(() -> decode("s*cret", "--base64"))
                .isInstanceOf(CliException.class)
                .hasMessageNotContaining("*")
                .hasNoCause();
    }
}
