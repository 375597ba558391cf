package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a file for a device: to Linux their locks and openers are the same. */
@EnabledOnOs(OS.LINUX)
class PortHolderTest {

    @TempDir
    Path directory;

    private Path device;

    @BeforeEach
    void make() throws Exception {
        device = Files.createFile(directory.resolve("device"));
    }

    @Test
    void nobodyHasWhatIsNotOpen() {
        assertThat(PortHolder.of(device)).isEmpty();
        assertThat(PortHolder.of(directory.resolve("none"))).isEmpty();
    }

    @Test
    void whoHasItOpenIsFoundAlsoByAnotherName() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), device);
        Process other =
                new ProcessBuilder("cat").redirectOutput(device.toFile()).start();
        try {
            assertThat(PortHolder.of(link)).contains(other.toHandle());
        } finally {
            other.destroy();
        }
    }

    @Test
    void whoHasLockedItComesFirst() throws Exception {
        Process other =
                new ProcessBuilder("cat").redirectOutput(device.toFile()).start();
        try (FileChannel channel = FileChannel.open(device, StandardOpenOption.WRITE);
                FileLock lock = channel.lock();
                InputStream unlocked = Files.newInputStream(device)) {
            assertThat(lock.isValid()).isTrue();
            assertThat(unlocked).isNotNull();
            assertThat(PortHolder.of(device)).contains(ProcessHandle.current());
        } finally {
            other.destroy();
        }
    }
}
