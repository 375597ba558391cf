package org.duehsm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands in the documents are written as the command wants them, and git ignores what they write. */
class DocumentsTest {

    private static final Path TOP = Path.of("..");

    /* In a block, at the beginning of a line or behind a pipe. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:[^`\n]*\\| )? *(?:sudo |\\./)?due-hsm ([a-z-][^`#|<>&\n]*)");

    static List<String> pages() {
        return List.of(
                "README.md",
                "cli/README.md",
                "cli/SERVE.md",
                "cli/FLEET.md",
                "cli/PROXY.md",
                "aws/README.md",
                "docs/CLOSED.md",
                "provider/RECIPES.md",
                "firmware/README.md",
                "firmware/TESTING.md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsCanBeParsed(String page) throws IOException {
        String text =
                Files.readString(TOP.resolve(page)).replaceAll("\\\\\n *", "").replace("\"$EC2\"", "http://ec2");
        List<String> commands = COMMAND.matcher(text)
                .results()
                .map(command -> command.group(1).strip())
                .filter(command -> !command.contains("…"))
                .toList();

        assertThat(commands).isNotEmpty().allSatisfy(command -> {
            CommandLine commandLine = Main.commandLine(new ScriptedTerminal(new byte[0]));
            assertThatCode(() -> commandLine.parseArgs(command.split(" +"))).doesNotThrowAnyException();
        });
    }

    /** What systemd starts. */
    @ParameterizedTest
    @ValueSource(strings = {"due-hsm.service", "due-hsm@.conf"})
    void unitsCanBeParsed(String unit) throws IOException {
        String text = Files.readString(Path.of("systemd", unit)).replaceAll("\\\\\n *", "");
        Matcher start = Pattern.compile("(?m)^ExecStart=.* -jar \\S+ (.+)$").matcher(text);
        assertThat(start.find()).isTrue();
        CommandLine commandLine = Main.commandLine(new ScriptedTerminal(new byte[0]));
        String[] arguments =
                start.group(1).replaceAll("\\$\\{[A-Z_]+\\}", "8091").split(" +");
        assertThatCode(() -> commandLine.parseArgs(arguments)).doesNotThrowAnyException();
    }

    @Test
    void gitIgnoresWhatTheExamplesWrite() throws IOException {
        Pattern written = Pattern.compile("(?:--flash|--file|--log|--token-file| >) ([a-z][a-z.]*)(?=[\\s`])");
        List<String> pages = new ArrayList<>(pages());
        pages.add("firmware/BOARD-CHECKS.md"); // whose commands stand within sentences
        TreeSet<String> names = new TreeSet<>();
        for (String page : pages) {
            written.matcher(Files.readString(TOP.resolve(page))).results().forEach(name -> names.add(name.group(1)));
        }
        assertThat(names).contains("keys.bin", "secret", "message", "signing.log", "token");

        assertThat(Files.readAllLines(TOP.resolve(".gitignore")))
                .containsAll(names.stream().map("/"::concat).toList());
    }
}
