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

    @TempDir
    Path temporary;

    @Test
    void aPlantedLibraryIsNotRun() throws Exception {
        load(true);
        Path planted = onlyLibrary();
        assertThat(load(true)).singleElement().asString().endsWith(" " + planted);

        assertThat(load(false))
                .singleElement()
                .asString()
                .startsWith("rwx------ ")
                .doesNotContain(planted.toString());
        assertThat(planted).exists();
    }

    private Path onlyLibrary() throws Exception {
        try (var files = Files.walk(temporary.toRealPath())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.endsWith("libjSerialComm.so"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> load(boolean byItself) throws Exception {
        try (Jvm jvm = Jvm.classPath()
                .property("java.io.tmpdir", temporary)
                .property("user.home", temporary)
                .property(SerialLibraries.BY_ITSELF, byItself)
                .start(SerialLibraries.class)) {
            return jvm.readAll().stream()
                    .filter(line -> line.endsWith("libjSerialComm.so"))
                    .toList();
        }
    }
}
