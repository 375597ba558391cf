package org.duehsm.cli.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.duehsm.broker.Broker;
import org.duehsm.broker.BrokerConfig;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyLimits;
import org.duehsm.firmware.JvmDue;
import org.duehsm.rules.Permissions;
import org.duehsm.rules.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetCheckTest extends FleetTest {

    @TempDir
    private Path folder;

    @Test
    void twoBoardsOrMoreAreAFleet() {
        for (String command : new String[] {"keys", "check"}) {
            Run one = runAt(boards.get(0).port(), command);
            assertThat(one.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(one.err()).contains("two boards or more", boards.get(0).port(), "--port A,B,C");
        }
        Run wrong = runAt("jvm:,tcp://nowhere", "keys");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("option --port", "tcp://nowhere");
        assertThat(Run.of("fleet").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void listsWhatEachHas() {
        assertThat(run("keys").out()).contains("There is no key", "due-hsm fleet import");
        importKey("web");
        store(boards.get(1), "only here", Algorithm.HMAC_SHA1, KEY);
        store(boards.get(0), "mixed", Algorithm.HMAC_SHA1, KEY);
        store(boards.get(1), "mixed", Algorithm.HMAC_SHA256, KEY);
        client(boards.get(2)).generateKey("mixed", Algorithm.HMAC_SHA256);

        Run keys = run("keys");
        assertThat(keys.exitCode()).isEqualTo(ExitCode.OK);
        String first = boards.get(0).port();
        String second = boards.get(1).port();
        String third = boards.get(2).port();
        assertThat(keys.out())
                .containsPattern("(?m)^1 +" + first + " +device inside the JVM, firmware .*, 2 keys$")
                .containsPattern("(?m)^ID +1 +2 +3 +DIFFERENCE$")
                .containsPattern("(?m)^web( +HmacSHA256 20\\d\\d-\\d\\d-\\d\\d){3}$")
                .containsPattern("(?m)^only here +- +HmacSHA1 \\S+ +- +missing at " + first + " and " + third + "$")
                .containsPattern("(?m)^mixed .*HmacSHA1 at " + first + ", HmacSHA256 at " + second + " and " + third
                        + "; generated at " + third);

        boards.get(2).cutPower();
        Run away = run("keys");
        assertThat(away.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(away.out())
                .containsPattern("(?m)^3 +" + third + " +" + third + ": ")
                .containsPattern("(?m)^web( +HmacSHA256 \\S+){2} +\\?$")
                .containsPattern("(?m)^only here .*missing at " + first + "$");
        assertThat(run("keys", "--json").out())
                .contains("\"port\": \"" + third + "\"", "\"failure\": \"" + third, "\"failure\": null")
                .contains("\"id\": \"web\"", "\"difference\": null", "\"difference\": \"missing at " + first + "\"");
    }

    @Test
    void findsTheKeyThatDiffersOnOneBoard() {
        importKey("web");
        importKey("api");
        Run same = run("check");
        assertThat(same.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(same.out()).contains("2 of 2 are the same on all boards", "Nothing is wrong.");

        JvmDue other = boards.get(1);
        client(other).importKey("api", Algorithm.HMAC_SHA256, new byte[] {1}, true);
        Run differs = run("check");
        assertThat(differs.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(differs.out())
                .containsPattern("(?m)^wrong +Key api +one key at "
                        + boards.get(0).port() + " and " + boards.get(2).port() + ", another at " + other.port() + "$")
                .contains("1 of 2 are the same on all boards", "One thing is wrong");
        assertThat(run("check", "--json").out())
                .contains("\"level\": \"WRONG\"", "\"topic\": \"Key api\"", "another at " + other.port());
    }

    /** A test MAC by it is of a string to sign, and one that its limits permit. */
    @Test
    void comparesKeysOfSignature4AndTheirLimits() {
        String[] command = {
            "import", "AKIA", "--stdin", "--algorithm=AWS4-HMAC-SHA256", "--regions=eu-west-1", "--services=s3,sts"
        };
        assertThat(run(command).out()).contains("A test MAC is the same on all.");
        command[1] = "AKIB";
        assertThat(run(Arrays.copyOf(command, 4)).out()).contains("A test MAC is the same on all.");
        assertThat(run("keys").out()).contains("limits: regions eu-west-1; services s3,sts", "limits: none");
        assertThat(run("check").out()).contains("2 of 2 are the same on all boards");

        JvmDue other = boards.get(1);
        KeyLimits limits = KeyLimits.of(List.of("eu-west-1"), List.of("s3", "sts"));
        client(other).importKey("AKIA", Algorithm.AWS4_HMAC_SHA256, new byte[] {1}, limits, true);
        client(other).importKey("AKIB", Algorithm.AWS4_HMAC_SHA256, KEY.getBytes(UTF_8), limits, true);
        Run differs = run("check");
        assertThat(differs.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(differs.out())
                .containsPattern("(?m)^wrong +Key AKIA +one key at .*, another at " + other.port() + "$")
                .containsPattern(
                        "(?m)^wrong +Key AKIB +limits none at .*, limits regions eu-west-1; services s3,sts at "
                                + other.port() + "$")
                .contains("0 of 2 are the same on all boards");
    }

    @Test
    void findsWhatTheListsShowAsWell() {
        importKey("web");
        client(boards.get(2)).deleteKey("web");
        boards.forEach(board -> client(board).generateKey("made", Algorithm.HMAC_SHA1));
        DueHsmClient sealed = client(boards.get(0));
        sealed.seal(HexFormat.of().parseHex(sealed.info().uniqueId()));
        Run run = run("check");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .containsPattern(
                        "(?m)^wrong +Key web +missing at " + boards.get(2).port() + "$")
                .containsPattern("(?m)^wrong +Key made +generated at .* no other has$")
                .containsPattern("(?m)^note +Seal +sealed at " + boards.get(0).port() + ", not sealed at ");
    }

    @Test
    void comparesTheOthersWhereOneIsAway() {
        importKey("web");
        boards.get(2).cutPower();
        Run run = run("check");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(run.out())
                .containsPattern("(?m)^wrong +Board +" + boards.get(2).port() + ": ")
                .contains("1 of 1 are the same");
        client(boards.get(1)).importKey("web", Algorithm.HMAC_SHA256, new byte[] {1}, true);
        assertThat(run("check").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    /** What nobody told is not reported as nothing. */
    @Test
    void saysNothingOfKeysThatNoBoardLists() {
        importKey("web");
        boards.forEach(JvmDue::cutPower);
        Run keys = run("keys");
        assertThat(keys.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(keys.out()).contains("not every one was there").doesNotContain("There is no key");
        Run check = run("check");
        assertThat(check.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(check.out()).contains("3 things are wrong").doesNotContain("are the same");
    }

    /** Through a broker it can compare what its rules let it see and use. */
    @Test
    void saysWhatABrokerDidNotPermit() throws Exception {
        importKey("web");
        importKey("api");
        assertThat(checkThrough((right, id) -> right == Right.LIST || right == Right.MAC && "api".equals(id)))
                .satisfies(run -> {
                    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_PERMITTED);
                    assertThat(run.out())
                            .contains("key \"web\": this program may not do that", "not compared there: 1 key, web")
                            .contains("1 of 2 are the same");
                });
        assertThat(checkThrough((right, id) -> right == Right.MAC)).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_PERMITTED);
            assertThat(run.out()).contains("this program may not do that", "its keys are not compared");
        });
    }

    private Run checkThrough(Permissions permissions) throws Exception {
        Path socket = folder.resolve("s");
        client(boards.get(2)).close();
        ClientConfig own = client(boards.get(2)).config();
        try (Broker broker = new Broker(BrokerConfig.at(own, socket), caller -> permissions, line -> {})) {
            assertThat(broker.clients()).isZero();
            return runAt(ports(boards.subList(0, 2)) + ",unix:" + socket, "check");
        }
    }
}
