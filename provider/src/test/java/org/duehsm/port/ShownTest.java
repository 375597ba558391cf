package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;

import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void whatALogOrATerminalWouldObeyIsNotShown() {
        assertThat(Shown.of("a\r\nb\u001b[31mc\u009bd\u202ee")).isEqualTo("a??b?[31mc?d?e");
        assertThat(Shown.of(new X500Principal("CN=\"a\nERROR b\""))).doesNotContain("\n");
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(Shown.of("x".repeat(200))).hasSize(200);
        assertThat(Shown.of("x".repeat(70_000))).hasSize(203).endsWith("x...");
    }
}
