package org.duehsm.cli.boardcheck;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceFacts;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.Errors;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import org.duehsm.port.PortInfo;
import org.duehsm.port.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code due-hsm board-check}. */
@Command(
        name = "board-check",
        description = {
            "Confirms on a real board what could not be seen without one (firmware/BOARD-CHECKS.md).",
            "Each check prints a line to paste into an issue. Keys are of their own and are deleted."
        })
public final class BoardCheckCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "One of ${COMPLETION-CANDIDATES}. Without it: those that need no hand and take minutes.")
    private BoardCheck name;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--resets",
            paramLabel = "N",
            defaultValue = "0",
            description = "identity: have you press RESET so often (default: ${DEFAULT-VALUE}).")
    private int resets;

    @Option(
            names = "--hours",
            paramLabel = "H",
            defaultValue = "24",
            description = "soak: how long (default: ${DEFAULT-VALUE}).")
    private double hours;

    @Option(
            names = "--cuts",
            paramLabel = "N",
            defaultValue = "30",
            description = "power-cut: how often you pull the cable (default: ${DEFAULT-VALUE}).")
    private int cuts;

    @Option(
            names = "--sam-ba",
            paramLabel = "PORT",
            description = "sram, recover: the port of the boot loader (default: the one on USB).")
    private String samBa;

    public BoardCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
        if (resets < 0 || cuts < 1 || !(hours > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--resets is 0 or more, --cuts 1 or more, --hours more than 0");
        }
        List<BoardCheck> chosen = name != null
                ? List.of(name)
                : Arrays.stream(BoardCheck.values()).filter(BoardCheck::isUsual).toList();
        DueHsmClient client = device.clientForChange();
        String board = "firmware=none id=unknown port=native";
        boolean slow = false;
        if (name == null || name.needsFirmware()) {
            DeviceInfo info = client.info();
            String port = portKind(info);
            slow = port.equals("programming");
            board = "firmware=" + info.firmware() + " id=" + info.uniqueId() + " port=" + port;
        }
        ProgramChecks program =
                new ProgramChecks(client, slow, resets, this::haveReset, Duration.ofMillis((long) (hours * 3.6e6)));
        HandChecks hand = new HandChecks(client, terminal, cuts, samBa);
        SealChecks seal = new SealChecks(client, terminal);
        PrintWriter out = spec.commandLine().getOut();
        boolean failed = false;
        for (BoardCheck check : chosen) {
            Result result = run(check, program, hand, seal);
            failed |= result.verdict().equals("fail");
            out.printf("board-check %s %s %s %s%n", check, result.verdict(), board, result.figures());
            if (out.checkError()) {
                return ExitCode.FAILED; // nobody sees the rest; Main tells why
            }
        }
        return failed ? ExitCode.FAILED : ExitCode.OK;
    }

    /* A check that meets an error has failed; the next one may still tell something. */
    private static Result run(BoardCheck check, ProgramChecks program, HandChecks hand, SealChecks seal)
            throws GeneralSecurityException, InterruptedException {
        try {
            return check.run(program, hand, seal);
        } catch (DueHsmException | IOException e) {
            return Result.of(false, "%s", "error=\"" + Errors.message(e) + '"');
        }
    }

    private void haveReset() {
        terminal.ask("Press RESET on the board, wait until its LED is calm, then press Enter. ");
    }

    private static String portKind(DeviceInfo info) throws IOException {
        if (DeviceFacts.isVirtual(info)) {
            return "virtual";
        }
        for (PortInfo port : Ports.list()) {
            if (info.port().equals(port.name())) {
                return port.isDueProgramming() ? "programming" : port.isDueNative() ? "native" : "other";
            }
        }
        return "other";
    }
}
