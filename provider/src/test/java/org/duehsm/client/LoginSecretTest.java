package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginSecretTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "signing program", "Zoë", "01234567890123456789012345678901", "öööööööööööööööö"})
    void namesOfUpTo32Bytes(String name) {
        assertThat(LoginSecret.generate(name, Role.USER).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "'',has at least 1 character",
        "012345678901234567890123456789012,at most 32 bytes of UTF-8; this one has 33: 01234567890123456789...",
        "ööööööööööööööööö,at most 32 bytes of UTF-8; this one has 34: ööööööööööööööööö...",
        "'a\tb',no control characters",
        "a\uD800,valid Unicode",
    })
    void otherNamesAreRefused(String name, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoginSecret.generate(name, Role.USER))
                .withMessageStartingWith("the name of a login ")
                .withMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aSecretHas32Bytes(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginSecret("signer", Role.USER, new byte[size]))
                .withMessage("the secret of a login has 32 bytes; the one of \"signer\" has " + size);
    }

    @Test
    void eachIsAnother() {
        byte[] one = LoginSecret.generate("signer", Role.USER).secret();
        byte[] other = LoginSecret.generate("signer", Role.USER).secret();
        assertThat(one).hasSize(32).isNotEqualTo(other);
    }

    @Test
    void whatItIsMadeOfAndWhatItGivesAreCopies() {
        byte[] bytes = "0123456789abcdef0123456789ABCDEF".getBytes();
        LoginSecret login = new LoginSecret("signer", Role.USER, bytes);
        byte[] expected = bytes.clone();
        bytes[0]++;
        login.secret()[1]++;
        assertThat(login.secret()).isEqualTo(expected);
    }

    @Test
    void afterDestroyItGivesNone() {
        LoginSecret login = LoginSecret.generate("signer", Role.MANAGER);
        assertThat(login.isDestroyed()).isFalse();
        login.destroy();
        login.destroy();
        assertThat(login.isDestroyed()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(login::secret)
                .withMessage("the secret of manager \"signer\" has been destroyed");
    }

    @Test
    void itsTextIsWithoutTheSecret() {
        LoginSecret login = LoginSecret.generate("signer", Role.USER);
        assertThat(login)
                .hasToString("user \"signer\"")
                .asString()
                .doesNotContain(HexFormat.of().formatHex(login.secret()))
                .doesNotContain(Base64.getEncoder().encodeToString(login.secret()));
    }

    @Test
    void rolesHaveTheirNumbers() {
        assertThat(Role.of(1)).contains(Role.USER);
        assertThat(Role.of(2)).contains(Role.MANAGER);
        assertThat(Role.of(0)).isEmpty();
        assertThat(Role.of(3)).isEmpty();
        assertThat(Role.of("manager")).contains(Role.MANAGER);
        assertThat(Role.of("MANAGER")).isEmpty();
    }
}
