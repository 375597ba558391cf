package org.duehsm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.Forget;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with logins, each on a device of its own inside this JVM, because a closed one never opens. */
public abstract class ClosedDueTest {

    @TempDir
    protected Path folder;

    private JvmDue due;

    @BeforeEach
    void start() {
        assumeTrue(JvmDue.isAvailable(), "the device inside the JVM was not built");
        due = JvmDue.inMemory();
    }

    @AfterEach
    void stop() {
        forget();
        due.close();
    }

    /** As in a JVM of its own. */
    protected void forget() {
        Forget.port(due.port());
        for (String key : List.of("port", "baud", "timeout", "login", "secret-file")) {
            System.clearProperty("duehsm." + key);
        }
    }

    protected String port() {
        return due.port();
    }

    protected Path file(String login) {
        return folder.resolve(login + ".login");
    }

    /** Runs the command with nobody logged in. */
    protected Run run(ScriptedTerminal terminal, String... arguments) {
        forget();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--port=" + port());
        return Run.of(terminal, all.toArray(String[]::new));
    }

    protected Run run(String... arguments) {
        return run(new ScriptedTerminal(new byte[0]), arguments);
    }

    /** The same, logged in by the file of a login. */
    protected Run as(String login, ScriptedTerminal terminal, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--secret-file=" + file(login));
        return run(terminal, all.toArray(String[]::new));
    }

    protected Run as(String login, String... arguments) {
        return as(login, new ScriptedTerminal(new byte[0]), arguments);
    }

    /** Closes the device by the login of a manager, boss; then makes a user, signer. */
    protected void close() {
        assertThat(run("logins", "add", "boss", file("boss").toString(), "--role=manager")
                        .err())
                .isEmpty();
        assertThat(as("boss", "logins", "add", "signer", file("signer").toString(), "--role=user")
                        .err())
                .isEmpty();
    }
}
