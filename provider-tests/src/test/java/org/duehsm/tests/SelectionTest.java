package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever asks for a MAC gets it from whom provider/SELECTION.md says, however the JVM is set up: each two of the
 * ways to set it up together, in few JVMs; or, with {@code -Dselection.product=true}, each of these in a JVM that was started so, and all
 * there are in few.
 */
@Timeout(1800)
class SelectionTest {

    private static final boolean PRODUCT = Boolean.getBoolean("selection.product");
    private static final int AT_ONCE = 2;
    private static final int SHOWN = 20; // mistakes of a JVM

    @TempDir
    Path folder;

    private final SelectionRules rules = new SelectionRules();

    SelectionTest() throws Exception {}

    @BeforeEach
    void theNativePartsWork() {
        for (String name : OtherProviders.names()) {
            assumeTrue(OtherProviders.works(name), name + " has no native part for this machine");
        }
    }

    /** Once, before any JVM reads them. */
    @BeforeEach
    void writeConfigurationFiles() throws Exception {
        for (SelectionRow row : SelectionRow.product()) {
            if (row.fileContent() != null && !Files.exists(row.file(folder))) {
                Files.writeString(row.file(folder), row.fileContent());
            }
        }
    }

    @Test
    void aMacComesFromWhomThePageSays() throws Exception {
        ExecutorService jvms = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (List<SelectionRow> rows : started()) {
                Jvm.Builder jvm = jvm(rows.get(0));
                tasks.add(() -> mistakes(rows, jvm));
            }
            List<String> mistakes = new ArrayList<>();
            for (Future<List<String>> task : jvms.invokeAll(tasks)) {
                mistakes.addAll(task.get());
            }
            assertThat(mistakes).isEmpty();
        } finally {
            jvms.shutdownNow();
        }
    }

    /** The rows of each JVM. */
    private static List<List<SelectionRow>> started() {
        List<SelectionRow> pairwise = SelectionRow.pairwise();
        if (!PRODUCT) {
            return inFew(pairwise);
        }
        List<List<SelectionRow>> started = new ArrayList<>(inFew(SelectionRow.product()));
        pairwise.forEach(row -> started.add(List.of(row)));
        return started;
    }

    /** Those together that share what only the start of a JVM can set. */
    private static List<List<SelectionRow>> inFew(List<SelectionRow> rows) {
        Map<Object, List<SelectionRow>> byStart = new LinkedHashMap<>();
        for (SelectionRow row : rows) {
            byStart.computeIfAbsent(List.of(row.modules(), row.preferred()), start -> new ArrayList<>())
                    .add(row);
        }
        return List.copyOf(byStart.values());
    }

    private List<String> mistakes(List<SelectionRow> rows, Jvm.Builder builder) throws Exception {
        List<String> expected = new ArrayList<>();
        String[] arguments = new String[rows.size() + 1];
        arguments[0] = folder.toString();
        for (int number = 1; number <= rows.size(); number++) {
            SelectionRow row = rows.get(number - 1);
            arguments[number] = row.line();
            expected.add(number + ": list: " + row.list());
            for (SelectionAsk ask : SelectionAsk.all()) {
                expected.add(number + ": " + ask.line() + ": " + rules.outcome(row, ask));
            }
            expected.add(number + ": named: " + List.of(row.due(), row.due()));
            expected.add(number + ": defaults: as without");
        }
        List<String> printed;
        try (Jvm jvm = builder.start(SelectionProgram.class, arguments)) {
            printed = jvm.readAll();
        }
        List<String> lines = printed.stream()
                .filter(line -> line.startsWith(SelectionProgram.MARK))
                .map(line -> line.substring(SelectionProgram.MARK.length()))
                .toList();
        List<String> mistakes = new ArrayList<>();
        for (int i = 0; i < Math.min(expected.size(), lines.size()); i++) {
            if (!lines.get(i).equals(expected.get(i))) {
                mistakes.add(about(rows, expected.get(i)) + ": got " + lines.get(i) + ", expected " + expected.get(i));
            }
        }
        if (lines.size() != expected.size()) {
            mistakes.add("started as " + rows.get(0) + ", ended early: "
                    + printed.subList(Math.max(0, printed.size() - 20), printed.size()));
        }
        return mistakes.subList(0, Math.min(mistakes.size(), SHOWN));
    }

    private static SelectionRow about(List<SelectionRow> rows, String line) {
        return rows.get(Integer.parseInt(line.substring(0, line.indexOf(':'))) - 1);
    }

    /** A JVM whose list of providers is that of the row. */
    private Jvm.Builder jvm(SelectionRow first) throws Exception {
        Jvm.Builder jvm = first.modules() == SelectionRow.Modules.CLASS_PATH
                ? Jvm.classPath()
                : Jvm.modulePathWithFirmware(
                        folder,
                        ",org.bouncycastle.provider,org.conscrypt",
                        OtherProviders.names().stream()
                                .map(OtherProviders::className)
                                .toArray(String[]::new));
        Path list = Files.createTempFile(folder, "java", ".security");
        Files.write(list, lines(first));
        jvm.property("java.security.properties", list);
        return first.fileContent() == null
                ? jvm.property("duehsm.port", first.board().port())
                : jvm;
    }

    private List<String> lines(SelectionRow row) {
        List<String> entries = new ArrayList<>();
        for (String name : row.list()) {
            if (name.equals(row.due())) {
                entries.add(row.fileContent() == null ? "DueHSM" : "DueHSM " + row.file(folder));
            } else if (name.equals("SunJCE")) {
                String jdk;
                for (int i = 1; (jdk = Security.getProperty("security.provider." + i)) != null; i++) {
                    entries.add(jdk);
                }
            } else {
                entries.add(name.equals("Conscrypt") ? OtherProviders.className(name) : name);
            }
        }
        List<String> lines = new ArrayList<>();
        for (String entry : entries) {
            lines.add("security.provider." + (lines.size() + 1) + "=" + entry);
        }
        lines.add("jdk.security.provider.preferred=" + row.preferred().value());
        return lines;
    }
}
