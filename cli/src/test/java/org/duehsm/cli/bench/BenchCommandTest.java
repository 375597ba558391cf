package org.duehsm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.duehsm.cli.Run;
import org.duehsm.cli.VirtualDueTest;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.Measurement;
import org.junit.jupiter.api.Test;

/** On the virtual Due, which has no cycle counter. */
class BenchCommandTest extends VirtualDueTest {

    @Test
    void measuresBriefly() {
        Run bench = run("bench", "--seconds", "0.01", "--threads", "2", "--json");
        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out())
                .contains(
                        "\"messageBytes\": 1048576",
                        "\"algorithm\": \"HmacSHA1\"",
                        "\"algorithm\": \"HmacSHA256\"",
                        "\"algorithm\": \"AWS4-HMAC-SHA256\"",
                        "emulator");
        assertThat(run("keys").out()).doesNotContain("bench-");
    }

    @Test
    void measuresByAKeyForWhatThatIs() {
        assertThat(run("generate", "mine", "--algorithm=HmacSHA256").exitCode()).isZero();
        Run bench = run("bench", "--key", "mine", "--seconds", "0.01");
        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out()).contains("algorithm", "HmacSHA256").doesNotContain("HmacSHA1");
        assertThat(run("keys").out()).contains("mine");
    }

    @Test
    void saysThatTheVirtualDueCountsNoCycles() {
        Run bench = run("bench", "--device");
        assertThat(bench.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(bench.err()).contains("no cycle counter");
    }

    @Test
    void asksForNoMoreBlocksThanADeviceMeasures() {
        DueHsmClient client = DueHsmClient.shared(ClientConfig.of(port()));
        // How a device without a counter refuses: only a well-formed question gets as far as UNSUPPORTED.
        assertThatThrownBy(() -> client.measure(Measurement.hash(Algorithm.HMAC_SHA1, DeviceCycles.MAX_BLOCKS)))
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(DeviceStatus.UNSUPPORTED));
        assertThatThrownBy(() -> client.measure(Measurement.hash(Algorithm.HMAC_SHA1, DeviceCycles.MAX_BLOCKS + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
