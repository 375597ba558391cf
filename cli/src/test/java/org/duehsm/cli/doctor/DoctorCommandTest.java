package org.duehsm.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.duehsm.cli.Run;
import org.duehsm.cli.VirtualDueTest;
import org.duehsm.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;

/** On the virtual Due, as somebody without a board has it. */
class DoctorCommandTest extends VirtualDueTest {

    @Test
    void findsNothingWrongWithAVirtualDue() {
        Run doctor = run("doctor");
        assertThat(doctor.out())
                .contains("Nothing is wrong.", "security.provider.", port())
                .containsPattern("(?m)^ok +Device");
        assertThat(doctor.exitCode()).isZero();
    }

    @Test
    void saysWhereTheFilesOfTlsAreNamed() {
        Run doctor = Run.of("doctor", "--port=tls://localhost:1");
        assertThat(doctor.out()).contains("tls://localhost:1: cannot connect", "DUEHSM_TLS_TRUST_STORE");
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void asksEachOfSeveralBoards() {
        Run doctor = Run.of("doctor", "--port=" + port() + ",tls://localhost:1");
        assertThat(doctor.out())
                .containsPattern("(?m)^ok +Device +.* at " + port())
                .containsPattern("(?m)^wrong +Device +tls://localhost:1: cannot connect")
                .contains("DUEHSM_TLS_TRUST_STORE");
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.FAILED);
    }
}
