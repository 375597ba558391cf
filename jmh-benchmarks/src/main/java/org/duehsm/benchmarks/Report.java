package org.duehsm.benchmarks;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a JMH JSON result into RESULTS.md and its plots. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes RESULTS.md and its plots from the JSON that JMH and the ratios wrote.")
public final class Report implements Callable<Integer> {

    private static final String PLOTS = "plots";

    @Parameters(paramLabel = "JMH-JSON", description = "What JMH wrote (-rf json).")
    private Path jmh;

    @Option(names = "--ratios", paramLabel = "FILE", description = "What Ratios --json wrote.")
    private Path ratios;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where to write; default: the current folder.")
    private Path folder;

    public static void main(String[] args) {
        Program.run(new Report(), args);
    }

    @Override
    public Integer call() throws IOException {
        JmhResults results = new JmhResults(JmhResult.read(jmh));
        Markdown page = new Markdown();
        RatioResults compared =
                ratios == null ? null : new Gson().fromJson(Files.readString(ratios), RatioResults.class);
        ReportHead.write(page, results, compared);
        Files.createDirectories(folder.resolve(PLOTS));
        new ReportSections(page, results, this::plot).write();
        ReportModel.write(page);
        Files.writeString(folder.resolve("RESULTS.md"), page.toString());
        return 0;
    }

    private String plot(String name, Chart chart) throws IOException {
        String file = PLOTS + "/" + name + ".svg";
        Files.writeString(folder.resolve(file), chart.svg());
        return file;
    }
}
