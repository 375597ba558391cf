package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.security.ProviderException;
import javax.crypto.SecretKey;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Rcode;

/**
 * The recipe of provider/RECIPES.md for DNS, as it stands there, against a server that checks by the same key in
 * software. Inside the JVM: a device is all it needs.
 */
class TsigRecipeTest {

    @RegisterExtension
    static final Due DUE = Due.inJvm().registered();

    private static final Page PAGE = new Page("provider/RECIPES.md");
    private static final byte[] KEY = "a key that is known to the tests".getBytes(UTF_8);

    @BeforeAll
    static void importKeys() {
        DUE.client().importKey("update-key", Algorithm.HMAC_SHA256, KEY, true);
        DUE.client().importKey("wrong-key", Algorithm.HMAC_SHA256, new byte[32], true);
    }

    @Test
    void theServerAndTheBoardAgree() throws Exception {
        try (LoopbackDns dns = new LoopbackDns("update-key", KEY)) {
            setAddress(dns, "update-key");

            assertThat(dns.verdicts()).containsExactly(Rcode.NOERROR);
            assertThat(dns.addresses()).containsExactly("www.example.com. 192.0.2.1");
        }
    }

    @Test
    void theServerRefusesAnotherKey() throws Exception {
        try (LoopbackDns dns = new LoopbackDns("update-key", KEY)) {
            assertThatThrownBy(() -> setAddress(dns, "wrong-key"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not signed by the key");

            assertThat(dns.verdicts()).containsExactly(Rcode.BADSIG);
            assertThat(dns.addresses()).isEmpty();
        }
    }

    @Test
    void anAnswerByAnotherKeyIsRefused() throws Exception {
        try (LoopbackDns dns = new LoopbackDns("update-key", KEY)) {
            dns.answerBy(new byte[32]);

            assertThatThrownBy(() -> setAddress(dns, "update-key"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not signed by the key");
        }
    }

    @Test
    void aRefusalThatIsSignedIsOne() throws Exception {
        try (LoopbackDns dns = new LoopbackDns("update-key", KEY)) {
            assertThatThrownBy(() -> setAddress(dns, "update-key", "example.net"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("REFUSED");

            assertThat(dns.verdicts()).containsExactly(Rcode.NOERROR);
            assertThat(dns.addresses()).isEmpty();
        }
    }

    @Test
    void anErrorOfTheBoardIsNoneOfTheServer() throws Exception {
        try (LoopbackDns dns = new LoopbackDns("update-key", KEY)) {
            assertThatThrownBy(() -> setAddress(dns, "missing-key"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("missing-key");

            assertThat(dns.verdicts()).isEmpty();
        }
    }

    @Test
    void anErrorOfTheBoardWithTheAnswerIsNoWrongSignature() throws Exception {
        DUE.client().importKey("lost-key", Algorithm.HMAC_SHA256, KEY, true);
        try (LoopbackDns dns = new LoopbackDns("update-key", KEY)) {
            dns.meanwhile(() -> DUE.client().deleteKey("lost-key"));

            assertThatThrownBy(() -> setAddress(dns, "lost-key"))
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(ProviderException.class)
                    .hasMessageContaining("lost-key");

            assertThat(dns.addresses()).hasSize(1);
        }
    }

    private static void setAddress(LoopbackDns dns, String id) throws Exception {
        setAddress(dns, id, "example.com");
    }

    private static void setAddress(LoopbackDns dns, String id, String zone) throws Exception {
        SecretKey key = DueHsmKey.of(id).withAlgorithm("HmacSHA256");
        Recipe recipe = PAGE.recipe("DNS updates signed by TSIG");
        Object server = recipe.call("signed", dns.address(), "update-key", key);
        recipe.call("setAddress", server, zone, "www." + zone, InetAddress.getByName("192.0.2.1"));
    }
}
