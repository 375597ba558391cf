package org.duehsm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a board that counts. */
class DeviceCyclesTest {

    @AfterEach
    void forget() {
        System.clearProperty("duehsm.port");
    }

    private static Run run(int subjects, String... command) throws IOException {
        return run(subjects, false, command);
    }

    private static Run run(int subjects, boolean interrupted, String... command) throws IOException {
        try (CountingBoard board = new CountingBoard(subjects, interrupted)) {
            String[] all = new String[command.length + 1];
            System.arraycopy(command, 0, all, 0, command.length);
            all[command.length] = "--port=" + board.port();
            try {
                return Run.of(all);
            } finally {
                DueHsmClient.shared(ClientConfig.of(board.port())).close();
            }
        }
    }

    @Test
    void benchShowsThoseOfEachAlgorithm() throws IOException {
        Run bench = run(6, "bench", "--device");
        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out())
                .containsPattern("(?m)^SHA-1 compression, 1 block +1001$")
                .containsPattern("(?m)^SHA-1 compression, 16 blocks +16001$")
                .containsPattern("(?m)^HmacSHA1 of 1024 bytes, from midstates +20480$")
                .containsPattern("(?m)^SHA-256 compression, 2 blocks +2003$")
                .containsPattern("(?m)^HmacSHA256 of 64 bytes, from midstates +1280$")
                .containsPattern("(?m)^AWS4-HMAC-SHA256 signature, the whole chain +5$")
                .containsPattern("(?m)^AWS4-HMAC-SHA256 signature, the day's key cached +0$");
    }

    @Test
    void benchShowsWhatOlderFirmwareHas() throws IOException {
        assertThat(run(2, "bench", "--device").out())
                .contains("SHA-1 compression", "HmacSHA1 of 64 bytes")
                .doesNotContain("256");
        assertThat(run(4, "bench", "--device").out()).contains("HmacSHA256").doesNotContain("AWS4");
    }

    @Test
    void boardCheckSaysWhetherTheyLieOnALine() throws IOException {
        assertThat(run(6, "board-check", "cycles").out())
                .startsWith("board-check cycles pass firmware=1.0.0")
                .contains("per_block=1000.0 hmac_1024=20480 sha1=assembly"
                        + " sha256_per_block=1000.0 sha256_hmac_1024=20480 sha256=assembly"
                        + " aws4_cold=5 aws4_cached=0");
        Run older = run(2, "board-check", "cycles");
        assertThat(older.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(older.out()).contains("cycles fail", "newer firmware may");
    }

    @Test
    void boardCheckDoesNotCountInterrupts() throws IOException {
        assertThat(run(6, true, "board-check", "cycles").out())
                .startsWith("board-check cycles pass firmware=1.0.0")
                .contains("per_block=1000.0 hmac_1024=20480", "sha256_per_block=1000.0 sha256_hmac_1024=20480");
    }
}
