package org.duehsm.cli.device;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ProgressBar;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.DueHsmClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code due-hsm random}. */
@Command(name = "random", description = "Prints random bytes of the device, in hexadecimal.")
public final class RandomCommand implements Callable<Integer> {

    private static final int CHUNK = 3 << 10; // a multiple of 3, so that Base64 has no padding inside

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "BYTES", description = "How many bytes.")
    private long count;

    @Mixin
    private DeviceOptions device;

    @ArgGroup
    private Form form = new Form();

    @Option(names = "--no-progress", description = "Draw no progress bar.")
    private boolean noProgress;

    public RandomCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** How the bytes are written. */
    private static final class Form {

        @Option(names = "--base64", description = "Print Base64.")
        private boolean base64;

        @Option(names = "--raw", description = "Write the bytes themselves.")
        private boolean raw;
    }

    @Override
    public Integer call() throws IOException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "BYTES is at least 1");
        }
        if (form.raw && terminal.showsOutput()) {
            throw new ParameterException(
                    spec.commandLine(), "--raw would garble this terminal; send it to a file or pipe");
        }
        boolean shown = !noProgress && terminal.showsProgress() && !terminal.showsOutput();
        ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), count, shown);
        try {
            print(device.client(), progress);
        } finally {
            progress.clear();
        }
        return ExitCode.OK;
    }

    private void print(DueHsmClient client, ProgressBar progress) throws IOException {
        PrintWriter text = spec.commandLine().getOut();
        OutputStream bytes = terminal.out();
        for (long done = 0; done < count; ) {
            byte[] random = client.random((int) Math.min(CHUNK, count - done));
            if (form.raw) {
                bytes.write(random);
            } else {
                text.print(
                        form.base64
                                ? Base64.getEncoder().encodeToString(random)
                                : HexFormat.of().formatHex(random));
                if (text.checkError()) {
                    return; // nobody takes the rest; Main tells why
                }
            }
            done += random.length;
            Arrays.fill(random, (byte) 0);
            progress.at(done);
        }
        if (!form.raw) {
            text.println();
        }
    }
}
