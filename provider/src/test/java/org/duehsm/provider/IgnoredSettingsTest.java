package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoredSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duehsm.port",
                "duehsm.baud",
                "duehsm.timeout",
                "duehsm.tls-key-store",
                "duehsm.login",
                "duehsm.secret-file",
                "duehsm.backup-2.login",
                "duehsm.backup-2.port",
                "duehsm.backup-2.tls-trust-store",
                "duehsm.port.port",
                "DUEHSM_PORT",
                "DUEHSM_BAUD",
                "DUEHSM_TIMEOUT",
                "DUEHSM_CONNECTIONS",
                "DUEHSM_TLS_TRUST_STORE",
                "DUEHSM_TLS_PASSWORD_FILE",
                "DUEHSM_LOGIN",
                "DUEHSM_SECRET_FILE",
                "DUEHSM_SERVE_TOKEN",
                "DUE_HSM_BAUD",
                "org.duehsm.prot"
            })
    void saysNothingOfSettingsAndOfOthers(String name) {
        assertThat(IgnoredSettings.among(Set.of(name), Map.of(name, "x"))).noneMatch(said -> said.contains(" " + name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duehsm.prot",
                "duehsm.Port",
                "DueHSM.port",
                "duehsm.name",
                "duehsm.tls_key_store",
                "duehsm.",
                "duehsm.a b.port",
                "duehsm.b.prot",
                "duehsm.a.b.port"
            })
    void namesAPropertyAndTheSettings(String name) {
        assertThat(IgnoredSettings.among(Set.of(name, "java.home"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("the system property " + name + " is no setting of DueHSM and is ignored")
                .contains("duehsm.port, duehsm.baud, duehsm.timeout,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DUEHSM_PROT",
                "duehsm_port",
                "DUEHSM_NAME",
                "DUEHSM_TLS-KEY-STORE",
                "DUEHSM_",
                "DUEHSM_BACKUP_PORT",
                "DUEHSM_SERVE_TOKNE"
            })
    void namesAVariableAndTheSettingsAndNoValue(String name) {
        assertThat(IgnoredSettings.among(Set.of(), Map.of(name, "a secret", "HOME", "/")))
                .singleElement()
                .asString()
                .startsWith("the environment variable " + name + " is no setting of DueHSM and is ignored")
                .contains("DUEHSM_PORT, DUEHSM_BAUD, DUEHSM_TIMEOUT, DUEHSM_CONNECTIONS, ", ", DUEHSM_SERVE_TOKEN")
                .doesNotContain("secret");
    }

    /** Its map of variables ignores their case. */
    @Test
    void takesAnySpellingThatWindowsTakes() {
        assertThat(IgnoredSettings.among(Set.of(), Map.of("DueHsm_Port", "COM5", "DUEHSM_PORT", "COM5")))
                .isEmpty();
    }
}
