package org.duehsm.cli.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.duehsm.cli.keys.GivenKey;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.Errors;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code due-hsm fleet import}. */
@Command(
        name = "import",
        description = {
            "Stores the same key on all boards under a new id: on all of them, or on none.",
            "The key is asked for without showing it, or read by --file or --stdin. It has 1 to 1024 bytes.",
            "If one fails, it is deleted where it was stored just now. At the end a test MAC compares them."
        })
final class FleetImportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private GivenKey key;

    @Mixin
    private Fleet fleet;

    FleetImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<DueHsmClient> boards = fleet.boards();
        Import all = new Import(boards, key.id(), key.algorithm(), key.limits());
        all.look(); // before anybody types a key for nothing
        key.read(terminal, all::store);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Imported the key " + key.id() + " at " + Fleet.ports(boards) + ".");
        TestMac test = TestMac.of(key.id(), key.algorithm(), key.limits(), boards);
        if (test.differs()) {
            throw new CliException(
                    ExitCode.FAILED,
                    "the key " + key.id() + " is " + test.difference() + "; delete it everywhere, and look who else"
                            + " changes keys there");
        }
        for (DueHsmException why : test.failed().values()) {
            out.println("Not compared: " + Errors.message(why));
        }
        if (test.failed().isEmpty()) {
            out.println("A test MAC is the same on all.");
        }
        return ExitCode.OK;
    }
}
