package org.duehsm.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where and when something was measured.
 *
 * @param load how many threads wanted to run in the last minute, -1 if unknown
 */
record Environment(String date, String processor, int processors, String system, String jdk, double load) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** This machine now. */
    static Environment here() {
        return new Environment(
                LocalDate.now().toString(),
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processorName() {
        String name = System.getProperty("os.arch");
        if (!Files.isReadable(CPU_INFO)) {
            return name;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            List<String> all = lines.toList();
            String model = all.stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(name);
            // Which the JDK's own MACs use.
            boolean sha = all.stream().anyMatch(line -> line.matches("(flags|Features)\\s*:.*\\b(sha_ni|sha2)\\b.*"));
            return model + (sha ? ", SHA instructions" : ", no SHA instructions");
        } catch (IOException e) {
            return name;
        }
    }

    /** Whether others used the machine, so that the figures are worth less. */
    boolean isBusy() {
        return load > processors / 2.0;
    }
}
