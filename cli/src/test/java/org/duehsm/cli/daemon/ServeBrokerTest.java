package org.duehsm.cli.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.cli.CommandProcess;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.port.PortName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code due-hsm serve --broker}: one device for HTTP and for programs of their own. */
@Timeout(120)
class ServeBrokerTest {

    private static final String USER = "user " + System.getProperty("user.name");

    @TempDir
    private Path folder;

    @Test
    void httpAndProgramsAtTheSameTime() throws Exception {
        assumeTrue(JvmDue.isAvailable(), "the device inside the JVM was not built");
        Path socket = folder.resolve("board.sock");
        Path rules = Files.writeString(folder.resolve("rules"), USER + " mac,list,manage *\ntcp mac web\n");
        Process serve = CommandProcess.of(
                        List.of(),
                        "serve",
                        "--listen-port=0",
                        "--broker=" + socket,
                        "--broker-tcp=0",
                        "--rules=" + rules,
                        "--port=jvm:")
                .redirectErrorStream(true)
                .start();
        DueHsmClient local = DueHsmClient.shared(ClientConfig.of("unix:" + socket));
        try (BufferedReader output = serve.inputReader()) {
            List<String> lines = linesUntilReady(output);
            assertThat(lines)
                    .contains("Sharing the device at unix:" + socket)
                    .anyMatch(line -> line.startsWith("The device: device inside the JVM at jvm:, 0 keys"))
                    .anyMatch(line -> line.matches("\\S+Z broker=\"the board is there: .*\""));
            URI uri = URI.create(after("Listening at ", lines));
            DueHsmClient tcp = DueHsmClient.shared(
                    ClientConfig.of(after("Sharing the device at tcp:", lines).replaceFirst("^", "tcp:")));

            local.importKey("web", Algorithm.HMAC_SHA1, "Jefe".getBytes(UTF_8), false);
            local.importKey("other", Algorithm.HMAC_SHA1, "Jefe".getBytes(UTF_8), false);
            byte[] message = "what do ya want for nothing?".getBytes(UTF_8);
            assertThat(tcp.mac(Algorithm.HMAC_SHA1, "web", message, 0, message.length))
                    .isEqualTo(local.mac(Algorithm.HMAC_SHA1, "other", message, 0, message.length));
            tcp.close();
            assertThat(post(uri.resolve("/mac?key=web")))
                    .contains("\"mac\": \"effcdf6ae5eb2fa2d27416d5f184df9c259a7c79\"");
            assertThat(post(uri.resolve("/mac?key=other"))).contains("not-permitted");
            assertThat(get(uri.resolve("/health"))).contains("\"status\": \"up\"", "\"keys\": 2");
            assertThat(get(uri.resolve("/metrics")))
                    .contains(
                            "duehsm_broker_board_up 1.0", "duehsm_broker_clients ", "duehsm_broker_streams_in_use 0.0")
                    .contains("duehsm_broker_requests_total{outcome=\"passed\",request=\"mac\"} 3.0")
                    .contains("duehsm_broker_requests_total{outcome=\"passed\",request=\"manage\"} 2.0")
                    .contains("duehsm_broker_requests_total{outcome=\"not-permitted\",request=\"random\"} 0.0");
            serve.destroy();
            assertThat(serve.waitFor()).isEqualTo(128 + 15); // SIGTERM
            assertThat(socket).doesNotExist();
        } finally {
            local.close();
            serve.destroyForcibly();
        }
    }

    @Test
    void whoLetsOthersInSaysWhatTheyMay() throws Exception {
        String socket = "--broker=" + folder.resolve("s");
        assertRefused("--broker PATH", "--broker-group=users");
        assertRefused("'group users mac *'", socket, "--broker-group=users");
        assertRefused("'tcp mac *'", "--broker-tcp=0");
        Path rules = Files.writeString(folder.resolve("rules"), USER + " mac *\n");
        assertRefused("'tcp mac *'", "--broker-tcp=0", "--rules=" + rules);
        Path token = Files.writeString(folder.resolve("token"), "0123456789abcdef");
        assertRefused("token FILE mac *", "--rules=" + rules, "--token-file=" + token);
        Files.writeString(rules, "tcp sign *\n");
        assertRefused(rules + ":1: 'sign' is no right", "--rules=" + rules);
        assertThat(folder.resolve("s")).doesNotExist();
    }

    /** As where DUEHSM_PORT is set for the programs that use the broker. */
    @Test
    void itsOwnDeviceItIsNot() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules"), "tcp mac *\n");
        String socket = "--broker=" + folder.resolve("s");
        assertRefused("where this broker is to listen itself", socket, "--port=unix:" + folder.resolve("./s"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        assertRefused("where this broker is to listen itself", socket, "--port=unix:" + link.resolve("s"));
        assertRefused(
                "where this broker is to listen itself",
                "--broker-tcp=8087",
                "--rules=" + rules,
                "--port=tcp://localhost:8087");
        assertThat(folder.resolve("s")).doesNotExist();
    }

    /** Java listens at paths that it does not connect to. */
    @Test
    void aPathThatNoProgramCanName() throws Exception {
        Path longest = Path.of("/tmp/" + "x".repeat(PortName.Unix.MAX_PATH + 1 - "/tmp/".length()));
        assertRefused("at most " + PortName.Unix.MAX_PATH + " bytes", "--broker=" + longest);
        assertThat(longest).doesNotExist();
    }

    private static void assertRefused(String said, String... options) {
        List<String> command = new ArrayList<>(List.of("serve", "--listen-port=0"));
        command.addAll(List.of(options));
        if (command.stream().noneMatch(option -> option.startsWith("--port="))) {
            command.add("--port=/no/such/port");
        }
        Run run = Run.of(command.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("due-hsm: ").contains(said);
    }

    private static List<String> linesUntilReady(BufferedReader output) throws Exception {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = output.readLine();
            assertThat(line).as(lines.toString()).isNotNull();
            lines.add(line);
        } while (!line.equals("Ctrl-C ends it."));
        return lines;
    }

    private static String after(String beginning, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .substring(beginning.length());
    }

    private static String post(URI uri) throws Exception {
        return send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("what do ya want for nothing?")));
    }

    private static String get(URI uri) throws Exception {
        return send(HttpRequest.newBuilder(uri));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
