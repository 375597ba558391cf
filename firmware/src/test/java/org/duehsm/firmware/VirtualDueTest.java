package org.duehsm.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VirtualDueTest {

    /* The frame `hello` of PROTOCOL.md section 9, and how the WELCOME's payload starts: with its nonce. */
    private static final byte[] HELLO = HexFormat.of().parseHex("0002010101010101010f1112131415161718010105a76ea500");
    private static final String NONCE = "1112131415161718";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersHelloOnEitherTransport(boolean uart) throws Exception {
        try (VirtualDue due = VirtualDue.builder().uart(uart).start()) {
            assertThat(welcome(due.port())).contains(NONCE);
        }
    }

    @Test
    void keepsItsIdentityInTheFlashFileThroughAPowerCut() throws Exception {
        Path flash = folder.resolve("flash, with: odd 'name'.bin");
        Path link = folder.resolve("due");
        String first;
        try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
            first = uniqueId(welcome(due.port()));
            due.cutPower();
            assertThat(due.isRunning()).isFalse();
            assertThat(Files.exists(link)).isFalse();
        }
        try (VirtualDue due = VirtualDue.builder().flash(flash).link(link).start()) {
            assertThat(uniqueId(welcome(due.port()))).isEqualTo(first);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(flash)))
                .isEqualTo("rw-------");
    }

    @Test
    void endsEverythingOnClose() throws Exception {
        VirtualDue due = VirtualDue.start();
        List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
        due.close();
        for (ProcessHandle process : started) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(Files.exists(Path.of(due.port()))).isFalse();
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        Path link = folder.resolve("due");
        Process parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StayingParent.class.getName(),
                        link.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(parent.inputReader().readLine()).isEqualTo(link.toString());
        List<ProcessHandle> started = parent.descendants().toList();
        assertThat(started).isNotEmpty();
        parent.destroyForcibly();
        for (ProcessHandle process : started) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(Files.exists(link)).isFalse();
    }

    @Test
    void refusesALinkThatExists() throws IOException {
        Path link = Files.createFile(folder.resolve("due"));
        assertThatThrownBy(() -> VirtualDue.builder().link(link).start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(link.toString())
                .hasMessageContaining("exists already");
    }

    @Test
    void refusesAFileThatIsNoFlash() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear reader");
        assertThatThrownBy(() -> VirtualDue.builder().flash(file).start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("letter.txt")
                .hasMessageContaining("no flash file");
        assertThat(Files.readString(file)).isEqualTo("Dear reader");
    }

    @Test
    void saysHowToInstallWhatIsMissing() {
        assertThatThrownBy(() -> Tools.require("no-such-program", "qemu-system-arm", "qemu"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sudo apt-get install qemu-system-arm");
    }

    /** What a program does that is killed: starts a virtual Due and stays. */
    static final class StayingParent {

        private StayingParent() {}

        public static void main(String[] arguments) throws Exception {
            try (VirtualDue due =
                    VirtualDue.builder().link(Path.of(arguments[0])).start()) {
                System.out.println(due.port());
                due.waitFor();
            }
        }
    }

    private static String welcome(String port) throws IOException {
        try (OutputStream out = new FileOutputStream(port);
                InputStream in = new FileInputStream(port)) {
            out.write(HELLO);
            StringBuilder answer = new StringBuilder();
            for (int b; (b = in.read()) > 0; ) {
                answer.append(HexFormat.of().toHexDigits((byte) b));
            }
            return answer.toString();
        }
    }

    /* The last 16 bytes before the check, which is 4; the id has no zeros to speak of, so COBS leaves it alone. */
    private static String uniqueId(String welcome) {
        int end = welcome.length() - 8;
        return welcome.substring(end - 20, end);
    }
}
