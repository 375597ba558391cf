package org.duehsm.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out which process has a serial device, as far as Linux tells this user; elsewhere nothing is found. */
final class PortHolder {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int PID_COLUMN = 4;
    private static final int FILE_COLUMN = 5;

    private PortHolder() {}

    /** The process that has locked the device, or else one that has opened it. */
    static Optional<ProcessHandle> of(Path device) {
        try {
            Optional<ProcessHandle> locker = locker(device);
            return locker.isPresent() ? locker : opener(device);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** From lines such as {@code 1: FLOCK ADVISORY WRITE 4711 00:1c:5 0 EOF}; everybody may read them. */
    private static Optional<ProcessHandle> locker(Path device) throws IOException {
        String file = identity(device);
        for (String line : Files.readAllLines(PROCESSES.resolve("locks"))) {
            String[] columns = line.trim().split("\\s+");
            if (columns.length > FILE_COLUMN && columns[FILE_COLUMN].equals(file)) {
                Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(columns[PID_COLUMN]));
                if (process.isPresent()) {
                    return process;
                }
            }
        }
        return Optional.empty();
    }

    private static String identity(Path device) throws IOException {
        long number = (Long) Files.getAttribute(device, "unix:dev");
        long major = number >>> 8 & 0xFFF;
        long minor = number & 0xFF | number >>> 12 & 0xFFFFF00;
        return String.format("%02x:%02x:%d", major, minor, (Long) Files.getAttribute(device, "unix:ino"));
    }

    /** Of the processes whose open files this user may see. */
    private static Optional<ProcessHandle> opener(Path device) throws IOException {
        Path real = device.toRealPath();
        return ProcessHandle.allProcesses()
                .filter(process -> hasOpen(PROCESSES.resolve(process.pid() + "/fd"), real))
                .findFirst();
    }

    private static boolean hasOpen(Path descriptors, Path device) {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.anyMatch(each -> leadsTo(each, device));
        } catch (IOException | UncheckedIOException e) {
            return false; // another user's, or it has ended meanwhile
        }
    }

    private static boolean leadsTo(Path descriptor, Path device) {
        try {
            return Files.readSymbolicLink(descriptor).equals(device) && Files.isSameFile(descriptor, device);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
