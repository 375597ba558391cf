package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between a broker of this user and the boards; {@link BrokerUsersTest} has the other users. */
@EnabledOnOs(OS.LINUX)
class AutoPortTest {

    private static final String NO_BOARD = "no Arduino Due found";
    private static final IOException BOARD = new IOException(NO_BOARD);

    @TempDir
    Path directory;

    private Path folder;
    private Path socket;
    private ServerSocketChannel server;
    private AutoPort auto;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(directory.toRealPath().resolve("due-hsm"));
        socket = folder.resolve("board.sock");
        auto = auto(socket);
    }

    private static AutoPort auto(Path place) {
        PortOpener board = () -> {
            throw BOARD;
        };
        return new AutoPort(new BrokerSocket(place), board, 1000, why -> {});
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private void listen() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void assertTaken() throws IOException {
        try (Port port = auto.open()) {
            assertThat(port.name()).isEqualTo("unix:" + socket);
        }
    }

    private static void assertNotTaken(AutoPort auto, String... why) {
        assertThatThrownBy(auto::open)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(NO_BOARD + "; and the broker is not taken: unix:")
                .hasMessageContainingAll(why)
                .hasCause(BOARD);
    }

    @Test
    void withoutABrokerItIsTheBoard() {
        assertThatThrownBy(auto::open).isSameAs(BOARD);
    }

    /** Who may connect to a socket cannot take its place. */
    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw----", "rw-rw-rw-"})
    void itIsTheBrokerWhoeverElseMayUseIt(String permissions) throws IOException {
        listen();
        permit(socket, permissions);
        assertTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwxr-xrwx"})
    void aFolderThatOthersCanWriteIsNotTrusted(String permissions) throws Exception {
        listen();
        permit(folder, permissions);
        assertNotTaken(auto, folder + " can be written by others", "set port = unix:" + socket);

        Process chmod = new ProcessBuilder("chmod", "+t", folder.toString()).start();
        assertThat(chmod.waitFor()).isZero();
        assertNotTaken(auto, folder + " can be written by others");
    }

    @Test
    void aFolderAboveThatOthersCanWriteIsTrustedOnlyIfTheyCannotExchangeWhatIsInIt() throws Exception {
        listen();
        permit(directory, "rwxrwxrwx");
        assertNotTaken(auto, directory.toRealPath() + " can be written by others");

        Process chmod = new ProcessBuilder("chmod", "+t", directory.toString()).start();
        assertThat(chmod.waitFor()).isZero();
        assertTaken();
    }

    @Test
    void symbolicLinksAreNotTrusted() throws IOException {
        listen();
        Path link = Files.createSymbolicLink(folder.resolve("link"), socket);
        assertNotTaken(auto(link), link + " is a symbolic link where a socket should be");
        Path folderLink = Files.createSymbolicLink(directory.toRealPath().resolve("link"), folder);
        assertNotTaken(
                auto(folderLink.resolve("board.sock")), folderLink + " is a symbolic link where a directory should be");
    }

    @Test
    void whatIsNoSocketIsNotTaken() throws IOException {
        Files.createFile(socket);
        assertNotTaken(auto, socket + " is something else where a socket should be");
    }

    /** It may be back in a moment, and want the board. */
    @Test
    void aBrokerThatHasEndedKeepsTheBoard() throws IOException {
        listen();
        server.close();
        assertThatThrownBy(auto::open)
                .hasMessageContainingAll("nobody listens there", "start it again", "or remove the socket");
        Files.delete(socket);
        assertThatThrownBy(auto::open).isSameAs(BOARD);
    }

    @Test
    void whoHasUsedABrokerWaitsForItsReturn() throws IOException {
        listen();
        assertTaken();
        server.close();
        assertThatThrownBy(auto::open).hasMessageContaining("nobody listens there");
        Files.delete(socket);
        assertThatThrownBy(auto::open).hasMessageContaining("there is no such socket");
        listen();
        permit(folder, "rwxrwxrwx");
        assertThatThrownBy(auto::open).isInstanceOf(BrokerNotTakenException.class);
        permit(folder, "rwx------");
        assertTaken();
    }

    @Test
    void whoLooksIsToldTheSame() throws IOException {
        BrokerSocket broker = new BrokerSocket(socket);
        assertThat(broker.isThere()).isFalse();
        listen();
        assertThat(broker.isThere()).isTrue();
        assertThat(broker.look()).isEqualTo(new BrokerInfo("unix:" + socket, true, Optional.empty()));
        server.close();
        assertThat(broker.look().chosen()).isTrue();
        assertThat(broker.look().remark()).startsWith("auto waits for it: nobody listens there");
        permit(folder, "rwxrwxrwx");
        assertThat(broker.look().chosen()).isFalse();
        assertThat(broker.look().remark()).startsWith("auto leaves it alone: " + folder + " can be written by others");
    }

    /** Whoever set it up, or planted it, is found out. */
    @Test
    void whatIsNotTakenIsLoggedOnceWhereABoardServes() throws IOException {
        listen();
        permit(folder, "rwxrwxrwx");
        List<String> logged = new ArrayList<>();
        AutoPort both = new AutoPort(new BrokerSocket(socket), () -> null, 1000, logged::add);
        assertThat(both.open()).isNull();
        assertThat(both.open()).isNull();
        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("unix:" + socket + ": " + folder + " can be written by others");
    }
}
