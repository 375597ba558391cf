package org.duehsm.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;

/**
 * The place of a Unix-domain socket that at no moment anybody can open but those who may: it is bound in
 * a folder of mode 0700 beside its place, and moved there when its mode is 0600, or 0660 for a group.
 */
public final class UnixSocket {

    /** Bytes of a path: what {@code sun_path} of the system's socket address holds, less the NUL at its end. */
    public static final int MAX_PATH = System.getProperty("os.name").startsWith("Mac") ? 103 : 107;

    private static final int S_IFMT = 0xf000; // inode(7)
    private static final int S_IFSOCK = 0xc000;

    private final Path place;
    private final Path folder;
    private final ShortPath way;
    private Object own; // which file is ours, once it is in its place

    /** Prepares the place; throws IOException if something is there that is no abandoned socket. */
    public UnixSocket(Path place) throws IOException {
        this.place = place.toAbsolutePath();
        removeAbandoned(this.place);
        folder = makeFolder(this.place.getParent());
        way = ShortPath.to(folder);
    }

    /** Throws IllegalArgumentException if no socket can have this path. */
    public static void checkLength(Path path) {
        int length = ShortPath.length(path);
        if (length > MAX_PATH) {
            throw new IllegalArgumentException("the path of a socket has at most " + MAX_PATH
                    + " bytes on this system, and " + path + " has " + length + "; name a shorter one");
        }
    }

    private static Path makeFolder(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            throw new IOException(
                    parent + ": there is no such directory; make it, or name another place for the socket");
        }
        try {
            return Files.createTempDirectory(parent, ".due-hsm");
        } catch (FileSystemException e) { // whose message names the folder that there is not
            throw new IOException(
                    parent + ": no socket can be made there: "
                            + Objects.requireNonNullElse(
                                    e.getReason(), e.getClass().getSimpleName()),
                    e);
        }
    }

    /** Where to bind it. */
    public Path bound() {
        return way.path().resolve("s");
    }

    /** Moves it, once bound, to its place, for its owner; throws IOException if something is there by now. */
    public void publish() throws IOException {
        publish("rw-------");
    }

    /** The same for a group, too; throws IOException also if there is no such group, or its owner is not in it. */
    public void publishTo(String group) throws IOException {
        Path socket = folder.resolve("s");
        try {
            GroupPrincipal found =
                    socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            Files.getFileAttributeView(socket, PosixFileAttributeView.class).setGroup(found);
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException(place + ": there is no group " + group + "; make it, or name another", e);
        } catch (FileSystemException e) {
            throw new IOException(
                    place + " cannot be given to group " + group + "; it has to be one that this user is in", e);
        }
        publish("rw-rw----");
    }

    private void publish(String mode) throws IOException {
        Path socket = folder.resolve("s");
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(mode));
        try {
            Files.createLink(place, socket); // a move would replace what is there
        } catch (FileAlreadyExistsException e) {
            throw new IOException(place + " is in use: another program has just made it", e);
        }
        own = fileKey(place);
        removeFolder();
    }

    /** Whether clients that open the path still get to this socket. */
    public boolean isInPlace() {
        try {
            return own != null && own.equals(fileKey(place));
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes it away, if it is still this one. */
    public void remove() throws IOException {
        removeFolder();
        if (isInPlace()) {
            Files.delete(place);
        }
    }

    private void removeFolder() throws IOException {
        way.close();
        Files.deleteIfExists(folder.resolve("s"));
        Files.deleteIfExists(folder);
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /* Left by a daemon that was killed: a socket that nobody listens to. */
    private static void removeAbandoned(Path place) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (int) Files.getAttribute(place, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & S_IFMT) != S_IFSOCK) {
            throw new IOException(place + " exists already and is no socket; remove it, or name another");
        }
        Object found = fileKey(place);
        if (!isAbandoned(place)) {
            throw new IOException(place + " is in use: another program listens there");
        }
        if (found.equals(fileKey(place))) {
            Files.delete(place);
        }
    }

    /* Only a refusal shows that nobody listens: one that may not be opened, or is crowded, is in use. */
    private static boolean isAbandoned(Path place) throws IOException {
        try (ShortPath way = ShortPath.to(place);
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false); // a full queue would have us wait
            channel.connect(UnixDomainSocketAddress.of(way.path()));
            return false;
        } catch (ConnectException nobodyListens) {
            return true;
        } catch (SocketException other) {
            return false;
        }
    }
}
