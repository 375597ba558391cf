package org.duehsm.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Neither a process, nor a link, nor a file of it outlives its parent, however that ends. */
    @ParameterizedTest
    @CsvSource({"link, 0", "link, 1", "link, 9", "tcp, 0", "tcp, 1", "tcp, 9"})
    void endsWithItsParent(String kind, int signal) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        ProcessBuilder builder = parent(kind);
        // Under nohup a JVM inherits that it ignores the hang-up, and hands it on.
        builder.command().addAll(0, List.of("env", "--default-signal=HUP", "setsid"));
        Process parent = builder.start();
        String port = parent.inputReader().readLine();
        assertThat(port).startsWith(kind.equals("tcp") ? "tcp://127.0.0.1:" : folder.toString());
        List<ProcessHandle> started = parent.descendants().toList();
        assertThat(started).isNotEmpty();
        assertThat(temporary).isNotEmptyDirectory();
        switch (signal) {
            case 0 -> parent.getOutputStream().close();
            case 1 -> hangUp(parent.pid());
            default -> parent.destroyForcibly();
        }
        for (ProcessHandle process : started) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(parent.waitFor()).isEqualTo(signal == 0 ? 0 : 128 + signal);
        assertThat(folder.resolve("due")).doesNotExist();
        assertThat(temporary).isEmptyDirectory();
    }

    /* As a terminal does that is closed: all of its processes are told. A small system has kill in the shell only. */
    private static void hangUp(long group) throws Exception {
        Process kill = new ProcessBuilder("sh", "-c", "kill -s HUP -- -" + group)
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    @Test
    void standsPathsOfAnySpelling() throws Exception {
        String odd = "a b, c:d (e) [f] 'g' \\h";
        Path place = Files.createDirectory(folder.resolve(odd));
        Process parent = parent("link", place, place.resolve(odd)).start();
        assertThat(parent.inputReader().readLine()).isEqualTo(place.resolve(odd).toString());
        assertThat(welcome(place.resolve(odd).toString())).contains(NONCE);
        parent.getOutputStream().close();
        assertThat(parent.waitFor()).isZero();
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void saysHowToInstallQemuIfItIsMissing() throws Exception {
        Files.createDirectory(folder.resolve("tmp"));
        ProcessBuilder builder = parent("link").redirectErrorStream(true);
        builder.environment().put("PATH", folder.toString());
        Process parent = builder.start();
        assertThat(parent.inputReader().lines())
                .anyMatch(line ->
                        line.contains("qemu-system-arm was not found on PATH. Install it: sudo apt-get install"));
        assertThat(parent.waitFor()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "tcp"})
    void saysWhatAnEmulatorSaidThatEndedAtOnce(String kind) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path broken = Files.writeString(
                folder.resolve("qemu-system-arm"), "#!/bin/sh\necho unsupported machine type >&2\nexit 1\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = parent(kind).redirectErrorStream(true);
        builder.environment().merge("PATH", folder + ":", (path, first) -> first + path);
        Process parent = builder.start();
        assertThat(parent.inputReader().lines())
                .anyMatch(line -> line.contains("the virtual Due ended at once: unsupported machine type"));
        assertThat(parent.waitFor()).isNotZero();
        assertThat(temporary).isEmptyDirectory();
    }

    private ProcessBuilder parent(String kind) {
        return parent(kind, folder.resolve("tmp"), folder.resolve("due"));
    }

    private static ProcessBuilder parent(String kind, Path temporary, Path link) {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StayingParent.class.getName(),
                        kind,
                        link.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    @Test
    void hasTheTcpPortThatIsAskedForAgainAndAgain() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
            assertThatThrownBy(() -> VirtualDue.builder().tcpPort(port).start())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on TCP port " + port)
                    .hasMessageContaining("name another");
        }
        for (int i = 0; i < 3; i++) {
            try (VirtualDue due = VirtualDue.builder().tcpPort(port).start();
                    Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(due.port()).isEqualTo("tcp://127.0.0.1:" + port);
                assertThat(welcome(client.getOutputStream(), client.getInputStream()))
                        .contains(NONCE);
            }
        }
    }

    @Test
    void aTcpPortGoesWithNeitherLinkNorUart() {
        assertThatThrownBy(() -> VirtualDue.builder().tcpPort(0).uart(true).start())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VirtualDue.builder()
                        .tcpPort(0)
                        .link(folder.resolve("due"))
                        .start())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VirtualDue.builder().tcpPort(0x10000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
    }

    @Test
    void refusesALinkThatExists() throws IOException {
        Path link = Files.createFile(folder.resolve("due"));
        assertThatThrownBy(() -> VirtualDue.builder().link(link).start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(link.toString())
                .hasMessageContaining("exists already");
    }

    /** As one is left whose making was interrupted. */
    @Test
    void takesAnEmptyFileAsNewFlash() throws Exception {
        Path file = Files.createFile(folder.resolve("empty"));
        try (VirtualDue due = VirtualDue.builder().flash(file).start()) {
            assertThat(welcome(due.port())).contains(NONCE);
        }
        assertThat(Files.size(file)).isEqualTo(16L << 20);
    }

    /** In this program or in another: both would write it. */
    @Test
    void refusesAFlashFileThatIsInUse() throws Exception {
        Path flash = folder.resolve("flash.bin");
        try (VirtualDue due = VirtualDue.builder().flash(flash).start()) {
            assertThatThrownBy(() -> VirtualDue.builder().flash(flash).start())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(flash.toString())
                    .hasMessageContaining("another virtual Due uses");
            assertThat(welcome(due.port())).contains(NONCE);
            Files.createDirectory(folder.resolve("tmp"));
            Process other = parent("flash", folder.resolve("tmp"), flash)
                    .redirectErrorStream(true)
                    .start();
            assertThat(other.inputReader().lines()).anyMatch(line -> line.contains("another virtual Due uses"));
            assertThat(other.waitFor()).isNotZero();
        }
        try (FileChannel other = FileChannel.open(flash, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();
        }
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

    /** A program that starts a virtual Due, stays until its input ends, and does not close what it started. */
    static final class StayingParent {

        private StayingParent() {}

        public static void main(String[] arguments) throws Exception {
            VirtualDue.Builder builder = VirtualDue.builder();
            VirtualDue due = switch (arguments[0]) {
                case "tcp" -> builder.tcpPort(0).start();
                case "flash" -> builder.flash(Path.of(arguments[1])).start();
                default -> builder.link(Path.of(arguments[1])).start();
            };
            System.out.println(due.port());
            while (System.in.read() >= 0) {
                // waits for the end
            }
        }
    }

    private static String welcome(String port) throws IOException {
        try (OutputStream out = new FileOutputStream(port);
                InputStream in = new FileInputStream(port)) {
            return welcome(out, in);
        }
    }

    private static String welcome(OutputStream out, InputStream in) throws IOException {
        out.write(HELLO);
        StringBuilder answer = new StringBuilder();
        for (int b; (b = in.read()) > 0; ) {
            answer.append(HexFormat.of().toHexDigits((byte) b));
        }
        return answer.toString();
    }

    /* The last 16 bytes before the check, which is 4; the id has no zeros to speak of, so COBS leaves it alone. */
    private static String uniqueId(String welcome) {
        int end = welcome.length() - 8;
        return welcome.substring(end - 20, end);
    }
}
