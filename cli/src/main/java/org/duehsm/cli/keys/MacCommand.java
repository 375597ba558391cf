package org.duehsm.cli.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceMac;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ProgressBar;
import org.duehsm.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code due-hsm mac}. */
@Command(
        name = "mac",
        description = {
            "Prints the MAC of a file or of standard input, computed on the device.",
            "It is that which the key is for; 'due-hsm keys' shows it.",
            "By a key for AWS4-HMAC-SHA256, of a string to sign and nothing else: the signature, in hexadecimal."
        })
public final class MacCommand implements Callable<Integer> {

    private static final int CHUNK = 64 << 10;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyIdParameter key;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "-",
            description = "The message; - or nothing: standard input.")
    private String file;

    @Mixin
    private DeviceOptions device;

    @Option(names = "--base64", description = "Print Base64 instead of hexadecimal.")
    private boolean base64;

    @Option(names = "--no-progress", description = "Draw no progress bar.")
    private boolean noProgress;

    public MacCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        DeviceMac mac = DeviceMac.of(device.client(), key.id());
        if (file.equals("-")) {
            update(mac, terminal.in(), -1);
        } else {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw new CliException(ExitCode.FAILED, path + " is a directory; name a file");
            }
            try (InputStream in = Files.newInputStream(path)) {
                update(mac, in, Files.size(path));
            }
        }
        byte[] tag = mac.doFinal();
        spec.commandLine()
                .getOut()
                .println(
                        base64
                                ? Base64.getEncoder().encodeToString(tag)
                                : HexFormat.of().formatHex(tag));
        return ExitCode.OK;
    }

    private void update(DeviceMac mac, InputStream in, long size) throws IOException {
        boolean shown = !noProgress && terminal.showsProgress();
        ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), size, shown);
        byte[] chunk = new byte[CHUNK];
        try {
            long done = 0;
            for (int n; (n = in.readNBytes(chunk, 0, CHUNK)) > 0; ) {
                mac.update(chunk, 0, n);
                done += n;
                progress.at(done);
            }
        } finally {
            progress.clear();
        }
    }
}
