package org.duehsm.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.security.Key;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.MacSpi;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;

/** A signer that fails in ways that nobody has foreseen. */
class FaultTest extends DaemonTest {

    @Test
    void aFaultIsAnsweredAndCounted() throws Exception {
        serveWith(Faulty.class);

        assertAnswer(500, "internal-error");
    }

    /** As it comes out of a provider whose settings are not allowed. */
    @Test
    void aProviderExceptionOfAnyKindIsADeviceThatIsNotThere() throws Exception {
        serveWith(Unconfigured.class);

        assertAnswer(503, "device-unavailable");
    }

    private static void serveWith(Class<? extends MacSpi> mac) throws Exception {
        DueHsmProvider provider = new DueHsmProvider();
        serve(provider, DaemonConfig.onLoopback(0));
        provider.clear();
        provider.put("Mac.HmacSHA1-DueHSM", mac.getName());
    }

    private static void assertAnswer(int status, String code) throws Exception {
        HttpResponse<String> response = post(message(KEY_ID));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(error(code));
        assertThat(log()).contains("outcome=" + code);
        assertThat(get("/metrics").body())
                .contains("duehsm_sign_requests_in_progress 0.0", "outcome=\"" + code + "\"} 1.0");
    }

    /** Its last call throws what is no exception. */
    public static class Faulty extends MacSpi {

        @Override
        protected int engineGetMacLength() {
            return 20;
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters) {}

        @Override
        protected void engineUpdate(byte input) {}

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {}

        @Override
        protected byte[] engineDoFinal() {
            throw new AssertionError("a fault made by a test");
        }

        @Override
        protected void engineReset() {}
    }

    /** Its last call throws as the provider does. */
    public static final class Unconfigured extends Faulty {

        @Override
        protected byte[] engineDoFinal() {
            throw new ProviderException("made by a test");
        }
    }
}
