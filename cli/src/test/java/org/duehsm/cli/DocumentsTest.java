package org.duehsm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands in the documents are written as the command wants them. */
class DocumentsTest {

    private static final Path TOP = Path.of("..");

    /* In a block, at the beginning of a line or behind a pipe. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:[^`\n]*\\| )? *(?:\\./)?due-hsm ([a-z-][^`#|<>&\n]*)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "cli/README.md",
                "cli/SERVE.md",
                "aws/README.md",
                "firmware/README.md",
                "firmware/TESTING.md",
            })
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
}
