package org.duehsm.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.duehsm.rules.Caller;
import org.duehsm.rules.Permissions;
import org.duehsm.socket.UnixSocket;

/** A place where clients come in, and who of them may do what. */
final class Door implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final ServerSocketChannel channel;
    private final UnixSocket socket;
    private final Path folder;
    private final Function<Caller, Permissions> access;
    private final String name;
    private final boolean shared;

    private Door(
            ServerSocketChannel channel,
            UnixSocket socket,
            Path folder,
            String name,
            boolean shared,
            Function<Caller, Permissions> access)
            throws IOException {
        this.channel = channel;
        this.shared = shared;
        this.name = name;
        this.socket = socket;
        this.folder = folder;
        this.access = access;
        channel.configureBlocking(false);
    }

    /** A Unix-domain socket for this user, and for a group if there is one. */
    static Door unix(Path path, Optional<String> group, Function<Caller, Permissions> access) throws IOException {
        return unix(path, null, group, access);
    }

    /** One for this very process: in a folder of its own, which only its user can enter. */
    static Door inner() throws IOException {
        Path folder = Files.createTempDirectory("due-hsm");
        try {
            return unix(folder.resolve("board.sock"), folder, Optional.empty(), caller -> Permissions.ALL);
        } catch (IOException e) {
            Files.deleteIfExists(folder);
            throw e;
        }
    }

    private static Door unix(Path path, Path folder, Optional<String> group, Function<Caller, Permissions> access)
            throws IOException {
        UnixSocket socket = new UnixSocket(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket.bound()), BACKLOG);
            if (group.isPresent()) {
                socket.publishTo(group.get());
            } else {
                socket.publish();
            }
            return new Door(channel, socket, folder, "unix:" + path.toAbsolutePath(), group.isPresent(), access);
        } catch (IOException e) {
            channel.close();
            socket.remove();
            throw e;
        }
    }

    /** A port of the loopback address, 0 for any that is free. */
    static Door tcp(int port, Function<Caller, Permissions> access) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address, BACKLOG);
            InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
            return new Door(
                    channel,
                    null,
                    null,
                    "tcp://" + bound.getAddress().getHostAddress() + ":" + bound.getPort(),
                    true,
                    access);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "the broker cannot listen at " + address.getHostString() + ":" + port + ": " + e.getMessage()
                            + "; is another broker running there?",
                    e);
        }
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** The name of the port by which a client comes in. */
    String name() {
        return name;
    }

    /** Whether programs of several users come in here. */
    boolean isShared() {
        return shared;
    }

    /** Whether it is for this very process. */
    boolean isInner() {
        return folder != null;
    }

    /** What a caller may do who has come in here. */
    Permissions permissions(Caller caller) {
        return access.apply(caller);
    }

    /** A client that waits outside, not blocking, or null. */
    SocketChannel accept() throws IOException {
        SocketChannel client = channel.accept();
        if (client == null) {
            return null;
        }
        try {
            client.configureBlocking(false);
            if (socket == null) {
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    /** Whether clients still get here. */
    boolean isOpen() {
        return channel.isOpen() && (socket == null || socket.isInPlace());
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (socket != null) {
            socket.remove();
        }
        if (folder != null) {
            Files.deleteIfExists(folder);
        }
    }
}
