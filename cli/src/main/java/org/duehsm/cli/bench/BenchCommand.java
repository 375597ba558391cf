package org.duehsm.cli.bench;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceFacts;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.JsonOption;
import org.duehsm.cli.terminal.Table;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DueHsmClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code due-hsm bench}. */
@Command(
        name = "bench",
        description = {
            "Measures how many MACs a second the device computes, for messages of 16 B to 1 MiB.",
            "An HmacSHA1 key is made for it and deleted afterwards, unless --key names one."
        })
public final class BenchCommand implements Callable<Integer> {

    private static final List<Integer> SIZES = List.of(16, 256, 1 << 10, 16 << 10, 1 << 20);

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--key",
            paramLabel = "ID",
            description = "Use this key, for what it is for; a sealed device needs it.")
    private String key;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "For so long each (default: ${DEFAULT-VALUE}).",
            defaultValue = "2")
    private double seconds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many at a time (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int threads;

    @Option(
            names = "--device",
            description = "Show the processor cycles of the inner loops instead, as the board itself counts them.")
    private boolean cycles;

    @Mixin
    private JsonOption output;

    public BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (threads < 1 || threads > 256 || !(seconds > 0) || seconds > 3600) {
            throw new ParameterException(
                    spec.commandLine(), "--threads is 1 to 256, --seconds more than 0, up to 3600");
        }
        DueHsmClient client = device.client();
        if (cycles) {
            print(DeviceCycles.measure(client), DeviceCycles.NOTE);
            return ExitCode.OK;
        }
        String id = key;
        Algorithm algorithm = Algorithm.HMAC_SHA1;
        if (id != null) {
            algorithm = client.algorithm(id);
        } else {
            id = "bench-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
            client.generateKey(id, algorithm);
        }
        try {
            Bench bench = new Bench(client, algorithm, id, threads, seconds);
            List<Map<String, Object>> rows = measure(bench);
            String name = algorithm.jcaName();
            rows.forEach(row -> row.put("algorithm", name));
            DeviceInfo info = client.info();
            print(rows, DeviceFacts.isVirtual(info) ? "This is " + DeviceFacts.speedOf(info) + "." : "");
        } finally {
            if (key == null) {
                client.deleteKey(id);
            }
        }
        return ExitCode.OK;
    }

    private List<Map<String, Object>> measure(Bench bench) throws InterruptedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try {
            for (int size : SIZES) {
                double left = (SIZES.size() - rows.size()) * seconds;
                progress(String.format(Locale.ROOT, "measuring messages of %d bytes, %.0f s to go ...", size, left));
                rows.add(facts(bench.measure(size)));
            }
        } finally {
            progress("");
        }
        return rows;
    }

    /* In place of what was said before, and only to a person. */
    private void progress(String what) {
        if (terminal.showsProgress()) {
            PrintWriter err = spec.commandLine().getErr();
            err.print("\r" + what + "\033[K");
            err.flush();
        }
    }

    private Map<String, Object> facts(Bench.Result result) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("messageBytes", result.size());
        facts.put("threads", threads);
        facts.put("macs", result.macs());
        facts.put("macsPerSecond", rounded(result.macsPerSecond()));
        facts.put("megabytesPerSecond", rounded(result.megabytesPerSecond()));
        return facts;
    }

    private static Number rounded(double value) {
        return Double.valueOf(String.format(Locale.ROOT, value < 100 ? "%.3f" : "%.0f", value));
    }

    private void print(List<Map<String, Object>> rows, String note) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("results", rows);
        report.put("note", note.isEmpty() ? null : note);
        output.print(report, out -> {
            Table table = new Table()
                    .row(rows.get(0).keySet().stream().map(Table::words).toArray());
            rows.forEach(row -> table.row(row.values().toArray()));
            out.print(table);
            out.println(note);
        });
    }
}
