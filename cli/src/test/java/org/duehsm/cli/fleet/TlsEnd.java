package org.duehsm.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * HAProxy or stunnel, of this computer, with the configuration that this project ships. Its ports and paths are changed
 * for the test, and, where that is not run by root, it does not become another user.
 */
final class TlsEnd implements AutoCloseable {

    /* Debian has HAProxy where the path of users does not lead. */
    private static final String FOLDERS = System.getenv("PATH") + ":/usr/sbin";
    private static final String OTHER_USER = "(?m)^ *(chroot|user|group|setuid|setgid)\\b.*\n";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Process process;
    private final Path log;

    private TlsEnd(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The path of a program; where there is none, the test is skipped. */
    static String program(String name) {
        Optional<Path> found = Stream.of(FOLDERS.split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(
                found.isPresent(),
                () -> name + " is not installed (Debian: apt-get install --no-install-recommends " + name + ")");
        return found.orElseThrow().toString();
    }

    /** A port of loopback that was free just now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it, and waits until it listens at a port.
     *
     * @param changes what is in the configuration, each once, and what is to be there instead
     */
    static TlsEnd start(Path configuration, Map<String, String> changes, int port, Path folder, String... command)
            throws IOException {
        String text = Files.readString(configuration);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            assertThat(text).contains(change.getKey());
            text = text.replace(change.getKey(), change.getValue());
        }
        Path changed = folder.resolve(configuration.getFileName());
        Files.writeString(changed, ROOT ? text : text.replaceAll(OTHER_USER, ""));
        Path log = folder.resolve(configuration.getFileName() + ".log");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(command), Stream.of(changed.toString()))
                        .collect(Collectors.toList()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TlsEnd end = new TlsEnd(process, log);
        end.awaitListening(port);
        return end;
    }

    private void awaitListening(int port) throws IOException {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                assertThat(process.isAlive()).as(() -> log()).isTrue();
            }
        }
    }

    /** Of its process. */
    String pid() {
        return Long.toString(process.pid());
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** What it said. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
