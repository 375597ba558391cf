package org.duehsm.cycles.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha1ScheduleTest {

    private final Sha1Schedule schedule = new Sha1Schedule();

    private int add(String text) {
        return schedule.add(Sha1.WORDS.parse(text));
    }

    @Test
    void aWholeWordIsDueOneMoreRotationThanItsTerms() {
        assertThat(add("xor:W16(16+14)=W0^W2")).isZero();
        assertThat(add("xor:W16(8+3)=W8^W13")).isZero();
        assertThat(schedule.rank("W16(16+14)")).isZero();
        assertThat(add("xor:W16=W16(16+14)^W16(8+3)")).isZero();
        assertThat(schedule.rank("W16")).isEqualTo(1);
    }

    @Test
    void operandsOfDifferentRanksAreRotatedByTheDifference() {
        add("xor:W16(16+14)=W0^W2");
        add("xor:W16(16+14+8)=W16(16+14)^W8");
        add("xor:W16=W16(16+14+8)^W13");
        assertThat(add("xor:W19(8+3)=W11^W16")).isEqualTo(-1);
        assertThat(schedule.rank("W19(8+3)")).isZero();
        assertThat(add("xor:W24(16+8)=W16^W8")).isEqualTo(1);
        assertThat(schedule.rank("W24(16+8)")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xor:W16=W0^W2", // terms are missing
                "xor:W16(16+14)=W0^W0", // a term twice
                "xor:W16(16+14)=W0^W3", // no term
                "xor:W16(16+14)=W0^W8", // another one
                "xor:W16(16+14)=W0^W17(16+14)", // a sum of another word
                "xor:W16(16+8)=W16(16+14)^W8",
                "xor:W16(16+14)=W16(16+14)^W2",
                "xor:W16(16+15)=W0^W1"
            })
    void refusesWhatIsNotTheSum(String text) {
        assertThatThrownBy(() -> add(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("wrong sum");
    }
}
