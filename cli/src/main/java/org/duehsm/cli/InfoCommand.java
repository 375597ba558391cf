package org.duehsm.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code due-hsm info}. */
@Command(name = "info", description = "Shows the device's state, version, id, free slots and counters.")
final class InfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Device device;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, Object> facts = DeviceFacts.of(device.client().info());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? Json.write(facts) + "\n" : DeviceFacts.table(facts));
        out.flush();
        return ExitCode.OK;
    }
}
