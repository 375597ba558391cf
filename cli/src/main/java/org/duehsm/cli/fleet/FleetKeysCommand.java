package org.duehsm.cli.fleet;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.duehsm.cli.keys.LimitFacts;
import org.duehsm.cli.terminal.Errors;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.JsonOption;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.KeyEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code due-hsm fleet keys}. */
@Command(
        name = "keys",
        description = {
            "Lists the keys of all boards beside each other, and how the lists differ.",
            "Whether a key itself is the same, 'due-hsm fleet check' tells."
        })
final class FleetKeysCommand implements Callable<Integer> {

    @Mixin
    private Fleet fleet;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        List<Look> looks = fleet.look();
        List<FleetKey> keys = FleetKey.of(looks);
        output.print(facts(looks, keys), out -> print(looks, keys, out));
        return looks.stream()
                .map(Look::failure)
                .mapToInt(failure -> failure == null ? ExitCode.OK : Errors.exitCode(failure))
                .reduce(ExitCode.OK, Check::worst);
    }

    private static void print(List<Look> looks, List<FleetKey> keys, PrintWriter out) {
        Table boards = new Table();
        IntStream.range(0, looks.size())
                .forEach(i -> boards.row(i + 1, looks.get(i).port(), state(looks.get(i))));
        out.println(boards);
        if (keys.isEmpty()) {
            out.println(
                    looks.stream().allMatch(Look::listed)
                            ? "There is no key. Import one: due-hsm fleet import ID --algorithm HmacSHA256"
                            : "No board lists a key, and not every one was there to be asked.");
            return;
        }
        List<Object> head = new ArrayList<>(List.of("ID"));
        IntStream.rangeClosed(1, looks.size()).forEach(head::add);
        head.add("DIFFERENCE");
        Table table = new Table().row(head.toArray());
        for (FleetKey key : keys) {
            List<Object> row = new ArrayList<>(List.of(key.id()));
            looks.forEach(look -> row.add(cell(look, key)));
            row.add(key.difference().orElse(""));
            table.row(row.toArray());
        }
        out.print(table);
    }

    private static String state(Look look) {
        return look.failure() != null
                ? Errors.message(look.failure())
                : look.info().board() + ", firmware " + look.info().firmware() + ", "
                        + (look.info().sealed() ? "sealed, " : "")
                        + (look.info().closed() ? "closed, " : "")
                        + Table.count(look.keys().size(), "key");
    }

    private static String cell(Look look, FleetKey key) {
        KeyEntry entry = key.on().get(look.board());
        if (entry == null) {
            return look.listed() ? "-" : "?";
        }
        String made = entry.created() == null ? "" : " " + LocalDate.ofInstant(entry.created(), ZoneOffset.UTC);
        String limits = LimitFacts.words(entry);
        return entry.algorithmName() + made + (limits.isEmpty() ? "" : ", limits: " + limits);
    }

    private static Map<String, Object> facts(List<Look> looks, List<FleetKey> keys) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("boards", looks.stream().map(Look::facts).toList());
        facts.put("keys", keys.stream().map(FleetKeysCommand::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(FleetKey key) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", key.id());
        facts.put(
                "on",
                key.on().entrySet().stream()
                        .map(each -> facts(Fleet.port(each.getKey()), each.getValue()))
                        .toList());
        facts.put("difference", key.difference().orElse(null));
        return facts;
    }

    private static Map<String, Object> facts(String port, KeyEntry entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", port);
        facts.put("algorithm", entry.algorithmName());
        facts.put("origin", entry.generated() ? "generated" : "imported");
        facts.put("created", entry.created());
        facts.put("limits", LimitFacts.of(entry));
        return facts;
    }
}
