package org.duehsm.cycles.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.cycles.Call;
import org.duehsm.cycles.Cost;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static Limits limits(String text) throws IOException {
        return Limits.read(new StringReader(text));
    }

    @Test
    void aFigureMayReachItsLimit() throws IOException {
        Limits limits = limits("# a comment\na.cycles = 930\nb.cycles_per_byte = 9.00 \n");
        assertThat(limits.exceeded(Map.of("a.cycles", 930L, "b.cycles_per_byte", 8.79, "c", 1_000_000)))
                .isEmpty();
    }

    @Test
    void saysWhichFiguresAreAboveTheirLimits() throws IOException {
        Limits limits = limits("b = 9.00\na = 930\nc = 1");
        assertThat(limits.exceeded(Map.of("a", 931L, "b", 9.01, "c", 1)))
                .containsExactly("a is 931, above its limit 930.0", "b is 9.01, above its limit 9.0");
    }

    @Test
    void aLimitWithoutAFigureIsExceeded() throws IOException {
        assertThat(limits("gone = 5").exceeded(Map.of("a", 1)))
                .containsExactly("gone has a limit, 5.0, but there is no such figure");
    }

    @Test
    void refusesALimitThatIsNoNumber() {
        assertThatThrownBy(() -> limits("a = nine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the limit of a is no number: nine");
    }

    @Test
    void allLimitsOfTheFirmwareAreOfFigures() throws IOException {
        Map<String, Number> figures = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.ALL) {
            new PathBudget(scenario, new Call(scenario.function(), Cost.NONE, List.of())).figures(figures);
        }
        List<HashVariant> variants = new ArrayList<>();
        for (Hash hash : Hash.values()) {
            Hash.BUILDS.forEach(b -> variants.add(new HashVariant(hash, b, Cost.NONE, Cost.NONE, Cost.NONE, 0, 0)));
        }
        variants.forEach(v -> v.figures(figures));
        assertThat(Limits.read(Path.of("limits.properties")).exceeded(figures)).isEmpty();
    }
}
