package org.duehsm.cli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.duehsm.port.BrokerInfo;
import org.duehsm.port.PortInfo;
import org.junit.jupiter.api.Test;

class PortsCommandTest {

    private static final String BROKER = "unix:/run/due-hsm/board.sock";
    private static final Optional<BrokerInfo> USED = Optional.of(new BrokerInfo(BROKER, true, Optional.empty()));
    private static final Optional<BrokerInfo> LEFT =
            Optional.of(new BrokerInfo(BROKER, false, Optional.of("nobody listens there")));
    private static final List<PortInfo> BOARD = List.of(new PortInfo("/dev/ttyACM0", "", 0x2341, 0x003E));

    private static String print(List<PortInfo> ports, Optional<BrokerInfo> broker) {
        StringWriter out = new StringWriter();
        PortsCommand.print(ports, broker, new PrintWriter(out));
        return out.toString();
    }

    @Test
    void theBrokerComesFirst() {
        assertThat(print(BOARD, USED).lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(BROKER).endsWith("auto uses it"),
                        line -> assertThat(line).startsWith("/dev/ttyACM0"));
        assertThat(print(List.of(), LEFT)).contains(BROKER, "auto leaves it alone: nobody listens there");
    }

    @Test
    void withoutPortsItSaysWhatToDo() {
        assertThat(print(List.of(), Optional.empty()))
                .contains("due-hsm virtual")
                .doesNotContain("PORT");
    }

    @Test
    void programsSeeWhatItIs() {
        assertThat(PortsCommand.facts(BOARD, USED))
                .extracting(facts -> facts.get("port"), facts -> facts.get("due"))
                .containsExactly(tuple(BROKER, "broker"), tuple("/dev/ttyACM0", "native"));
        assertThat(PortsCommand.facts(List.of(), LEFT).get(0).get("description"))
                .asString()
                .contains("leaves it alone: nobody listens there");
    }
}
