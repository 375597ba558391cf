package org.duehsm.firmware;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duehsm.port.Port;
import org.duehsm.port.PortFactory;
import org.duehsm.port.Ports;

/**
 * The names of the devices inside this JVM: that of one that a program has made ({@link JvmDue#port}); {@code
 * jvm:}, which is in memory, one for this JVM; and {@code jvm:FILE}, which has its flash in the file, and is
 * on as long as its port is open.
 */
public final class JvmPorts implements PortFactory {

    private static final String SCHEME = "jvm:";
    private static final String MEMORY = SCHEME + "memory:";

    /** The devices that are on by themselves. */
    private static final Map<String, JvmBoard> DEVICES = new ConcurrentHashMap<>();

    private static final AtomicLong MADE = new AtomicLong();

    /** For {@link java.util.ServiceLoader}. */
    public JvmPorts() {}

    /** A name for a device in memory that no other has. */
    static String newName() {
        return MEMORY + MADE.incrementAndGet();
    }

    static String nameOf(Path file) {
        return Ports.canonical(SCHEME + file.toAbsolutePath());
    }

    static void add(JvmBoard board) {
        DEVICES.put(board.name(), board);
    }

    static void remove(JvmBoard board) {
        DEVICES.remove(board.name(), board);
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Port open(String name) throws IOException {
        if (!JvmCore.isBuilt()) {
            throw new IOException(name + ": " + JvmCore.NOT_BUILT);
        }
        if (name.equals(SCHEME)) {
            JvmBoard shared = DEVICES.computeIfAbsent(name, JvmBoard::inMemory);
            shared.powerOn(); // nobody else could, after a crash
            return JvmLine.open(shared, () -> {});
        }
        JvmBoard board = DEVICES.get(name);
        if (board != null) {
            return JvmLine.open(board, () -> {});
        }
        if (name.startsWith(MEMORY)) {
            throw new IOException(name + ": there is no such device in this JVM, or no more");
        }
        JvmBoard own = JvmBoard.onFile(name, file(name));
        return JvmLine.open(own, own::close);
    }

    private static Path file(String name) throws IOException {
        try {
            return Path.of(name.substring(SCHEME.length()));
        } catch (InvalidPathException e) {
            throw new IOException(name + ": what follows " + SCHEME + " is no name of a file: " + e.getReason(), e);
        }
    }
}
