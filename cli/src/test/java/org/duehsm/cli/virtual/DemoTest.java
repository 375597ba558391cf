package org.duehsm.cli.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import org.duehsm.cli.Run;
import org.duehsm.cli.VirtualDueTest;
import org.junit.jupiter.api.Test;

/** On the virtual Due, as somebody without a board sees it. */
class DemoTest extends VirtualDueTest {

    @Test
    void tellsTheStory() {
        Run demo = run("demo");
        assertThat(demo.err()).isEmpty();
        assertThat(demo.exitCode()).isZero();
        assertThat(demo.out())
                .containsPattern("computed by DueHSM +([0-9a-f]{64})\\R +computed by SunJCE +\\1\\R")
                .containsPattern(
                        "2012 .*HmacSHA1.*\\R +computed by DueHSM +([0-9a-f]{40})\\R +computed by SunJCE +\\1\\R")
                .contains("The same", "key.getEncoded()            null", "not a board's");
        assertThat(run("keys").out()).doesNotContain("demo-");
    }
}
