package org.duehsm.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@link Application} in a JVM of its own. */
final class ApplicationProcess implements AutoCloseable {

    /** MACs that were right and wrong so far, messages that got none, and what was said of the last of those. */
    record Counts(long right, long wrong, long failed, String failure) {

        static Counts parse(String line) {
            Matcher words = LINE.matcher(line);
            assertThat(words.matches()).as(line).isTrue();
            return new Counts(
                    Long.parseLong(words.group(1)),
                    Long.parseLong(words.group(2)),
                    Long.parseLong(words.group(3)),
                    words.group(4));
        }
    }

    private static final Pattern LINE = Pattern.compile("(\\d+) (\\d+) (\\d+) (.*)");

    private final Process process;
    private final PrintWriter questions;
    private final BufferedReader answers;
    private Counts last = new Counts(0, 0, 0, "");

    private ApplicationProcess(Process process) {
        this.process = process;
        this.questions = new PrintWriter(process.outputWriter(), true);
        this.answers = process.inputReader();
    }

    /** Starts one whose device is at this port. */
    static ApplicationProcess start(String port, Duration timeout, String keyId, String key, int threads)
            throws IOException {
        return new ApplicationProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dduehsm.port=" + port,
                        "-Dduehsm.timeout=" + timeout.toMillis(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName(),
                        keyId,
                        key,
                        Integer.toString(threads))
                .redirectErrorStream(true)
                .start());
    }

    /** Waits until it has got so many more MACs, each right. */
    Counts awaitMacs(int more) throws IOException {
        Counts before = last;
        await(Application.RIGHT, more);
        assertThat(last.right())
                .as("right MACs; last failure: %s", last.failure())
                .isGreaterThanOrEqualTo(before.right() + more);
        return last;
    }

    /** Waits until so many more of its messages got no MAC. */
    void awaitFailures(int more) throws IOException {
        Counts before = last;
        await(Application.FAILED, more);
        assertThat(last.failed()).as("failures").isGreaterThanOrEqualTo(before.failed() + more);
    }

    private void await(String kind, int more) throws IOException {
        questions.println(kind + " " + more);
        String answer = answers.readLine();
        assertThat(answer).as("the application runs").isNotNull();
        last = Counts.parse(answer);
        assertThat(last.wrong()).as("wrong MACs").isZero();
    }

    /** Ends it as SIGKILL does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
