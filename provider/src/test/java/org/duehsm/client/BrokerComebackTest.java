package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.duehsm.link.LinkException;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.Certificates;
import org.duehsm.port.PortOpener;
import org.duehsm.port.Ports;
import org.duehsm.port.TlsFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that ends, and starts again; one that has no board; and one that refuses. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class BrokerComebackTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final int NOT_PERMITTED = 18;
    private static final int BOARD_AWAY = 19;
    private static final byte[] MESSAGE = new byte[5000];
    private static final byte[] LARGE = new byte[100_000];

    @TempDir
    Path directory;

    private final SimulatedDevice device = new SimulatedDevice(16, 8, 16384);
    private ListeningDevice broker;
    private DueHsmClient client;

    enum Line {
        UNIX,
        TCP,
        TLS
    }

    private void start(Line line, Duration timeout) throws IOException {
        device.addKey("k");
        broker = switch (line) {
            case UNIX -> ListeningDevice.unix(device, directory.resolve("socket"));
            case TCP -> ListeningDevice.tcp(device);
            case TLS -> ListeningDevice.tls(device, Certificates.get().context("server"));
        };
        TlsFiles files = line == Line.TLS ? Certificates.get().files(Optional.empty()) : TlsFiles.NONE;
        ClientConfig config = new ClientConfig(broker.port(), 115200, timeout, 1, files);
        PortOpener opener = Ports.opener(config.portName(), (int) timeout.toMillis());
        client = new DueHsmClient(config, opener);
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        broker.close();
    }

    private byte[] mac() {
        return client.mac(Algorithm.HMAC_SHA1, "k", MESSAGE, 0, MESSAGE.length);
    }

    private static byte[] expected() throws Exception {
        return SimulatedDevice.mac("k", MESSAGE, MESSAGE.length);
    }

    private MacMessage begun() {
        MacMessage stream = new MacMessage(() -> client, Algorithm.HMAC_SHA1, "k");
        stream.update(LARGE, 0, LARGE.length);
        return stream;
    }

    /** A MAC in a thread of its own, which waits for the broker by now. */
    private FutureTask<byte[]> waitingMac() {
        FutureTask<byte[]> mac = new FutureTask<>(this::mac);
        Thread caller = new Thread(mac);
        caller.start();
        while (caller.getState() != Thread.State.TIMED_WAITING && !mac.isDone()) {
            Thread.onSpinWait();
        }
        return mac;
    }

    @ParameterizedTest
    @EnumSource
    void wholeMessagesWaitForItsReturnAndStreamsAreLost(Line line) throws Exception {
        start(line, LONG);
        MacMessage stream = begun();
        assertThat(mac()).isEqualTo(expected());
        broker.end();
        FutureTask<byte[]> mac = waitingMac();
        broker.start();
        assertThat(mac.get()).isEqualTo(expected());
        assertThatThrownBy(() -> stream.update(LARGE, 0, LARGE.length))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageStartingWith("key \"k\": " + broker.port() + ": ")
                .hasMessageContaining("the MAC in progress is lost, compute it again");
        assertThat(begun().doFinal()).isEqualTo(SimulatedDevice.mac("k", LARGE, LARGE.length));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TLS")
    void whoHasGivenUpComesBackByTheNextCall(Line line) throws Exception {
        start(line, SHORT);
        assertThat(mac()).isEqualTo(expected());
        broker.end();
        String why = line == Line.UNIX ? "nobody listens there" : "cannot connect";
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::mac)
                    .isInstanceOf(DeviceUnavailableException.class)
                    .hasMessageStartingWith("key \"k\": " + broker.port() + ": ")
                    .hasMessageContaining(why)
                    .hasCauseInstanceOf(IOException.class);
        }
        broker.start();
        assertThat(mac()).isEqualTo(expected());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TLS")
    void whoHasComeTooEarlyComesAgainByTheNextCall(Line line) throws Exception {
        start(line, SHORT);
        broker.end();
        assertThatThrownBy(this::mac).isInstanceOf(DeviceUnavailableException.class);
        broker.start();
        assertThat(mac()).isEqualTo(expected());
    }

    /** That it goes away again and again does not end the wait for it. */
    @Test
    void aBrokerMayEndAgainWhileItIsWaitedFor() throws Exception {
        start(Line.UNIX, LONG);
        mac();
        for (int i = 0; i < 3; i++) {
            broker.end();
            FutureTask<byte[]> mac = waitingMac();
            broker.start();
            assertThat(mac.get()).isEqualTo(expected());
        }
        assertThat(device.hellos).isEqualTo(4);
    }

    @Test
    void aBoardThatIsAwayIsWaitedForInTheSameSession() throws Exception {
        start(Line.UNIX, LONG);
        mac();
        device.refusal = BOARD_AWAY;
        int before = device.executions;
        FutureTask<byte[]> mac = waitingMac();
        while (device.executions < before + 3) {
            Thread.onSpinWait();
        }
        device.refusal = 0;
        assertThat(mac.get()).isEqualTo(expected());
        assertThat(device.hellos).isEqualTo(1);
    }

    @Test
    void aBoardThatStaysAwayIsAnUnavailableDevice() throws Exception {
        start(Line.UNIX, SHORT);
        MacMessage stream = begun();
        device.refusal = BOARD_AWAY;
        assertThatThrownBy(this::mac)
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageStartingWith("key \"k\": " + broker.port() + ": the broker has no board at present")
                .cause()
                .isInstanceOfSatisfying(
                        LinkException.class, e -> assertThat(e.reason()).isEqualTo(LinkException.Reason.BOARD_AWAY));
        assertThatThrownBy(stream::doFinal)
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContainingAll("no board at present", "compute it again");
        device.refusal = 0;
        assertThat(mac()).isEqualTo(expected());
    }

    @Test
    void whoIsInterruptedAsksForABoardThatIsAwayNoFasterThanOthers() throws Exception {
        start(Line.UNIX, SHORT);
        mac();
        device.refusal = BOARD_AWAY;
        int others = requestsInVain();
        Thread.currentThread().interrupt();
        assertThat(requestsInVain()).isLessThan(3 * others);
        assertThat(Thread.interrupted()).isTrue();
    }

    private int requestsInVain() {
        int before = device.executions;
        assertThatThrownBy(this::mac).isInstanceOf(DeviceUnavailableException.class);
        return device.executions - before;
    }

    /** It did not reach the board, so its outcome is known. */
    @Test
    void aChangeThatFindsNoBoardHasChangedNothing() throws Exception {
        start(Line.UNIX, SHORT);
        device.executed = () -> device.refusal = BOARD_AWAY; // goes after the question whether the session stands
        assertThatThrownBy(() -> client.generateKey("new", Algorithm.HMAC_SHA1))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContainingAll("key \"new\": ", "nothing was done");
        assertThat(device.hasKey("new")).isFalse();
    }

    @Test
    void whatIsNotPermittedSaysWhoCanPermitIt() throws Exception {
        start(Line.UNIX, SHORT);
        MacMessage stream = begun();
        device.refusal = NOT_PERMITTED;
        assertThatThrownBy(this::mac)
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(DeviceStatus.NOT_PERMITTED))
                .hasMessageStartingWith(broker.port() + ": key \"k\": ")
                .hasMessageContainingAll("may not", "due-hsm serve --rules");
        assertThatThrownBy(stream::doFinal).isInstanceOf(DeviceStatusException.class);
    }
}
