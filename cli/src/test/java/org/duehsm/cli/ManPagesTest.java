package org.duehsm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {

    @TempDir
    Path folder;

    @Test
    void eachCommandHasOne() throws IOException {
        ManPages.write(folder, "1.2.3");
        for (String command : Main.commandLine(new ScriptedTerminal(new byte[0]))
                .getSubcommands()
                .keySet()) {
            assertThat(folder.resolve("due-hsm-" + command + ".1")).isRegularFile();
        }
        String keysOfSeveral = Files.readString(folder.resolve("due-hsm-fleet-keys.1"));
        assertThat(keysOfSeveral).contains("due\\-hsm fleet keys", "due-hsm 1.2.3", "due\\-hsm\\-fleet(1)");
        assertThat(Files.readString(folder.resolve("due-hsm-import.1")))
                .contains("\\fB\\-\\-algorithm=HmacSHA1|HmacSHA256", ".TP\n3\nthe device is not there, busy,")
                .contains("\\-\\-port=PORT\\fR\n");
    }

    /** A line that begins with a dot or an apostrophe is a command to troff, and there are only these. */
    @Test
    void troffFindsItsOwnCommandsAlone() throws IOException {
        ManPages.write(folder, "1.2.3");
        try (Stream<Path> pages = Files.list(folder)) {
            for (Path page : pages.toList()) {
                List<String> lines = Files.readAllLines(page);
                assertThat(lines).noneMatch(String::isBlank);
                assertThat(lines.stream().filter(line -> line.startsWith(".") || line.startsWith("'")))
                        .allMatch(line -> line.equals(".TP") || line.startsWith(".SH ") || line.startsWith(".TH \""));
            }
        }
    }
}
