package org.duehsm.credentials;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The right to ask for new credentials, which one process has at a time. It ends with the process. */
final class CacheLock {

    private static final int TRIES = 1200; // a minute: as long as device and STS may take, and longer than both do
    private static final int PAUSE_MILLIS = 50;

    private final FileChannel channel;

    private CacheLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until it is to be had, or a minute: who has it may have been stopped, and asking once too often is better
     * than to wait for that.
     */
    static CacheLock take(Path file, Consumer<String> warnings) throws InterruptedIOException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            for (int tries = 0; tries < TRIES && !isTaken(channel); tries++) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            new CacheLock(channel).release();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another process asks for credentials");
        } catch (IOException e) {
            warnings.accept("no lock on the cache, so that others may ask for credentials as well: " + e.getMessage());
        }
        return new CacheLock(channel);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // another thread of this process has it
            return false;
        }
    }

    void release() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // with nothing written, nothing is lost
        }
    }
}
