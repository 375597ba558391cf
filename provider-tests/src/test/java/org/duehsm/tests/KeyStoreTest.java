package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Collections;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyStoreTest {

    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] OTHER = "another key".getBytes();
    private static final char[] PASSWORD = "changeit".toCharArray();

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

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

    @Test
    void passwordsAreRefused() throws Exception {
        DUE.importKey("a", KEY);
        SecretKeySpec key = new SecretKeySpec(OTHER, "HmacSHA1");

        assertThatThrownBy(() -> store.setKeyEntry("a", key, PASSWORD, null))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining("no passwords");
        assertThatThrownBy(() -> store.setEntry(
                        "a", new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(PASSWORD)))
                .isInstanceOf(KeyStoreException.class);
        assertThatThrownBy(() -> store.getKey("a", PASSWORD)).isInstanceOf(UnrecoverableKeyException.class);
        assertThatThrownBy(() -> store.getEntry("a", new KeyStore.PasswordProtection(PASSWORD)))
                .isInstanceOf(UnrecoverableKeyException.class);
        assertThatThrownBy(() -> store.load(null, PASSWORD)).isInstanceOf(IOException.class);
        assertThat(DUE.mac("a").doFinal()).isEqualTo(Due.software(KEY).doFinal());
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

        assertRefused("a", new SecretKeySpec(OTHER, "AES"), "a key for AES");
        assertRefused("a", new SecretKeySpec(new byte[1025], "HmacSHA1"), "1024");
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

    @Test
    void keysOf1And1024BytesAreKeys() throws Exception {
        for (int length : new int[] {1, 64, 65, 1024}) {
            byte[] key = new byte[length];
            key[0] = 7;
            DUE.importKey("a", key);
            assertThat(DUE.mac("a").doFinal(OTHER)).isEqualTo(Due.software(key).doFinal(OTHER));
        }
    }
}
