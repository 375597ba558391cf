package org.duehsm.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a socket is where nobody but trusted users can put one. Its directory may be written by nobody else, and all
 * directories above it may be exchanged by nobody else; none is a symbolic link, which would lead to a place that
 * was not looked at.
 */
final class SafePlace {

    // inode(7)
    private static final int S_IFMT = 0xF000;
    private static final int S_IFSOCK = 0xC000;
    private static final int S_IFDIR = 0x4000;
    private static final int S_IFLNK = 0xA000;
    private static final int S_ISVTX = 0x200;
    private static final int WRITABLE_BY_OTHERS = 0x12; // access lists show in the bits of the group

    private SafePlace() {}

    /**
     * What is wrong with the place; empty if it is safe.
     *
     * @param socket absolute, without {@code .} and {@code ..}
     */
    static Optional<String> flaw(Path socket, TrustedUsers trusted) {
        Path directory = socket.getParent();
        for (Path above = directory.getParent(); above != null; above = above.getParent()) {
            Optional<String> flaw = flaw(above, S_IFDIR, S_ISVTX, trusted);
            if (flaw.isPresent()) {
                return flaw;
            }
        }
        Optional<String> flaw = flaw(directory, S_IFDIR, 0, trusted);
        return flaw.isPresent() ? flaw : flaw(socket, S_IFSOCK, 0, trusted);
    }

    /** @param sticky the bit that keeps others from exchanging what is in a directory, if that is enough */
    private static Optional<String> flaw(Path path, int type, int sticky, TrustedUsers trusted) {
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(path, "unix:mode,owner", LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.of("this system does not tell who can write to " + path);
        } catch (IOException e) {
            return Optional.of("it cannot be seen who can write to " + path + " (" + e + ")");
        }
        int mode = (int) attributes.get("mode");
        UserPrincipal owner = (UserPrincipal) attributes.get("owner");
        if ((mode & S_IFMT) != type) {
            String found = (mode & S_IFMT) == S_IFLNK ? " is a symbolic link" : " is something else";
            return Optional.of(path + found + " where a " + (type == S_IFDIR ? "directory" : "socket") + " should be");
        }
        if (!trusted.have(owner)) {
            return Optional.of(path + " belongs to " + owner.getName() + ", not to root or this user");
        }
        boolean exchangeable = type == S_IFDIR && (mode & WRITABLE_BY_OTHERS) != 0 && (mode & sticky) == 0;
        return exchangeable ? Optional.of(path + " can be written by others than its owner") : Optional.empty();
    }
}
