package org.duehsm.cycles.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.cycles.Call;
import org.duehsm.cycles.Cost;
import org.junit.jupiter.api.Test;

class PathBudgetTest {

    private static final int MESSAGE = 64; // bytes, of Scenario.MAC_64

    /** A call that takes so many cycles without its callees, and twice as many from flash. */
    private static Call call(String function, long own, Call... callees) {
        Cost cost = new Cost(0, own, 2 * own, 0);
        for (Call callee : callees) {
            cost = cost.plus(callee.cost());
        }
        return new Call(function, cost, List.of(callees));
    }

    private static PathBudget budget(Call... polls) {
        return new PathBudget(Scenario.MAC_64, call("time_mac_64", 1_000_000, polls));
    }

    private static double cycles(PathBudget budget, String stage) {
        Map<String, Number> figures = new LinkedHashMap<>();
        budget.figures(figures);
        double perByte =
                figures.get("path.mac_64." + stage + ".cycles_per_byte").doubleValue();
        assertThat(figures.get("path.mac_64." + stage + ".flash_cycles_per_byte"))
                .isEqualTo(2 * perByte);
        return MESSAGE * perByte;
    }

    @Test
    void givesEachStageWhatItsFunctionsTakeWithoutOtherStages() {
        PathBudget budget = budget(call(
                "due_hsm_poll",
                1,
                call("board_receive", 20),
                call("frame_receive", 300, call("cobs_decode", 4000), call("crc32c", 50000)),
                call("link_receive", 600_000, call("commands_execute", 7_000_000))));
        assertThat(cycles(budget, "other")).isEqualTo(1);
        assertThat(cycles(budget, "port")).isEqualTo(20);
        assertThat(cycles(budget, "frame")).isEqualTo(300);
        assertThat(cycles(budget, "unstuff")).isEqualTo(4000);
        assertThat(cycles(budget, "check")).isEqualTo(50000);
        assertThat(cycles(budget, "session")).isEqualTo(600_000);
        assertThat(cycles(budget, "command")).isEqualTo(7_000_000);
        assertThat(cycles(budget, "key")).isZero();
    }

    @Test
    void aClosedStageKeepsAllThatItCalls() {
        PathBudget budget = budget(call("due_hsm_poll", 0, call("frame_send", 10, call("crc32c", 200))));
        assertThat(cycles(budget, "reply")).isEqualTo(210);
        assertThat(cycles(budget, "check")).isZero();
    }

    @Test
    void theStagesAddUpToThePolls_andTheLinkIsAllBeforeTheHmac() {
        PathBudget budget = budget(
                call("due_hsm_poll", 7, call("link_receive", 30, call("hmac_update", 500))),
                call("due_hsm_poll", 1, call("hmac_finish", 2000, call("crc32c", 9000))));
        assertThat(budget.whole().cycles()).isEqualTo(7 + 30 + 500 + 1 + 2000 + 9000);
        assertThat(cycles(budget, "whole")).isEqualTo(budget.whole().cycles());
        assertThat(cycles(budget, "hmac")).isEqualTo(500 + 2000 + 9000);
        assertThat(cycles(budget, "link")).isEqualTo(7 + 30 + 1);
    }

    @Test
    void theKeyOfASignatureIsNeitherLinkNorHmac() {
        PathBudget budget = budget(call(
                "due_hsm_poll",
                7,
                call("commands_execute", 30, call("aws_signature_start", 100, call("hmac_finish", 2000))),
                call("hmac_finish", 500)));
        assertThat(cycles(budget, "signing")).isEqualTo(100 + 2000);
        assertThat(cycles(budget, "hmac")).isEqualTo(500);
        assertThat(cycles(budget, "link")).isEqualTo(7 + 30);
    }

    @Test
    void theTableHasARowForEachStageAndTheSums() {
        PathBudget budget = budget(call("due_hsm_poll", 64, call("hmac_start", 96)));
        assertThat(PathBudget.table(List.of(budget)).lines())
                .hasSize(2 + Stage.values().length + 3)
                .contains("| cycles a byte: no wait states / flash | 64 B message |")
                .contains("| other | 1.00 / 2.00 |", "| **link** | 1.00 / 2.00 |")
                .contains("| HMAC | 1.50 / 3.00 |", "| **whole** | 2.50 / 5.00 |")
                .endsWith("| cycles a frame | 160 / 320 |");
    }

    @Test
    void aBoardIsAsFastAsItsCyclesAndItsLineLetIt() {
        PathBudget budget = budget(call("due_hsm_poll", 4200)); // 8400 from flash: 0.1 ms
        assertThat(DeviceTable.of(List.of(budget)).lines())
                .endsWith("| 64 B messages | 102 | 8400 | 10000 | 9812 | 245.1 |");
    }
}
