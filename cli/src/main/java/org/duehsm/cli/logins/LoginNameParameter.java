package org.duehsm.cli.logins;

import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.LoginSecret;
import picocli.CommandLine.Parameters;

/** The parameter NAME. */
final class LoginNameParameter {

    @Parameters(paramLabel = "NAME", description = "The login's name: 1 to 32 bytes of UTF-8, case-sensitive.")
    private String name;

    String name() {
        if (name.indexOf('\uFFFD') >= 0) { // what Java makes of bytes that it cannot read
            throw new CliException(
                    ExitCode.USAGE,
                    "the name has characters that the encoding " + System.getProperty("sun.jnu.encoding")
                            + " of this locale does not know; set LC_ALL=C.UTF-8");
        }
        return LoginSecret.requireName(name);
    }
}
