package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatiosTest {

    @TempDir
    Path folder;

    @Test
    void everyFigureIsMeasured() throws Exception {
        Path json = folder.resolve("ratios.json");
        int exit = Program.commandLine(new Ratios())
                .execute("--rounds", "2", "--seconds", "0.05", "--json", json.toString());
        assertThat(exit).isZero();
        RatioResults results = new Gson().fromJson(Files.readString(json), RatioResults.class);
        assertThat(results.device())
                .startsWith("virtual Due, firmware ")
                .containsPattern("the emulator at (raised|normal) priority$");
        boolean emulatorFirst = results.device().endsWith("raised priority");
        assertThat(results.figures()).hasSize(emulatorFirst ? 40 : 36).allSatisfy(figure -> {
            assertThat(figure.values()).hasSize(2);
            assertThat(figure.median()).isGreaterThanOrEqualTo(0);
        });
        assertThat(results.figures())
                .filteredOn(figure -> figure.name().contains("inside"))
                .hasSize(4)
                .allSatisfy(figure -> assertThat(figure.values()).allMatch(value -> value > 0));
        // The MAC itself is an array of 20 bytes, with its header 40.
        assertThat(results.figures())
                .filteredOn(figure -> figure.name().startsWith("allocated"))
                .hasSize(2)
                .allSatisfy(figure -> assertThat(figure.median()).isBetween(40.0, 100_000.0));
    }

    @Test
    void aDeviceThatIsNotThereIsAMessage() {
        StringWriter err = new StringWriter();
        int exit = Program.commandLine(new Ratios())
                .setErr(new PrintWriter(err))
                .execute("--port", "/dev/no-such-due", "--only", "line");
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("/dev/no-such-due").doesNotContain("\tat ");
    }
}
