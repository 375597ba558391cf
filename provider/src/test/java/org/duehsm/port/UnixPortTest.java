package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.duehsm.client.ClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class UnixPortTest extends SocketPorts {

    private static final int SHORT = 100;

    @TempDir
    Path directory;

    @Override
    ServerSocketChannel listen() throws IOException {
        return listen(directory.resolve("socket"));
    }

    private static ServerSocketChannel listen(Path place) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(place), 1);
    }

    @Override
    int much() {
        return 4 << 20;
    }

    @Override
    String port(ServerSocketChannel server) throws IOException {
        return "unix:" + server.getLocalAddress();
    }

    private static void assertFails(Path path, String... words) {
        assertThatThrownBy(() -> Ports.open(PortName.parse("unix:" + path), SHORT))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("unix:" + path + ": ")
                .hasMessageContainingAll(words);
    }

    @Test
    void noSuchSocketIsSaidToBe() {
        Path missing = directory.resolve("missing");
        assertFails(missing, "no such socket", "due-hsm serve --broker " + missing);
    }

    @Test
    void whatIsNoSocketIsSaidToBeNone() throws IOException {
        assertFails(Files.createFile(directory.resolve("file")), "it is no socket", "due-hsm serve --broker PATH");
        assertFails(directory, "it is no socket");
    }

    @Test
    void aBrokerThatHasEndedIsSaidToHave() throws IOException {
        Path left = directory.resolve("left");
        listen(left).close();
        assertFails(left, "nobody listens there", "start it again", "due-hsm serve --broker " + left);
    }

    @Test
    @EnabledOnOs(OS.LINUX) // elsewhere such a broker looks like one that has ended
    void aBrokerThatTakesNobodyForAMomentIsWaitedFor() throws Exception {
        List<SocketChannel> crowd = crowd();
        FutureTask<Port> late = new FutureTask<>(this::open);
        Thread.currentThread().interrupt(); // is for another wait
        assertFails(directory.resolve("socket"), "takes no more programs at present");
        assertThat(Thread.interrupted()).isTrue();

        Thread caller = new Thread(late);
        caller.start();
        while (caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        for (SocketChannel client : crowd) {
            server().accept().close();
            client.close();
        }
        try (Port port = late.get();
                SocketChannel broker = server().accept()) {
            port.write(new byte[] {7}, 0, 1);
            assertThat(broker.isConnected()).isTrue();
        }
    }

    /** As many as get in while nobody is accepted. */
    private List<SocketChannel> crowd() throws IOException {
        List<SocketChannel> crowd = new ArrayList<>();
        while (true) {
            SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
            client.configureBlocking(false);
            try {
                client.connect(server().getLocalAddress());
            } catch (IOException full) {
                return crowd;
            }
            crowd.add(client);
        }
    }

    @Test
    void spellingsOfOneSocketAreOnePort() {
        String same = "unix:" + directory.resolve("socket");
        String other = "Unix:/" + directory + "/./socket";
        assertThat(PortName.parse(other)).hasToString(same).isEqualTo(PortName.parse(same));
        assertThat(PortName.parse("unix:due"))
                .hasToString("unix:" + Path.of("due").toAbsolutePath());
        assertThat(ClientConfig.of(other).portName())
                .isEqualTo(ClientConfig.of(same).portName());
    }

    @Test
    void aPathThatJavaCannotReachIsRefusedBeforeAnythingIsOpened() {
        // Of two bytes, where the locale has files with such names.
        boolean beyondAscii = Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode('ä');
        String longest = "/" + (beyondAscii ? "ä" : "ae").repeat(PortName.Unix.MAX_PATH / 2 - 1)
                + "s".repeat(1 + PortName.Unix.MAX_PATH % 2);
        assertThat(PortName.parse("unix:" + longest))
                .isInstanceOfSatisfying(
                        PortName.Unix.class,
                        name -> assertThatThrownBy(() -> Ports.open(name, SHORT))
                                .hasMessageContaining("no such socket"));
        assertThatThrownBy(() -> ClientConfig.of("unix:" + longest + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        longest + "x",
                        "at most " + PortName.Unix.MAX_PATH + " bytes",
                        "this has " + (PortName.Unix.MAX_PATH + 1),
                        "symbolic link");
        for (String none : List.of("unix:", "unix: ", "unix:/a\0b")) {
            assertThatThrownBy(() -> ClientConfig.of(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("path");
        }
    }

    @Test
    void aLongPathIsReachedByASymbolicLink() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("f".repeat(PortName.Unix.MAX_PATH)));
        Path link = Files.createSymbolicLink(directory.resolve("link"), folder);
        try (ServerSocketChannel server = listen(link.resolve("s"));
                Port port = Ports.open(PortName.parse("unix:" + link.resolve("s")), SHORT)) {
            assertThat(folder.resolve("s")).exists();
            assertThat(port.name()).isEqualTo("unix:" + link + "/s");
            assertThat(server.isOpen()).isTrue();
        }
    }
}
