package org.duehsm.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.duehsm.broker.Broker;
import org.duehsm.broker.BrokerConfig;
import org.duehsm.cli.Run;
import org.duehsm.cli.ScriptedDevice;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.Verb;
import org.duehsm.rules.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetImportTest extends FleetTest {

    private static final int UNKNOWN_KEY = 1;
    private static final int UNSUPPORTED = 3;
    private static final byte[] STATE = {0, 0, 0, 0, 1, 0, 1, 0, 0, 0}; // no key, room for one, a page

    @TempDir
    private Path folder;

    @Test
    void storesTheSameKeyOnAll() {
        Run run = importKey("web");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines())
                .containsExactly(
                        "Imported the key web at " + ports(boards).replace(",", " and ") + ".",
                        "A test MAC is the same on all.");
        boards.forEach(board -> assertHas(board, "web"));
    }

    /** All that stands in its way is said at once, before anybody has typed a key. */
    @Test
    void changesNothingUnlessAllCanTakeIt() {
        store(boards.get(0), "web", Algorithm.HMAC_SHA1, "another");
        DueHsmClient sealed = client(boards.get(1));
        sealed.seal(HexFormat.of().parseHex(sealed.info().uniqueId()));
        boards.get(2).cutPower();

        Run run = run("import", "web", "--algorithm=HmacSHA256"); // nobody is there to be asked
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("nothing was changed")
                .contains(boards.get(0).port() + ": the key web exists already")
                .contains(boards.get(1).port() + ": the device is sealed")
                .contains(boards.get(2).port() + ": ");
        boards.get(2).powerOn();
        assertHasNot(boards.get(1), "web");
        assertHasNot(boards.get(2), "web");
        assertThat(client(boards.get(0)).algorithm("web")).isEqualTo(Algorithm.HMAC_SHA1);
    }

    @Test
    void changesNothingWhereABoardIsAwayOrFull() {
        JvmDue last = boards.get(2);
        last.cutPower();
        Run away = importKey("web");
        assertThat(away.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(away.err()).contains("nothing was changed", last.port());
        last.powerOn();
        for (int i = client(last).info().keyCapacity(); i > 0; i--) {
            client(last).generateKey("key " + i, Algorithm.HMAC_SHA1);
        }
        Run full = importKey("web");
        assertThat(full.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(full.err()).contains("nothing was changed", last.port() + ": the key store of the device is full");
        assertHasNot(boards.get(0), "web");
    }

    /** Firmware from before there was HMAC-SHA256. */
    @Test
    void changesNothingWhereTheFirmwareHasNotTheAlgorithm() throws Exception {
        Path socket = folder.resolve("s");
        try (ScriptedDevice old = new ScriptedDevice(socket, FleetImportTest::asOldFirmware)) {
            assertThat(old.isOpen()).isTrue();
            Run run = runAt(boards.get(0).port() + ",unix:" + socket, "import", "web", "--algorithm=HmacSHA256");
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err())
                    .contains("nothing was changed", "unix:" + socket + ": key \"web\": the firmware of this device")
                    .contains("has no HmacSHA256");
        }
        assertHasNot(boards.get(0), "web");
    }

    private static void asOldFirmware(IncomingRequest request) {
        switch (request.code() & 0xF) {
            case Verb.INFO -> request.answer(0, request.payload()[0] == 0 ? STATE : new byte[32]);
            case Verb.FIND -> request.answer(UNKNOWN_KEY);
            case Verb.MAC -> request.answer(UNSUPPORTED);
            default -> throw new IllegalStateException("nothing else is asked before the import, and not that itself");
        }
    }

    @Test
    void wantsEachBoardOnce() throws Exception {
        Path socket = folder.resolve("s");
        JvmDue board = boards.get(0);
        client(board).close();
        ClientConfig own = client(board).config();
        try (Broker broker = new Broker(BrokerConfig.at(own, socket), caller -> (right, id) -> true, line -> {})) {
            assertThat(broker.clients()).isZero();
            Path link = Files.createSymbolicLink(folder.resolve("link"), socket);
            String ports = boards.get(1).port() + ",unix:" + socket + ", unix:" + link;
            Run run = runAt(ports, "import", "web", "--stdin", "--algorithm=HmacSHA256");
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).contains("nothing was changed", "is the same board as unix:" + socket);
            Run check = runAt(ports, "check");
            assertThat(check.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(check.out()).contains("unix:" + socket + " and unix:" + link + " are the same board");
            assertHasNot(boards.get(1), "web");
        }
    }

    /** In the look there is room for the key, and when it comes there is none: as where others change keys, too. */
    @Test
    void takesItBackWhereOneFails() throws Exception {
        Path socket = folder.resolve("s");
        client(boards.get(2)).close();
        ClientConfig own = client(boards.get(2)).config();
        try (Broker broker =
                new Broker(BrokerConfig.at(own, socket), caller -> (right, id) -> right != Right.MANAGE, line -> {})) {
            assertThat(broker.clients()).isZero();
            String ports = ports(boards.subList(0, 2)) + ",unix:" + socket;
            Run run = runAt(ports, "import", "web", "--stdin", "--algorithm=HmacSHA256");
            assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_PERMITTED);
            assertThat(run.err())
                    .contains("unix:" + socket + ": key \"web\": this program may not do that")
                    .contains("deleted again at " + boards.get(0).port() + " and "
                            + boards.get(1).port())
                    .contains("no board has it");
            boards.subList(0, 2).forEach(board -> assertHasNot(board, "web"));
        }
        assertHasNot(boards.get(2), "web");
    }

    @Test
    void saysWhatIsWhereIfOneGoesAwayInTheMiddle() {
        boards.get(1).cutPowerAfter(0, 0);
        Run run = importKey("web");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("deleted again at " + boards.get(0).port())
                .contains(boards.get(1).port() + " may have it", "due-hsm fleet keys", "due-hsm delete")
                .doesNotContain("no board has it");
        assertHasNot(boards.get(0), "web");
        assertHasNot(boards.get(2), "web");
        boards.get(1).powerOn();
        assertHasNot(boards.get(1), "web");
    }

    @Test
    void looksAgainWhenOneIsBackThatWentAwayInTheMiddle() throws Exception {
        boards.get(1).cutPowerAfter(0, 0); // before it has written the key
        boards.get(2).cutPowerAfter(0, Integer.MAX_VALUE); // after it
        Thread hand = new Thread(() -> {
            for (JvmDue board : boards.subList(1, 3)) {
                while (board.isOn()) {
                    Thread.onSpinWait();
                }
                board.powerOn();
            }
        });
        hand.start();
        Run run = importKey("web");
        hand.join();
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        boards.forEach(board -> assertHas(board, "web"));
    }
}
