package org.duehsm.cycles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    @Test
    void readsTheAddressesAndSkipsOtherLines() {
        Stream<String> log = Stream.of(
                "PROLOGUE: [size=45]",
                "Trace 0: 0x7f22dc000100 [00800400/00000598/00000110/ff000201] reset_handler",
                "",
                "Trace 0: 0x7f22dc000280 [00800400/0000059a/00000110/ff000201] reset_handler",
                "Trace 0: 0x7f22dc000400 [00800400/fffffffe/00000110/ff000201] ");
        assertThat(Trace.addresses(log)).containsExactly(0x598, 0x59A, -2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Trace 0: 0x7f22dc000100", "Trace 0: [1/", "Trace 0: [1/xyz/3]", "Trace 0: [1//3]"})
    void refusesALineWithoutAnAddress(String line) {
        assertThatThrownBy(() -> Trace.addresses(Stream.of(line)).sum())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no address in this line of the trace: " + line);
    }
}
