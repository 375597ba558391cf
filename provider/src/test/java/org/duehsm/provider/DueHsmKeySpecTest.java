package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class DueHsmKeySpecTest {

    @Test
    void itKeepsACopyOfTheKey() {
        byte[] key = {1, 2, 3};
        DueHsmKeySpec spec = new DueHsmKeySpec("a", key);
        key[0] = 9;
        spec.key()[1] = 9;

        assertThat(spec.key()).containsExactly(1, 2, 3);
    }

    @Test
    void destroyWipesTheKey() {
        DueHsmKeySpec spec = new DueHsmKeySpec("a", new byte[] {1});
        spec.destroy();

        assertThat(spec.isDestroyed()).isTrue();
        assertThatIllegalStateException().isThrownBy(spec::key);
    }

    @Test
    void itsTextHasNoKey() {
        assertThat(new DueHsmKeySpec("a", new byte[] {77})).hasToString("DueHsmKeySpec[DueHSM, a]");
    }

    @Test
    void itNamesAToken() {
        assertThat(new DueHsmKeySpec("a", new byte[1]).token()).isEqualTo("DueHSM");
        assertThat(new DueHsmKeySpec("DueHSM-b", "a", new byte[1]).token()).isEqualTo("DueHSM-b");
        assertThat(new DueHsmKeyGenParameterSpec("a").token()).isEqualTo("DueHSM");
        assertThatIllegalArgumentException().isThrownBy(() -> new DueHsmKeySpec("b", "a", new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new DueHsmKeyGenParameterSpec("b", "a"));
    }

    @Test
    void aKeyHas1To1024Bytes() {
        assertThat(new DueHsmKeySpec("a", new byte[1024]).key()).hasSize(1024);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DueHsmKeySpec("a", new byte[0]))
                .withMessageContaining("1 to 1024 bytes; the one for a has 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new DueHsmKeySpec("a", new byte[1025]));
    }
}
