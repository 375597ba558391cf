package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page "From an empty board to a closed and sealed one", as it stands there, from top to bottom: what is shown of
 * the output, in lines that begin with #, is what comes; an ellipsis stands for anything. On the virtual Due, which
 * keeps its flash through the reset that sealing is.
 */
class ClosedPageTest {

    private static final Path PAGE = Path.of("../docs/CLOSED.md");
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Pattern BLOCK = Pattern.compile("(?s)\n```sh\n(.*?)```\n");

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    Path folder;

    @Test
    void itsCommandsDoWhatItShows() throws Exception {
        assumeTrue(Files.isExecutable(SCRIPT), "util-linux has script, which gives a command a terminal");
        DueHsmClient client = DueHsmClient.shared(ClientConfig.of(DUE.port()));
        String id = client.info().uniqueId();
        client.close();
        Command.install(folder);
        Map<String, String> environment = new HashMap<>();
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("DUEHSM_PORT", DUE.port());
        List<String> blocks = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1).replace("/tmp/due", DUE.port()))
                .toList();

        assertThat(blocks).hasSize(10);
        for (String block : blocks) {
            assertShows(
                    block,
                    block.contains("due-hsm seal ") ? atTerminal(block, environment, id) : run(block, environment));
        }
    }

    private String run(String block, Map<String, String> environment) throws Exception {
        Command shell = Command.run(folder, environment, "bash", "-c", "exec 2>&1\n" + block);
        assertThat(shell.exitCode()).as(shell.out()).isZero();
        return shell.out();
    }

    private String atTerminal(String block, Map<String, String> environment, String typed) throws Exception {
        Path commands = Files.writeString(folder.resolve("block"), block);
        String line = "printf '%s\\n' " + typed + " | " + SCRIPT + " -qec 'bash " + commands + "' /dev/null";
        return run(line, environment).replace("\r", "");
    }

    private static void assertShows(String block, String output) {
        if (!block.contains("\n# ")) {
            return; // of what is not shown, that it went well is enough
        }
        String shown = block.lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> Arrays.stream(line.substring(2).split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^\n]*")))
                .collect(Collectors.joining("\n(?s:.*\n)??"));
        assertThat(output).as(block).containsPattern("(?m)^" + shown + "$");
    }
}
