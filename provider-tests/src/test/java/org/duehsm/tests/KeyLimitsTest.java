package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyStoreException;
import java.security.ProviderException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmKeySpec;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a full device and its Java interfaces refuse: each by an error of its own, and nothing changes. Inside the JVM:
 * the core is all it takes.
 */
class KeyLimitsTest {

    private static final String NAME = "HmacSHA1-DueHSM";
    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] OTHER = "another key".getBytes();
    private static final int CAPACITY = 128;
    private static final String FULL = "store of the device is full";

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private Set<KeyEntry> entries;
    private Map<String, byte[]> macs;

    @BeforeAll
    static void fill() {
        DueHsmClient client = client();
        client.generateKey("generated", Algorithm.HMAC_SHA1);
        for (int i = 1; i < CAPACITY; i++) {
            client.importKey("key-" + i, Algorithm.HMAC_SHA1, KEY, false);
        }
    }

    @BeforeEach
    void rememberAll() throws Exception {
        entries = Set.copyOf(client().keys());
        macs = macs();
        assertThat(entries).hasSize(CAPACITY);
    }

    @AfterEach
    void nothingHasChanged() throws Exception {
        assertThat(Set.copyOf(client().keys())).isEqualTo(entries);
        assertThat(macs()).containsExactlyInAnyOrderEntriesOf(macs);
    }

    private static DueHsmClient client() {
        return ((DueHsmProvider) DUE.provider()).client();
    }

    private static Map<String, byte[]> macs() throws Exception {
        Map<String, byte[]> macs = new HashMap<>();
        for (KeyEntry entry : client().keys()) {
            macs.put(entry.id(), DUE.mac(entry.id()).doFinal(KEY));
        }
        return macs;
    }

    @Test
    void aFullStoreTakesNoOtherKey() throws Exception {
        assertThatThrownBy(() -> DUE.importKey("new", KEY))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContainingAll(FULL, "\"new\"", DUE.port());
        assertThatThrownBy(() -> generate("new"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContainingAll(FULL, "\"new\"", DUE.port());
        assertThatThrownBy(() -> create("new", KEY))
                .isInstanceOf(ProviderException.class)
                .hasMessageContainingAll(FULL, "\"new\"", DUE.port());
    }

    @Test
    void anIdThatExistsIsRefusedExceptByTheKeyStore() {
        for (String id : new String[] {"key-1", "generated"}) {
            assertThatThrownBy(() -> generate(id))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContainingAll("exists", id, DUE.port());
            assertThatThrownBy(() -> create(id, OTHER))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContainingAll("exists", id, DUE.port());
        }
    }

    @Test
    void whatIsNoKeyIdIsRefused() {
        assertNoKeyId("", "at least 1 character");
        assertNoKeyId("x".repeat(129), "at most 128 bytes of UTF-8; this one has 129");
        assertNoKeyId("ü".repeat(65), "this one has 130");
        assertNoKeyId("a\u0000", "no control characters");
        assertNoKeyId("\u0085", "no control characters");
        assertNoKeyId("\uD800", "half of a surrogate pair");
        assertNoKeyId(null, "at least 1 character");
    }

    private static void assertNoKeyId(String id, String message) {
        assertThatThrownBy(() -> DUE.importKey(id, KEY))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining(message);
        for (ThrowingCallable user : new ThrowingCallable[] {
            () -> new DueHsmKeySpec(id, KEY),
            () -> new DueHsmKeyGenParameterSpec(id),
            () -> DueHsmKey.of(id),
            () -> client().importKey(id, Algorithm.HMAC_SHA1, KEY, true),
            () -> client().generateKey(id, Algorithm.HMAC_SHA1),
            () -> client().deleteKey(id)
        }) {
            assertThatIllegalArgumentException().isThrownBy(user).withMessageContaining(message);
        }
    }

    @Test
    void keysOfAWrongLengthAreRefused() {
        for (int length : new int[] {0, 1025, 100_000}) {
            byte[] key = new byte[length];
            String message = "a key has 1 to 1024 bytes; the one for key-1 has " + length;

            assertThatThrownBy(() -> DUE.keyStore().setKeyEntry("key-1", raw(key), null, null))
                    .isInstanceOf(KeyStoreException.class)
                    .hasMessageContaining(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DueHsmKeySpec("key-1", key))
                    .withMessageContaining(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client().importKey("key-1", Algorithm.HMAC_SHA1, key, true))
                    .withMessageContaining(message);
        }
    }

    /* A SecretKeySpec is never empty. */
    private static Key raw(byte[] key) {
        return key.length > 0 ? new SecretKeySpec(key, "HmacSHA1") : new EmptyKey();
    }

    private static final class EmptyKey implements SecretKey {

        private static final long serialVersionUID = 1;

        @Override
        public String getAlgorithm() {
            return "HmacSHA1";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    private static void generate(String id) throws Exception {
        KeyGenerator generator = KeyGenerator.getInstance(NAME, DUE.provider());
        generator.init(new DueHsmKeyGenParameterSpec(id));
        generator.generateKey();
    }

    private static void create(String id, byte[] key) throws Exception {
        SecretKeyFactory.getInstance(NAME, DUE.provider()).generateSecret(new DueHsmKeySpec(id, key));
    }
}
