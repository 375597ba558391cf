package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording tells of MACs and sessions. */
@Timeout(60)
class FlightRecordingTest {

    private static final byte[] SECRET = "SECRET-of-a-message".getBytes();

    private final SimulatedBoard board = new SimulatedBoard("/dev/recorded");
    private final DueHsmClient client = new DueHsmClient(
            new ClientConfig(board.name, 115200, Duration.ofSeconds(3)),
            List.of(board.connection(Duration.ofSeconds(3))));

    @TempDir
    private Path folder;

    @Test
    void eachMacIsAnEventOfItsPortItsKeyAndTheLengthOfItsMessage() throws Exception {
        long before = System.nanoTime();
        List<RecordedEvent> events = record("org.duehsm.Mac", () -> {
            client.mac(Algorithm.HMAC_SHA1, "k", SECRET, 0, SECRET.length);
            MacMessage message = new MacMessage(() -> client, Algorithm.HMAC_SHA1, "k");
            message.update(new byte[200_000], 0, 200_000);
            MacMessage copy = message.copy();
            message.update(SECRET, 0, SECRET.length);
            message.doFinal();
            copy.doFinal();
            assertThatThrownBy(() -> client.mac(Algorithm.HMAC_SHA1, "unknown", SECRET, 0, 1))
                    .isInstanceOf(DeviceStatusException.class);
            return null;
        });
        long took = System.nanoTime() - before;

        assertThat(events)
                .extracting(event -> event.getLong("bytes"))
                .containsExactly((long) SECRET.length, 200_000L + SECRET.length, 200_000L);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getString("port")).isEqualTo("/dev/recorded");
            assertThat(event.getString("keyId")).isEqualTo("k");
            assertThat(event.getString("algorithm")).isEqualTo("HmacSHA1");
            assertThat(event.getDuration().toNanos()).isPositive().isLessThan(took);
        });
    }

    @Test
    void aSessionIsAnEventWhenItOpensAndOneWhenItEnds() throws Exception {
        List<RecordedEvent> opened = record("org.duehsm.SessionOpened", () -> {
            client.keyCount();
            board.goAway();
            board.comeBack();
            client.keyCount();
            return null;
        });

        assertThat(opened).hasSize(2);
        assertThat(opened.get(0).getString("port")).isEqualTo("/dev/recorded");
        assertThat(opened.get(0).getString("board")).matches("[0-9a-f]{32}");
        assertThat(opened.get(0).getString("firmware")).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    @Test
    void theEndOfASessionTellsWhy() throws Exception {
        List<RecordedEvent> ended = record("org.duehsm.SessionEnded", () -> {
            client.keyCount();
            board.goAway();
            board.comeBack();
            client.keyCount();
            client.close();
            return null;
        });

        assertThat(ended).extracting(event -> event.getString("port")).containsOnly("/dev/recorded");
        assertThat(ended).extracting(event -> event.getString("reason")).containsExactly("LOST", "CLOSED");
    }

    @Test
    void aRecordingHoldsNothingOfTheMessage() throws Exception {
        Path file = folder.resolve("all.jfr");
        try (Recording recording = new Recording()) {
            enableAll(recording);
            recording.start();
            client.mac(Algorithm.HMAC_SHA1, "k", SECRET, 0, SECRET.length);
            recording.dump(file);
        }

        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("/dev/recorded")
                .doesNotContain("SECRET-of");
    }

    private static void enableAll(Recording recording) {
        List.of("Mac", "SessionOpened", "SessionEnded").forEach(name -> recording.enable("org.duehsm." + name));
    }

    private List<RecordedEvent> record(String name, Callable<?> program) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(name);
            recording.start();
            program.call();
            recording.dump(file);
        }
        return read(file, name);
    }

    private static List<RecordedEvent> read(Path file, String name) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}
