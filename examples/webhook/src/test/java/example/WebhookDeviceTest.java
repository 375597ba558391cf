package example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.security.KeyStore;
import java.security.Security;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import org.duehsm.provider.DueHsmKeySpec;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the device at duehsm.port, which this test leaves as it was. */
class WebhookDeviceTest {

    private static final String ID = "webhook-device-test";

    private static SecretKey key;

    @BeforeAll
    static void importKey() throws Exception {
        Security.addProvider(new DueHsmProvider());
        DueHsmKeySpec spec = new DueHsmKeySpec(ID, "It's a Secret to Everybody".getBytes(UTF_8));
        key = SecretKeyFactory.getInstance("HmacSHA256-DueHSM").generateSecret(spec);
        spec.destroy();
    }

    @AfterAll
    static void deleteKey() throws Exception {
        KeyStore keys = KeyStore.getInstance("DueHSM");
        keys.load(null, null);
        keys.deleteEntry(ID);
        Security.removeProvider(DueHsmProvider.NAME);
    }

    @Test
    void signsAsGitHubDoes() throws Exception {
        assertEquals(
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                new Webhook(key).signature("Hello, World!".getBytes(UTF_8)));
    }

    @Test
    void theKeyStaysWhereItIs() {
        assertNull(key.getEncoded());
    }
}
