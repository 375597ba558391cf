package org.duehsm.firmware;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processes that do not outlive this JVM, even when it is killed.
 *
 * <p>A shell stands between: it reads the pipe that is its standard input, which ends when this JVM
 * does, then ends its child and removes the work folder. What the child wrote to its standard error
 * is in the file log of the folder, and, once it has ended, at the end of the shell's own.
 */
final class Supervisor {

    private static final long STOP_SECONDS = 5;

    /*
     * $1 is the work folder, $2 the link; then the command, whose standard input is not our pipe. An
     * emulator that waits for its firmware's input does not hear a gentler signal. The shell would report
     * such an end, and if this JVM has gone, that write would end the shell before it has cleaned up.
     */
    private static final String PTY_SCRIPT = """
            folder=$1; link=$2; shift 2
            exec 3<&0
            "$@" </dev/null 3<&- 2>"$folder/log" & child=$!
            (cat <&3 >/dev/null; kill -9 $child 2>/dev/null) >/dev/null 2>&1 &
            watch=$!
            wait $child 2>/dev/null
            rm -f "$link"
            kill $watch 2>/dev/null
            tail -c 2000 "$folder/log" >&2
            rm -rf "$folder"
            """;

    /* The emulator owns the pipes; its firmware ends it when its standard input ends. */
    private static final String PIPES_SCRIPT = """
            folder=$1; shift
            "$@" 2>"$folder/log"
            tail -c 2000 "$folder/log" >&2
            rm -rf "$folder"
            """;

    private Supervisor() {}

    /**
     * Starts the command behind a pseudo terminal, which socat makes at link before it becomes the
     * command: no process copies bytes between. The command keeps the host's end open, too, lest its
     * input end when the host closes it.
     */
    static Process startBehindPty(List<String> command, Path link, Path folder) throws IOException {
        String words = String.join(" ", command.stream().map(Supervisor::quote).toList());
        Files.writeString(folder.resolve("run"), "exec 3<>" + quote(link.toString()) + "\nexec " + words + "\n");
        Path socat = Tools.require("socat", "socat", "socat");
        String pty = "PTY,link=" + escape(link.toString()) + ",rawer";
        return shell(PTY_SCRIPT, folder, List.of(link.toString(), socat.toString(), pty, "EXEC:sh run,nofork"))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts the command with its standard input and output as pipes of the process returned. */
    static Process startOnPipes(List<String> command, Path folder) throws IOException {
        return shell(PIPES_SCRIPT, folder, command).start();
    }

    /** What the child of an ended process wrote to its standard error last. */
    static String lastWords(Process ended) throws IOException {
        return new String(ended.getErrorStream().readAllBytes(), Charset.defaultCharset());
    }

    /** Ends the process and its descendants, gently first. */
    static void stop(Process process) {
        List<ProcessHandle> all = descendantsAndSelf(process);
        try {
            process.getOutputStream().close();
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // The pipe is broken because the process has ended, or is ending: killing settles it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Kills the descendants of the process at once; the process itself ends after them. Only for that
     * one is waited: killed ones run no more, and Java looks after other than its own children but
     * three times a second. {@code onExit()} would need a thread of the common pool, and wait for ever if
     * those wait for the device.
     */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ProcessHandle> descendantsAndSelf(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    /*
     * What a terminal sends, such as Ctrl-C, is for this JVM, whose end is followed by ours in order: the
     * shell ignores it, and has a session of its own where the system has a command for that. Linux also
     * gives each session its share of the processors: else the emulator waits whenever this JVM is busy.
     */
    private static ProcessBuilder shell(String script, Path folder, List<String> command) {
        List<String> all = new ArrayList<>();
        Tools.find("setsid").ifPresent(setsid -> all.add(setsid.toString()));
        all.addAll(List.of("/bin/sh", "-c", "trap '' HUP INT\n" + script, "virtual-due", folder.toString()));
        all.addAll(command);
        return new ProcessBuilder(all);
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /* Commas, colons and the like end a socat address or option unless escaped. */
    private static String escape(String text) {
        return text.replaceAll("([\\\\,:!'\"(\\[{])", "\\\\$1");
    }
}
