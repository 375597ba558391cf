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
        List<Map<String, Object>> keys = device.client().keys().stream()
                .sorted(Comparator.comparing(KeyEntry::id))
                .map(KeysCommand::facts)
                .toList();
        output.print(keys, out -> print(keys, out));
        return ExitCode.OK;
    }

    private static void print(List<Map<String, Object>> keys, PrintWriter out) {
        if (keys.isEmpty()) {
            out.println("The device holds no key. Import one: due-hsm import ID --algorithm HmacSHA256");
            return;
        }
        Table table = new Table().row("ID", "ALGORITHM", "ORIGIN", "CREATED");
        keys.forEach(key -> table.row(key.values().toArray()));
        out.print(table);
    }

    private static Map<String, Object> facts(KeyEntry key) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", key.id());
        facts.put("algorithm", key.algorithmName());
        facts.put("origin", key.generated() ? "generated" : "imported");
        facts.put("created", key.created());
        return facts;
    }
}
