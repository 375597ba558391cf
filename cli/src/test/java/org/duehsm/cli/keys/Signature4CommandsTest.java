package org.duehsm.cli.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys for AWS Signature 4 by the command; the key and the string to sign are those of AWS's documentation. */
class Signature4CommandsTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String STRING = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n"
            + "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59";
    private static final String SIGNATURE = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

    private JvmDue due;

    @BeforeEach
    void start() {
        assumeTrue(JvmDue.isAvailable(), "the device inside the JVM was not built");
        due = JvmDue.inMemory();
    }

    @AfterEach
    void stop() {
        DueHsmClient.shared(ClientConfig.of(due.port())).close();
        due.close();
    }

    private Run run(String input, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--port=" + due.port();
        return Run.of(new ScriptedTerminal(input.getBytes(UTF_8)), all);
    }

    private Run importKey(String id, String... options) {
        String[] all = Arrays.copyOf(new String[] {"import", id, "--stdin"}, 3 + options.length);
        System.arraycopy(options, 0, all, 3, options.length);
        return run(SECRET, all);
    }

    @Test
    void signsAStringToSign() {
        assertThat(importKey("AKIDEXAMPLE", "--algorithm=AWS4-HMAC-SHA256").exitCode())
                .isZero();
        assertThat(run(STRING, "mac", "AKIDEXAMPLE")).isEqualTo(new Run(0, SIGNATURE + System.lineSeparator(), ""));
    }

    @Test
    void signsNothingElse() {
        importKey("AKIDEXAMPLE", "--algorithm=AWS4-HMAC-SHA256");
        for (String message : new String[] {"20150830", STRING + "\n", "x".repeat(387), "x".repeat(1_000_000)}) {
            Run run = run(message, "mac", "AKIDEXAMPLE");
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains(
                            "key \"AKIDEXAMPLE\"",
                            "signs nothing but strings to sign",
                            "LF between",
                            "none at the end");
        }
    }

    @Test
    void showsAndKeepsLimits() {
        importKey("free", "--algorithm=AWS4-HMAC-SHA256");
        assertThat(run("", "keys").out()).containsPattern("(?m)^free +AWS4-HMAC-SHA256 +imported +\\S+ +none$");
        importKey("s3", "--algorithm=aws4-hmac-sha256", "--regions=us-east-1,eu-west-1", "--services", "s3");
        run("", "generate", "hmac", "--algorithm=HmacSHA1");
        assertThat(run("", "keys").out())
                .containsPattern("(?m)^ID +ALGORITHM +ORIGIN +CREATED +LIMITS$")
                .containsPattern("(?m)^s3 +AWS4-HMAC-SHA256 .* regions eu-west-1,us-east-1; services s3$")
                .containsPattern("(?m)^hmac +HmacSHA1 +generated +\\S+$");
        assertThat(run("", "keys", "--json").out().replaceAll("\\s+", " "))
                .contains("\"limits\": { \"regions\": [ \"eu-west-1\", \"us-east-1\" ], \"services\": [ \"s3\" ] }")
                .contains("\"limits\": { \"regions\": [], \"services\": [] }")
                .contains("\"limits\": { \"prefix\": null, \"prefixHex\": null, \"maxLength\": null }");
        Run limited = run(STRING, "mac", "s3");
        assertThat(limited.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(limited.err())
                .contains(
                        "key \"s3\": the key is limited to regions eu-west-1,us-east-1; services s3",
                        "the string to sign is for 20150830/us-east-1/iam/aws4_request");
        assertThat(run(STRING.replace("/iam/", "/s3/"), "mac", "s3").exitCode()).isZero();
        assertThat(importKey("s3", "--algorithm=AWS4-HMAC-SHA256", "--replace").exitCode())
                .isZero();
        assertThat(run("", "keys").out()).containsPattern("(?m)^s3 .* none$");
    }

    @Test
    void doctorNamesKeysWithoutLimits() {
        importKey("limited", "--algorithm=AWS4-HMAC-SHA256", "--services=s3");
        assertThat(run("", "doctor").out()).doesNotContain("Limits");
        importKey("free", "--algorithm=AWS4-HMAC-SHA256");
        Run doctor = run("", "doctor");
        assertThat(doctor.out())
                .containsPattern(
                        "(?m)^note +Limits +1 key for AWS, which may sign for every region and service: free$");
        assertThat(doctor.exitCode()).isZero();
    }

    /** Nobody is asked for a key that could not be stored. */
    @Test
    void refusesLimitsThatAreNoneBeforeAnythingElse() {
        String[] aws4 = {"import", "k", "--algorithm=AWS4-HMAC-SHA256", "--regions=eu west"};
        assertUsage(run("", aws4), "the name of a region is 1 to 63 letters", "\"eu west\"");
        aws4[3] = "--services=" + "s".repeat(63) + "," + "t".repeat(63);
        assertUsage(run("", aws4), "key \"k\": the limits services sss", "at most 128 bytes", "fewer");
        aws4[2] = "--algorithm=HmacSHA256";
        aws4[3] = "--services=s3";
        assertUsage(
                run("", aws4), "limits on regions and services are for keys of AWS4-HMAC-SHA256, not of HmacSHA256");
        assertThat(run("", "keys").out()).contains("holds no key");
    }

    /** As of two variables that are not set: a key without limits would be stored. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",", "s3,", ",s3", "s3,,ec2"})
    void aNameThatIsMissingIsNoLimitLeftOut(String names) {
        for (String option : new String[] {"--regions=", "--services="}) {
            assertUsage(importKey("k", "--algorithm=AWS4-HMAC-SHA256", option + names), "letters", "not \"\"");
        }
        assertThat(run("", "keys").out()).contains("holds no key");
    }

    private static void assertUsage(Run run, String... words) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(words);
    }

    @Test
    void generatesNone() {
        due.cutPower();
        assertUsage(
                run("", "generate", "k", "--algorithm=AWS4-HMAC-SHA256"),
                "a key for AWS4-HMAC-SHA256 is not generated",
                "import the secret access key");
        due.powerOn();
    }

    @Test
    void measuresByALimitedKey() {
        importKey("s3", "--algorithm=AWS4-HMAC-SHA256", "--regions=eu-west-1", "--services=s3");
        Run bench = run("", "bench", "--key=s3", "--seconds=0.01");
        assertThat(bench.err()).isEmpty();
        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out().lines().filter(line -> line.startsWith("AWS4-HMAC-SHA256")))
                .hasSize(1);
    }
}
