package org.duehsm.cli.keys;

import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import picocli.CommandLine.Parameters;

/** The parameter ID. */
final class KeyIdParameter {

    @Parameters(paramLabel = "ID", description = "The key's id: 1 to 128 bytes of UTF-8, case-sensitive.")
    private String id;

    String id() {
        if (id.indexOf('\uFFFD') >= 0) { // what Java makes of bytes that it cannot read: another id would be stored
            throw new CliException(
                    ExitCode.USAGE,
                    "the key id has characters that the encoding " + System.getProperty("sun.jnu.encoding")
                            + " of this locale does not know; set LC_ALL=C.UTF-8");
        }
        return id;
    }
}
