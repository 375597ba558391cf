package org.duehsm.cli.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import org.duehsm.cli.terminal.CliException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KeyFormatTest {

    private static byte[] decode(String written, String... options) {
        return decode(written.getBytes(UTF_8), options);
    }

    private static byte[] decode(byte[] written, String... options) {
        KeyFormat format = new KeyFormat();
        CommandLine.populateCommand(format, options);
        return format.decode(written);
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

    /** As Notepad and PowerShell write files: each of these made another key, without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-32", "X-UTF-32LE-BOM"})
    void refusesTextThatIsNotUtf8(String encoding) {
        byte[] written = "Jefe\r\n".getBytes(Charset.forName(encoding));
        for (String form : new String[] {"--text", "--hex", "--base64"}) {
            assertThatThrownBy(() -> decode(written, form))
                    .isInstanceOf(CliException.class)
                    .hasMessageContainingAll("UTF-16", "save it as plain UTF-8")
                    .hasMessageNotContaining("Jefe");
        }
        assertThatThrownBy(() -> decode(written)).hasMessageContaining("UTF-16");
        assertThat(decode(written, "--raw")).isEqualTo(written);
    }

    @Test
    void refusesAByteOrderMark() {
        for (String form : new String[] {"--text", "--hex", "--base64"}) {
            assertThatThrownBy(() -> decode("\uFEFFJefe", form))
                    .isInstanceOf(CliException.class)
                    .hasMessageContainingAll("byte order mark", "--raw");
        }
        assertThatThrownBy(() -> decode("\uFEFFJefe")).hasMessageContaining("byte order mark");
        assertThat(decode("\uFEFFJefe", "--raw")).isEqualTo("\uFEFFJefe".getBytes(UTF_8));
    }

    @Test
    void takesANulInBytesButNotInText() {
        assertThatThrownBy(() -> decode("Je\0fe", "--text")).hasMessageContaining("NUL");
        assertThat(decode("Je\0fe")).isEqualTo("Je\0fe".getBytes(UTF_8));
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
