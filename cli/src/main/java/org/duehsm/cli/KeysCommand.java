package org.duehsm.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code due-hsm keys}. */
@Command(name = "keys", description = "Lists the keys on the device by their ids.")
final class KeysCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Device device;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<KeyEntry> keys = device.client().keys().stream()
                .sorted(Comparator.comparing(KeyEntry::id))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(keys.stream().map(KeysCommand::facts).toList()));
        } else if (keys.isEmpty()) {
            out.println("The device holds no key. Import one: due-hsm import ID");
        } else {
            Table table = new Table().row("ID", "ALGORITHM", "ORIGIN", "CREATED");
            keys.stream()
                    .map(KeysCommand::facts)
                    .forEach(key -> table.row(key.values().stream()
                            .map(value -> value == null ? "-" : value)
                            .toArray()));
            out.print(table);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static Map<String, Object> facts(KeyEntry key) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", key.id());
        facts.put("algorithm", key.algorithm() == Algorithm.HMAC_SHA1 ? "HmacSHA1" : "algorithm " + key.algorithm());
        facts.put("origin", key.generated() ? "generated" : "imported");
        facts.put("created", key.created());
        return facts;
    }
}
