package org.duehsm.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.duehsm.cli.Run;
import org.duehsm.cli.VirtualDueTest;
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
}
