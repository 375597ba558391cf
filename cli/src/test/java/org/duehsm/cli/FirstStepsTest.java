package org.duehsm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command says to somebody who does not know it yet. */
class FirstStepsTest extends VirtualDueTest {

    @AfterEach
    void forget() {
        List.of("duehsm.port", "duehsm.baud", "duehsm.timeout", "duehsm.prot").forEach(System::clearProperty);
    }

    @ParameterizedTest
    @CsvSource({
        "--port, tcp://nowhere, option --port: port = tcp://nowhere is not allowed",
        "-p, '', option --port: port =  is not allowed",
        "--baud, 1200, option --baud: baud = 1200 is not allowed",
        "--timeout, 3s, option --timeout: timeout = 3s is not allowed",
    })
    void blamesTheOptionThatWasGiven(String option, String value, String message) {
        for (String command : List.of("info", "doctor", "serve")) {
            Run run = Run.of(command, option, value);
            assertThat(run.out() + run.err()).as(command).contains(message).doesNotContain("system property");
        }
    }

    @Test
    void blamesTheOptionOfTheVirtualDue() {
        assertThat(Run.of("virtual", "--tcp", "65536").err()).contains("--tcp is 0 to 65535, not 65536");
    }

    @Test
    void blamesTheSystemPropertyThatWasGiven() {
        System.setProperty("duehsm.baud", "1200");

        assertThat(Run.of("info").err()).contains("system property duehsm.baud: baud = 1200 is not allowed");
    }

    @Test
    void doctorShowsASettingThatIsMisspelt() {
        System.setProperty("duehsm.prot", "/dev/ttyACM0");

        Run doctor = run("doctor");
        assertThat(doctor.out())
                .containsPattern("(?m)^note +Configuration +the system property duehsm.prot is no setting");
        assertThat(doctor.exitCode()).isZero();
    }

    /** NUL is in no path anywhere; where the locale's encoding is ASCII, other characters are in none either. */
    @Test
    void saysWhatToDoAboutAPathThatIsNone() {
        Run run = Run.of("import", "id", "--algorithm", "HmacSHA1", "--file", "a\0b");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("'--file'", "no path", "LC_ALL=C.UTF-8").doesNotContain("java.nio");
    }

    /** Before anything is sent, to an endpoint that is none. */
    @Test
    void saysWhichSignatureAKeyIsFor() {
        byte[] secret = "a secret".getBytes(StandardCharsets.UTF_8);
        DueHsmClient client = DueHsmClient.shared(ClientConfig.of(port()));
        client.importKey("AKIA2", Algorithm.HMAC_SHA1, secret, true);
        client.importKey("AKIA4", Algorithm.AWS4_HMAC_SHA256, secret, true);

        Run by4 = run("ec2", "describe-instances", "--key-id=AKIA2", "--endpoint=http://127.0.0.1:1", "--region=x-1");
        assertThat(by4.err()).contains("AKIA2", "HmacSHA1", "AWS4-HMAC-SHA256", "--replace", "--signature 2");
        Run by2 = run("ec2", "describe-instances", "--key-id=AKIA4", "--endpoint=http://127.0.0.1:1", "--signature=2");
        assertThat(by2.err()).contains("AKIA4", "Version 4 only", "HmacSHA1", "--replace");
        assertThat(new int[] {by4.exitCode(), by2.exitCode()}).containsOnly(ExitCode.FAILED);
    }

    @Test
    void saysWhatToDoWhereNobodyCanBeAsked() {
        assertThat(run("generate", "kept", "--algorithm", "HmacSHA1").exitCode())
                .isZero();

        assertThat(run("delete", "kept").err()).contains("nobody can be asked", "--yes deletes without asking");
        assertThat(run("seal").err()).contains("nobody can be asked", "a person has to type the device's id");
        assertThat(run("import", "new", "--algorithm", "HmacSHA1").err())
                .contains("nobody can be asked", "by --file or --stdin");
        assertThat(run("keys").out()).contains("kept").doesNotContain("new");
    }

    @Test
    void benchSaysWhatItMeasuresToAPersonOnly() {
        ScriptedTerminal seen = new ScriptedTerminal(new byte[0]) {
            @Override
            public boolean showsProgress() {
                return true;
            }
        };
        assertThat(run(seen, "bench", "--seconds", "0.001").err())
                .contains("measuring HmacSHA1 of 16 bytes, 0 s to go ...", "measuring HmacSHA256 of 1048576 bytes")
                .endsWith("\r\033[K");
        assertThat(run("bench", "--key", "none").err()).startsWith("due-hsm: ").doesNotContain("measuring");
    }

    @Test
    void countsInEnglish() {
        assertThat(Table.count(0, "key")).isEqualTo("0 keys");
        assertThat(Table.count(1, "key")).isEqualTo("1 key");
    }
}
