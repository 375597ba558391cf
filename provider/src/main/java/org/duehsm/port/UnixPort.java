package org.duehsm.port;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Opens a device behind the Unix-domain socket of a broker: {@code unix:/path}. */
final class UnixPort {

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private UnixPort() {}

    /* A broker that has many callers at once takes no more for a moment; for such a socket the system has nothing to wait for. */
    static SocketPort open(PortName.Unix name, int timeoutMillis) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return SocketPort.connect(
                        name, SocketChannel.open(StandardProtocolFamily.UNIX), name.address(), timeoutMillis);
            } catch (UnsupportedOperationException e) {
                throw new IOException(name + ": this system has no sockets of this kind; use tcp://host:port", e);
            } catch (IOException e) {
                String obstacle = obstacle(name.path(), e);
                if (obstacle != null) {
                    throw new IOException(name + ": " + obstacle, e);
                }
                if (System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(timeoutMillis)) {
                    throw new IOException(
                            name + ": cannot connect (" + e.getMessage() + "); the broker there takes no more"
                                    + " programs at present, or is none",
                            e);
                }
                pause();
            }
        }
    }

    /** What keeps this user from connecting, and what to do; null if it may just be too early. */
    private static String obstacle(Path path, IOException e) {
        if (Files.notExists(path)) {
            return "there is no such socket; start its broker ('due-hsm serve --broker " + path + "')";
        }
        try {
            if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
                return "it is no socket; name that of a broker ('due-hsm serve --broker PATH')";
            }
        } catch (AccessDeniedException denied) {
            return "this user may not enter its folder; its owner can permit that";
        } catch (IOException gone) {
            return "there is no such socket any more (" + gone.getMessage() + ")";
        }
        if (e instanceof ConnectException) {
            return "nobody listens there; its broker has ended: start it again ('due-hsm serve --broker " + path + "')";
        }
        return mayOpen(path) ? null : notPermitted();
    }

    /** Whether this user may connect to the socket. */
    static boolean mayOpen(Path path) {
        return Files.isWritable(path);
    }

    /** What to do if not. */
    static String notPermitted() {
        return "this user may not open it; its broker can permit a group ('due-hsm serve --broker-group GROUP'): join"
                + " that, and log in again";
    }

    /* An interrupt would end it, each time, were it not taken away. */
    private static void pause() {
        boolean interrupted = Thread.interrupted();
        LockSupport.parkNanos(RETRY_NANOS);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
