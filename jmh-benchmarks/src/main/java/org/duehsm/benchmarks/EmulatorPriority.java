package org.duehsm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The emulator's priority over its host. A board takes no processor from the host that waits for it; an
 * emulator does, and how many MACs there are would tell how the system shares two processors out. So
 * the emulator goes first, where the system lets us say so: on Linux with autogroup scheduling (see
 * sched(7)), to root.
 */
final class EmulatorPriority {

    private static final Path ENABLED = Path.of("/proc/sys/kernel/sched_autogroup_enabled");
    private static final String FIRST = "-10";
    private static final String NORMAL = "0";

    private EmulatorPriority() {}

    /** Raises it for what this JVM has started; returns whether that was possible. */
    static boolean raise() {
        return set(FIRST);
    }

    /** Makes it the host's again. */
    static boolean lower() {
        return set(NORMAL);
    }

    private static boolean set(String nice) {
        try {
            if (!Files.readString(ENABLED).startsWith("1")) {
                return false; // it could be set all the same, and would mean nothing
            }
            String ours = Files.readString(autogroup(ProcessHandle.current()));
            List<ProcessHandle> started = ProcessHandle.current().children().toList();
            for (ProcessHandle process : started) {
                if (Files.readString(autogroup(process)).equals(ours)) {
                    return false;
                }
                Files.writeString(autogroup(process), nice);
            }
            return !started.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path autogroup(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()), "autogroup");
    }
}
