package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Broker and client in different processes. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class BrokerProcessTest {

    private static final byte[] MESSAGE = new byte[5000];

    @TempDir
    Path directory;

    private static Process broker(Path socket) throws Exception {
        Process broker =
                Program.start("-cp", Program.classPath(), ListenUntilKilled.class.getName(), socket.toString());
        assertThat(broker.inputReader().readLine()).isEqualTo(ListenUntilKilled.LISTENS);
        return broker;
    }

    @Test
    void aBrokerThatIsKilledAndStartedAgainIsThereForThoseWhoWait() throws Exception {
        Path socket = directory.resolve("socket");
        DueHsmClient client = DueHsmClient.shared(new ClientConfig("unix:" + socket, 115200, Duration.ofMinutes(1)));
        byte[] expected = SimulatedDevice.mac("k", MESSAGE, MESSAGE.length);
        Process broker = broker(socket);
        try {
            assertThat(mac(client)).isEqualTo(expected);
            broker.destroyForcibly().waitFor();
            FutureTask<byte[]> mac = new FutureTask<>(() -> mac(client));
            new Thread(mac).start();
            broker = broker(socket);
            assertThat(mac.get()).isEqualTo(expected);
        } finally {
            broker.destroyForcibly();
            client.close();
        }
    }

    private static byte[] mac(DueHsmClient client) {
        return client.mac(Algorithm.HMAC_SHA1, "k", MESSAGE, 0, MESSAGE.length);
    }

    /** What jSerialComm's native library does to signals happens to nobody who needs none of it. */
    @Test
    void whoseDeviceIsBehindASocketLoadsNothingOfTheSerialLibrary() throws Exception {
        SimulatedDevice device = new SimulatedDevice(16, 8, 16384);
        device.addKey("k");
        try (ListeningDevice unix = ListeningDevice.unix(device, directory.resolve("socket"));
                ListeningDevice tcp = ListeningDevice.tcp(device)) {
            Process client = Program.start(
                    "-Xlog:class+load", "-cp", Program.classPath(), MacOnce.class.getName(), unix.port(), tcp.port());
            List<String> lines = client.inputReader().lines().toList();
            String mac = HexFormat.of().formatHex(SimulatedDevice.mac("k", new byte[1], 1));
            assertThat(lines).filteredOn(("MAC " + mac)::equals).hasSize(2);
            assertThat(lines)
                    .anyMatch(line -> line.contains("org.duehsm.port.SocketPort"))
                    .noneMatch(line -> line.contains("fazecast") || line.contains("org.duehsm.port.Serial"));
        }
    }
}
