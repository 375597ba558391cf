package org.duehsm.cli.logins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.duehsm.cli.ClosedDueTest;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.Forget;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.Test;

class LoginsCommandTest extends ClosedDueTest {

    private static ScriptedTerminal answers(String... answers) {
        return new ScriptedTerminal(new byte[0], answers);
    }

    private static void assertRefused(Run run, int exitCode, String... words) {
        assertThat(run.err()).startsWith("due-hsm: ").contains(words);
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    private String[] add(String name, String role) {
        return new String[] {"logins", "add", name, file(name).toString(), "--role=" + role};
    }

    @Test
    void anOpenDeviceHasNone() {
        assertThat(run("logins").out()).contains("it is open", "logins add NAME --role manager");
        assertThat(run("logins", "--json").out()).isEqualToIgnoringNewLines("[]");
        assertThat(run("info").out()).containsPattern("closed +no").containsPattern("login +-");
    }

    @Test
    void theFirstHasToBeAManagers() {
        assertRefused(run(add("signer", "user")), ExitCode.FAILED, "the device is open", "--role manager");
        assertThat(file("signer")).doesNotExist();
        assertThat(run("info", "--json").out()).contains("\"closed\": false");
    }

    @Test
    void aPersonIsAskedBeforeTheDeviceIsClosed() {
        ScriptedTerminal no = answers("n");
        Run refused = run(no, add("boss", "manager"));
        assertRefused(refused, ExitCode.REFUSED, "nothing was changed");
        assertThat(refused.out()).contains("closes it", "Only ERASE", "in clear", port());
        assertThat(file("boss")).doesNotExist();
        assertThat(run("info", "--json").out()).contains("\"closed\": false");
    }

    @Test
    void theFirstClosesIt() throws IOException {
        Run first = run(add("boss", "manager"));
        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .contains(
                        "Added the manager \"boss\". Its secret is in " + file("boss") + ", not encrypted: ",
                        "The device is closed now",
                        "you by --secret-file " + file("boss"));
        assertThat(SecretFile.read(file("boss"), null)).hasToString("manager \"boss\"");

        assertThat(run("info").out()).containsPattern("closed +yes").containsPattern("login +-");
        assertThat(as("boss", "info").out()).containsPattern("login +manager boss");
        assertRefused(run("keys"), ExitCode.NOT_PERMITTED, "the device is closed", "--login");
        assertRefused(run("logins"), ExitCode.NOT_PERMITTED, "the device is closed");
        assertRefused(run(add("other", "manager")), ExitCode.NOT_PERMITTED, "the device is closed");
        assertThat(file("other")).doesNotExist();
    }

    @Test
    void managersListThem() {
        close();
        assertThat(as("boss", "logins").out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("NAME ROLE", "boss manager", "signer user");
        assertThat(as("boss", "logins", "--json").out().replaceAll("\\s+", ""))
                .isEqualTo("[{\"name\":\"boss\",\"role\":\"manager\"},{\"name\":\"signer\",\"role\":\"user\"}]");
        assertRefused(as("signer", "logins"), ExitCode.NOT_PERMITTED, "a user's, which may not do that");
    }

    @Test
    void aUserSignsAndChangesNothing() {
        close();
        ScriptedTerminal key = new ScriptedTerminal("Jefe".getBytes(UTF_8));
        assertThat(as("boss", key, "import", "web", "--stdin", "--algorithm=HmacSHA1")
                        .out())
                .isEqualTo("Imported the key web.\n");
        ScriptedTerminal message = new ScriptedTerminal("what do ya want for nothing?".getBytes(UTF_8));
        assertThat(as("signer", message, "mac", "web").out().strip())
                .isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assertThat(as("signer", "keys").out()).contains("web");
        assertThat(as("signer", "random", "8").out().strip()).hasSize(16);
        for (String[] change : new String[][] {
            {"generate", "own", "--algorithm=HmacSHA256"}, {"delete", "web", "--yes"}, add("second", "user")
        }) {
            assertRefused(as("signer", change), ExitCode.NOT_PERMITTED, "a user's, which may not do that");
        }
        assertThat(file("second")).doesNotExist();
    }

    @Test
    void aNameThatIsTakenIsRefusedBeforeAFileIsMade() throws IOException {
        close();
        Files.delete(file("signer"));
        assertRefused(as("boss", add("signer", "user")), ExitCode.FAILED, "has a login \"signer\" already");
        assertThat(file("signer")).doesNotExist();
    }

    /** As for a second board. */
    @Test
    void aFileThatIsThereIsTaken() throws IOException {
        close();
        byte[] shared = Files.readAllBytes(file("signer"));
        assertThat(as("boss", "logins", "remove", "signer").out()).isEqualTo("Removed the login signer.\n");
        assertRefused(as("signer", "keys"), ExitCode.NOT_PERMITTED, "does not take the login \"signer\"");
        assertThat(as("boss", add("signer", "user")).exitCode()).isZero();
        assertThat(Files.readAllBytes(file("signer"))).isEqualTo(shared);
        assertThat(as("signer", "keys").exitCode()).isZero();

        assertRefused(as("boss", add("boss", "user")), ExitCode.FAILED, "has a login \"boss\" already");
        Files.copy(file("signer"), file("other"));
        assertRefused(
                as("boss", add("other", "user")), ExitCode.USAGE, "the secret of the user \"signer\" already, not of");
    }

    @Test
    void theLastManagerStays() {
        close();
        assertRefused(as("boss", "logins", "remove", "boss"), ExitCode.NOT_PERMITTED, "last manager");
        assertRefused(as("boss", "logins", "remove", "nobody"), ExitCode.FAILED, "no login \"nobody\"");
        assertThat(as("boss", add("deputy", "manager")).exitCode()).isZero();
        assertThat(as("deputy", "logins", "remove", "boss").exitCode()).isZero();
        assertThat(as("deputy", "logins").out()).doesNotContain("boss");
    }

    @Test
    void whatTheDeviceRefusesLeavesNoFile() throws IOException {
        close();
        for (int i = 3; i <= 16; i++) {
            assertThat(as("boss", add("login " + i, "user")).err()).isEmpty();
        }
        assertRefused(as("boss", add("login 17", "user")), ExitCode.FAILED, "at most 16");
        assertThat(file("login 17")).doesNotExist();

        // A file that was there before stays.
        SecretFile.write(file("login 18"), LoginSecret.generate("login 18", Role.USER), null);
        assertRefused(as("boss", add("login 18", "user")), ExitCode.FAILED, "at most 16");
        assertThat(file("login 18")).exists();
    }

    @Test
    void aPassphraseIsAskedForAtEachCommand() {
        assertThat(run(answers("y", "correct horse", "correct horse"), add("boss", "manager"))
                        .out())
                .contains("encrypted: who logs in by it is asked for its passphrase");
        assertThat(as("boss", answers("correct horse"), "logins").out()).contains("boss");
        assertRefused(as("boss", answers("battery"), "logins"), ExitCode.NOT_PERMITTED, "passphrase is wrong");
        assertRefused(as("boss", "logins"), ExitCode.USAGE, "nobody can be asked", file("boss") + " is encrypted");
        assertThat(as("boss", answers("battery"), "doctor").out())
                .containsPattern("(?m)^wrong +Login .*passphrase is wrong");
    }

    /** One secret for all boards, which is asked for once. */
    @Test
    void aFleetIsLoggedInToByOnePassphrase() {
        try (JvmDue other = JvmDue.inMemory()) {
            run(answers("y", "correct horse", "correct horse"), add("boss", "manager"));
            String[] shared = add("boss", "manager");
            assertThat(Run.of(answers("y", "correct horse"), with(shared, "--port=" + other.port()))
                            .err())
                    .isEmpty();
            Forget.port(other.port());
            Run fleet = runFleet(other, answers("correct horse"));
            assertThat(fleet.err()).isEmpty();
            assertThat(fleet.out())
                    .containsPattern("1 +" + port() + " .*closed, 0 keys")
                    .containsPattern("2 +" + other.port() + " .*closed, 0 keys");
            Forget.port(other.port());
            assertRefused(runFleet(other, answers("battery")), ExitCode.NOT_PERMITTED, "passphrase is wrong");
            Forget.port(other.port());
        }
    }

    private Run runFleet(JvmDue other, ScriptedTerminal terminal) {
        forget();
        return Run.of(
                terminal, "fleet", "keys", "--port=" + port() + "," + other.port(), "--secret-file=" + file("boss"));
    }

    private static String[] with(String[] command, String more) {
        String[] all = Arrays.copyOf(command, command.length + 1);
        all[command.length] = more;
        return all;
    }

    @Test
    void aLoginAtAnOpenDeviceIsAnError() throws IOException {
        SecretFile.write(file("boss"), LoginSecret.generate("boss", Role.MANAGER), null);
        assertRefused(as("boss", "info"), ExitCode.NOT_PERMITTED, "the device is open", "another than is meant");
    }

    @Test
    void aNameThatIsNotTheFilesIsAnError() {
        close();
        assertRefused(
                as("signer", "info", "--login=boss"),
                ExitCode.NOT_PERMITTED,
                file("signer") + ": this is the secret of the user \"signer\", not of the login \"boss\"");
        assertThat(as("signer", "info", "--login=signer").exitCode()).isZero();
    }

    /** The device can be named in front of the command below, too, as --verbose can. */
    @Test
    void optionsCountWhereverTheyStand() {
        assertThat(run("logins", "--port=" + port(), "add", "boss", file("boss").toString(), "--role=manager")
                        .exitCode())
                .isZero();
        Run elsewhere = Run.of("logins", "--port=tcp://127.0.0.1:1", "remove", "boss");
        assertRefused(elsewhere, ExitCode.UNAVAILABLE, "tcp://127.0.0.1:1");
    }

    @Test
    void namesAndRolesAreChecked() {
        assertRefused(run(add("", "manager")), ExitCode.USAGE, "the name of a login has at least 1 character");
        assertRefused(run(add("n".repeat(33), "manager")), ExitCode.USAGE, "at most 32 bytes");
        assertRefused(run(add("boss", "admin")), ExitCode.USAGE, "'admin' is no role; there is user and manager");
        assertRefused(run("logins", "add", "../boss", "--role=manager"), ExitCode.USAGE, "no file can be called after");
    }

    @Test
    void sealedAndOpenItStaysOpen() {
        String id = run("info").out().replaceAll("(?s).*unique id +([0-9a-f]{32}).*", "$1");
        assertThat(run(answers(id), "seal").out()).contains("The device is open: whoever gets hold of it");
        assertRefused(run(add("boss", "manager")), ExitCode.FAILED, "sealed and open", "no first login");
        assertThat(file("boss")).doesNotExist();
        assertThat(run("doctor").out()).contains("sealed as it is, it takes none any more");
    }

    @Test
    void sealedAndClosedManagersGoOn() {
        close();
        String id = run("info").out().replaceAll("(?s).*unique id +([0-9a-f]{32}).*", "$1");
        assertThat(as("signer", answers(id), "seal").exitCode()).isEqualTo(ExitCode.NOT_PERMITTED);
        Run sealed = as("boss", answers(id), "seal");
        assertThat(sealed.err()).isEmpty();
        assertThat(sealed.out()).contains("The device is sealed").doesNotContain("is open");
        assertThat(as("boss", "logins", "remove", "signer").exitCode()).isZero();
        assertThat(as("boss", add("third", "user")).exitCode()).isZero();
        assertRefused(as("boss", "generate", "key", "--algorithm=HmacSHA1"), ExitCode.FAILED, "sealed");
    }

    @Test
    void theDoctorTellsWhoIsLoggedIn() {
        assertThat(run("doctor").out()).containsPattern("(?m)^note +Logins +none: ");
        close();
        Run nobody = run("doctor");
        assertThat(nobody.out()).containsPattern("(?m)^note +Logins +closed, and nobody");
        assertThat(nobody.exitCode()).isZero();
        assertThat(as("signer", "doctor").out()).containsPattern("(?m)^ok +Logins +closed, .*user signer");
    }
}
