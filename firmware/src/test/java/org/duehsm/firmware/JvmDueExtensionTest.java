package org.duehsm.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.port.PortName;
import org.duehsm.port.Ports;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uses the extension as a user does, and calls it where it is to fail. */
class JvmDueExtensionTest {

    private static final byte[] KEY = "not a secret".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> OF_CLASS = new HashSet<>();
    private static final Set<String> OF_TESTS = new HashSet<>();
    private static ExtensionContext ofClass;
    private static int tests;

    @RegisterExtension
    static final JvmDueExtension DUE =
            new JvmDueExtension().withKey("webhook", KEY).registered();

    @RegisterExtension
    static final BeforeAllCallback CONTEXT = context -> ofClass = context;

    @RegisterExtension
    final JvmDueExtension own =
            new JvmDueExtension().withKey("own", KEY).withKey("own-256", Algorithm.HMAC_SHA256, KEY);

    @AfterAll
    static void oneForTheClassAndOneForEachTest() {
        assertThat(OF_CLASS).hasSize(1);
        assertThat(OF_TESTS).hasSize(tests);
        assertThat(OF_TESTS)
                .allSatisfy(port -> assertThatThrownBy(() -> Ports.open(PortName.parse(port), 3_000))
                        .hasMessageContaining("no such device"));
    }

    private void note() {
        tests++;
        OF_CLASS.add(DUE.device().port());
        OF_TESTS.add(own.device().port());
    }

    @RepeatedTest(2)
    void codeThatKnowsNoProviderSignsWithTheKeysGiven() throws Exception {
        note();
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(DueHsmKey.of("webhook"));
        Mac software = Mac.getInstance("HmacSHA1", "SunJCE");
        software.init(new SecretKeySpec(KEY, "HmacSHA1"));
        assertThat(mac.doFinal(KEY)).isEqualTo(software.doFinal(KEY));
        assertThat(mac.getProvider()).isSameAs(DUE.provider());
        assertThat(own.provider().client().info().keys()).isEqualTo(2);
    }

    @Test
    void aKeyIsForWhatTheTestSays() throws Exception {
        note();
        for (String id : new String[] {"own", "own-256"}) {
            Algorithm algorithm = id.equals("own") ? Algorithm.HMAC_SHA1 : Algorithm.HMAC_SHA256;
            Mac software = Mac.getInstance(algorithm.jcaName(), "SunJCE");
            software.init(new SecretKeySpec(KEY, algorithm.jcaName()));
            assertThat(own.provider().client().algorithm(id)).isEqualTo(algorithm);
            Mac mac = Mac.getInstance(algorithm.jcaName(), own.provider());
            mac.init(DueHsmKey.of(id).withAlgorithm(algorithm.jcaName()));
            assertThat(mac.doFinal(KEY)).isEqualTo(software.doFinal(KEY));
        }
    }

    @Nested
    class Inside {

        @Test
        void theDeviceIsThatOfTheClassAround() {
            note();
            assertThat(Security.getProvider(DueHsmProvider.NAME)).isSameAs(DUE.provider());
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OneInstance {

        private final Set<String> seen = new HashSet<>();

        @RegisterExtension
        final JvmDueExtension ofInstance = new JvmDueExtension();

        @RepeatedTest(2)
        void hasOneDevice() {
            seen.add(ofInstance.device().port());
            assertThat(seen).hasSize(1);
            assertThat(ofInstance.device().isOn()).isTrue();
        }
    }

    @Test
    void anotherProviderOfTheNameIsSaidToBeThereAndStays() {
        note();
        JvmDueExtension second = new JvmDueExtension().registered();
        assertThatThrownBy(() -> second.beforeAll(ofClass))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a provider named DueHSM is registered already");
        assertThatThrownBy(second::device).hasMessageContaining("@RegisterExtension");
        second.afterAll(ofClass);
        assertThat(Security.getProvider(DueHsmProvider.NAME)).isSameAs(DUE.provider());
        assertThat(DUE.provider().client().info().keys()).isEqualTo(1);
    }

    @Test
    void aKeyThatTheDeviceRefusesLeavesNoDevice() {
        note();
        JvmDueExtension refused = new JvmDueExtension().withKey("empty", new byte[0]);
        assertThatThrownBy(() -> refused.beforeAll(ofClass)).hasMessageContaining("1024");
        assertThatThrownBy(refused::provider).isInstanceOf(IllegalStateException.class);
        refused.afterAll(ofClass);
    }

    /** A developer's settings mean his own board, whose key of the same id is not to be replaced by that of a test. */
    @Test
    void whatTheJvmIsToldOfABoardStaysUntouched() {
        note();
        JvmDueExtension extension = new JvmDueExtension().withKey("webhook", KEY);
        String board = own.device().port();
        System.setProperty("duehsm.port", board);
        System.setProperty("duehsm.connections", "2");
        try {
            extension.beforeAll(ofClass);
            assertThat(extension.provider().client().config().port())
                    .isEqualTo(extension.device().port());
            assertThat(extension.provider().client().info().keys()).isEqualTo(1);
            extension.afterAll(ofClass);
            assertThat(System.getProperty("duehsm.port")).isEqualTo(board);
            assertThat(System.getProperty("duehsm.connections")).isEqualTo("2");
        } finally {
            System.clearProperty("duehsm.port");
            System.clearProperty("duehsm.connections");
        }
        assertThat(own.provider().client().info().keys()).isEqualTo(2);
    }
}
