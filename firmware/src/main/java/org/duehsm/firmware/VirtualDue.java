package org.duehsm.firmware;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A virtual Due: the firmware of the board, on a Cortex-M3 that QEMU emulates, behind a serial
 * device.
 *
 * <pre>{@code
 * try (VirtualDue due = VirtualDue.start()) {
 *     Provider provider = ...; // with port = due.port()
 * }
 * }</pre>
 *
 * <p>With {@code socat} installed, {@link #port()} is the path of a pseudo terminal that any program
 * opens like a board. Without, or where that is asked for, it is a {@code tcp://} port of this JVM for
 * one client at a time.
 * Everything started ends with {@link #close()}, with this JVM, and when this JVM is killed; a flash
 * file that was not asked for by name is deleted then.
 */
public final class VirtualDue implements AutoCloseable {

    private static final String IMAGE = "duehsm-virtual.elf";
    private static final String READY = "virtual Due ready"; // says boards/virtual/board.c
    private static final long START_MILLIS = 60_000;

    private final WorkFolder folder;
    private final FlashFile flash;
    private final Process supervisor;
    private final TcpBridge bridge;
    private final String port;
    private final Thread atExit = new Thread(this::stop, "virtual-due-exit");

    private VirtualDue(Builder options) throws IOException {
        List<String> qemu = new ArrayList<>();
        qemu.add(Tools.require("qemu-system-arm", "qemu-system-arm", "qemu").toString());
        boolean pty = options.tcpPort == Builder.NO_PORT && Tools.find("socat").isPresent();
        if (!pty && (options.uart || options.link != null)) {
            options.requirePty();
        }
        folder = new WorkFolder();
        FlashFile locked = null;
        Process started = null;
        try {
            Path file = options.flash == null ? folder.path().resolve("flash.bin") : options.flash.toAbsolutePath();
            locked = FlashFile.open(file);
            flash = locked;
            qemu.addAll(machine(options, folder.path(), file));
            if (pty) {
                Path link = options.link == null ? folder.path().resolve("due") : options.link;
                refuseExisting(link);
                started = Supervisor.startBehindPty(qemu, link, folder.path());
                supervisor = started;
                awaitReady();
                bridge = null;
                port = link.toString();
            } else {
                started = Supervisor.startOnPipes(qemu, folder.path());
                supervisor = started;
                awaitReady();
                bridge = new TcpBridge(started, Math.max(options.tcpPort, 0));
                port = "tcp://127.0.0.1:" + bridge.localPort();
            }
        } catch (IOException | RuntimeException e) {
            if (started != null) {
                Supervisor.stop(started);
            }
            if (locked != null) {
                locked.close();
            }
            folder.delete();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Whether QEMU is installed here. */
    public static boolean isAvailable() {
        return Tools.find("qemu-system-arm").isPresent();
    }

    /** Starts a virtual Due with empty flash on the fast transport. */
    public static VirtualDue start() throws IOException {
        return builder().start();
    }

    /** Options for a virtual Due other than the default one. */
    public static Builder builder() {
        return new Builder();
    }

    /** What to write as {@code port} in the provider's configuration: a device path or a {@code tcp://} address. */
    public String port() {
        return port;
    }

    /** Whether the emulator runs. */
    public boolean isRunning() {
        return supervisor.isAlive();
    }

    /** Waits until the emulator has ended, by whatever cause. */
    public void waitFor() throws InterruptedException {
        supervisor.waitFor();
    }

    /** What the emulator printed before it ended, once it has. */
    public String lastWords() throws IOException {
        String words = Supervisor.lastWords(supervisor).replace(READY, "").strip();
        return words.isEmpty() ? "it printed nothing" : words;
    }

    /**
     * Cuts the power: the emulator is killed (SIGKILL) wherever it is, and the device path goes away
     * with it. A flash file given by name stays as it is at that moment.
     */
    public void cutPower() {
        removeLink();
        Supervisor.kill(supervisor);
        flash.close();
    }

    /** Ends the emulator and removes what was made for it. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            return; // the hook does it
        }
        stop();
    }

    private void stop() {
        removeLink();
        if (bridge != null) {
            bridge.close();
        }
        Supervisor.stop(supervisor);
        flash.close();
        folder.delete();
    }

    /* Before the terminal goes: the system gives its number to the next one, which may be another's. */
    private void removeLink() {
        try {
            if (bridge == null) {
                Files.deleteIfExists(Path.of(port));
            }
        } catch (IOException e) {
            // The supervisor removes it after the end.
        }
    }

    private static List<String> machine(Builder options, Path folder, Path flash) throws IOException {
        Path image = folder.resolve(IMAGE);
        try (InputStream elf = VirtualDue.class.getResourceAsStream(IMAGE)) {
            if (elf == null) {
                throw new IOException("the firmware image " + IMAGE
                        + " is not in the jar of module firmware; build it with: mvn -pl firmware package");
            }
            Files.copy(elf, image);
        }
        List<String> arguments = new ArrayList<>(List.of("-M", "mps2-an385", "-nographic", "-monitor", "none"));
        arguments.addAll(List.of("-nodefaults", "-kernel", image.toString()));
        arguments.addAll(List.of("-machine", "memory-backend=flash", "-object"));
        arguments.add("memory-backend-file,id=flash,share=on,size=" + FlashFile.SIZE + ",mem-path=" + escape(flash));
        String words = "enable=on,target=native,arg=due-hsm" + (options.uart ? ",arg=uart" : "");
        if (options.noise != null) {
            words += ",arg=noise=" + escape(options.noise.toAbsolutePath());
        }
        arguments.addAll(List.of("-semihosting-config", words, "-serial", options.uart ? "stdio" : "null"));
        return arguments;
    }

    /* For a value in an option of QEMU. */
    private static String escape(Path file) {
        return file.toString().replace(",", ",,");
    }

    private static void refuseExisting(Path link) throws IOException {
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.isSymbolicLink(link) && !Files.exists(link)) {
                Files.delete(link); // left by a virtual Due that was killed
                return;
            }
            throw new IOException(link + " exists already: another virtual Due may be running there;"
                    + " stop it, remove the file, or name another link");
        }
    }

    /** Waits until the firmware runs; the device path is there before it. */
    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        try {
            while (!folder.log().contains(READY)) {
                if (supervisor.waitFor(5, TimeUnit.MILLISECONDS)) {
                    throw new IOException("the virtual Due ended at once: " + lastWords());
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("the virtual Due did not start within " + START_MILLIS + " ms"
                            + folder.log().strip().transform(words -> words.isEmpty() ? "" : ": " + words));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the virtual Due was starting", e);
        }
    }

    /** Options of a {@link VirtualDue}. */
    public static final class Builder {

        private static final int NO_PORT = -1;
        private static final int LAST_PORT = 0xFFFF;

        private Path flash;
        private Path link;
        private int tcpPort = NO_PORT;
        private boolean uart;
        private Path noise;

        private Builder() {}

        /** Keeps the flash in this file (16 MiB, sparse; made if missing), so that keys outlive the emulator. */
        public Builder flash(Path file) {
            this.flash = file;
            return this;
        }

        /** Gives the device this path; needs {@code socat}. */
        public Builder link(Path path) {
            this.link = path.toAbsolutePath();
            return this;
        }

        /**
         * Listens on this TCP port of 127.0.0.1 (0: any free one) and makes no pseudo terminal; not with
         * {@link #link} or {@link #uart}.
         */
        public Builder tcpPort(int port) {
            if (port < 0 || port > LAST_PORT) {
                throw new IllegalArgumentException("a TCP port is 0 to " + LAST_PORT + ", not " + port);
            }
            this.tcpPort = port;
            return this;
        }

        /**
         * Uses the emulated UART with its interrupts instead of the fast transport; slower, and closer
         * to a board. Needs {@code socat}.
         */
        public Builder uart(boolean use) {
            this.uart = use;
            return this;
        }

        /**
         * Takes the raw noise from this file instead of the system's random source, to see what the
         * device does when its source fails: at the end of the file it gives nothing.
         */
        public Builder noise(Path file) {
            this.noise = file;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws IOException if QEMU (or socat where it is needed) is missing, with the line that
         *     installs it, or if it does not start
         * @throws IllegalArgumentException if a TCP port is to go with a link or the UART
         */
        public VirtualDue start() throws IOException {
            try {
                return new VirtualDue(this);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private void requirePty() throws IOException {
            if (tcpPort != NO_PORT) {
                throw new IllegalArgumentException(
                        "a virtual Due with a TCP port has no link and no UART; leave one out");
            }
            Tools.require("socat", "socat", "socat");
        }
    }
}
