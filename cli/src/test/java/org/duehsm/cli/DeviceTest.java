package org.duehsm.cli;

import java.util.ArrayList;
import java.util.List;

/** Tests on one device for the class. */
abstract class DeviceTest {

    private static String port;

    /** For what comes after: the device at this port. */
    static void use(String name) {
        port = name;
    }

    static String port() {
        return port;
    }

    /** Runs the command on the device. */
    static Run run(String... arguments) {
        return run(new ScriptedTerminal(new byte[0]), arguments);
    }

    static Run run(ScriptedTerminal terminal, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--port=" + port());
        return Run.of(terminal, all.toArray(String[]::new));
    }
}
