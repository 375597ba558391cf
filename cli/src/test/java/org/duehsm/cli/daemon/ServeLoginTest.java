package org.duehsm.cli.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.cli.CommandProcess;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.Forget;
import org.duehsm.client.Login;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.OwnClient;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code due-hsm serve} before a closed device. */
@Timeout(120)
class ServeLoginTest {

    private static final String UP = "\"status\": \"up\"";

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        Forget.port("jvm:");
        System.clearProperty("duehsm.port");
        System.clearProperty("duehsm.secret-file");
    }

    private Path file(String name, Role role, String passphrase) throws IOException {
        Path file = folder.resolve(name);
        SecretFile.write(file, LoginSecret.generate(name, role), passphrase == null ? null : passphrase.toCharArray());
        return file;
    }

    private static void assertRefused(Path file, String... words) {
        Run run = Run.of("serve", "--listen-port=0", "--port=jvm:", "--secret-file=" + file);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("due-hsm: " + file + ": ").contains(words);
    }

    @Test
    void aManagersSecretIsRefused() throws IOException {
        assertRefused(file("boss", Role.MANAGER, null), "the secret of a manager", "logins add NAME --role user FILE");
    }

    @Test
    void soIsOneThatWantsAPassphrase() throws IOException {
        assertRefused(file("daemon", Role.USER, "correct horse"), "nobody to ask for the passphrase");
    }

    private Path closedDevice() throws IOException {
        assumeTrue(JvmDue.isAvailable(), "the device inside the JVM was not built");
        Path flash = folder.resolve("flash");
        try (JvmDue due = JvmDue.onFile(flash)) {
            DueHsmClient open = OwnClient.of(ClientConfig.of(due.port()));
            open.importKey("web", Algorithm.HMAC_SHA1, "Jefe".getBytes(UTF_8), false);
            open.addLogin(SecretFile.read(file("boss", Role.MANAGER, null), null));
            open.close();
            DueHsmClient manager =
                    OwnClient.of(ClientConfig.of(due.port()).withLogin(new Login("boss", folder.resolve("boss"))));
            manager.addLogin(SecretFile.read(file("daemon", Role.USER, null), null));
            manager.close();
        }
        return flash;
    }

    /** As systemd's credentials are named to it: by the environment, which the daemon's own way to its broker must not take. */
    @Test
    void withABrokerAndTheEnvironment() throws Exception {
        Path flash = closedDevice();
        List<String> lines = new ArrayList<>();
        String health =
                serve(flash, lines, true, uri -> post(uri.resolve("/mac?key=web")) + get(uri.resolve("/health")));
        assertThat(lines).anyMatch(line -> line.endsWith(", 1 key"));
        assertThat(health).contains("\"mac\": \"effcdf6ae5eb2fa2d27416d5f184df9c259a7c79\"", UP, "\"closed\": true");
    }

    @Test
    void withoutALoginItSaysSo() throws Exception {
        Path flash = closedDevice();
        List<String> lines = new ArrayList<>();
        String health =
                serve(flash, lines, false, uri -> post(uri.resolve("/mac?key=web")) + get(uri.resolve("/health")));
        assertThat(lines)
                .anyMatch(line -> line.endsWith(
                        "it is closed, and nobody has logged in here, so it computes" + " nothing: give --login NAME"));
        assertThat(health)
                .contains("403 ", "not-permitted", "503 ", "\"status\": \"not-logged-in\"")
                .doesNotContain(UP);
    }

    private interface Questions {
        String answers(URI uri) throws Exception;
    }

    private String serve(Path flash, List<String> lines, boolean loggedIn, Questions questions) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("serve", "--listen-port=0", "--port=jvm:" + flash));
        if (loggedIn) {
            arguments.add("--broker=" + folder.resolve("board.sock"));
        }
        ProcessBuilder builder = CommandProcess.of(List.of(), arguments.toArray(String[]::new));
        if (loggedIn) {
            builder.environment()
                    .put("DUEHSM_SECRET_FILE", folder.resolve("daemon").toString());
        }
        Process serve = builder.redirectErrorStream(true).start();
        try (BufferedReader output = serve.inputReader()) {
            String line;
            do {
                line = output.readLine();
                assertThat(line).as(lines.toString()).isNotNull();
                lines.add(line);
            } while (!line.equals("Ctrl-C ends it."));
            return questions.answers(URI.create(lines.stream()
                    .filter(each -> each.startsWith("Listening at "))
                    .findFirst()
                    .orElseThrow()
                    .substring("Listening at ".length())));
        } finally {
            serve.destroyForcibly().waitFor();
        }
    }

    private static String post(URI uri) throws Exception {
        return send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("what do ya want for nothing?")));
    }

    private static String get(URI uri) throws Exception {
        return send(HttpRequest.newBuilder(uri));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
