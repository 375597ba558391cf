package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.ProviderException;
import java.util.HexFormat;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKeyFactory;
import org.duehsm.client.DueHsmClient;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmKeySpec;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a sealed device refuses, through Java. Inside the JVM: the core holds the seal. */
class SealedDeviceTest {

    private static final String NAME = "HmacSHA1-DueHSM";
    private static final String WAY_BACK = "recovery jumper";
    private static final byte[] KEY = "a key".getBytes();

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @BeforeAll
    static void seal() throws Exception {
        DUE.importKey("a", KEY);
        DueHsmClient client = ((DueHsmProvider) DUE.provider()).client();
        client.seal(HexFormat.of().parseHex(client.info().uniqueId()));
        assertThat(client.info().sealed()).isTrue();
    }

    @Test
    void itSignsAndLists() throws Exception {
        assertThat(DUE.mac("a").doFinal(KEY)).isEqualTo(Due.software(KEY).doFinal(KEY));
        assertThat(DUE.keyStore().size()).isEqualTo(1);
    }

    @Test
    void itRefusesChangesAndSaysTheWayBack() throws Exception {
        KeyStore store = DUE.keyStore();
        KeyGenerator generator = KeyGenerator.getInstance(NAME, DUE.provider());
        generator.init(new DueHsmKeyGenParameterSpec("b"));
        SecretKeyFactory factory = SecretKeyFactory.getInstance(NAME, DUE.provider());

        assertThatThrownBy(() -> DUE.importKey("a", KEY))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining(WAY_BACK);
        assertThatThrownBy(() -> store.deleteEntry("a"))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining(WAY_BACK);
        assertThatThrownBy(generator::generateKey)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(WAY_BACK);
        assertThatThrownBy(() -> factory.generateSecret(new DueHsmKeySpec("b", KEY)))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(WAY_BACK);
        assertThat(store.size()).isEqualTo(1);
    }
}
