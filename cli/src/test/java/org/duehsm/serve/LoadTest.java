package org.duehsm.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duehsm.cli.CommandProcess;
import org.junit.jupiter.api.Test;

/** The command itself, in a JVM of its own whose heap is small. */
class LoadTest extends DaemonTest {

    private static final int CLIENTS = 16;
    private static final int REQUESTS = 625; // each
    private static final String LISTENING = "Listening at ";

    @Test
    void answersTenThousandRequestsOfSixteenClientsInBoundedMemory() throws Exception {
        client().close(); // one program per device
        Path log = folder.resolve("log");
        Process command = CommandProcess.of(
                        List.of("-Xmx32m", "-XX:+ExitOnOutOfMemoryError"),
                        "serve",
                        "--listen-port=0",
                        "--log=" + log,
                        "--port=" + devicePort())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = command.inputReader()) {
            String line = output.readLine();
            assertThat(line).startsWith(LISTENING);
            URI uri = URI.create(line.substring(LISTENING.length()));
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                List<Callable<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    int number = i;
                    tasks.add(() -> ask(uri, number));
                }
                for (Future<Void> client : clients.invokeAll(tasks)) {
                    client.get();
                }
            } finally {
                clients.shutdownNow();
            }
            command.destroy();
            int exitCode = command.waitFor();
            assertThat(exitCode).isEqualTo(128 + 15); // SIGTERM
            assertThat(Files.readString(Path.of("systemd", "due-hsm.service")))
                    .contains("SuccessExitStatus=" + exitCode);
        } finally {
            command.destroyForcibly();
        }
        try (var lines = Files.lines(log)) {
            assertThat(lines.filter(entry -> entry.endsWith("outcome=signed"))).hasSize(CLIENTS * REQUESTS);
        }
    }

    private static Void ask(URI uri, int number) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < REQUESTS; i++) {
            String message = message(KEY_ID) + "&X=" + number + "." + i + "x".repeat(i);
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString(message, StandardCharsets.US_ASCII))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo(signed(message));
        }
        return null;
    }
}
