package org.duehsm.serve;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The place of a Unix-domain socket that at no moment anybody but its owner can open: it is bound in
 * a folder of mode 0700 beside its place, and moved there when its mode is 0600.
 */
final class UnixSocket {

    private final Path place;
    private final Path folder;

    /** Prepares the place; throws IOException if something is there that is no abandoned socket. */
    UnixSocket(Path place) throws IOException {
        this.place = place.toAbsolutePath();
        removeAbandoned(this.place);
        folder = Files.createTempDirectory(this.place.getParent(), ".due-hsm");
    }

    /** Where to bind it. */
    Path bound() {
        return folder.resolve("s");
    }

    /** Moves it, once bound, to its place. */
    void publish() throws IOException {
        Files.setPosixFilePermissions(bound(), PosixFilePermissions.fromString("rw-------"));
        Files.move(bound(), place, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(folder);
    }

    void remove() throws IOException {
        Files.deleteIfExists(bound());
        Files.deleteIfExists(folder);
        Files.deleteIfExists(place);
    }

    /* Left by a daemon that was killed: a socket that nobody listens to. */
    private static void removeAbandoned(Path place) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean socket = Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
        if (!socket) {
            throw new IOException(place + " exists already and is no socket; remove it, or name another");
        }
        if (isAnswered(place)) {
            throw new IOException(place + " is in use: another program listens there");
        }
        Files.delete(place);
    }

    private static boolean isAnswered(Path place) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(place))) {
            return channel.isConnected();
        } catch (IOException nobodyListens) {
            return false;
        }
    }
}
