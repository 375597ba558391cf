package org.duehsm.cli.keys;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.JsonOption;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.KeyEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code due-hsm keys}. */
@Command(name = "keys", description = "Lists the keys on the device by their ids.")
public final class KeysCommand implements Callable<Integer> {

    @Mixin
    private DeviceOptions device;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        List<KeyEntry> keys = device.client().keys().stream()
                .sorted(Comparator.comparing(KeyEntry::id))
                .toList();
        output.print(keys.stream().map(KeysCommand::facts).toList(), out -> print(keys, out));
        return ExitCode.OK;
    }

    private static void print(List<KeyEntry> keys, PrintWriter out) {
        if (keys.isEmpty()) {
            out.println("The device holds no key. Import one: due-hsm import ID --algorithm HmacSHA256");
            return;
        }
        boolean limits = keys.stream().anyMatch(LimitFacts::areWorthShowing);
        Table table = new Table().row("ID", "ALGORITHM", "ORIGIN", "CREATED", limits ? "LIMITS" : "");
        keys.forEach(
                key -> table.row(key.id(), key.algorithmName(), origin(key), key.created(), LimitFacts.words(key)));
        out.print(table);
    }

    private static Map<String, Object> facts(KeyEntry key) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", key.id());
        facts.put("algorithm", key.algorithmName());
        facts.put("origin", origin(key));
        facts.put("created", key.created());
        facts.put("limits", LimitFacts.of(key));
        return facts;
    }

    private static String origin(KeyEntry key) {
        return key.generated() ? "generated" : "imported";
    }
}
