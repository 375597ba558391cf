package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.MacMessage;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A key is for one algorithm, whoever asks. Inside the JVM: the core is all it takes. */
class KeyAlgorithmTest {

    private static final Algorithm SHA1 = Algorithm.HMAC_SHA1;
    private static final Algorithm SHA256 = Algorithm.HMAC_SHA256;
    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] LONG = new byte[100_000]; // more than the host keeps, so a stream on the device

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private final DueHsmClient client = DUE.client();
    private KeyStore store;

    @BeforeEach
    void aKeyOfEach() throws Exception {
        store = DUE.keyStore();
        client.importKey("1", SHA1, KEY, true);
        client.importKey("256", SHA256, KEY, true);
    }

    @Test
    void theDeviceTellsIt() {
        assertThat(client.algorithm("1")).isEqualTo(SHA1);
        assertThat(client.algorithm("256")).isEqualTo(SHA256);
        assertThat(client.find("256").flatMap(KeyEntry::algorithm)).contains(SHA256);
        assertThat(client.keys()).extracting(KeyEntry::algorithm).contains(Optional.of(SHA1), Optional.of(SHA256));
        assertRefused(
                DeviceStatus.UNKNOWN_KEY, () -> client.algorithm("none"), "key \"none\": the device has no such key");
        assertThatThrownBy(() -> client.algorithm("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGeneratedKeyIsForWhatWasAsked() {
        client.generateKey("made", SHA256);

        assertThat(client.mac(SHA256, "made", KEY, 0, 5)).hasSize(32).isEqualTo(client.mac(SHA256, "made", KEY, 0, 5));
        assertThat(client.find("made"))
                .hasValueSatisfying(key -> assertThat(key.generated()).isTrue());
        client.deleteKey("made");
    }

    @Test
    void forAnotherItIsRefusedWithItsOwn() {
        String words =
                "key \"256\": the key is for HmacSHA256, not for HmacSHA1; take another key, or use this one as what it is"
                        + " (in Java by the handle of KeyStore.getKey, or of withAlgorithm(\"HmacSHA256\"))";
        MacMessage message = new MacMessage(() -> client, SHA1, "256");

        assertWrong(() -> client.mac(SHA1, "256", KEY, 0, 5), words);
        assertWrong(() -> client.mac(SHA1, "256", LONG, 0, LONG.length), words);
        assertWrong(
                () -> {
                    message.update(LONG, 0, LONG.length);
                    message.doFinal();
                },
                words);
        assertWrong(() -> client.mac(SHA256, "1", KEY, 0, 5), "key \"1\": the key is for HmacSHA1, not for HmacSHA256");
    }

    /** A message that has begun by the old key does not end by the new one. */
    @Test
    void anIdMayChangeFromOneToTheOther() throws Exception {
        MacMessage begun = new MacMessage(() -> client, SHA1, "1");
        begun.update(LONG, 0, LONG.length);
        client.importKey("1", SHA256, KEY, true);

        assertRefused(DeviceStatus.NO_STREAM, begun::doFinal, "was replaced");
        assertWrong(() -> client.mac(SHA1, "1", KEY, 0, 5), "for HmacSHA256");
        assertThat(client.mac(client.algorithm("1"), "1", LONG, 0, LONG.length))
                .isEqualTo(Due.software(SHA256, KEY).doFinal(LONG));
    }

    @Test
    void theKeyStoreGivesAHandleThatSaysIt() throws Exception {
        assertThat(Collections.list(store.aliases())).contains("1", "256");
        assertThat(store.isKeyEntry("256")).isTrue();
        assertThat(store.entryInstanceOf("256", KeyStore.SecretKeyEntry.class)).isTrue();
        assertThat(store.getCreationDate("256")).isNotNull();
        assertThat(store.getKey("1", null).getAlgorithm()).isEqualTo("HmacSHA1");
        SecretKey handle = (SecretKey) store.getKey("256", null);
        assertThat(handle.getAlgorithm()).isEqualTo("HmacSHA256");
        assertThat(((KeyStore.SecretKeyEntry) store.getEntry("256", null)).getSecretKey())
                .isEqualTo(handle)
                .returns("HmacSHA256", SecretKey::getAlgorithm);
        String words = "key 256 on DueHSM says that it is for HmacSHA256, not for HmacSHA1; ask for HmacSHA256";
        Mac mac = DUE.mac("1");
        assertThatThrownBy(() -> mac.init(handle))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining(words);
        SecretKeyFactory factory = SecretKeyFactory.getInstance("HmacSHA1-DueHSM", DUE.provider());
        assertThatThrownBy(() -> factory.translateKey(handle))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining(words);
        Mac sha256 = Mac.getInstance("HmacSHA256", DUE.provider());
        sha256.init(handle);
        assertThat(sha256.doFinal(LONG)).isEqualTo(Due.software(SHA256, KEY).doFinal(LONG));
    }

    /** Which Mac is asked, what the handle says, and what the key is. */
    private static List<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        for (Algorithm asked : Algorithm.hmacs()) {
            for (Algorithm said : Algorithm.hmacs()) {
                for (Algorithm own : Algorithm.hmacs()) {
                    all.add(arguments(asked, said, own));
                }
            }
        }
        return all;
    }

    /** The key signs, or it is said what it is and how its handle is made: by the handle, and by the device if that lies. */
    @ParameterizedTest
    @MethodSource("combinations")
    void aMacTakesAKeyAsWhatItIs(Algorithm asked, Algorithm said, Algorithm own) throws Exception {
        String id = own == SHA1 ? "1" : "256";
        DueHsmKey handle = DueHsmKey.of(id).withAlgorithm(said.jcaName());
        for (String name : List.of(
                asked.jcaName(), asked.jcaName() + "-DueHSM", asked.oids().get(0))) {
            Mac mac = Mac.getInstance(name, DUE.provider());
            if (said != asked) {
                assertThatThrownBy(() -> mac.init(handle))
                        .isInstanceOf(InvalidKeyException.class)
                        .hasMessageContainingAll(
                                "key " + id + " on DueHSM says that it is for " + said.jcaName() + ", not for "
                                        + asked.jcaName(),
                                "KeyStore.getKey",
                                "withAlgorithm(\"" + asked.jcaName() + "\")");
                continue;
            }
            for (byte[] message : new byte[][] {KEY, LONG}) {
                mac.init(handle);
                if (own != asked) {
                    assertWrong(
                            () -> mac.doFinal(message),
                            "key \"" + id + "\": the key is for " + own.jcaName() + ", not for " + asked.jcaName());
                    assertWrong(
                            () -> mac.doFinal(message),
                            "KeyStore.getKey, or of withAlgorithm(\"" + own.jcaName() + "\")");
                } else {
                    assertThat(mac.doFinal(message))
                            .isEqualTo(Due.software(own, KEY).doFinal(message));
                }
            }
        }
    }

    @Test
    void afterOneThatIsForAnotherAMacTakesTheNext() throws Exception {
        Mac mac = DUE.mac("256");

        assertWrong(() -> mac.doFinal(KEY), "the key is for HmacSHA256");
        mac.init(DueHsmKey.of("1"));
        assertThat(mac.doFinal(LONG)).isEqualTo(Due.software(KEY).doFinal(LONG));
    }

    @Test
    void theKeyStoreReplacesAndDeletesItLikeAnyOther() throws Exception {
        DUE.importKey("256", KEY);
        assertThat(client.algorithm("256")).isEqualTo(SHA1);
        client.importKey("256", SHA256, KEY, true);
        store.deleteEntry("256");
        assertThat(client.find("256")).isEmpty();
    }

    private void assertWrong(ThrowingCallable call, String words) {
        assertRefused(DeviceStatus.WRONG_ALGORITHM, call, words);
    }

    private void assertRefused(DeviceStatus status, ThrowingCallable call, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageStartingWith(DUE.port() + ": ")
                .hasMessageContaining(words);
    }
}
