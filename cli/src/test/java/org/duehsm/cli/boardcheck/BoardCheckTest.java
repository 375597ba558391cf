package org.duehsm.cli.boardcheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.duehsm.cli.Run;
import org.duehsm.cli.VirtualDueTest;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.api.Test;

/** On the virtual Due: the checks end and start it, and inside the JVM they took longer. */
class BoardCheckTest extends VirtualDueTest {

    @Test
    void printsALineToPaste() {
        Run run = run("board-check", "answer");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .matches("board-check answer pass firmware=\\S+ id=[0-9a-f]{32} port=virtual macs=1000\\R");
        assertThat(run("keys").out()).doesNotContain("board-check");
    }

    @Test
    void asksForResets() {
        ScriptedTerminal terminal = new ScriptedTerminal(new byte[0], "", "");
        assertThat(run(terminal, "board-check", "identity", "--resets", "2").out())
                .contains("identity pass")
                .contains("resets=2");
        assertThat(run("board-check", "identity").out()).contains("identity unclear");
    }

    @Test
    void soaksForAMoment() {
        assertThat(run("board-check", "soak", "--hours", "0.00001").out())
                .contains("soak pass")
                .contains("damaged=0 resets=0");
    }

    @Test
    void skipsWhatTheDeviceOrAProgramCannotDo() {
        assertThat(run("board-check", "cycles").out()).contains("cycles skip").contains("no cycle counter");
        assertThat(run("board-check", "stall").out()).contains("stall skip").contains("by hand");
        assertThat(run("board-check", "nothing").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
