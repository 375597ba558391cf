package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.link.BadLine;
import org.duehsm.link.EvictionPause;
import org.duehsm.link.LinkException;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.Port;
import org.duehsm.port.PortName;
import org.duehsm.port.TlsFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the line or the device fails; the peer is simulated, because it has to fail on cue. */
@Timeout(120)
class DueHsmClientTest {

    private static final Algorithm SHA1 = Algorithm.HMAC_SHA1;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1); // a busy machine may stop a thread for some 100 ms

    private SimulatedDevice device;
    private DueHsmClient client;
    private volatile boolean absent;
    private volatile Runnable reconnecting = () -> {};

    @BeforeEach
    void start() {
        start(16, 8, 16384, LONG);
    }

    private void start(int window, int streams, int receiveBytes, Duration timeout) {
        device = new SimulatedDevice(window, streams, receiveBytes);
        device.addKey("k");
        client = client(timeout);
    }

    private DueHsmClient client(Duration timeout) {
        return new DueHsmClient(new ClientConfig("sim", 115200, timeout), this::connect);
    }

    private Port connect() throws IOException {
        reconnecting.run();
        if (absent) {
            throw new IOException("sim: no such port");
        }
        return device.connect();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static byte[] message(int length) {
        byte[] message = new byte[length];
        new Random(length).nextBytes(message);
        return message;
    }

    private MacMessage newMessage(String id) {
        return new MacMessage(() -> client, SHA1, id);
    }

    private byte[] mac(String id, int length) {
        return client.mac(SHA1, id, message(length), 0, length);
    }

    private static byte[] expected(int length) throws Exception {
        return SimulatedDevice.mac("k", message(length), length);
    }

    private static <T> List<T> inThreads(int threads, Callable<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void macsOfAllLengths() throws Exception {
        for (int length = 0; length < 2000; length += 13) {
            assertThat(mac("k", length)).isEqualTo(expected(length));
        }
        assertThat(mac("k", 100_000)).isEqualTo(expected(100_000));
    }

    @Test
    void streamsTakeTheirDataInAnyPieces() throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            byte[] message = message(random.nextInt(200_000));
            MacMessage stream = newMessage("k");
            for (int at = 0; at < message.length; ) {
                int piece = Math.min(message.length - at, random.nextInt(3000));
                stream.update(message, at, piece);
                at += piece;
            }
            assertThat(stream.doFinal()).isEqualTo(SimulatedDevice.mac("k", message, message.length));
        }
    }

    @Test
    void aCopyGoesItsOwnWay() throws Exception {
        for (int length : new int[] {0, 10, 640, 5000, 65_536, 65_537, 100_000}) {
            byte[] message = message(length + 1);
            MacMessage stream = newMessage("k");
            stream.update(message, 0, length);
            MacMessage copy = stream.copy();
            copy.update(message, length, 1);
            assertThat(stream.doFinal()).isEqualTo(SimulatedDevice.mac("k", message, length));
            assertThat(copy.doFinal()).isEqualTo(SimulatedDevice.mac("k", message, length + 1));
            assertThatThrownBy(stream::doFinal).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anUnknownKeyEndsALongStreamEarly() {
        MacMessage stream = newMessage("nope");
        byte[] piece = new byte[10_000];
        AtomicInteger pieces = new AtomicInteger();
        assertThatThrownBy(() -> {
                    while (pieces.incrementAndGet() < 1000) {
                        stream.update(piece, 0, piece.length);
                    }
                })
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(DeviceStatus.UNKNOWN_KEY))
                .hasMessageContaining("nope")
                .hasMessageContaining("sim");
        assertThat(pieces.get()).isLessThan(10);
        assertThatThrownBy(() -> mac("nope", 3000)).isInstanceOf(DeviceStatusException.class);
        assertThatThrownBy(() -> mac("nope", 3)).isInstanceOf(DeviceStatusException.class);
    }

    @ParameterizedTest
    @CsvSource({"16, 8, 16384, 12", "1, 1, 4096, 2", "2, 3, 700, 4", "8, 64, 2048, 12"})
    void aBadLineChangesNothingButTheTime(int window, int streams, int receiveBytes, int rounds) throws Exception {
        start(window, streams, receiveBytes, LONG);
        BadLine line = new BadLine(window);
        AtomicInteger number = new AtomicInteger();
        Set<String> kept = ConcurrentHashMap.newKeySet();
        kept.add("k");
        client.info();
        device.toDevice = line;
        device.toHost = line;
        inThreads(8, () -> {
            for (int i = 0; i < rounds; i++) {
                String id = "key " + number.incrementAndGet();
                client.generateKey(id, SHA1);
                int length = id.hashCode() % 3000 & 0xFFF;
                assertThat(mac("k", length)).isEqualTo(expected(length));
                if (i % 2 == 0) {
                    client.deleteKey(id);
                } else {
                    kept.add(id);
                }
            }
            return null;
        });
        assertThat(line.faults()).isGreaterThan(5);
        assertThat(device.keys()).isEqualTo(kept);
    }

    @Test
    void manyThreadsShareOnePort() throws Exception {
        inThreads(64, () -> {
            for (int i = 0; i < 50; i++) {
                assertThat(mac("k", 1024)).isEqualTo(expected(1024));
                assertThat(mac("k", 16)).isEqualTo(expected(16));
            }
            return null;
        });
        assertThat(device.hellos).isEqualTo(1);
    }

    @Test
    void afterAResetWholeMessagesAreRepeatedAndStreamsFail() throws Exception {
        MacMessage stream = newMessage("k");
        stream.update(new byte[100_000], 0, 100_000);
        device.reset();
        assertThat(mac("k", 3000)).isEqualTo(expected(3000));
        assertThatThrownBy(() -> stream.update(new byte[100_000], 0, 100_000))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("the device was reset")
                .hasMessageContaining("\"k\"");
        device.reset();
        client.generateKey("new", SHA1);
        assertThat(device.hasKey("new")).isTrue();
    }

    /** Reset by the button of a board on its programming port, or unplugged and plugged in again, while idle. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamBegunAfterWhatNobodyNoticedIsNotLost(boolean unplugged) throws Exception {
        mac("k", 1);
        if (unplugged) {
            device.unplug();
        } else {
            device.reset();
        }
        MacMessage stream = newMessage("k");
        stream.update(message(100_000), 0, 100_000);
        assertThat(stream.doFinal()).isEqualTo(expected(100_000));
    }

    @Test
    void aPortHasOneSetOfSettings() {
        ClientConfig config = new ClientConfig("/dev/duehsm-shared", 115200, LONG);
        DueHsmClient.shared(config);
        DueHsmClient.shared(new ClientConfig("/dev/./duehsm-shared", 115200, LONG));
        for (ClientConfig other : List.of(
                new ClientConfig("/dev/duehsm-shared", 9600, LONG),
                new ClientConfig("/dev/duehsm-shared", 115200, SHORT))) {
            assertThatThrownBy(() -> DueHsmClient.shared(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "/dev/duehsm-shared", config.lineSettings(), other.lineSettings(), "the same settings");
        }
    }

    /** Those for TLS are settings of a port that needs them. */
    @Test
    void filesForTlsAreSettingsToo() {
        TlsFiles files = new TlsFiles(Optional.of(Path.of("/ca.pem")), Optional.empty(), Optional.empty());
        for (String port : List.of("tls://duehsm-shared:1", "tcp://duehsm-shared:1")) {
            DueHsmClient.shared(ClientConfig.of(port));
        }
        assertThatThrownBy(() -> DueHsmClient.shared(withFiles("tls://duehsm-shared:1", files)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("tls://duehsm-shared:1", "tls-trust-store = /ca.pem", "the same settings");
        DueHsmClient.shared(withFiles("tcp://duehsm-shared:1", files));
    }

    private static ClientConfig withFiles(String port, TlsFiles files) {
        return new ClientConfig(port, PortName.DEFAULT_BAUD, ClientConfig.DEFAULT_TIMEOUT, 1, files);
    }

    @Test
    void aResetAmidAChangeLeavesItsOutcomeUnknown() {
        client.info();
        device.executed = () -> {
            if (device.hasKey("new")) {
                device.executed = () -> {};
                device.reset();
            }
        };
        assertThatThrownBy(() -> client.generateKey("new", SHA1))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("\"new\"")
                .hasMessageContaining("list the keys");
        assertThatThrownBy(() -> client.generateKey("new", SHA1))
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(DeviceStatus.EXISTS));
    }

    @Test
    void doesNotFightAnotherProgramForTheDevice() throws Exception {
        mac("k", 1);
        device.take();
        int hellos = device.hellos;
        for (int i = 0; i < 3; i++) {
            assertTaken("another program has taken the device", "'due-hsm serve'");
        }
        assertThat(device.hellos).isEqualTo(hellos);
        client.close();
        assertThat(mac("k", 1)).isEqualTo(expected(1));
    }

    @Test
    void comesBackAfterAWhileIfThePortIsFree() throws Exception {
        AtomicLong now = new AtomicLong(System.nanoTime());
        client = new DueHsmClient(new ClientConfig("sim", 115200, SHORT), this::connect, now::get);
        mac("k", 1);
        device.take();
        long taken = assertTaken("another program has taken the device", "10 s or more");
        int hellos = device.hellos;
        now.set(taken + EvictionPause.FIRST_WAIT - 1);
        assertTaken("another program has taken the device, 9 s ago", "for 1 s more", "'due-hsm serve'");
        now.set(taken + EvictionPause.FIRST_WAIT);
        absent = true;
        assertThatThrownBy(() -> mac("k", 1)).hasMessageContaining("no such port");
        assertThat(device.hellos).isEqualTo(hellos);
        absent = false;
        assertThat(mac("k", 1)).isEqualTo(expected(1));
        assertThat(device.hellos).isEqualTo(hellos + 1);

        device.take();
        taken = assertTaken("another program has taken the device");
        now.set(taken + EvictionPause.FIRST_WAIT);
        assertTaken("another program has taken the device, 10 s ago", "for 10 s more");
    }

    /** Returns when it was taken. */
    private long assertTaken(String... words) {
        Throwable failure = catchThrowable(() -> mac("k", 1));
        assertThat(failure).isInstanceOf(DeviceUnavailableException.class).hasMessageContainingAll(words);
        return ((LinkException) failure.getCause()).nanos();
    }

    @Test
    void theDeviceMayGoAndComeBack() throws Exception {
        MacMessage stream = newMessage("k");
        stream.update(new byte[100_000], 0, 100_000);
        device.unplug();
        assertThatThrownBy(() -> {
                    stream.update(new byte[50_000], 0, 50_000);
                    stream.doFinal();
                })
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("compute it again");
        absent = true;
        client.close(); // nobody is to wait for it any more
        assertThatThrownBy(() -> mac("k", 1))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("no such port");
        absent = false;
        assertThat(mac("k", 1)).isEqualTo(expected(1));
    }

    /** Whether they are under way or begin then. */
    @Test
    void callsWaitForADeviceThatHasGone() throws Exception {
        mac("k", 1);
        device.unplug();
        AtomicInteger tries = new AtomicInteger();
        reconnecting = () -> absent = tries.incrementAndGet() < 4;
        inThreads(8, () -> assertThat(mac("k", 100)).isEqualTo(expected(100)));
        assertThat(tries.get()).isEqualTo(4);
    }

    @Test
    void afterTheTimeOutTheyFailAtOnce() throws Exception {
        client = client(SHORT);
        mac("k", 1);
        device.unplug();
        AtomicInteger tries = new AtomicInteger();
        reconnecting = () -> {
            tries.incrementAndGet();
            absent = true;
        };
        assertThatThrownBy(() -> mac("k", 1)).hasMessageContaining("no such port");
        assertThat(tries.getAndSet(0)).isPositive();
        assertThatThrownBy(() -> mac("k", 1)).hasMessageContaining("no such port");
        assertThat(tries.get()).isEqualTo(1);
    }

    @Test
    void aWholeMessageIsRepeatedAsOftenAsTheDeviceGoesAway() throws Exception {
        mac("k", 1);
        AtomicInteger resets = new AtomicInteger();
        device.executed = () -> {
            if (resets.incrementAndGet() <= 5) {
                device.reset();
            }
        };
        assertThat(mac("k", 5000)).isEqualTo(expected(5000));
        assertThat(resets.get()).isGreaterThan(5);
    }

    @Test
    void aMacOfAnotherLengthIsNone() throws Exception {
        MacMessage stream = newMessage("k");
        stream.update(new byte[100_000], 0, 100_000);
        device.missing = 1;
        assertThatThrownBy(() -> mac("k", 1))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("19 bytes instead of 20");
        assertThatThrownBy(stream::doFinal)
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("19 bytes instead of 20");
    }

    @Test
    void notForEver() {
        client = client(SHORT);
        device.executed = device::reset;
        assertThatThrownBy(() -> mac("k", 1))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("the device was reset");
    }

    @Test
    void aMessageLostInTheMiddleWaitsForTheDevice() throws Exception {
        mac("k", 1);
        device.executed = () -> {
            device.executed = () -> {};
            device.unplug();
        };
        assertThat(mac("k", 5000)).isEqualTo(expected(5000));
    }

    @Test
    void aSilentDeviceIsSaidToBe() throws Exception {
        client = client(SHORT);
        mac("k", 1);
        device.mute = true;
        inThreads(40, () -> assertThatThrownBy(() -> mac("k", 1)).isInstanceOf(DeviceUnavailableException.class));
        assertThatThrownBy(() -> mac("k", 1)).hasMessageContaining("no DueHSM answers");
        device.mute = false;
        assertThat(mac("k", 1)).isEqualTo(expected(1));
    }

    @Test
    void aDeviceThatTakesNoBytesIsSilentToo() throws Exception {
        client = client(SHORT);
        mac("k", 1);
        device.stuck = true;
        assertThatThrownBy(() -> mac("k", 1))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("does not answer");
        device.stuck = false;
        assertThat(mac("k", 1)).isEqualTo(expected(1));
    }

    @Test
    void answersAreReadAlthoughAllWhoWaitAreStuckInAWrite() throws Exception {
        client = client(Duration.ofSeconds(2));
        mac("k", 1);
        device.answersFirst = true;
        assertThat(mac("k", 20_000)).isEqualTo(expected(20_000));
        inThreads(8, () -> assertThat(mac("k", 5000)).isEqualTo(expected(5000)));
    }

    @Test
    void anotherVersionIsNamed() {
        device.version = 0;
        assertThatThrownBy(() -> client.info())
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("protocol version");
    }

    @Test
    void whoHoldsAllStreamsIsToldTheLimitAndStopsNoWholeMessage() throws Exception {
        start(16, 3, 16384, SHORT);
        byte[] data = new byte[100_000];
        MacMessage first = newMessage("k");
        first.update(data, 0, data.length);
        MacMessage second = newMessage("k");
        second.update(data, 0, data.length);
        inThreads(8, () -> assertThat(mac("k", 3000)).isEqualTo(expected(3000)));
        assertThatThrownBy(second::copy).hasMessageContaining("all 2 streams");
        MacMessage third = newMessage("k");
        assertThatThrownBy(() -> third.update(data, 0, data.length))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageStartingWith("key \"k\": sim: all 2 streams that the device can have open")
                .hasMessageEndingWith("finish or reset some of the open Macs, then try again");
        second.abort();
        MacMessage fourth = newMessage("k");
        fourth.update(data, 0, data.length);
        assertThat(fourth.doFinal()).isEqualTo(SimulatedDevice.mac("k", data, data.length));
        assertThat(first.doFinal()).isEqualTo(SimulatedDevice.mac("k", data, data.length));
    }

    @Test
    void threadsWaitForStreamsInTurn() throws Exception {
        start(16, 2, 16384, LONG);
        inThreads(24, () -> {
            for (int i = 0; i < 20; i++) {
                assertThat(mac("k", 2000)).isEqualTo(expected(2000));
            }
            return null;
        });
    }

    /** Whoever waits for a stream is served by those who give one back, in whatever way, and who may do nothing else then. */
    @Test
    void streamsThatEndAndStreamsThatAreDroppedMakeRoomForAll() throws Exception {
        start(16, 3, 16384, LONG);
        AtomicInteger seed = new AtomicInteger();
        inThreads(12, () -> {
            Random random = new Random(seed.incrementAndGet());
            for (int i = 0; i < 20; i++) {
                int length = 700 + random.nextInt(3000);
                if (random.nextInt(3) == 0) {
                    assertThat(mac("k", length)).isEqualTo(expected(length));
                } else {
                    int longer = 65_536 + length;
                    MacMessage stream = newMessage("k");
                    stream.update(message(longer), 0, longer);
                    if (random.nextBoolean()) {
                        stream.abort();
                    } else {
                        assertThat(stream.doFinal()).isEqualTo(expected(longer));
                    }
                }
            }
            return null;
        });
    }

    @Test
    void anInterruptedCallWaitsForTheReturnOfTheDeviceToo() throws Exception {
        mac("k", 1);
        AtomicInteger tries = new AtomicInteger();
        reconnecting = () -> absent = tries.incrementAndGet() < 3;
        device.executed = () -> {
            device.executed = () -> {};
            Thread.currentThread().interrupt();
            device.unplug();
        };
        assertThat(mac("k", 5000)).isEqualTo(expected(5000));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(tries.get()).isEqualTo(3);
    }

    @Test
    void anInterruptIsKeptAndEndsNothing() throws Exception {
        Thread.currentThread().interrupt();
        assertThat(mac("k", 5000)).isEqualTo(expected(5000));
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void refusesToMeasureWhatNoDeviceDoes(Algorithm algorithm) {
        for (int blocks : new int[] {0, 17, -1}) {
            assertThatThrownBy(() -> client.measure(Measurement.hash(algorithm, blocks)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 16 blocks, not " + blocks);
        }
        for (int bytes : new int[] {-1, 1025, 65536}) {
            assertThatThrownBy(() -> client.measure(Measurement.mac(algorithm, bytes)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0 to 1024 bytes, not " + bytes);
        }
        assertThat(device.hellos).isZero();
    }

    @Test
    void asksTheDeviceForTheRest() {
        device.cycles = 1_000_000;
        assertThat(client.measure(Measurement.hash(SHA1, 1))).isEqualTo(1_001_001);
        assertThat(client.measure(Measurement.hash(SHA1, 16))).isEqualTo(1_001_016);
        assertThat(client.measure(Measurement.mac(SHA1, 0))).isEqualTo(1_002_000);
        assertThat(client.measure(Measurement.mac(SHA1, 999))).isEqualTo(1_002_999);
        assertThat(client.measure(Measurement.hash(Algorithm.HMAC_SHA256, 16))).isEqualTo(1_003_016);
        assertThat(client.measure(Measurement.mac(Algorithm.HMAC_SHA256, 999))).isEqualTo(1_004_999);
        assertThat(client.measure(Measurement.signature(false))).isEqualTo(1_005_000);
        assertThat(client.measure(Measurement.signature(true))).isEqualTo(1_006_000);
        device.cycles = 0;
        assertRefused(DeviceStatus.UNSUPPORTED, () -> client.measure(Measurement.hash(SHA1, 1)));
    }

    /** The simulated device is as firmware was before there was HMAC-SHA256. */
    @Test
    void namesTheFirmwareThatHasNotTheAlgorithm() {
        Algorithm sha256 = Algorithm.HMAC_SHA256;
        byte[] message = message(100_000);
        MacMessage stream = new MacMessage(() -> client, sha256, "k");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> client.importKey("k", sha256, new byte[20], true),
                () -> client.generateKey("k", sha256),
                () -> client.mac(sha256, "k", message, 0, 10),
                () -> client.mac(sha256, "k", message, 0, 10_000),
                () -> {
                    stream.update(message, 0, message.length);
                    stream.doFinal();
                })) {
            assertRefused(DeviceStatus.UNSUPPORTED, call)
                    .hasMessage("sim: key \"k\": the firmware of this device, 1.0.0, has no HmacSHA256; upload a newer"
                            + " one, which wipes the keys that are there");
        }
        assertRefused(DeviceStatus.UNSUPPORTED, () -> client.keys())
                .hasMessage("sim: the device does not support this; newer firmware may");
    }

    /** Of firmware that is newer than this library. */
    @Test
    void tellsOfAKeyThatIsForAnAlgorithmUnknownHere() {
        device.algorithm = 200;
        assertThat(client.find("k"))
                .hasValueSatisfying(key -> assertThat(key.algorithmName()).isEqualTo("algorithm 200"));
        assertRefused(DeviceStatus.WRONG_ALGORITHM, () -> client.algorithm("k"))
                .hasMessage("sim: key \"k\": the key is for algorithm 200, which this library does not know; update the"
                        + " library");
        assertRefused(DeviceStatus.WRONG_ALGORITHM, () -> mac("k", 1))
                .hasMessage(
                        "sim: key \"k\": the key is for algorithm 200, not for HmacSHA1; take another key, or use this"
                                + " one as what it is");
        assertRefused(DeviceStatus.UNKNOWN_KEY, () -> client.algorithm("nope"));
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(DeviceStatus status, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void refusesKeysAndIdsOfWrongLength() {
        for (int length : new int[] {0, 1025}) {
            assertThatThrownBy(() -> client.importKey("a", SHA1, new byte[length], false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 1024")
                    .hasMessageContaining(Integer.toString(length));
        }
        for (String id : new String[] {"", "a\nb", "\u0085", "x".repeat(129), "é".repeat(65), "\uD800"}) {
            assertThatThrownBy(() -> client.deleteKey(id)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(KeyId.isValid("é".repeat(64))).isTrue();
        assertThat(device.hellos).isZero();
    }
}
