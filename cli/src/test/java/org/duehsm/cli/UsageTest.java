package org.duehsm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** Only what is run is made, which is most of the time that a command takes; what is made is the same. */
    @Test
    void makesTheCommandThatIsRun() {
        ScriptedTerminal terminal = new ScriptedTerminal(new byte[0]);
        Map<String, CommandLine> commands = Main.commandLine(terminal).getSubcommands();
        for (String command : commands.keySet()) {
            CommandLine made = Main.commandLine(terminal, command, "--help");
            assertThat(made.getSubcommands()).containsKey(command);
            assertThat(made.getSubcommands().size()).isIn(1, commands.size());
            assertThat(made.getSubcommands().get(command).getUsageMessage())
                    .isEqualTo(commands.get(command).getUsageMessage());
        }
        assertThat(Main.commandLine(terminal, "--version").getSubcommands()).isEmpty();
        assertThat(Main.commandLine(terminal, "keys").getSubcommands()).hasSize(1);
    }

    @Test
    void completesInTheShell() {
        Run run = Run.of("generate-completion");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("complete -F _complete_due-hsm");
        for (Algorithm each : Algorithm.values()) {
            assertThat(run.out()).contains("\"" + each.jcaName() + "\"");
        }
    }

    /** The bytes of a key do not say what it is for, so the command asks, and says what there is to write. */
    @ParameterizedTest
    @ValueSource(strings = {"import", "generate"})
    void wantsToKnowWhatAKeyIsFor(String command) {
        String names = Arrays.stream(Algorithm.values()).map(Algorithm::jcaName).collect(Collectors.joining("|"));
        Run missing = Run.of(command, "id");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("Missing required option: '--algorithm=" + names + "'");
        for (String name : new String[] {"HmacMD5", "AWS4", "HMAC_SHA1", ""}) {
            Run wrong = Run.of(command, "id", "--algorithm=" + name);
            assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(wrong.err())
                    .contains("'" + name + "' is none that this program knows; there is " + names.replace("|", ", "));
        }
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
        for (String[] two : new String[][] {{"--hex", "--base64"}, {"--stdin", "--file=f"}}) {
            Run run = Run.of("import", "id", "--algorithm=HmacSHA1", two[0], two[1]);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("mutually exclusive");
        }
    }

    @Test
    void refusesTwoPlacesToSignAndTwoToAsk() {
        String[] twoToAsk = {"--endpoint=http://localhost", "--region=eu-central-1"};
        String[] twoToSign = {"--port=auto", "--daemon"};
        for (String[] options : new String[][] {twoToAsk, twoToSign}) {
            Run run = Run.of("ec2", "describe-instances", "--signature=2", "--key-id=AKIA", options[0], options[1]);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("due-hsm: ").contains("give one of them");
        }
        assertThat(Run.of("ec2").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void refusesWhatSignature4CannotBeFor() {
        for (String[] wrong : new String[][] {
            {"--signature=3", "--signature is 4 or 2, not 3"},
            {"--endpoint=http://localhost:1", "http://localhost:1 does not say which region", "give --region"}
        }) {
            Run run = Run.of("ec2", "describe-instances", "--key-id=AKIA", wrong[0]);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("due-hsm: ").contains(Arrays.copyOfRange(wrong, 1, wrong.length));
        }
    }
}
