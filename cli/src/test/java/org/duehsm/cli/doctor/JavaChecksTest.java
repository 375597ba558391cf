package org.duehsm.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.duehsm.cli.terminal.Finding;
import org.duehsm.cli.terminal.Finding.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JavaChecksTest {

    @Test
    void showsTheNextFreeSlot() {
        List<Finding> findings =
                JavaChecks.providers(Map.of("security.provider.1", "SUN", "security.provider.2", "SunJCE")::get);
        assertThat(findings).noneMatch(finding -> finding.level() == Level.WRONG);
        assertThat(findings.get(0).text()).contains("SUN, SunJCE", "security.provider.3");
    }

    @Test
    void findsTheGapThatHidesAProvider() {
        List<Finding> findings = JavaChecks.providers(
                Map.of("security.provider.1", "SUN", "security.provider.3", "DueHSM due.properties")::get);
        assertThat(findings)
                .filteredOn(finding -> finding.level() == Level.WRONG)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text() + finding.advice())
                        .contains("security.provider.3=DueHSM due.properties", "slot 2"));
    }

    @Test
    void findsThatSunWasReplaced() {
        assertThat(JavaChecks.providers(Map.of("security.provider.1", "DueHSM")::get))
                .anyMatch(finding ->
                        finding.level() == Level.WRONG && finding.text().contains("SUN"));
    }

    @Test
    void saysWhichSignalsAreIgnoredAndHowToHaveSamplesAllTheSame() {
        List<String> status = List.of("Name:\tjava", "SigBlk:\t0000000000000000", "SigIgn:\t0000000010320a01");
        assertThat(JavaChecks.signals(status, null).orElseThrow()).satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.NOTE);
            assertThat(finding.text()).contains("HUP, USR1, USR2, CONT, TTIN, TTOU, IO", "JFR takes no samples");
            assertThat(finding.advice()).contains("_JAVA_SR_SIGNUM=40");
        });
        assertThat(JavaChecks.signals(status, "40").orElseThrow()).satisfies(finding -> {
            assertThat(finding.text()).contains("HUP").doesNotContain("JFR");
            assertThat(finding.advice()).doesNotContain("_JAVA_SR_SIGNUM");
        });
        assertThat(JavaChecks.signals(List.of("SigIgn:\t0000000000000000"), null))
                .isEmpty();
    }

    /** The real thing, where this JVM has a serial port's library or gets it now. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void findsTheSignalsOfThisJvm() {
        assertThat(JavaChecks.all())
                .filteredOn(finding -> finding.topic().equals("Signals"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("HUP", "USR2"));
    }
}
