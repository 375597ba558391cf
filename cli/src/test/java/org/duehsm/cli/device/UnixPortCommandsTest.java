package org.duehsm.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.link.DeviceSession;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.RequestHandler;
import org.duehsm.link.Welcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command at a broker that refuses, as its rules may have it; and where there is none. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class UnixPortCommandsTest {

    private static final int NOT_PERMITTED = 18;
    private static final int BOARD_AWAY = 19;

    @TempDir
    Path directory;

    /** Answers all requests of one client after the other by a status. */
    private static final class Refusing implements RequestHandler, AutoCloseable {

        private final int status;
        private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);

        Refusing(Path place, int status) throws IOException {
            this.status = status;
            server.bind(UnixDomainSocketAddress.of(place));
            Thread thread = new Thread(this::serve);
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            try {
                while (true) {
                    serve(server.accept());
                }
            } catch (IOException closed) {
                // as it should be
            }
        }

        private void serve(SocketChannel client) {
            DeviceSession session =
                    new DeviceSession(new Welcome(1, 0, 1, 16, 3, 640, 16384, 8, "1.0.0", new byte[16]), this);
            byte[] in = new byte[4096];
            byte[] out = new byte[session.outputMax()];
            try (client) {
                for (int size; (size = client.read(ByteBuffer.wrap(in))) >= 0; ) {
                    session.input(in, 0, size);
                    client.write(ByteBuffer.wrap(out, 0, session.output(out)));
                }
            } catch (IOException clientHasGone) {
                // so may the next one
            }
        }

        @Override
        public void opened() {}

        @Override
        public void execute(IncomingRequest request) {
            request.answer(status);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static void assertFails(Run run, int exitCode, String... words) {
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.err().lines()).singleElement().asString().contains(words);
    }

    @Test
    void whatTheBrokerDoesNotPermitHasAnExitCodeOfItsOwn() throws IOException {
        Path socket = directory.resolve("socket");
        Path message = Files.createFile(directory.resolve("message"));
        String port = "unix:" + socket;
        try (Refusing broker = new Refusing(socket, NOT_PERMITTED)) {
            Run mac = Run.of("mac", "a key", message.toString(), "--port", port);
            assertFails(mac, ExitCode.NOT_PERMITTED, port, "key \"a key\"", "due-hsm serve --rules");
            assertFails(Run.of("keys", "--port", port), ExitCode.NOT_PERMITTED, port);
            assertFails(Run.of("random", "1", "--port", port), ExitCode.NOT_PERMITTED, port);
            assertThat(broker.server.isOpen()).isTrue();
        }
    }

    @Test
    void aBrokerWithoutABoardIsADeviceThatIsNotThere() throws IOException {
        Path socket = directory.resolve("socket");
        String port = "unix:" + socket;
        try (Refusing broker = new Refusing(socket, BOARD_AWAY)) {
            Run keys = Run.of("keys", "--port", port, "--timeout", "100");
            assertFails(keys, ExitCode.UNAVAILABLE, port, "the broker has no board at present");
            assertThat(broker.server.isOpen()).isTrue();
        } finally {
            System.clearProperty("duehsm.timeout");
        }
    }

    @Test
    void whereThereIsNoBrokerItSaysHowToStartOne() {
        String missing = directory.resolve("missing").toString();
        assertFails(
                Run.of("info", "--port", "unix:" + missing),
                ExitCode.UNAVAILABLE,
                "unix:" + missing + ": there is no such socket",
                "due-hsm serve --broker " + missing);
        assertFails(
                Run.of("info", "--port", "unix:" + missing + "x".repeat(100)),
                ExitCode.USAGE,
                "option --port",
                "bytes of path");
    }
}
