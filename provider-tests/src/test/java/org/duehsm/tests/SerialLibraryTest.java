package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** jSerialComm by itself runs a library that anybody may have put into the temporary directory. */
@EnabledOnOs(OS.LINUX)
class SerialLibraryTest {

    private static final String PATH = "jSerialComm.library.path";

    @TempDir
    Path temporary;

    @TempDir
    Path chosen;

    @Test
    void aPlantedLibraryIsNotRun() throws Exception {
        Path planted = plant();

        for (Jvm.Builder jvm : List.of(jvm(), jvm().property(PATH, ""))) {
            assertThat(loaded(run(jvm)))
                    .singleElement()
                    .asString()
                    .startsWith(temporary.toRealPath() + "/due-hsm-serial-");
        }
        assertThat(planted).exists();
    }

    @Test
    void theLibraryThatTheUserHasChosenIsRunWhereItIs() throws Exception {
        Path library = Files.copy(plant(), chosen.toRealPath().resolve(SerialLibraries.FILE));

        assertThat(loaded(run(jvm().property(PATH, chosen)))).containsExactly(library.toString());
    }

    /** And no other library instead, neither one that is there nor one that anybody could exchange. */
    @Test
    void aChosenLibraryThatCannotBeUsedIsAnError() throws Exception {
        plant();
        List<String> missing = run(jvm().property(PATH, chosen));
        Files.writeString(chosen.resolve(SerialLibraries.FILE), "not a library");
        List<String> broken = run(jvm().property(PATH, chosen));

        for (List<String> lines : List.of(missing, broken)) {
            assertThat(lines)
                    .anyMatch(line -> line.contains("serial ports cannot be used")
                            && line.contains(chosen.toString())
                            && line.contains(PATH));
            assertThat(loaded(lines)).isEmpty();
        }
        assertThat(libraries()).hasSize(1);
    }

    /** What another user could have put where jSerialComm looks; shown to be run by jSerialComm alone. */
    private Path plant() throws Exception {
        run(jvm().property(SerialLibraries.BY_ITSELF, true));
        Path planted = libraries().get(0);
        assertThat(loaded(run(jvm().property(SerialLibraries.BY_ITSELF, true)))).containsExactly(planted.toString());
        return planted;
    }

    private List<Path> libraries() throws Exception {
        try (var files = Files.walk(temporary.toRealPath())) {
            return files.filter(file -> file.endsWith(SerialLibraries.FILE)).toList();
        }
    }

    private static List<String> loaded(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(SerialLibraries.LOADED))
                .map(line -> line.substring(SerialLibraries.LOADED.length()))
                .toList();
    }

    private Jvm.Builder jvm() {
        return Jvm.classPath().property("java.io.tmpdir", temporary).property("user.home", temporary);
    }

    private static List<String> run(Jvm.Builder builder) throws Exception {
        try (Jvm jvm = builder.start(SerialLibraries.class)) {
            return jvm.readAll();
        }
    }
}
