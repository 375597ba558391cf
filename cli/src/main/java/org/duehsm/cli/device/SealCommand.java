package org.duehsm.cli.device;

import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DueHsmClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code due-hsm seal}. */
@Command(
        name = "seal",
        description = {
            "Locks the device: it signs, and refuses import, generate and delete from then on.",
            "Where it is closed, managers still change logins, and make limits tighter. An open one stays open for good.",
            "The only way back is the recovery jumper, then ERASE, which wipes every key.",
            "You are asked to type the device's id, as 'due-hsm info' shows it."
        })
public final class SealCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceOptions device;

    public SealCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DueHsmClient client = device.clientForChange();
        PrintWriter out = spec.commandLine().getOut();
        DeviceInfo info = client.info();
        if (info.sealed()) {
            out.println("The device is sealed already.");
            return ExitCode.OK;
        }
        terminal.requirePerson("sealing is for good, so a person has to type the device's id");
        String id = info.uniqueId();
        out.println("Sealing cannot be undone without losing every key on the device.");
        if (!info.closed()) {
            out.println(
                    "The device is open: whoever gets hold of it will be able to sign with every key, and it will take no"
                            + " login any more. To close it first: due-hsm logins add NAME --role manager");
        }
        out.println("The device's id is " + id);
        out.flush();
        if (!terminal.ask("Type the id to seal it: ").strip().equalsIgnoreCase(id)) {
            throw new CliException(ExitCode.REFUSED, "that is another id; the device was not sealed");
        }
        client.seal(HexFormat.of().parseHex(id));
        if (!client.info().sealed()) {
            throw new CliException(
                    ExitCode.FAILED, "the device took the command, but says after its reset that it is not sealed");
        }
        out.println("The device is sealed: it has reset, and reports so.");
        return ExitCode.OK;
    }
}
