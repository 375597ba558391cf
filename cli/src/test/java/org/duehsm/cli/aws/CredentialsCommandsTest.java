package org.duehsm.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the options is said before the device is opened, or anybody is asked. */
class CredentialsCommandsTest {

    private static final String MFA = "--mfa-serial=arn:aws:iam::123456789012:mfa/ann";

    private static Run run(String command, String... options) {
        String[] fixed = {"aws", command, "--key-id=AKIA", "--port=/dev/duehsm-absent"};
        return Run.of(Stream.concat(Stream.of(fixed), Stream.of(options)).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--token-code=123456 | --token-code is of the MFA device that --mfa-serial names; give both",
                "--duration-seconds=60 | good for 900 to 129600 s, not for 60",
                "--role-arn=deploy | a role is named by its ARN",
                "--region=europe | a region looks like eu-central-1",
                "--sts-endpoint=https://sts.example.com/ | does not say which region it takes signatures for; give --region",
                "--sts-endpoint=http://sts.eu-west-1.amazonaws.com/ | it is https://, but on loopback"
            })
    void areNotAllowed(String option, String words) {
        for (String command : new String[] {"credential-process", "serve-credentials"}) {
            Run run = run(command, option);
            assertThat(run.err()).startsWith("due-hsm: ").contains(words).hasLineCount(1);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.out()).isEmpty();
        }
    }

    /** As a profile has it, where a run by hand is to have filled the cache. */
    @Test
    void wantACodeForNewCredentials() {
        Run run = run("credential-process", "--no-cache", MFA);
        assertThat(run.err()).contains("mfa/ann shows a code, and AWS wants one", "by hand with --token-code N");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run("credential-process", "--no-cache", MFA, "--token-code=12345")
                        .err())
                .contains("six digits")
                .doesNotContain("12345");
    }

    @Test
    void needADevice() {
        Run run = run("credential-process", "--no-cache");
        assertThat(run.err()).contains("/dev/duehsm-absent").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(run.out()).isEmpty();
        assertThat(Run.of("aws").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
