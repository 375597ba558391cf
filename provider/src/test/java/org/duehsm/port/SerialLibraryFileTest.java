package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SerialLibraryFileTest {

    private static final FileTime DAYS_AGO = FileTime.from(Instant.now().minus(Duration.ofDays(3)));

    @TempDir
    Path temporary;

    @Test
    void isUnpackedWhereOnlyThisUserMayGoAndLeavesNothing() throws IOException {
        try (SerialLibraryFile.Copy copy = SerialLibraryFile.unpack(temporary)) {
            assertThat(copy.file()).isNotEmptyFile().hasParent(copy.directory());
            assertThat(copy.directory()).hasParent(temporary.toRealPath());
            if (temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.directory())))
                        .isEqualTo("rwx------");
            }
        }
        assertThat(temporary).isEmptyDirectory();
    }

    /** As where the system does not delete what is loaded, or a JVM is killed while it loads. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatOthersLeftOverIsDeletedWhenItIsOld() throws IOException {
        Path old = SerialLibraryFile.unpack(temporary).directory();
        Path young = SerialLibraryFile.unpack(temporary).directory();
        Path foreign = Files.createDirectory(temporary.resolve("due-hsm-serial-1"));
        Path kept = Files.writeString(foreign.resolve("other"), "not ours");
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Path library = Files.writeString(
                elsewhere.resolve(young.relativize(onlyFile(young)).toString()), "linked");
        Path link = Files.createSymbolicLink(temporary.resolve("due-hsm-serial-2"), elsewhere);
        for (Path each : new Path[] {old, foreign, elsewhere}) {
            Files.setLastModifiedTime(each, DAYS_AGO);
        }

        SerialLibraryFile.unpack(temporary).close();

        assertThat(old).doesNotExist();
        assertThat(onlyFile(young)).exists();
        assertThat(kept).exists();
        assertThat(link).exists();
        assertThat(library).exists();
    }

    @Test
    void aPlaceWhereNothingCanBeMadeIsNamed() {
        Path nowhere = temporary.resolve("nowhere");
        assertThatThrownBy(() -> SerialLibraryFile.unpack(nowhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(nowhere.toString());
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }
}
