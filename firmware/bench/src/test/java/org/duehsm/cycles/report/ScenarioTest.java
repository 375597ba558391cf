package org.duehsm.cycles.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScenarioTest {

    @Test
    void countsTheBytesOnTheWire() {
        // Key field and message, header and check; then what COBS adds, and the delimiter.
        assertThat(Scenario.MAC_64.wireBytes()).isEqualTo(24 + 64 + 12 + 1 + 1);
        assertThat(Scenario.MAC_1024.wireBytes()).isEqualTo((24 + 576 + 12 + 3 + 1) + (448 + 12 + 2 + 1));
        assertThat(Scenario.STREAM.wireBytes()).isEqualTo(8 * (640 + 12 + 3 + 1));
    }

    @Test
    void theRequestsCarryTheMessageAndItsKeyField() {
        for (Scenario scenario : Scenario.ALL) {
            int payloads =
                    scenario.requests().stream().mapToInt(Integer::intValue).sum();
            assertThat(payloads - scenario.message()).as(scenario.name()).isIn(0, 24);
        }
    }
}
