package org.duehsm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class UsageTest {

    @Test
    void everyCommandExplainsItselfAndItsExitCodes() {
        Map<String, CommandLine> commands =
                Main.commandLine(new ScriptedTerminal(new byte[0])).getSubcommands();
        assertThat(commands).isNotEmpty();
        for (String command : commands.keySet()) {
            Run help = Run.of(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).contains("Usage: due-hsm " + command, "Exit codes:");
        }
    }

    @Test
    void completesInTheShell() {
        Run run = Run.of("generate-completion");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("complete -F _complete_due-hsm");
    }

    @Test
    void helpsWithAMistypedCommand() {
        Run run = Run.of("improt");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("due-hsm: ").contains("import");
    }

    @Test
    void asksForACommand() {
        assertThat(Run.of().exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void refusesContradictingOptions() {
        assertThat(Run.of("import", "id", "--hex", "--base64").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Run.of("import", "id", "--stdin", "--file", "f").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void refusesTwoPlacesToSignAndTwoToAsk() {
        String[] twoToAsk = {"--endpoint=http://localhost", "--region=eu-central-1"};
        String[] twoToSign = {"--port=auto", "--daemon"};
        for (String[] options : new String[][] {twoToAsk, twoToSign}) {
            Run run = Run.of("ec2", "describe-instances", "--key-id=AKIA", options[0], options[1]);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("due-hsm: ").contains("give one of them");
        }
        assertThat(Run.of("ec2").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
