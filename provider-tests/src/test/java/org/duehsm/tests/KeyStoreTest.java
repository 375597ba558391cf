package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key store in Java's hands. Inside the JVM: the core is all it takes. */
class KeyStoreTest {

    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] OTHER = "another key".getBytes();

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private KeyStore store;

    @BeforeEach
    void open() throws Exception {
        store = DUE.keyStore();
    }

    @AfterEach
    void deleteAll() throws Exception {
        for (String alias : Collections.list(store.aliases())) {
            store.deleteEntry(alias);
        }
    }

    @Test
    void anEmptyDeviceIsAnEmptyStore() throws Exception {
        assertThat(store.size()).isZero();
        assertThat(store.aliases().hasMoreElements()).isFalse();
        assertThat(store.containsAlias("a")).isFalse();
        assertThat(store.getKey("a", null)).isNull();
        assertThat(store.getEntry("a", null)).isNull();
        assertThat(store.getCreationDate("a")).isNull();
        assertThat(store.isKeyEntry("")).isFalse();
    }

    @Test
    void aKeyThatIsSetIsAHandleFromThenOn() throws Exception {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        store.setKeyEntry("Schlüssel 1", new SecretKeySpec(KEY, "HmacSHA1"), null, null);

        assertThat(Collections.list(store.aliases())).containsExactly("Schlüssel 1");
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.isKeyEntry("Schlüssel 1")).isTrue();
        assertThat(store.entryInstanceOf("Schlüssel 1", KeyStore.SecretKeyEntry.class))
                .isTrue();
        assertThat(store.containsAlias("schlüssel 1")).isFalse();
        assertThat(store.getKey("Schlüssel 1", null)).isEqualTo(DueHsmKey.of("Schlüssel 1"));
        assertThat(store.getKey("Schlüssel 1", null).getEncoded()).isNull();
        assertThat(store.getCreationDate("Schlüssel 1").toInstant()).isBetween(before, Instant.now());
        assertThat(DUE.mac("Schlüssel 1").doFinal(OTHER))
                .isEqualTo(Due.software(KEY).doFinal(OTHER));
    }

    @Test
    void manyKeysAreListedEachOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            DUE.importKey("key-" + i, KEY);
        }
        assertThat(Collections.list(store.aliases())).hasSize(40).doesNotHaveDuplicates();
        assertThat(store.size()).isEqualTo(40);
    }

    @Test
    void settingAKeyAgainReplacesIt() throws Exception {
        DUE.importKey("a", KEY);
        store.setEntry("a", new KeyStore.SecretKeyEntry(new SecretKeySpec(OTHER, "HmacSHA1")), null);

        assertThat(store.size()).isEqualTo(1);
        assertThat(DUE.mac("a").doFinal(KEY)).isEqualTo(Due.software(OTHER).doFinal(KEY));
    }

    @Test
    void aHandleMayBeSetUnderItsOwnIdOnly() throws Exception {
        DUE.importKey("a", KEY);
        store.setKeyEntry("a", store.getKey("a", null), null, null);

        assertThat(DUE.mac("a").doFinal()).isEqualTo(Due.software(KEY).doFinal());
        assertThatThrownBy(() -> store.setKeyEntry("b", DueHsmKey.of("a"), null, null))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining("has no bytes");
        assertThatThrownBy(() -> store.setKeyEntry("b", DueHsmKey.of("b"), null, null))
                .isInstanceOf(KeyStoreException.class);
    }

    @Test
    void aDeletedKeyIsGone() throws Exception {
        DUE.importKey("a", KEY);
        store.deleteEntry("a");
        store.deleteEntry("a");

        assertThat(store.containsAlias("a")).isFalse();
        assertThatThrownBy(() -> DUE.mac("a").doFinal()).hasMessageContaining("a");
    }

    @Test
    void anEntryIsAHandle() throws Exception {
        DUE.importKey("a", KEY);

        KeyStore.SecretKeyEntry entry = (KeyStore.SecretKeyEntry) store.getEntry("a", null);
        assertThat(entry.getSecretKey()).isEqualTo(DueHsmKey.of("a"));
        assertThat(store.getEntry("a", new KeyStore.PasswordProtection(null))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "changeit"})
    void passwordsAreIgnored(String text) throws Exception {
        char[] password = text.toCharArray();
        KeyStore.ProtectionParameter protection = new KeyStore.PasswordProtection(password);
        KeyStore.SecretKeyEntry entry = new KeyStore.SecretKeyEntry(new SecretKeySpec(OTHER, "HmacSHA1"));

        store.load(null, password);
        store.store(null, password);
        store.setKeyEntry("a", new SecretKeySpec(KEY, "HmacSHA1"), password, null);
        assertThat(store.getKey("a", password)).isEqualTo(DueHsmKey.of("a"));
        assertThat(DUE.mac("a").doFinal()).isEqualTo(Due.software(KEY).doFinal());
        store.setEntry("a", entry, protection);
        assertThat(((KeyStore.SecretKeyEntry) store.getEntry("a", protection)).getSecretKey())
                .isEqualTo(DueHsmKey.of("a"));
        assertThat(DUE.mac("a").doFinal()).isEqualTo(Due.software(OTHER).doFinal());
        store.setEntry("b", entry, asking());
        assertThat(store.getEntry("b", asking())).isNotNull();
    }

    /** A builder insists on a protection, and hands it on by {@code load} and with each key. */
    @ParameterizedTest
    @MethodSource("protections")
    void aBuilderWorksWithAnyProtection(KeyStore.ProtectionParameter protection) throws Exception {
        DUE.importKey("a", KEY);
        KeyStore.Builder builder = KeyStore.Builder.newInstance("DueHSM", DUE.provider(), protection);
        KeyStore built = builder.getKeyStore();

        assertThat(built.getEntry("a", builder.getProtectionParameter("a"))).isNotNull();
        built.load(() -> protection);
        built.store(() -> protection);
        assertThat(built.size()).isEqualTo(1);
    }

    private static Stream<KeyStore.ProtectionParameter> protections() {
        return Stream.of(asking(), new KeyStore.PasswordProtection(null), new KeyStore.PasswordProtection(new char[0]));
    }

    private static KeyStore.ProtectionParameter asking() {
        return new KeyStore.CallbackHandlerProtection(callbacks -> {
            throw new AssertionError("nobody need be asked for a password");
        });
    }

    /** The names that the key stores of the JDK and others give to a key for HMAC-SHA1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HmacSHA1",
                "HMACSHA1",
                "HmacSHA-1",
                "HMAC-SHA1",
                "HMAC/SHA1",
                "HmacSHA1-DueHSM",
                "1.2.840.113549.2.7",
                "OID.1.2.840.113549.2.7",
                "1.3.6.1.5.5.8.1.2",
                "Generic",
                "Generic Secret",
                "GENERIC"
            })
    void keysForHmacSha1AreImportedWhateverTheyAreCalled(String algorithm) throws Exception {
        store.setKeyEntry("a", new SecretKeySpec(KEY, algorithm), null, null);

        assertThat(store.getKey("a", null).getAlgorithm()).isEqualTo("HmacSHA1");
        assertThat(DUE.mac("a").doFinal(OTHER)).isEqualTo(Due.software(KEY).doFinal(OTHER));
    }

    /** Those of HMAC-SHA256. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HmacSHA256",
                "HMACSHA256",
                "HmacSHA-256",
                "HMAC-SHA256",
                "HMAC/SHA256",
                "HmacSHA256-DueHSM",
                "1.2.840.113549.2.9",
                "OID.1.2.840.113549.2.9"
            })
    void keysForHmacSha256AreImportedAsSuch(String algorithm) throws Exception {
        DUE.importKey("a", KEY);
        store.setKeyEntry("a", new SecretKeySpec(OTHER, algorithm), null, null);

        Key handle = store.getKey("a", null);
        assertThat(handle.getAlgorithm()).isEqualTo("HmacSHA256");
        Mac mac = Mac.getInstance("HmacSHA256", DUE.provider());
        mac.init(handle);
        assertThat(mac.doFinal(KEY))
                .isEqualTo(Due.software(Algorithm.HMAC_SHA256, OTHER).doFinal(KEY));
    }

    /** An id has the algorithm of the key that was set last, and handles of before do not sign by it. */
    @Test
    void aKeyForAnotherAlgorithmTakesTheIdOfOne() throws Exception {
        DUE.importKey("a", KEY);
        KeyStore.SecretKeyEntry sha256 = new KeyStore.SecretKeyEntry(new SecretKeySpec(OTHER, "HmacSHA256"));
        Mac before = DUE.mac("a");
        store.setEntry("a", sha256, null);

        assertThat(((KeyStore.SecretKeyEntry) store.getEntry("a", null)).getSecretKey())
                .isEqualTo(DueHsmKey.of("a"))
                .returns("HmacSHA256", SecretKey::getAlgorithm);
        assertThat(DUE.mac(Algorithm.HMAC_SHA256, "a").doFinal(KEY))
                .isEqualTo(Due.software(Algorithm.HMAC_SHA256, OTHER).doFinal(KEY));
        assertThatThrownBy(() -> before.doFinal(KEY)).hasMessageContaining("the key is for HmacSHA256");
        store.setEntry("a", new KeyStore.SecretKeyEntry(new SecretKeySpec(OTHER, "Generic")), null);
        assertThat(store.getKey("a", null).getAlgorithm()).isEqualTo("HmacSHA1");
        assertThat(before.doFinal(KEY)).isEqualTo(Due.software(OTHER).doFinal(KEY));
    }

    /** It has no bytes, so it cannot make the key one for another algorithm; nor is that left undone without a word. */
    @Test
    void aHandleForAnotherAlgorithmIsNotSetUnderItsOwnId() throws Exception {
        DUE.importKey("a", KEY);
        DueHsmKey handle = DueHsmKey.of("a").withAlgorithm("HmacSHA256");

        assertThatThrownBy(() -> store.setKeyEntry("a", handle, null, null))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining(
                        "key a on DueHSM is for HmacSHA1, and a handle does not make it one for HmacSHA256");
        assertThat(store.getKey("a", null).getAlgorithm()).isEqualTo("HmacSHA1");
        store.setKeyEntry("a", new SecretKeySpec(KEY, "HmacSHA256"), null, null);
        store.setKeyEntry("a", handle, null, null);
        assertThat(store.getKey("a", null).getAlgorithm()).isEqualTo("HmacSHA256");
    }

    @Test
    void certificatesAreRefused() throws Exception {
        DUE.importKey("a", KEY);
        SecretKeySpec key = new SecretKeySpec(OTHER, "HmacSHA1");

        assertThatThrownBy(() -> store.setKeyEntry("a", key, null, new Certificate[0]))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining("no certificates");
        assertThatThrownBy(() -> store.setCertificateEntry("a", null)).isInstanceOf(KeyStoreException.class);
        assertThatThrownBy(() -> store.setKeyEntry("a", OTHER, null)).isInstanceOf(KeyStoreException.class);
        assertThat(store.getCertificate("a")).isNull();
        assertThat(store.getCertificateChain("a")).isNull();
        assertThat(store.isCertificateEntry("a")).isFalse();
    }

    @Test
    void streamsAreRefusedAndStoringIsDoneAlready() throws Exception {
        store.store(null);
        store.store(null, null);
        store.load(null);

        assertThatThrownBy(() -> store.store(new ByteArrayOutputStream(), null)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.load(new ByteArrayInputStream(KEY), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pass null");
    }

    @Test
    void whatCannotBeImportedChangesNothing() throws Exception {
        DUE.importKey("a", KEY);

        for (String algorithm :
                new String[] {"AES", "HmacSHA512", "PBEWithHmacSHA1AndAES_128", "1.2.840.113549.2.11"}) {
            assertRefused(
                    "a", new SecretKeySpec(OTHER, algorithm), "a key for " + algorithm + " cannot be used by DueHSM");
        }
        assertRefused("a", new SecretKeySpec(OTHER, "AES"), "with one of HmacSHA1, HmacSHA256");
        for (String algorithm : new String[] {"HmacSHA1", "HmacSHA256"}) {
            assertRefused("a", new SecretKeySpec(new byte[1025], algorithm), "1024");
        }
        assertRefused("x".repeat(129), new SecretKeySpec(OTHER, "HmacSHA1"), "at most 128 bytes");
        assertRefused("", new SecretKeySpec(OTHER, "HmacSHA1"), "at least 1 character");
        assertThat(Collections.list(store.aliases())).containsExactly("a");
        assertThat(DUE.mac("a").doFinal()).isEqualTo(Due.software(KEY).doFinal());
    }

    private void assertRefused(String alias, SecretKeySpec key, String message) {
        assertThatThrownBy(() -> store.setKeyEntry(alias, key, null, null))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void keysOf1And1024BytesAreKeys(Algorithm algorithm) throws Exception {
        for (int length : new int[] {1, 64, 65, 1024}) {
            byte[] key = new byte[length];
            key[0] = 7;
            store.setKeyEntry("a", new SecretKeySpec(key, algorithm.jcaName()), null, null);
            assertThat(DUE.mac(algorithm, "a").doFinal(OTHER))
                    .isEqualTo(Due.software(algorithm, key).doFinal(OTHER));
        }
    }
}
