package org.duehsm.cli.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duehsm.cli.terminal.Findings;
import org.duehsm.cli.terminal.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code due-hsm fleet check}. */
@Command(
        name = "check",
        description = {
            "Says whether all boards have the same keys: ids, algorithms, limits, and, by a test MAC of a random"
                    + " message, the keys themselves.",
            "Through brokers it needs the rights 'list' and 'mac'. Its exit code is 0 if nothing is wrong."
        })
final class FleetCheckCommand implements Callable<Integer> {

    @Mixin
    private Fleet fleet;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        List<Look> looks = fleet.look();
        Check check = Check.of(looks);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("boards", looks.stream().map(Look::facts).toList());
        facts.put("findings", Findings.facts(check.findings()));
        output.print(facts, out -> Findings.print(check.findings(), out));
        return check.exitCode();
    }
}
