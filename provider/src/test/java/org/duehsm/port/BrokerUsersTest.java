package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whom {@code auto} trusts, with processes of several users, which only root can start; and in Javas of several kinds.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class BrokerUsersTest {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final int NAMELESS = 54321; // in no list of users, as those of containers often are

    private static Boolean canBeOthers;

    @TempDir
    Path directory;

    private Path classes;
    private Path folder;
    private Path socket;

    @BeforeEach
    void make() throws Exception {
        directory = directory.toRealPath();
        permit(directory, "rwxr-xr-x");
        folder = Files.createDirectory(directory.resolve("due-hsm"));
        permit(folder, "rwxr-xr-x");
        socket = folder.resolve("board.sock");
        classes = directory.resolve("classes");
        copy(Program.place(BrokerSocket.class));
        copy(Program.place(LookAtBroker.class));
    }

    /** To where all users can read them. */
    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = classes.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                    permit(copy, "rwxr-xr-x");
                } else if (file.startsWith(from.resolve("org/duehsm/port"))) {
                    Files.copy(file, copy);
                    permit(copy, "rw-r--r--");
                }
            }
        }
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void give(Path path, int user) throws IOException {
        Files.setAttribute(path, "unix:uid", user);
    }

    private Process start(int user, Class<?> program) throws IOException {
        return Program.start(as(user), "-cp", classes.toString(), program.getName(), socket.toString());
    }

    private static List<String> as(int user) {
        return List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
    }

    /** What {@code auto} makes of the socket for this user. */
    private String look(int user) throws Exception {
        return user == ROOT
                ? new BrokerSocket(socket).look().obstacle().orElse(LookAtBroker.TAKEN)
                : output(start(user, LookAtBroker.class));
    }

    private static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes()).strip();
        process.waitFor();
        return output;
    }

    private static void assumeRoot() throws Exception {
        assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == ROOT, "only root can be others");
        assumeTrue(canBeOthers(), "this root cannot be others, or they have no Java");
    }

    private static synchronized boolean canBeOthers() throws InterruptedException {
        if (canBeOthers == null) {
            try {
                canBeOthers = Program.start(as(NOBODY), "-version").waitFor() == 0;
            } catch (IOException noSetpriv) {
                canBeOthers = false;
            }
        }
        return canBeOthers;
    }

    /** A broker of the user who runs the tests. */
    private ServerSocketChannel broker() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    /** A broker of this user in a folder of that one, to whom the socket is given. */
    private Process broker(int user, int owner) throws IOException {
        give(folder, user);
        Process broker = start(user, ListenAsBroker.class);
        assertThat(broker.inputReader().readLine()).isEqualTo(ListenAsBroker.LISTENS);
        permit(socket, "rw-rw-rw-");
        give(folder, owner);
        give(socket, owner);
        return broker;
    }

    @Test
    void rootIsTrustedByAllWhomItPermits() throws Exception {
        assumeRoot();
        try (ServerSocketChannel broker = broker()) {
            permit(socket, "rw-rw-rw-");
            assertThat(look(NOBODY)).isEqualTo(LookAtBroker.TAKEN);
            assertThat(look(NAMELESS)).isEqualTo(LookAtBroker.TAKEN);
            permit(socket, "rw-rw----");
            assertThat(look(NOBODY)).contains("this user may not open it", "--broker-group");
            assertThat(broker.isOpen()).isTrue();
        }
    }

    @Test
    void anyOtherIsTrustedByHimself() throws Exception {
        assumeRoot();
        Process broker = broker(NAMELESS, NAMELESS);
        try {
            assertThat(look(NAMELESS)).isEqualTo(LookAtBroker.TAKEN);
            assertThat(look(NOBODY)).contains(folder + " belongs to " + NAMELESS);
            assertThat(look(ROOT)).contains(folder + " belongs to " + NAMELESS);
        } finally {
            broker.destroy();
        }
    }

    /** A process that was root's, or got its folder from root. */
    @Test
    void whoListensCountsWhoeverThePlaceBelongsTo() throws Exception {
        assumeRoot();
        Process broker = broker(NAMELESS, ROOT);
        try {
            assertThat(look(ROOT)).contains(NAMELESS + " listens there, not root or this user");
            assertThat(look(NOBODY)).contains(NAMELESS + " listens there, not root or this user");
            give(socket, NAMELESS);
            assertThat(look(ROOT)).contains(socket + " belongs to " + NAMELESS);
        } finally {
            broker.destroy();
        }
    }

    @Test
    void onTheModulePathItIsTheSame() throws Exception {
        String modules = Program.place(BrokerSocket.class)
                + File.pathSeparator
                + Program.place(Class.forName("com.fazecast.jSerialComm.SerialPortEvent"));
        String patch = "org.duehsm.provider=" + Program.place(LookAtBroker.class);
        String main = "org.duehsm.provider/" + LookAtBroker.class.getName();
        assertThat(lookHere("-p", modules, "--patch-module", patch, "-m", main)).isEqualTo(LookAtBroker.TAKEN);
    }

    /** As in a runtime that was made for other programs. */
    @Test
    void aJavaThatCannotTellWhoListensTrustsNobody() throws Exception {
        String main = LookAtBroker.class.getName();
        assertThat(lookHere("--limit-modules", "java.base,jdk.net", "-cp", classes.toString(), main))
                .isEqualTo(LookAtBroker.TAKEN);
        assertThat(lookHere("--limit-modules", "java.base", "-cp", classes.toString(), main))
                .contains("this Java, without its module jdk.net, does not tell who listens there");
    }

    /** What a Java started so makes of a broker of the user who runs the tests. */
    private String lookHere(String... arguments) throws Exception {
        try (ServerSocketChannel broker = broker()) {
            assertThat(broker.isOpen()).isTrue();
            String[] command = Arrays.copyOf(arguments, arguments.length + 1);
            command[arguments.length] = socket.toString();
            return output(Program.start(command));
        } finally {
            Files.delete(socket);
        }
    }
}
