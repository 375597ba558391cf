package org.duehsm.cycles.generator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GeneratorTest {

    @Test
    void refusesAHashThatItDoesNotKnow() {
        assertThatThrownBy(() -> Generator.assembly("md5", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such hash: md5");
    }
}
