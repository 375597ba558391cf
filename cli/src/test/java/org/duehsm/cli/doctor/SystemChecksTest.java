package org.duehsm.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.duehsm.cli.doctor.Finding.Level;
import org.duehsm.port.PortInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemChecksTest {

    private static final PortInfo OTHER = new PortInfo("/dev/no-ttyUSB0", "a modem", 0x0403, 0x6001);

    private static Finding look(int vendor, int product) {
        List<Finding> findings =
                SystemChecks.boards(List.of(OTHER, new PortInfo("/dev/no-ttyACM0", "", vendor, product)));
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x2341, 0x2A03})
    void knowsBothPortsOfABoard(int vendor) {
        Finding nativePort = look(vendor, 0x003E);
        assertThat(nativePort.level()).isEqualTo(Level.OK);
        assertThat(nativePort.text()).contains("/dev/no-ttyACM0", "native port");
        Finding programming = look(vendor, 0x003D);
        assertThat(programming.level()).isEqualTo(Level.OK);
        assertThat(programming.text()).contains("programming port", "resets the board");
    }

    @Test
    void saysWhatToDoWithABootLoader() {
        Finding found = look(0x03EB, 0x6124);
        assertThat(found.level()).isEqualTo(Level.WRONG);
        assertThat(found.text()).contains("/dev/no-ttyACM0", "bootloader");
        assertThat(found.advice()).contains("upload", "firmware/README.md", "RESET");
    }

    @Test
    void saysWhatToDoWithoutABoard() {
        for (List<PortInfo> ports : List.of(List.<PortInfo>of(), List.of(OTHER))) {
            assertThat(SystemChecks.boards(ports)).singleElement().satisfies(found -> {
                assertThat(found.level()).isEqualTo(Level.NOTE);
                assertThat(found.advice()).contains("data cable", "due-hsm virtual");
            });
        }
    }
}
