package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttachedDueTest {

    private static final PortInfo NATIVE = new PortInfo("/dev/ttyACM1", "Arduino Due", 0x2341, 0x003E);
    private static final PortInfo PROGRAMMING = new PortInfo("/dev/ttyACM0", "Arduino Due Prog.", 0x2A03, 0x003D);
    private static final PortInfo OTHER = new PortInfo("/dev/ttyS0", "Physical Port S0", -1, -1);

    @Test
    void autoPrefersTheNativePort() throws IOException {
        assertThat(AttachedDue.among(List.of(OTHER, PROGRAMMING, NATIVE))).isEqualTo(NATIVE);
        assertThat(AttachedDue.among(List.of(OTHER, PROGRAMMING))).isEqualTo(PROGRAMMING);
    }

    @Test
    void autoListsTheCandidates() {
        assertThatThrownBy(() -> AttachedDue.among(List.of(OTHER)))
                .hasMessageContaining("no Arduino Due found")
                .hasMessageContaining("/dev/ttyS0");
        assertThatThrownBy(() -> AttachedDue.among(List.of())).hasMessageContaining("none");
        PortInfo second = new PortInfo("/dev/ttyACM2", "Arduino Due", 0x2341, 0x003E);
        assertThatThrownBy(() -> AttachedDue.among(List.of(NATIVE, second, OTHER)))
                .hasMessageContaining("/dev/ttyACM1")
                .hasMessageContaining("/dev/ttyACM2");
    }
}
