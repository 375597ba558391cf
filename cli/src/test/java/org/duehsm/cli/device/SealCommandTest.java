package org.duehsm.cli.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duehsm.cli.Run;
import org.duehsm.cli.VirtualDueTest;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.api.Test;

/** On the virtual Due, which really starts again; inside the JVM it is no faster. */
class SealCommandTest extends VirtualDueTest {

    @Test
    void sealsForGood() {
        ScriptedTerminal key = new ScriptedTerminal("Jefe".getBytes(UTF_8));
        assertThat(run(key, "import", "kept", "--stdin", "--algorithm", "HmacSHA1")
                        .exitCode())
                .isZero();
        assertThat(run(new ScriptedTerminal(new byte[0], "0000"), "seal").exitCode())
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run("info").out()).containsPattern("sealed +no");

        Matcher id = Pattern.compile("[0-9a-f]{32}").matcher(run("info").out());
        assertThat(id.find()).isTrue();
        Run seal = run(new ScriptedTerminal(new byte[0], id.group()), "seal");
        assertThat(seal.err()).isEmpty();
        assertThat(seal.exitCode()).isZero();

        assertThat(run("info").out()).containsPattern("sealed +yes");
        assertThat(run("generate", "new", "--algorithm", "HmacSHA1").err()).contains("sealed", "jumper");
        assertThat(run(new ScriptedTerminal(new byte[0]), "import", "new", "--algorithm", "HmacSHA1")
                        .err())
                .contains("is sealed and takes no keys");
        assertThat(run("delete", "kept", "--yes").exitCode()).isEqualTo(ExitCode.FAILED);
        ScriptedTerminal message = new ScriptedTerminal("what do ya want for nothing?".getBytes(UTF_8));
        assertThat(run(message, "mac", "kept").out().strip()).isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assertThat(run("seal").out()).contains("sealed already");
    }
}
