package org.duehsm.cli.doctor;

import static org.duehsm.cli.terminal.Finding.note;
import static org.duehsm.cli.terminal.Finding.ok;
import static org.duehsm.cli.terminal.Finding.wrong;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.duehsm.cli.terminal.Finding;
import org.duehsm.port.Ports;
import org.duehsm.provider.DueHsmProvider;

/** What {@code doctor} finds out about this Java. */
final class JavaChecks {

    private static final int OLDEST = 17;
    private static final int SLOTS = 100;
    private static final String IGNORED = "SigIgn:";
    private static final int USR2 = 12;

    /** Those of Linux that jSerialComm ignores, by number. */
    private static final Map<Integer, String> SIGNALS =
            new TreeMap<>(Map.of(1, "HUP", 10, "USR1", USR2, "USR2", 18, "CONT", 21, "TTIN", 22, "TTOU", 29, "IO"));

    private JavaChecks() {}

    static List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(version());
        findings.addAll(ignored(DueHsmProvider.ignoredSettings()));
        findings.addAll(providers(Security::getProperty));
        signals().ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> signals() {
        try {
            Ports.list(); // loads the library, as opening a port does
            return signals(Files.readAllLines(Path.of("/proc/self/status")), System.getenv("_JAVA_SR_SIGNUM"));
        } catch (IOException | RuntimeException | LinkageError e) {
            return Optional.empty(); // no library, as another check says, or no Linux
        }
    }

    /**
     * What jSerialComm has made the process ignore.
     *
     * @param status the lines of {@code /proc/self/status}
     * @param suspend the signal by which the JVM has been told to stop a thread; null for USR2, its default
     */
    static Optional<Finding> signals(List<String> status, String suspend) {
        long ignored = status.stream()
                .filter(line -> line.startsWith(IGNORED))
                .mapToLong(line ->
                        Long.parseUnsignedLong(line.substring(IGNORED.length()).trim(), 16))
                .findFirst()
                .orElse(0);
        String names = SIGNALS.entrySet().stream()
                .filter(signal -> (ignored >>> signal.getKey() - 1 & 1) != 0)
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String text = "a program that has opened a serial port ignores " + names;
        boolean samples = suspend != null || (ignored >>> USR2 - 1 & 1) == 0;
        return Optional.of(note(
                "Signals",
                samples ? text : text + ", and JFR takes no samples in it",
                (samples ? "" : "start it with _JAVA_SR_SIGNUM=40 in its environment for JFR; ")
                        + "end it by TERM, not HUP"));
    }

    private static Finding version() {
        Runtime.Version version = Runtime.version();
        String text = version + ", " + System.getProperty("java.vendor") + ", " + System.getProperty("java.home");
        if (version.feature() < OLDEST) {
            return wrong("Java", text, "use Java " + OLDEST + " or newer");
        }
        if (System.getProperty("java.vm.name").startsWith("Java HotSpot")) {
            return note(
                    "Java",
                    text,
                    "Oracle's JDK accepts only signed jars as providers of Mac; use an OpenJDK build, such as Temurin");
        }
        return ok("Java", text);
    }

    /** The provider list of the security properties, where a gap in the numbers silently ends it. */
    static List<Finding> providers(UnaryOperator<String> securityProperties) {
        List<String> list = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (int slot = 1; slot <= SLOTS; slot++) {
            String entry = securityProperties.apply("security.provider." + slot);
            if (entry != null && list.size() == slot - 1) {
                list.add(entry);
            } else if (entry != null) {
                lost.add("security.provider." + slot + "=" + entry);
            }
        }
        int next = list.size() + 1;
        List<Finding> findings = new ArrayList<>();
        findings.add(ok("Providers", String.join(", ", list) + "; the next free slot is security.provider." + next));
        if (!lost.isEmpty()) {
            findings.add(wrong(
                    "Providers",
                    "Java does not see " + String.join(", ", lost) + ": security.provider." + next + " is missing",
                    "number the list without gaps; the entry belongs into slot " + next));
        }
        if (list.stream().noneMatch(JavaChecks::isSun)) {
            findings.add(wrong(
                    "Providers",
                    "SUN, the JDK's own provider, is not in the list",
                    "do not reuse its slot; give DueHSM the slot after the JDK's last one"));
        }
        findings.add(registration(list, next));
        return findings;
    }

    private static Finding registration(List<String> list, int next) {
        String entry = list.stream().filter(JavaChecks::isOurs).findFirst().orElse(null);
        if (entry == null) {
            return note(
                    "DueHSM in Java",
                    "not registered for every program of this Java, which this command does not need",
                    "see java.security.sample; the line is security.provider." + next + "=DueHSM");
        }
        long loaded = Arrays.stream(Security.getProviders())
                .filter(DueHsmProvider.class::isInstance)
                .count();
        if (loaded < list.stream().filter(JavaChecks::isOurs).count()) {
            return wrong(
                    "DueHSM in Java",
                    "registered as " + entry + ", but Java could not load it",
                    "correct its configuration file, as the error on standard error says");
        }
        return ok("DueHSM in Java", "registered as " + entry);
    }

    /** What is set and means nothing. */
    static List<Finding> ignored(List<String> settings) {
        return settings.stream()
                .map(setting -> note("Configuration", setting, "correct its name, unless it is another program's"))
                .toList();
    }

    private static boolean isSun(String entry) {
        return Objects.equals(entry.split("\\s+")[0], "SUN");
    }

    private static boolean isOurs(String entry) {
        return entry.split("\\s+")[0].startsWith(DueHsmProvider.NAME);
    }
}
