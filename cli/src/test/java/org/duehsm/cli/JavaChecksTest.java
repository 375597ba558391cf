package org.duehsm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.duehsm.cli.Finding.Level;
import org.junit.jupiter.api.Test;

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
}
