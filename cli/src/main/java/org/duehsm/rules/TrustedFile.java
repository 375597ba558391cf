package org.duehsm.rules;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that nobody but root and the account of this process can change or replace. */
public final class TrustedFile {

    private static final int ROOT = 0;
    private static final int OTHERS_READ = 0004; // modes as in inode(7)
    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;

    private TrustedFile() {}

    /** The lines of a file; throws IllegalArgumentException if others can write it, or it is not UTF-8. */
    static List<String> read(Path file) throws IOException {
        require(file.toRealPath());
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(file + ": is not UTF-8; save it in that encoding", e);
        }
    }

    /** As {@link #read}, for a file with tokens in it; IllegalArgumentException also if everybody can read it. */
    public static List<String> readPrivate(Path file) throws IOException {
        requireHidden(file, "these rules, with the placeholders in them");
        return read(file);
    }

    /** The token in a file; throws IllegalArgumentException as {@link #read}, and if everybody can read it. */
    static Token readToken(Path file) throws IOException {
        require(file.toRealPath());
        requireHidden(file, "this token");
        return Token.read(file);
    }

    private static void requireHidden(Path file, String what) throws IOException {
        if ((mode(file) & OTHERS_READ) != 0) {
            throw new IllegalArgumentException(
                    file + ": everybody on this machine can read " + what + "; chmod o= " + file);
        }
    }

    /**
     * Checks a file, or a folder, and all that it is in: a folder that others can write lets them put another file in
     * its place, but for one like {@code /tmp}.
     *
     * @param file a real path, without links
     * @throws IllegalArgumentException if others can, with what to do against it
     */
    public static void require(Path file) throws IOException {
        long own = new UnixSystem().getUid();
        for (Path path = file; path != null; path = path.getParent()) {
            int owner = (int) Files.getAttribute(path, "unix:uid");
            if (owner != ROOT && owner != own) {
                throw new IllegalArgumentException(file + ": " + path + " belongs to user " + Files.getOwner(path)
                        + ", who could change the file; give it to root, or to the account of this program");
            }
            int mode = mode(path);
            boolean keepsFilesOfOthers = Files.isDirectory(path) && (mode & STICKY) != 0;
            if ((mode & OTHERS_WRITE) != 0 && !keepsFilesOfOthers) {
                throw new IllegalArgumentException(
                        file + ": others than its owner can write " + path + "; chmod go-w " + path);
            }
        }
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode");
    }
}
