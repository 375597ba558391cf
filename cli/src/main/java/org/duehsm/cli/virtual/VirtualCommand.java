package org.duehsm.cli.virtual;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.firmware.VirtualDue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code due-hsm virtual}. */
@Command(name = "virtual", description = "Runs a virtual Due, the board's firmware under QEMU, until Ctrl-C.")
public final class VirtualCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--link", paramLabel = "PATH", description = "Give the serial device this path (needs socat).")
    private Path link;

    @Option(
            names = "--tcp",
            paramLabel = "PORT",
            description = "Listen on this TCP port of 127.0.0.1, for one client at a time, and make no serial device.")
    private Integer tcpPort;

    @Option(
            names = "--flash",
            paramLabel = "FILE",
            description = "Keep the keys in this file, made if missing. Without it they go when this ends.")
    private Path flash;

    @Option(
            names = "--uart",
            description = "Use the emulated UART with its interrupts: slower, closer to a board (needs socat).")
    private boolean uart;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (tcpPort != null && (tcpPort < 0 || tcpPort > 65535)) {
            throw new CliException(ExitCode.USAGE, "--tcp is 0 to 65535, not " + tcpPort);
        }
        VirtualDue.Builder builder = VirtualDue.builder().uart(uart);
        if (link != null) {
            builder.link(link);
        }
        if (tcpPort != null) {
            builder.tcpPort(tcpPort);
        }
        if (flash != null) {
            builder.flash(flash);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (VirtualDue due = builder.start()) {
            out.println("A virtual Due runs at " + due.port());
            out.println("Keys are kept in " + (flash == null ? "memory, until it ends" : flash));
            out.println("Try:  due-hsm info --port " + due.port());
            out.println("Ctrl-C ends it.");
            if (out.checkError()) {
                return ExitCode.FAILED; // nobody knows where it runs; Main tells why
            }
            due.waitFor();
            if (isShuttingDown()) {
                return ExitCode.OK;
            }
            throw new CliException(ExitCode.FAILED, "the virtual Due has ended by itself: " + due.lastWords());
        }
    }

    /* After Ctrl-C, when it is the JVM's end that ended the virtual Due. */
    private static boolean isShuttingDown() {
        Thread hook = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
