package org.duehsm.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.firmware.VirtualDue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests on one virtual Due for the class. */
public abstract class VirtualDueTest {

    private static VirtualDue due;

    @BeforeAll
    protected static void start() throws IOException {
        due = VirtualDue.start();
    }

    @AfterAll
    protected static void stop() {
        due.close();
    }

    /** Where it is. */
    protected static String port() {
        return due.port();
    }

    /** Runs the command on the virtual Due. */
    protected static Run run(String... arguments) {
        return run(new ScriptedTerminal(new byte[0]), arguments);
    }

    /** The same with somebody at the keyboard. */
    protected static Run run(ScriptedTerminal terminal, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--port=" + port());
        return Run.of(terminal, all.toArray(String[]::new));
    }
}
