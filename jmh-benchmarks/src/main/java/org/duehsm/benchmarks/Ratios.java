package org.duehsm.benchmarks;

import com.google.gson.GsonBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The host path against the limit of the line, and the device inside the JVM against the other, in one run. */
@Command(
        name = "ratios",
        mixinStandardHelpOptions = true,
        description = {
            "Compares MACs through the provider with a bare loop on the same device (line), and over a line that"
                    + " damages frames (damage); measures the device inside the JVM (jvm), the host's share (host), HMAC-SHA256 against"
                    + " HMAC-SHA1 (algorithm), what the broker costs and what three boards gain."
        })
public final class Ratios implements Callable<Integer> {

    /** What to measure. */
    enum Part {
        line,
        jvm,
        damage,
        host,
        algorithm,
        broker,
        boards
    }

    private static final Set<Part> IN_THIS_JVM = EnumSet.of(Part.host, Part.algorithm, Part.broker, Part.boards);

    @Option(names = "--port", description = "The device; without, a virtual Due is started.")
    private String port;

    @Option(names = "--rounds", defaultValue = "31", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "0.3",
            description = "Of each measurement in each round; default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--only", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Part only;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there, too.")
    private Path json;

    public static void main(String[] args) {
        Program.run(new Ratios(), args);
    }

    @Override
    public Integer call() throws Exception {
        Environment environment = Environment.here();
        if (environment.isBusy()) {
            System.out.printf(
                    "This machine is busy (load %.1f on %d processors): expect wide spreads.%n",
                    environment.load(), environment.processors());
        }
        List<Figure> figures = new ArrayList<>();
        String kind = "none";
        if (only == null || !IN_THIS_JVM.contains(only)) {
            if (port != null) {
                System.setProperty(DueDevice.PORT_PROPERTY, port);
            }
            try (DueDevice device = port == null ? DueDevice.virtual() : DueDevice.configured()) {
                kind = device.kind();
                if (isWanted(Part.jvm)) {
                    figures.addAll(new JvmRatios(device, seconds).measure(rounds));
                }
                if (isWanted(Part.damage)) {
                    figures.addAll(new DamageRatios(device, seconds).measure(rounds));
                }
                LineRatios line = new LineRatios(device, seconds);
                if (isWanted(Part.line)) {
                    figures.addAll(line.measure(rounds));
                }
                if (isWanted(Part.line) && device.lowerEmulator()) {
                    line.measure(rounds).forEach(figure -> figures.add(figure.under("emulator at normal priority")));
                }
            }
        }
        if (isWanted(Part.host)) {
            try (DueDevice device = DueDevice.loopback()) {
                figures.addAll(new HostShare(device, seconds).measure(rounds));
            }
        }
        if (isWanted(Part.algorithm)) {
            figures.addAll(new AlgorithmRatios(seconds).measure(rounds));
        }
        if (isWanted(Part.broker)) {
            for (boolean atBoardsPace : new boolean[] {true, false}) {
                try (BrokerRatios broker = new BrokerRatios(seconds, atBoardsPace)) {
                    figures.addAll(broker.measure(rounds));
                }
            }
        }
        if (isWanted(Part.boards)) {
            try (BoardRatios boards = new BoardRatios(seconds)) {
                figures.addAll(boards.measure(rounds));
            }
        }
        System.out.println("Device: " + kind);
        figures.forEach(Ratios::print);
        if (json != null) {
            RatioResults results = new RatioResults(environment, kind, rounds, figures);
            Files.writeString(
                    json, new GsonBuilder().setPrettyPrinting().create().toJson(results));
        }
        return 0;
    }

    private boolean isWanted(Part part) {
        return only == null || only == part;
    }

    private static void print(Figure figure) {
        System.out.printf(
                "%-76s %9s %-2s %-16s (%s)  %-16s %-5s  %s%n",
                figure.name(),
                Figure.number(figure.median()),
                figure.unit(),
                figure.middleHalf(),
                figure.spread(),
                figure.target(),
                figure.verdict(),
                figure.sides());
    }
}
