package org.duehsm.cycles.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.duehsm.cycles.Call;
import org.duehsm.cycles.Cost;
import org.duehsm.cycles.Elf;
import org.duehsm.cycles.Profile;

/** Where the cycles of a scenario go: what due_hsm_poll() costs in it, by stages that leave nothing out. */
final class PathBudget {

    private static final String POLL = "due_hsm_poll";

    private final Scenario scenario;
    private final Map<Stage, Cost> stages = new EnumMap<>(Stage.class);

    PathBudget(Scenario scenario, Call call) {
        this.scenario = scenario;
        for (Stage stage : Stage.values()) {
            stages.put(stage, Cost.NONE);
        }
        for (Call poll : call.calls()) {
            add(poll, Stage.OTHER);
        }
    }

    static List<PathBudget> measure(Path folder) throws IOException {
        Set<String> watched = new HashSet<>(Stage.functions());
        watched.add(POLL);
        Scenario.ALL.forEach(s -> watched.add(s.function()));
        Elf elf = new Elf(folder.resolve("path.elf"));
        Map<String, List<Call>> traces = Map.of(
                "usb", Profile.of(elf, folder.resolve("path-usb.trace"), watched),
                "uart", Profile.of(elf, folder.resolve("path-uart.trace"), watched));
        List<PathBudget> budgets = new ArrayList<>();
        for (Scenario s : Scenario.ALL) {
            budgets.add(new PathBudget(
                    s,
                    traces.get(s.trace()).stream()
                            .filter(c -> c.function().equals(s.function()))
                            .findFirst()
                            .orElseThrow()));
        }
        return budgets;
    }

    private void add(Call call, Stage stage) {
        Cost own = call.cost();
        for (Call inner : call.calls()) {
            own = own.minus(inner.cost());
            add(inner, stage.calling(inner.function()));
        }
        stages.merge(stage, own, Cost::plus);
    }

    Scenario scenario() {
        return scenario;
    }

    Cost whole() {
        return stages.values().stream().reduce(Cost.NONE, Cost::plus);
    }

    private Cost link() {
        return whole().minus(stages.get(Stage.SIGNING)).minus(stages.get(Stage.HMAC));
    }

    /** Cycles a byte of message. */
    void figures(Map<String, Number> figures) {
        stages.forEach((stage, cost) -> put(figures, stage.name().toLowerCase(Locale.ROOT), cost));
        put(figures, "link", link());
        put(figures, "whole", whole());
    }

    private void put(Map<String, Number> figures, String what, Cost cost) {
        String prefix = "path." + scenario.name() + "." + what;
        figures.put(prefix + ".cycles_per_byte", (double) cost.cycles() / scenario.message());
        figures.put(prefix + ".flash_cycles_per_byte", (double) cost.flashCycles() / scenario.message());
    }

    /** A row a stage, a column a scenario. */
    static String table(List<PathBudget> budgets) {
        StringBuilder table = new StringBuilder("| cycles a byte: no wait states / flash |");
        budgets.forEach(b -> table.append(' ').append(b.scenario.title()).append(" |"));
        table.append("\n|---|").append("---|".repeat(budgets.size())).append('\n');
        for (Stage stage : Stage.values()) {
            if (stage == Stage.SIGNING) {
                row(
                        table,
                        "**link**",
                        budgets,
                        budgets.stream().map(PathBudget::link).toList());
            }
            row(
                    table,
                    stage.title,
                    budgets,
                    budgets.stream().map(b -> b.stages.get(stage)).toList());
        }
        row(table, "**whole**", budgets, budgets.stream().map(PathBudget::whole).toList());
        table.append("| cycles a frame |");
        for (PathBudget b : budgets) {
            int frames = b.scenario.requests().size();
            table.append(String.format(
                    Locale.ROOT,
                    " %d / %d |",
                    b.whole().cycles() / frames,
                    b.whole().flashCycles() / frames));
        }
        return table.append('\n').toString();
    }

    private static void row(StringBuilder table, String title, List<PathBudget> budgets, List<Cost> costs) {
        table.append("| ").append(title).append(" |");
        for (int i = 0; i < costs.size(); i++) {
            double bytes = budgets.get(i).scenario.message();
            Cost cost = costs.get(i);
            table.append(
                    String.format(Locale.ROOT, " %.2f / %.2f |", cost.cycles() / bytes, cost.flashCycles() / bytes));
        }
        table.append('\n');
    }
}
