package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import javax.crypto.Mac;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A registered provider ahead of ours that tries every key, and ours last. Inside the JVM: it is about the JDK's choice. */
class BouncyCastleTest {

    private static final byte[] KEY = "Jefe".getBytes();
    private static final byte[] MESSAGE = "what do ya want for nothing?".getBytes();

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @BeforeEach
    void registerFirst() {
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
    }

    @AfterEach
    void remove() {
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
        Security.removeProvider(DueHsmProvider.NAME);
    }

    @Test
    void leavesHandlesToUs() throws Exception {
        DUE.importKey("jefe", KEY);
        Mac mac = macOf(DUE.provider(), "jefe");

        assertThat(mac.doFinal(MESSAGE)).isEqualTo(Due.software(KEY).doFinal(MESSAGE));
        assertThat(mac.getProvider()).isSameAs(DUE.provider());
    }

    @Test
    void leavesTheErrorOfAnAbsentDeviceToUs() throws Exception {
        Mac mac = macOf(Due.provider("/dev/duehsm-absent"), "jefe");

        assertThatThrownBy(() -> mac.doFinal(MESSAGE))
                .isInstanceOf(ProviderException.class)
                .hasMessageContainingAll("/dev/duehsm-absent", "jefe");
    }

    /** The trap: what asks for the length first has chosen Bouncy Castle, which finds no bytes in a handle. */
    @Test
    void keepsAMacThatWasAskedForItsLengthBeforeInit() throws Exception {
        Security.addProvider(DUE.provider());
        DUE.importKey("jefe", KEY);
        Mac chosen = Mac.getInstance("HmacSHA1");
        assertThat(chosen.getMacLength()).isEqualTo(20);

        assertThat(chosen.getProvider().getName()).isEqualTo(BouncyCastleProvider.PROVIDER_NAME);
        assertThatThrownBy(() -> chosen.init(DueHsmKey.of("jefe"))).isInstanceOf(NullPointerException.class);

        Mac named = Mac.getInstance("HmacSHA1-DueHSM");
        assertThat(named.getMacLength()).isEqualTo(20);
        named.init(DueHsmKey.of("jefe"));
        assertThat(named.doFinal(MESSAGE)).isEqualTo(Due.software(KEY).doFinal(MESSAGE));
    }

    private static Mac macOf(Provider ours, String id) throws Exception {
        Security.addProvider(ours);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(DueHsmKey.of(id));
        return mac;
    }
}
