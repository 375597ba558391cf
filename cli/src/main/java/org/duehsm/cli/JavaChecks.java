package org.duehsm.cli;

import static org.duehsm.cli.Finding.note;
import static org.duehsm.cli.Finding.ok;
import static org.duehsm.cli.Finding.wrong;

import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.duehsm.provider.DueHsmProvider;

/** What {@code doctor} finds out about this Java. */
final class JavaChecks {

    private static final int OLDEST = 17;
    private static final int SLOTS = 100;

    private JavaChecks() {}

    static List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(version());
        findings.addAll(ignored(DueHsmProvider.ignoredSettings()));
        findings.addAll(providers(Security::getProperty));
        return findings;
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
