package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a Mac does whose provider was chosen before there was a key, and the board is there; without it:
 * RegisteredFirstTest. Whose it is: SelectionTest. Inside the JVM: it is about the JDK's choice.
 */
class ChosenUnseenTest {

    private static final byte[] KEY = "12345678901234567890".getBytes();
    private static final byte[] ANOTHER = "another key".getBytes();
    private static final byte[] LONG = new byte[200_000]; // more than the host keeps: a stream on the device
    private static final int FIRST = 1;
    private static final int LAST = 0;

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @BeforeEach
    void importKeys() {
        for (Algorithm algorithm : Algorithm.hmacs()) {
            DUE.client().importKey(algorithm.jcaName(), algorithm, KEY, true);
        }
    }

    @AfterEach
    void remove() {
        Security.removeProvider("DueHSM");
    }

    private static DueHsmKey handle(Algorithm algorithm) {
        return DueHsmKey.of(algorithm.jcaName()).withAlgorithm(algorithm.jcaName());
    }

    private static Mac unseen(Algorithm algorithm) throws Exception {
        Mac mac = Mac.getInstance(algorithm.jcaName());
        assertThat(mac.getMacLength()).isEqualTo(algorithm.macLength());
        return mac;
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void firstItTakesHandlesAndOrdinaryKeysInAnyOrder(Algorithm algorithm) throws Exception {
        Security.insertProviderAt(DUE.provider(), FIRST);
        Mac mac = unseen(algorithm);
        Key ordinary = new SecretKeySpec(ANOTHER, algorithm.jcaName());
        byte[] byHandle = Due.software(algorithm, KEY).doFinal(LONG);
        byte[] bySoftware = Due.software(algorithm, ANOTHER).doFinal(LONG);
        for (int i = 0; i < 2; i++) {
            mac.init(handle(algorithm));
            assertThat(mac.doFinal(LONG)).isEqualTo(byHandle);
            mac.update(LONG); // a stream that goes no further
            mac.init(ordinary);
            assertThat(mac.doFinal(LONG)).isEqualTo(bySoftware);
            mac.update(LONG);
        }
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void firstItsClonesGoTheirOwnWay(Algorithm algorithm) throws Exception {
        Security.insertProviderAt(DUE.provider(), FIRST);
        Mac prototype = unseen(algorithm);
        Mac byHandle = (Mac) prototype.clone();
        byHandle.init(handle(algorithm));
        byHandle.update(LONG, 0, 150_000);
        Mac copy = (Mac) byHandle.clone();
        Mac bySoftware = (Mac) byHandle.clone();
        bySoftware.init(new SecretKeySpec(ANOTHER, algorithm.jcaName()));

        for (Mac mac : new Mac[] {byHandle, copy}) {
            mac.update(LONG, 150_000, 50_000);
            assertThat(mac.doFinal()).isEqualTo(Due.software(algorithm, KEY).doFinal(LONG));
        }
        assertThat(bySoftware.doFinal(LONG))
                .isEqualTo(Due.software(algorithm, ANOTHER).doFinal(LONG));
    }

    /** java-otp makes a prototype, and clones it before it sees a key. RFC 6238, appendix B; SHA-256 by Python's hmac. */
    @Test
    void javaOtp() throws Exception {
        Map<String, String> passwords = Map.of("HmacSHA1", "94287082", "HmacSHA256", "32247374");
        for (int position : List.of(FIRST, LAST)) {
            Security.insertProviderAt(DUE.provider(), position);
            for (Algorithm algorithm : Algorithm.hmacs()) {
                String password = passwords.get(algorithm.jcaName());
                assertThat(password(algorithm.jcaName() + "-DueHSM", handle(algorithm)))
                        .isEqualTo(password);
                assertThat(password(algorithm.jcaName(), new SecretKeySpec(KEY, "RAW")))
                        .isEqualTo(password);
                if (position == FIRST) {
                    assertThat(password(algorithm.jcaName(), handle(algorithm))).isEqualTo(password);
                } else {
                    assertThatThrownBy(() -> password(algorithm.jcaName(), handle(algorithm)))
                            .isInstanceOf(InvalidKeyException.class);
                }
            }
            Security.removeProvider("DueHSM");
        }
    }

    private static String password(String algorithm, Key key) throws Exception {
        return new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(30), 8, algorithm)
                .generateOneTimePasswordString(key, Instant.ofEpochSecond(59));
    }
}
