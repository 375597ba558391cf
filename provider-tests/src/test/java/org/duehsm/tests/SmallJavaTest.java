package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.MacMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Java whose image has not what the provider can do without. */
class SmallJavaTest {

    private static final int OF_A_STREAM = 200_000;

    /** It has no events, on the class path; the module requires jdk.jfr. */
    @Test
    @Timeout(60)
    void withoutFlightRecorderThereAreMacs() throws Exception {
        try (Jvm jvm = Jvm.with(
                        "--limit-modules", "java.base,java.logging", "-cp", System.getProperty("java.class.path"))
                .start(Macs.class)) {
            assertThat(jvm.readAll()).isEqualTo(List.of("32", "32", "closed"));
        }
    }

    /** A program that has a message signed at once, and one in parts. */
    static final class Macs {

        private Macs() {}

        public static void main(String[] none) {
            DueHsmClient client = DueHsmClient.shared(ClientConfig.of("jvm:"));
            client.generateKey("k", Algorithm.HMAC_SHA256);
            System.out.println(client.mac(Algorithm.HMAC_SHA256, "k", new byte[1], 0, 1).length);
            MacMessage message = new MacMessage(() -> client, Algorithm.HMAC_SHA256, "k");
            message.update(new byte[OF_A_STREAM], 0, OF_A_STREAM);
            System.out.println(message.doFinal().length);
            client.close();
            System.out.println("closed");
        }
    }
}
