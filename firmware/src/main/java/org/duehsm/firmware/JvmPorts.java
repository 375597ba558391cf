package org.duehsm.firmware;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duehsm.port.JvmPortFactory;
import org.duehsm.port.Port;
import org.duehsm.port.PortName;

/**
 * The names of the devices inside this JVM: that of one that a program has made ({@link JvmDue#port}); {@code
 * jvm:}, which is in memory, one for this JVM; and {@code jvm:FILE}, which has its flash in the file, and is
 * on as long as its port is open.
 */
public final class JvmPorts implements JvmPortFactory {

    /** The devices that are on by themselves. */
    private static final Map<PortName.Jvm, JvmBoard> DEVICES = new ConcurrentHashMap<>();

    private static final AtomicLong MADE = new AtomicLong();

    /** For {@link java.util.ServiceLoader}. */
    public JvmPorts() {}

    /** A name for a device in memory that no other has. */
    static PortName.Jvm newName() {
        return PortName.Jvm.inMemory(MADE.incrementAndGet());
    }

    static void add(JvmBoard board) {
        DEVICES.put(board.name(), board);
    }

    static void remove(JvmBoard board) {
        DEVICES.remove(board.name(), board);
    }

    @Override
    public Port open(PortName.Jvm name) throws IOException {
        if (!JvmCore.isBuilt()) {
            throw new IOException(name + ": " + JvmCore.NOT_BUILT);
        }
        if (name.isOfTheJvm()) {
            JvmBoard shared = DEVICES.computeIfAbsent(name, JvmBoard::inMemory);
            shared.powerOn(); // nobody else could, after a crash
            return JvmLine.open(shared, () -> {});
        }
        JvmBoard board = DEVICES.get(name);
        if (board != null) {
            return JvmLine.open(board, () -> {});
        }
        if (name.isInMemory()) {
            throw new IOException(name + ": there is no such device in this JVM, or no more");
        }
        JvmBoard own = JvmBoard.onFile(name, name.file());
        return JvmLine.open(own, own::close);
    }
}
