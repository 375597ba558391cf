package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.link.LinkException;
import org.duehsm.link.Pause;
import org.duehsm.link.SimulatedDevice;
import org.duehsm.port.PortName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boards with the same keys behind one client: which of them does what, and what becomes of it when they go. */
@Timeout(120)
class SeveralBoardsTest {

    private static final Algorithm SHA1 = Algorithm.HMAC_SHA1;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final int SELF_TEST_FAILED = 8;
    private static final int BOARD_AWAY = 19;
    private static final byte[] MESSAGE = new byte[5000];
    private static final byte[] LARGE = new byte[100_000];

    private final SimulatedBoard a = new SimulatedBoard("/dev/a");
    private final SimulatedBoard b = new SimulatedBoard("/dev/b");
    private DueHsmClient client = client(LONG);

    private DueHsmClient client(Duration timeout) {
        ClientConfig config = new ClientConfig("/dev/a, /dev/b", 115200, timeout);
        return new DueHsmClient(config, List.of(a.connection(timeout), b.connection(timeout)));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private byte[] mac() {
        return client.mac(SHA1, "k", MESSAGE, 0, MESSAGE.length);
    }

    private void assertMacsAreRight(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            assertThat(mac()).isEqualTo(SimulatedDevice.mac("k", MESSAGE, MESSAGE.length));
        }
    }

    /** Calls until a board has done something for one of them. */
    private void callUntilServedBy(SimulatedBoard board) throws Exception {
        for (int before = board.device.executions; board.device.executions == before; ) {
            assertMacsAreRight(1);
        }
    }

    private void callUntilBothHaveServed() throws Exception {
        callUntilServedBy(a);
        callUntilServedBy(b);
    }

    private MacMessage begun() {
        MacMessage stream = new MacMessage(() -> client, SHA1, "k");
        stream.update(LARGE, 0, LARGE.length);
        return stream;
    }

    private static FutureTask<Throwable> start(ThrowingCallable call) {
        FutureTask<Throwable> task = new FutureTask<>(() -> catchThrowable(call));
        new Thread(task).start();
        return task;
    }

    /** A server looks for threads that an application has left as soon as that has stopped. */
    @Test
    void noThreadIsLeftWhenItIsClosed() throws Exception {
        for (int i = 0; i < 50; i++) {
            mac();
            client.close();

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("due-hsm ") && name.matches(".* /dev/[ab]"));
        }
    }

    @Test
    void eachMessageGoesToTheOneThatHasLessToDo() throws Exception {
        callUntilBothHaveServed();
        Pause pause = new Pause(a.device);
        FutureTask<Throwable> stuck = start(() -> callUntilServedBy(a));
        pause.await();
        int before = a.device.executions;
        assertMacsAreRight(50);
        assertThat(a.device.executions).isEqualTo(before);
        pause.end();
        assertThat(stuck.get()).isNull();
    }

    @Test
    void streamsAreSharedOutAndStayWhereTheyBegan() throws Exception {
        callUntilBothHaveServed();
        List<MacMessage> streams = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            streams.add(begun());
            streams.add(streams.get(2 * i).copy());
        }
        a.goAway();
        int lost = 0;
        for (int i = 0; i < streams.size(); i += 2) {
            Throwable first = catchThrowable(() -> finish(streams.get(0)));
            Throwable copy = catchThrowable(() -> finish(streams.get(1)));
            streams.subList(0, 2).clear();
            i -= 2;
            if (first != null) {
                lost++;
                assertThat(List.of(first, copy))
                        .allSatisfy(e -> assertThat(e)
                                .isInstanceOf(DeviceUnavailableException.class)
                                .hasMessageContainingAll("key \"k\": /dev/a: ", "the MAC in progress is lost")
                                .hasMessageNotContaining("/dev/b"));
            } else {
                assertThat(copy).isNull();
            }
        }
        assertThat(lost).isEqualTo(2);
    }

    private static void finish(MacMessage stream) throws Exception {
        stream.update(LARGE, 0, LARGE.length);
        assertThat(stream.doFinal()).isEqualTo(SimulatedDevice.mac("k", new byte[2 * LARGE.length], 2 * LARGE.length));
    }

    /** Not even for the time that connecting takes. */
    @Test
    void nobodyWaitsForABoardThatIsAwayWhileAnotherServes() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        a.opening = () -> await(connected);
        assertMacsAreRight(10);
        connected.countDown();
        callUntilServedBy(a);

        CountDownLatch again = new CountDownLatch(1);
        a.opening = () -> await(again);
        a.goAway();
        assertMacsAreRight(100);
        begun().doFinal();
        a.comeBack();
        again.countDown();
        callUntilServedBy(a);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWasUnderWayIsRepeatedOnAnotherAtOnce() throws Exception {
        callUntilBothHaveServed();
        a.device.executed = a::goAway;
        assertMacsAreRight(50);
        a.device.executed = () -> {};
        assertThat(a.device.executions).isPositive();
    }

    @Test
    void aBoardThatHangsIsGivenUpAfterTheTimeOut() throws Exception {
        client = client(SHORT);
        callUntilBothHaveServed();
        a.device.mute = true;
        int before = a.device.executions;
        while (a.device.executions == before) {
            assertMacsAreRight(1);
        }
        assertMacsAreRight(50);
        a.device.mute = false;
        callUntilServedBy(a);
    }

    /** A network may forget the sessions with all of them without a word. */
    @Test
    void sessionsThatAllHangCostNoMac() throws Exception {
        client = client(SHORT);
        callUntilBothHaveServed();
        for (SimulatedBoard board : List.of(a, b)) {
            board.device.mute = true;
            board.opening = () -> board.device.mute = false;
        }
        assertMacsAreRight(1);
    }

    /** So that many that hang, too, do not cost a time-out each. */
    @Test
    void whenOneHangsTheOthersAreAskedWhetherTheyDo() throws Exception {
        List<SimulatedBoard> boards = List.of(a, b, new SimulatedBoard("/dev/c"));
        client = new DueHsmClient(
                new ClientConfig("/dev/a, /dev/b, /dev/c", 115200, SHORT),
                boards.stream().map(board -> board.connection(SHORT)).toList());
        for (SimulatedBoard board : boards) {
            callUntilServedBy(board);
        }
        a.device.mute = true;
        int[] before;
        do {
            before = boards.stream().mapToInt(board -> board.device.executions).toArray();
            assertMacsAreRight(1);
        } while (a.device.executions == before[0]);
        for (int i = 1; i < boards.size(); i++) {
            while (boards.get(i).device.executions == before[i]) {
                assertThat(Thread.interrupted()).as("time is out").isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BOARD_AWAY, SELF_TEST_FAILED})
    void aBoardThatCannotWorkCountsAsAway(int status) throws Exception {
        client = client(SHORT);
        callUntilBothHaveServed();
        a.device.refusal = status;
        assertMacsAreRight(50);
        b.device.refusal = status;
        assertThatThrownBy(this::mac)
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageStartingWith("key \"k\": no board of port = /dev/a, /dev/b is there: /dev/a: ")
                .hasMessageContaining("; and /dev/b: ");
        a.device.refusal = 0;
        callUntilServedBy(a);
    }

    /** It is left to that program as long as it would be alone. */
    @Test
    void aBoardThatAnotherProgramHasTakenIsNotTakenBackAtOnce() throws Exception {
        client = client(SHORT);
        callUntilBothHaveServed();
        int hellos = a.device.hellos;
        a.device.take();
        assertMacsAreRight(100);
        b.goAway();
        assertThatThrownBy(this::mac)
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContainingAll("/dev/a: another program has taken the device", "/dev/b: no such port");
        assertThat(a.device.hellos).isEqualTo(hellos);
    }

    @Test
    void whenAllAreAwayTheirReturnIsWaitedForLikeThatOfOne() throws Exception {
        callUntilBothHaveServed();
        a.goAway();
        b.goAway();
        CountDownLatch looked = new CountDownLatch(3);
        b.opening = looked::countDown;
        FutureTask<Throwable> waiting = start(() -> assertMacsAreRight(1));
        looked.await();
        b.comeBack();
        assertThat(waiting.get()).isNull();
    }

    @Test
    void whenAllStayAwayTheErrorNamesThemAndTheNextCallLooksAgain() throws Exception {
        client = client(SHORT);
        a.goAway();
        b.goAway();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::mac)
                    .isInstanceOf(DeviceUnavailableException.class)
                    .hasMessageContainingAll("/dev/a: no such port", "/dev/b: no such port");
        }
        b.comeBack();
        assertMacsAreRight(1);
    }

    /** Else the difference would show when the boards that have it are gone. */
    @Test
    void aKeyThatOneBoardHasNotIsAnErrorThatNamesIt() throws Exception {
        a.device.addKey("of-a");
        callUntilBothHaveServed();
        List<Throwable> failures = Stream.generate(
                        () -> catchThrowable(() -> client.mac(SHA1, "of-a", MESSAGE, 0, MESSAGE.length)))
                .limit(100)
                .filter(e -> e != null)
                .toList();
        assertThat(failures)
                .hasSizeBetween(1, 99)
                .allSatisfy(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                DeviceStatusException.class,
                                refused -> assertThat(refused.status()).isEqualTo(DeviceStatus.UNKNOWN_KEY))
                        .hasMessageStartingWith("/dev/b: key \"of-a\": "));
    }

    @Test
    void whatIsReadComesFromTheFirstThatIsThere() throws Exception {
        callUntilBothHaveServed();
        for (int i = 0; i < 20; i++) {
            assertThat(client.info().port()).isEqualTo("/dev/a");
        }
        a.goAway();
        assertThat(client.info().port()).isEqualTo("/dev/b");
        a.comeBack();
        while (!client.info().port().equals("/dev/a")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void nothingIsChangedOnOneOfSeveral() {
        int before = a.device.executions + b.device.executions;
        for (ThrowingCallable change : List.<ThrowingCallable>of(
                () -> client.importKey("n", SHA1, new byte[20], false),
                () -> client.importKey("k", SHA1, new byte[20], true),
                () -> client.generateKey("n", SHA1),
                () -> client.deleteKey("k"),
                () -> client.seal(new byte[16]),
                client::requireOneBoard)) {
            assertThatThrownBy(change)
                    .isInstanceOf(SeveralBoardsException.class)
                    .hasMessageContainingAll(
                            "port = /dev/a, /dev/b names 2 boards",
                            "nothing was done",
                            "due-hsm fleet import --port /dev/a,/dev/b");
        }
        assertThat(a.device.executions + b.device.executions).isEqualTo(before);
        assertThat(a.device.hasKey("k") && b.device.hasKey("k")).isTrue();
    }

    @Test
    void nothingIsChangedWhereverSeveralSessionsLead() {
        DueHsmClient balanced = DueHsmClient.shared(new ClientConfig("tcp://balancer.example:1", 115200, LONG, 2));
        assertThatThrownBy(() -> balanced.deleteKey("k"))
                .isInstanceOf(SeveralBoardsException.class)
                .hasMessageStartingWith("tcp://balancer.example:1: connections = 2 may lead to several boards");
    }

    @Test
    void aPortHasOneSessionHoweverManyAreNamedBesideIt() throws Exception {
        ClientConfig alone = new ClientConfig("/dev/a", 115200, LONG);
        SharedConnections.put(alone, a);
        SharedConnections.put(new ClientConfig("/dev/b", 115200, LONG), b);
        try {
            DueHsmClient one = DueHsmClient.shared(alone);
            one.info();
            client = DueHsmClient.shared(new ClientConfig("b,a", 115200, LONG));
            callUntilBothHaveServed();
            one.deleteKey("k");
            assertThat(a.device.hellos).isEqualTo(1);
            assertThat(b.device.hellos).isEqualTo(1);
            assertThatThrownBy(() -> DueHsmClient.shared(new ClientConfig("/dev/c,/dev/b", 9600, LONG)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("/dev/b: this program uses the port already", "the same settings");

            a.device.addKey("k");
            one.close();
            assertMacsAreRight(50);
        } finally {
            SharedConnections.remove(PortName.parse("/dev/a"));
            SharedConnections.remove(PortName.parse("/dev/b"));
        }
    }

    @Test
    void whenItIsClosedNothingLooksForBoardsAndNothingIsOpened() throws Exception {
        callUntilBothHaveServed();
        CountDownLatch looking = new CountDownLatch(2);
        a.opening = looking::countDown;
        b.opening = looking::countDown;
        a.goAway();
        b.goAway();
        FutureTask<Throwable> waiting = start(this::mac);
        looking.await();
        List<Thread> searches = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("due-hsm looks for /dev/"))
                .toList();
        client.close();
        assertThat(waiting.get())
                .isInstanceOf(DeviceUnavailableException.class)
                .cause()
                .isInstanceOfSatisfying(
                        LinkException.class, e -> assertThat(e.reason()).isEqualTo(LinkException.Reason.CLOSED));
        for (Thread search : searches) {
            search.join();
        }
        a.comeBack();
        assertMacsAreRight(1);
    }
}
