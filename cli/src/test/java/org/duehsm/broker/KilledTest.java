package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.cli.CommandProcess;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.Algorithm;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broker, device and client are killed (SIGKILL) in turn, under the load of an application that is impatient, so that
 * it fails meanwhile. When what was killed is back, all others sign again, and nothing else was started again. Property
 * {@code broker.kills} has each killed so often.
 */
@Timeout(600)
class KilledTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IMPATIENCE = Duration.ofMillis(500);
    private static final String ID = "key";
    private static final String KEY = "a secret of the tests";
    private static final byte[] MESSAGE = "message".getBytes(UTF_8);
    private static final int MACS = 20;
    private static final int KILLS = Integer.getInteger("broker.kills", 1);
    private static final String SHARED = "Sharing the device at ";
    private static final String LISTENING = "Listening at ";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private DueHsmProvider provider;
    private VirtualDue due;
    private Process broker;
    private URI daemon;
    private ApplicationProcess application;

    @BeforeEach
    void start() throws Exception {
        startDue();
        startBroker();
        System.setProperty("duehsm.port", port());
        System.setProperty("duehsm.timeout", Long.toString(PATIENCE.toMillis()));
        provider = new DueHsmProvider();
        provider.client().importKey(ID, Algorithm.HMAC_SHA1, KEY.getBytes(UTF_8), false);
        startApplication();
    }

    @AfterEach
    void stop() {
        System.clearProperty("duehsm.port");
        System.clearProperty("duehsm.timeout");
        threads.shutdownNow();
        application.close();
        provider.client().close();
        broker.destroy();
        due.close();
    }

    private String port() {
        return "unix:" + folder.resolve("board.sock");
    }

    private void startDue() throws IOException {
        due = VirtualDue.builder()
                .link(folder.resolve("due"))
                .flash(folder.resolve("flash"))
                .start();
    }

    private void startBroker() throws IOException {
        broker = CommandProcess.of(
                        List.of("-XX:TieredStopAtLevel=1"),
                        "serve",
                        "--broker=" + folder.resolve("board.sock"),
                        "--listen-port=0",
                        "--port=" + due.port(),
                        "--timeout=" + PATIENCE.toMillis())
                .redirectErrorStream(true)
                .start();
        BufferedReader lines = broker.inputReader();
        daemon = URI.create(awaitLine(lines, LISTENING).substring(LISTENING.length()));
        assertThat(awaitLine(lines, SHARED)).isEqualTo(SHARED + port());
    }

    /** The log may have lines before it. */
    private static String awaitLine(BufferedReader lines, String start) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(start)) {
            line = lines.readLine();
        }
        assertThat(line).as(start).isNotNull();
        return line;
    }

    private void startApplication() throws IOException {
        application = ApplicationProcess.start(port(), IMPATIENCE, ID, KEY, 4);
        application.awaitMacs(MACS);
    }

    @Test
    void whatIsKilledComesBackToAllOthers() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            broker.destroyForcibly().waitFor();
            Future<byte[]> patient = signWhileItIsAway();
            startBroker();
            allSign(patient);
            application.awaitMacs(MACS);

            due.cutPower();
            patient = signWhileItIsAway();
            startDue();
            allSign(patient);
            application.awaitMacs(MACS);

            patient = threads.submit(this::mac);
            application.kill();
            allSign(patient);
            awaitMetric("duehsm_broker_clients 2.0"); // this JVM, and the daemon itself
            awaitMetric("duehsm_broker_streams_in_use 0.0");
            startApplication();
        }
    }

    private void awaitMetric(String line) throws IOException, InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(daemon.resolve("/metrics")).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        String metrics;
        do {
            metrics = http.send(question, BodyHandlers.ofString()).body();
            assertThat(System.nanoTime()).as(metrics).isLessThan(end);
        } while (!metrics.contains("\n" + line + "\n"));
    }

    /** A MAC is asked for, and others have failed already when this returns. */
    private Future<byte[]> signWhileItIsAway() throws IOException {
        Future<byte[]> mac = threads.submit(this::mac);
        application.awaitFailures(1);
        return mac;
    }

    private byte[] mac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1", provider);
        mac.init(DueHsmKey.of(ID));
        return mac.doFinal(MESSAGE);
    }

    /** Each at the first attempt, and so within the time-out; an impatient application fails at some more. */
    private void allSign(Future<byte[]> patient) throws Exception {
        byte[] expected = expected();
        Run run = Run.of(new ScriptedTerminal(MESSAGE), "mac", ID);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out().strip()).isEqualTo(HexFormat.of().formatHex(expected));
        assertThat(mac()).isEqualTo(expected);
        assertThat(patient.get()).isEqualTo(expected);
    }

    private static byte[] expected() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1", "SunJCE");
        mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA1"));
        return mac.doFinal(MESSAGE);
    }
}
