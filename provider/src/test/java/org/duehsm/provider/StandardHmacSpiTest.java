package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Mac under a standard name that is ours before it has seen a key. We are registered first, and have no device. */
class StandardHmacSpiTest {

    private static final SecretKey ORDINARY = new SecretKeySpec("Jefe".getBytes(), "RAW");
    private static final SecretKey ANOTHER = new SecretKeySpec("another".getBytes(), "RAW");
    private static final byte[] MESSAGE = "what do ya want for nothing?".getBytes();

    @TempDir
    Path directory;

    private final List<String> registered = new ArrayList<>();

    @BeforeEach
    void registerFirst() throws Exception {
        register(withoutDevice(""));
    }

    @AfterEach
    void unregister() {
        registered.forEach(Security::removeProvider);
    }

    private void register(Provider provider) {
        assertThat(Security.insertProviderAt(provider, 1)).isEqualTo(1);
        registered.add(provider.getName());
    }

    private Provider withoutDevice(String settings) throws Exception {
        return new DueHsmProvider().configure(file(settings));
    }

    private String file(String settings) throws Exception {
        Path file = Files.createTempFile(directory, "duehsm", ".properties");
        return Files.writeString(file, "port = /dev/duehsm-absent\n" + settings).toString();
    }

    /** Ours, for it was asked something before it has a key. */
    private static Mac unseen(String name) throws Exception {
        Mac mac = Mac.getInstance(name);
        assertThat(mac.getProvider().getName()).isEqualTo("DueHSM");
        return mac;
    }

    private static byte[] software(String name, Key key, byte[] message) throws Exception {
        Mac mac = Mac.getInstance(name, "SunJCE");
        mac.init(key);
        return mac.doFinal(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HmacSHA1", "HmacSHA256", "1.2.840.113549.2.7", "1.2.840.113549.2.9"})
    void whatWasAskedBeforeInitTakesAnOrdinaryKey(String name) throws Exception {
        byte[] expected = software(name, ORDINARY, MESSAGE);
        Mac measured = Mac.getInstance(name);
        assertThat(measured.getMacLength()).isEqualTo(expected.length);
        Mac reset = Mac.getInstance(name);
        reset.reset();
        Mac cloned = Mac.getInstance(name);

        for (Mac mac : new Mac[] {measured, reset, (Mac) cloned.clone(), cloned, unseen(name)}) {
            mac.init(ORDINARY);
            assertThat(mac.doFinal(MESSAGE)).isEqualTo(expected);
            assertThat(mac.getMacLength()).isEqualTo(expected.length);
            assertThat(mac.getProvider().getName()).isEqualTo("DueHSM");
            assertThat(mac.getAlgorithm()).isEqualTo(name);
        }
    }

    @Test
    void clonesGoTheirOwnWay() throws Exception {
        Mac mac = unseen("HmacSHA1");
        mac.init(ORDINARY);
        Mac other = (Mac) mac.clone();
        Mac handle = (Mac) mac.clone();
        other.init(ANOTHER);
        handle.init(DueHsmKey.of("a"));

        assertThat(mac.doFinal(MESSAGE)).isEqualTo(software("HmacSHA1", ORDINARY, MESSAGE));
        assertThat(other.doFinal(MESSAGE)).isEqualTo(software("HmacSHA1", ANOTHER, MESSAGE));
        assertNeedsTheDevice(handle);
    }

    @Test
    void anyKeyMayFollowAnyOther() throws Exception {
        Mac mac = unseen("HmacSHA256");
        for (int i = 0; i < 2; i++) {
            mac.init(DueHsmKey.of("a").withAlgorithm("HmacSHA256"));
            assertNeedsTheDevice(mac);
            mac.update((byte) 1);
            mac.init(ORDINARY);
            mac.update((byte) 1);
            mac.init(ANOTHER);
            assertThat(mac.doFinal(MESSAGE)).isEqualTo(software("HmacSHA256", ANOTHER, MESSAGE));
            mac.update((byte) 1);
        }
    }

    private static void assertNeedsTheDevice(Mac mac) {
        assertThatThrownBy(() -> mac.doFinal(MESSAGE))
                .isInstanceOf(ProviderException.class)
                .hasMessageContainingAll("\"a\"", "/dev/duehsm-absent");
    }

    /** With a handle before, or an ordinary key, or nothing. */
    @Test
    void afterAFailedInitNothingIsLeftToUse() throws Exception {
        Key noSecret = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
        for (Key before : new Key[] {DueHsmKey.of("a"), ORDINARY, null}) {
            for (Key refused : new Key[] {noSecret, DueHsmKey.of("DueHSM-b", "a"), null}) {
                assertUseless(before, mac -> mac.init(refused), InvalidKeyException.class);
            }
            for (Key good : new Key[] {ORDINARY, DueHsmKey.of("a")}) {
                assertUseless(
                        before,
                        mac -> mac.init(good, new IvParameterSpec(new byte[16])),
                        InvalidAlgorithmParameterException.class);
            }
        }
    }

    private interface Init {
        void on(Mac mac) throws Exception;
    }

    private static void assertUseless(Key before, Init failing, Class<?> failure) throws Exception {
        Mac mac = unseen("HmacSHA1");
        if (before != null) {
            mac.init(before);
            mac.update((byte) 1);
        }
        assertThatThrownBy(() -> failing.on(mac)).isInstanceOf(failure);
        for (Mac each : new Mac[] {mac, (Mac) mac.clone()}) {
            for (ThrowingCallable use : List.<ThrowingCallable>of(
                    () -> each.update((byte) 1),
                    () -> each.update(MESSAGE),
                    () -> each.update(ByteBuffer.wrap(MESSAGE)),
                    each::doFinal)) {
                assertThatThrownBy(use).isInstanceOf(IllegalStateException.class);
            }
            each.reset();
            each.init(ORDINARY);
            assertThat(each.doFinal(MESSAGE)).isEqualTo(software("HmacSHA1", ORDINARY, MESSAGE));
        }
    }

    /** The next provider would take anything, and is not asked, whatever is wrong with a handle. */
    @Test
    void handlesAndNullNeverGoElsewhere() throws Exception {
        registerGreedy();
        DueHsmKey destroyed = DueHsmKey.of("a");
        destroyed.destroy();
        Key anotherLoaders =
                (Key) elsewhere(DueHsmKey.class).getMethod("of", String.class).invoke(null, "a");
        for (String name : new String[] {"HmacSHA1", "HmacSHA1-DueHSM"}) {
            assertRefused(name, null, "the key is null");
            assertRefused(name, destroyed, "has been destroyed");
            assertRefused(name, DueHsmKey.of("DueHSM-b", "a"), "belongs to DueHSM-b");
            assertRefused(name, DueHsmKey.of("a").withAlgorithm("HmacSHA256"), "for HmacSHA256, not for HmacSHA1");
            assertRefused(name, anotherLoaders, "class loader");
        }
        assertRefused("HmacSHA1-DueHSM", ORDINARY, "is no DueHsmKey");
        assertThat(Greedy.TAKEN).isEmpty();

        unseen("HmacSHA1").init(ORDINARY);
        assertThat(Greedy.TAKEN).as("what it would take").containsExactly(ORDINARY);
    }

    private static void assertRefused(String name, Key key, String words) throws Exception {
        Mac mac = unseen(name);
        assertThatThrownBy(() -> mac.init(key))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining(words);
    }

    /** It has the key, and the part of a message that was never ended. */
    @Test
    void theOthersMacIsEmptiedAndDropped() throws Exception {
        registerGreedy();
        for (Key next : new Key[] {ORDINARY, DueHsmKey.of("a"), null}) {
            Mac mac = unseen("HmacSHA1");
            mac.init(ANOTHER);
            mac.update(MESSAGE);
            WeakReference<MacSpi> dropped = Greedy.last;
            int resets = Greedy.resets;
            if (next == null) {
                assertThatThrownBy(() -> mac.init(null)).isInstanceOf(InvalidKeyException.class);
            } else {
                mac.init(next);
            }

            assertThat(Greedy.resets).isEqualTo(resets + 1);
            for (int i = 0; i < 1000 && dropped.get() != null; i++) {
                System.gc();
            }
            assertThat(dropped.get()).isNull();
            Reference.reachabilityFence(mac);
        }
    }

    /** Further boards, and applications with a DueHSM of their own: none hands it on to another of them. */
    @Test
    void anOrdinaryKeyGoesPastEveryDueHsm() throws Exception {
        register(withoutDevice("name = b"));
        register(((Provider) elsewhere(DueHsmProvider.class).getConstructor().newInstance())
                .configure(file("name = elsewhere")));
        for (String token : registered) {
            Mac mac = Mac.getInstance("HmacSHA256", token);
            mac.init(ORDINARY);
            assertThat(mac.doFinal(MESSAGE)).isEqualTo(software("HmacSHA256", ORDINARY, MESSAGE));
        }
    }

    /* The same class, loaded once more. */
    private static Class<?> elsewhere(Class<?> type) throws Exception {
        URL place = type.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {place}, null).loadClass(type.getName());
    }

    @Test
    void whereNobodyElseHasTheAlgorithmAnOrdinaryKeyIsRefused() throws Exception {
        Mac mac = unseen("HmacSHA1");
        Provider[] all = Security.getProviders();
        int position = Arrays.asList(all).indexOf(Security.getProvider("SunJCE")) + 1;
        Security.removeProvider("SunJCE");
        try {
            assertThatThrownBy(() -> mac.init(ORDINARY)).isInstanceOf(InvalidKeyException.class);
            Security.removeProvider("DueHSM");
            assertThatThrownBy(() -> mac.init(ORDINARY))
                    .isInstanceOf(InvalidKeyException.class)
                    .hasMessageContainingAll("SecretKeySpec is no DueHsmKey", "no other provider has HmacSHA1");
        } finally {
            Security.insertProviderAt(all[position - 1], position);
        }
    }

    private void registerGreedy() {
        Greedy.TAKEN.clear();
        Security.insertProviderAt(new Greedy(), 2);
        registered.add("Greedy");
    }

    /** A provider that takes every key. */
    private static final class Greedy extends Provider {

        private static final long serialVersionUID = 1L;
        private static final List<Key> TAKEN = new ArrayList<>();
        private static WeakReference<MacSpi> last;
        private static int resets;

        Greedy() {
            super("Greedy", "1", "takes every key");
            put("Mac.HmacSHA1", GreedyMac.class.getName());
        }
    }

    /** Public, for the JDK makes it. */
    public static final class GreedyMac extends MacSpi {

        @Override
        protected int engineGetMacLength() {
            return 20;
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters) {
            Greedy.TAKEN.add(key);
            Greedy.last = new WeakReference<>(this);
        }

        @Override
        protected void engineUpdate(byte input) {}

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {}

        @Override
        protected byte[] engineDoFinal() {
            return new byte[20];
        }

        @Override
        protected void engineReset() {
            Greedy.resets++;
        }
    }
}
