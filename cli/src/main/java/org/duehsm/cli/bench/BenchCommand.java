package org.duehsm.cli.bench;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceFacts;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.device.SampleMessage;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.JsonOption;
import org.duehsm.cli.terminal.Table;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyLimits;
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
            "Measures how many MACs a second the device computes, for messages of 16 B to 1 MiB, and how many signatures"
                    + " of AWS Signature 4.",
            "A key for each algorithm is made for it and deleted afterwards, unless --key names one."
        })
public final class BenchCommand implements Callable<Integer> {

    private static final int SECRET_BYTES = 40;
    private static final List<Integer> SIZES = List.of(16, 256, 1 << 10, 16 << 10, 1 << 20);

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--key",
            paramLabel = "ID",
            description = "Use this key, for what it is for; needed where the device is sealed, or there are several.")
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
        Map<String, Algorithm> keys = new LinkedHashMap<>();
        try {
            KeyLimits limits = KeyLimits.NONE;
            if (key != null) {
                keys.put(key, client.algorithm(key));
                limits = client.find(key).map(KeyEntry::limits).orElse(null);
            } else {
                client.requireOneBoard();
                makeKeys(client, keys);
            }
            List<Map<String, Object>> rows = measure(client, keys, limits);
            DeviceInfo info = client.info();
            print(rows, DeviceFacts.isVirtual(info) ? "This is " + DeviceFacts.speedOf(info) + "." : "");
        } finally {
            if (key == null) {
                keys.keySet().forEach(client::deleteKey);
            }
        }
        return ExitCode.OK;
    }

    /* Puts one for each algorithm into the map as soon as it is there. */
    private static void makeKeys(DueHsmClient client, Map<String, Algorithm> keys) {
        SecureRandom random = new SecureRandom();
        for (Algorithm algorithm : Algorithm.values()) {
            String id = "bench-" + HexFormat.of().toHexDigits(random.nextInt());
            if (makeKey(client, id, algorithm, random)) {
                keys.put(id, algorithm);
            }
        }
    }

    /* Unless the firmware is older than the algorithm. */
    private static boolean makeKey(DueHsmClient client, String id, Algorithm algorithm, SecureRandom random) {
        try {
            if (algorithm.isHmac()) {
                client.generateKey(id, algorithm);
            } else {
                byte[] secret = new byte[SECRET_BYTES];
                random.nextBytes(secret);
                client.importKey(id, algorithm, secret, false);
            }
            return true;
        } catch (DeviceStatusException e) {
            if (e.status() == DeviceStatus.UNSUPPORTED) {
                return false;
            }
            throw e;
        }
    }

    /** The messages to measure by a key for this algorithm with these limits. */
    private static List<byte[]> messages(Algorithm algorithm, KeyLimits limits) {
        if (!algorithm.isHmac()) {
            return List.of(SampleMessage.of(algorithm, limits));
        }
        KeyLimits known = limits == null ? KeyLimits.NONE : limits;
        byte[] prefix = known.prefix();
        List<byte[]> allowed = SIZES.stream()
                .filter(size ->
                        size >= prefix.length && size <= known.maxLength().orElse(KeyLimits.MAX_LENGTH))
                .map(size -> Arrays.copyOf(prefix, size))
                .toList();
        return allowed.isEmpty() ? List.of(SampleMessage.of(algorithm, limits)) : allowed;
    }

    private List<Map<String, Object>> measure(DueHsmClient client, Map<String, Algorithm> keys, KeyLimits limits)
            throws InterruptedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        int all = keys.values().stream()
                .mapToInt(algorithm -> messages(algorithm, limits).size())
                .sum();
        try {
            for (Map.Entry<String, Algorithm> each : keys.entrySet()) {
                Bench bench = new Bench(client, each.getValue(), each.getKey(), threads, seconds);
                String name = each.getValue().jcaName();
                for (byte[] message : messages(each.getValue(), limits)) {
                    progress(String.format(
                            Locale.ROOT,
                            "measuring %s of %d bytes, %.0f s to go ...",
                            name,
                            message.length,
                            (all - rows.size()) * seconds));
                    rows.add(facts(name, bench.measure(message)));
                }
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

    private Map<String, Object> facts(String algorithm, Bench.Result result) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("algorithm", algorithm);
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
