package org.duehsm.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duehsm.cli.terminal.Finding;
import org.duehsm.cli.terminal.Finding.Level;
import org.duehsm.port.BrokerInfo;
import org.duehsm.port.PortInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemChecksTest {

    private static final PortInfo OTHER = new PortInfo("/dev/no-ttyUSB0", "a modem", 0x0403, 0x6001);

    private static Finding look(int vendor, int product) {
        List<Finding> findings = SystemChecks.boards(
                List.of(OTHER, new PortInfo("/dev/no-ttyACM0", "", vendor, product)), Optional.empty());
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
            assertThat(SystemChecks.boards(ports, Optional.empty()))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.level()).isEqualTo(Level.NOTE);
                        assertThat(found.advice()).contains("data cable", "due-hsm virtual");
                    });
        }
    }

    @Test
    void saysWhetherABrokerIsUsed() {
        BrokerInfo used = new BrokerInfo("unix:/run/x", true, Optional.empty());
        assertThat(SystemChecks.broker(used)).isEqualTo(Finding.ok("Broker", "unix:/run/x: auto uses it"));
        BrokerInfo ended = new BrokerInfo("unix:/run/x", true, Optional.of("nobody listens there"));
        assertThat(SystemChecks.broker(ended)).satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.WRONG);
            assertThat(found.text()).isEqualTo("unix:/run/x: auto waits for it: nobody listens there");
        });
        BrokerInfo planted = new BrokerInfo("unix:/run/x", false, Optional.of("mallory listens there"));
        assertThat(SystemChecks.broker(planted)).satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.NOTE);
            assertThat(found.text()).isEqualTo("unix:/run/x: auto leaves it alone: mallory listens there");
        });
    }

    /** It may be the only one who may open the board, or have one that is not on USB. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whoIsServedByABrokerNeedsNoBoard(@TempDir Path directory) throws IOException {
        Optional<BrokerInfo> used = Optional.of(new BrokerInfo("unix:/run/x", true, Optional.empty()));
        assertThat(SystemChecks.boards(List.of(), used)).isEmpty();
        Path device = Files.createFile(directory.resolve("ttyACM0"));
        Files.setPosixFilePermissions(device, Set.of());
        List<PortInfo> board = List.of(new PortInfo(device.toString(), "", 0x2341, 0x003E));
        assertThat(SystemChecks.boards(board, used)).extracting(Finding::level).containsExactly(Level.OK);
        Level alone = Files.isReadable(device) ? Level.OK : Level.WRONG; // root may open anything
        assertThat(SystemChecks.boards(board, Optional.empty()))
                .extracting(Finding::level)
                .containsExactly(alone);
    }
}
