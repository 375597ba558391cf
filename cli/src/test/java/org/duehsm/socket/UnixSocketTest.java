package org.duehsm.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.duehsm.cli.CommandProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The place of a socket: what is made there, what is removed, and what is left alone. */
class UnixSocketTest {

    @TempDir
    private Path folder;

    private static ServerSocketChannel listen(Path path) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return channel.bind(UnixDomainSocketAddress.of(path), 1);
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> new UnixSocket(missing.resolve("s")))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(missing + ": there is no such directory", "name another place")
                .hasMessageNotContaining(".due-hsm");
    }

    @Test
    void aDirectoryThatIsNoneIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new UnixSocket(file.resolve("s"))).hasMessageContaining(file + ": there is no such");
    }

    @Test
    void anAbandonedSocketIsReplaced() throws IOException {
        Path path = folder.resolve("s");
        listen(path).close();
        UnixSocket socket = new UnixSocket(path);
        try (ServerSocketChannel channel = listen(socket.bound())) {
            assertThat(channel.isOpen() && socket.isInPlace()).isFalse();
            socket.publish();
            assertThat(socket.isInPlace()).isTrue();
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        }
        socket.remove();
        assertThat(folder).isEmptyDirectory();
    }

    /** An end at any time leaves neither the socket nor the folder that it is made in. */
    @Test
    void anEndAtTheStartLeavesNothing() throws IOException, InterruptedException {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process serve = CommandProcess.of(
                            List.of(),
                            "serve",
                            "--listen-port=0",
                            "--unix=" + folder.resolve("s"),
                            "--port=" + folder.resolve("none"))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            watch.poll(1, TimeUnit.MINUTES);
            serve.destroy();
            assertThat(serve.waitFor()).isEqualTo(128 + 15); // SIGTERM
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** One that is too busy to take a connection listens, too. */
    @Test
    void aSocketThatIsInUseIsNot() throws IOException {
        Path path = folder.resolve("s");
        List<SocketChannel> queue = new ArrayList<>();
        try (ServerSocketChannel busy = listen(path)) {
            assertThat(busy.isOpen()).isTrue();
            boolean full = false;
            while (!full) {
                assertThatThrownBy(() -> new UnixSocket(path)).hasMessageContaining("another program listens there");
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                queue.add(client);
                client.configureBlocking(false);
                try {
                    client.connect(UnixDomainSocketAddress.of(path));
                } catch (IOException queueIsFull) {
                    full = true;
                }
            }
            assertThatThrownBy(() -> new UnixSocket(path)).hasMessageContaining("another program listens there");
            assertThat(path).exists();
        } finally {
            for (SocketChannel client : queue) {
                client.close();
            }
        }
    }

    /** Which was taken for an abandoned socket, and deleted. */
    @Test
    void aDeviceIsNoSocket() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (Path path : List.of(pipe, folder, Files.createFile(folder.resolve("file")))) {
            assertThatThrownBy(() -> new UnixSocket(path)).hasMessageContaining("is no socket");
            assertThat(path).exists();
        }
    }

    /** Of two daemons that start at the same time one gets the place, and the other says so. */
    @Test
    void whatCameMeanwhileIsNotReplaced() throws IOException {
        Path path = folder.resolve("s");
        UnixSocket first = new UnixSocket(path);
        UnixSocket second = new UnixSocket(path);
        try (ServerSocketChannel one = listen(first.bound());
                ServerSocketChannel two = listen(second.bound())) {
            assertThat(one.getLocalAddress()).isNotEqualTo(two.getLocalAddress());
            first.publish();
            assertThatThrownBy(second::publish).hasMessageContaining(path + " is in use");
            second.remove();
            assertThat(first.isInPlace()).isTrue();
        }
        first.remove();
        assertThat(folder).isEmptyDirectory();
    }
}
