package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.ProviderException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a Mac does when it is misused or its key is not there, beyond MacContract. Inside the JVM: the core is all it takes. */
class MacFailureTest {

    private static final byte[] KEY = "a key".getBytes();

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @Test
    void initTakesItsOwnHandlesOnly() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1-DueHSM", DUE.provider());

        assertThatThrownBy(() -> mac.init(new SecretKeySpec(KEY, "HmacSHA1")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("no DueHsmKey");
        assertThatThrownBy(() -> mac.init(DueHsmKey.of("DueHSM-other", "a")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("belongs to DueHSM-other");
    }

    /** Whatever key it was: one of the board before one of the JVM, the other way round, or none. */
    @Test
    void aFailedInitForgetsKeyAndMessage() throws Exception {
        DUE.importKey("a", KEY);
        Mac mac = DUE.mac("a");
        Key noSecret = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
        for (Key key : new Key[] {DueHsmKey.of("a"), new SecretKeySpec(KEY, "HmacSHA1")}) {
            for (Key refused : new Key[] {null, DueHsmKey.of("DueHSM-other", "a"), noSecret}) {
                mac.init(key);
                mac.update((byte) 1);

                assertThatThrownBy(() -> mac.init(refused)).isInstanceOf(InvalidKeyException.class);
                assertThatThrownBy(mac::doFinal).isInstanceOf(IllegalStateException.class);
                mac.init(key);
                assertThat(mac.doFinal()).isEqualTo(Due.software(KEY).doFinal());
            }
        }
    }

    @Test
    void aDestroyedHandleIsRefused() throws Exception {
        DUE.importKey("a", KEY);
        DueHsmKey handle = DueHsmKey.of("a");
        Mac mac = DUE.mac("a");
        mac.init(handle);
        handle.destroy();

        assertThatThrownBy(mac::doFinal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("destroyed");
        assertThatThrownBy(() -> mac.init(handle))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("destroyed");
    }

    @Test
    void anUnknownKeyIsNamedWithItsPort() throws Exception {
        Mac mac = DUE.mac("nobody");

        assertThatThrownBy(mac::doFinal)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("nobody")
                .hasMessageContaining(DUE.port());
    }

    @Test
    void aFailedOperationStaysFailedUntilReset() throws Exception {
        Mac mac = DUE.mac("later");
        byte[] stream = new byte[5 << 20];

        assertThatThrownBy(() -> {
                    mac.update(stream);
                    mac.doFinal();
                })
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("later");
        DUE.importKey("later", KEY);
        mac.reset();
        assertThat(mac.doFinal(stream)).isEqualTo(Due.software(KEY).doFinal(stream));
    }
}
