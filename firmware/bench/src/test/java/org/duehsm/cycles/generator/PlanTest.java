package org.duehsm.cycles.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    private static Plan plan(String text) {
        return Plan.parse(text, Sha1.WORDS);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "message:15,              message,  15, M15,             pointer",
                "reverse:3,               reverse,  3,  W3,              M3",
                "load:W20(16+14),         load,     0,  W20(16+14),      ''",
                "store:W20,               store,    0,  -,               W20",
                "xor:W18(16+14)=W4^W2,    xor,      0,  W18(16+14),      W4 W2",
                "c7,                      c,        7,  C7,              ''",
                "b19,                     b,        19, B19,             C19",
                "b20,                     b,        20, F20,             C20",
                "d19,                     d,        19, F19,             B19",
                "m40,                     m,        40, A40,             ''",
                "n59,                     n,        59, -,               A59",
                "k0,                      k,        0,  -,               ''",
                "w79,                     w,        79, -,               W79",
                "f79,                     f,        79, -,               F79",
                "constant:3,              constant, 3,  -,               ''",
                "sum:4,                   sum,      4,  -,               H4",
                "chain:0,                 chain,    0,  H0,              ''",
                "pointer,                 pointer,  0,  pointer,         ''",
                "compare,                 compare,  0,  -,               pointer end"
            })
    void knowsWhatEachWordMakesAndNeeds(String text, String verb, int number, String target, String uses) {
        List<String> needed = uses.isEmpty() ? List.of() : List.of(uses.split(" "));
        assertThat(plan(text).steps()).containsExactly(new Step(text, verb, number, target, needed));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "constant:63,             constant, 63, K63,             ''",
                "k1,                      k,        1,  -,               K1",
                "q0,                      q,        0,  Q0,              P0",
                "h63,                     h,        63, -,               ''",
                "x64,                     x,        64, X64,             ''",
                "y63,                     y,        63, Y63,             X63 X64",
                "v15,                     v,        15, W17(2),          J15 W15",
                "l48,                     l,        48, W63(15),         F48 W48",
                "add:W17(7+2)=W17(2)+W10, add,      0,  W17(7+2),        W17(2) W10",
                "sum:7,                   sum,      7,  -,               H7"
            })
    void knowsTheWordsOfAnotherHash(String text, String verb, int number, String target, String uses) {
        List<String> needed = uses.isEmpty() ? List.of() : List.of(uses.split(" "));
        assertThat(Plan.parse(text, Sha256.WORDS).steps())
                .containsExactly(new Step(text, verb, number, target, needed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "again1",
                "k",
                "k80",
                "k05",
                "message:16",
                "message",
                "d20",
                "m39",
                "n60",
                "constant:4",
                "sum:5",
                "x3",
                "load:H1",
                "store:",
                "xor:W18=W4",
                "xor:W18=W4^W2^W1",
                "W3",
                "k:3",
                "c7,"
            })
    void refusesOtherWords(String text) {
        assertThatThrownBy(() -> plan("k0 " + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a step: " + text);
    }

    @Test
    void readsWordsBetweenWhiteSpaceAndSkipsComments() {
        assertThat(plan("# the order: k9\n\n  k0\ta0 # k8\nw0\n").steps())
                .extracting(Step::text)
                .containsExactly("k0", "a0", "w0");
        assertThat(plan("").steps()).isEmpty();
    }

    @Test
    void aValueDiesAtItsLastUseBeforeItIsMadeAnew() {
        Plan plan = plan("reverse:2 w2 store:W2 load:W2 w2");
        assertThat(plan.diesAt(0, "W2")).isFalse();
        assertThat(plan.diesAt(1, "W2")).isFalse();
        assertThat(plan.diesAt(2, "W2")).isTrue();
        assertThat(plan.diesAt(3, "W2")).isFalse();
        assertThat(plan.diesAt(4, "W2")).isTrue();
    }

    @Test
    void thePointerOutlivesThePlanUnlessItIsLoadedAgain() {
        Plan plan = plan("message:15 advance pointer compare");
        assertThat(plan.diesAt(0, Plan.POINTER)).isFalse();
        assertThat(plan.diesAt(1, Plan.POINTER)).isTrue();
        assertThat(plan.diesAt(3, Plan.POINTER)).isFalse();
    }

    @Test
    void knowsWhetherASpilledValueIsNeededOnceMore() {
        Plan plan = plan("store:W2 load:W2 w2 load:W2 w2");
        assertThat(plan.loadsAfter(0, "W2")).isTrue();
        assertThat(plan.loadsAfter(1, "W2")).isTrue();
        assertThat(plan.loadsAfter(3, "W2")).isFalse();
        assertThat(plan.loadsAfter(0, "W3")).isFalse();
    }
}
