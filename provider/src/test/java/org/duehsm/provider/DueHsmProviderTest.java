package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.duehsm.client.KeyLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider in a JVM that has no device. */
class DueHsmProviderTest {

    private static final int FIRST = 1;
    private static final int LAST = 0;
    private static final String SHA1_OID = "1.2.840.113549.2.7";
    private static final String SHA256_OID = "1.2.840.113549.2.9";

    @TempDir
    Path directory;

    @AfterEach
    void unregister() {
        Security.removeProvider(DueHsmProvider.NAME);
    }

    @Test
    void itServesWhatItSaysAndNoMore() {
        assertThat(new DueHsmProvider().getServices())
                .extracting(service -> service.getType() + "." + service.getAlgorithm())
                .containsExactlyInAnyOrder(
                        "Mac.HmacSHA1-DueHSM",
                        "Mac.HmacSHA1",
                        "Mac.HmacSHA256-DueHSM",
                        "Mac.HmacSHA256",
                        "KeyStore.DueHSM",
                        "KeyGenerator.HmacSHA1-DueHSM",
                        "KeyGenerator.HmacSHA256-DueHSM",
                        "SecretKeyFactory.HmacSHA1-DueHSM",
                        "SecretKeyFactory.HmacSHA256-DueHSM",
                        "Mac.AWS4-HMAC-SHA256-DueHSM",
                        "SecretKeyFactory.AWS4-HMAC-SHA256-DueHSM");
    }

    @Test
    void theDevicesRandomSourceCannotBeSerialized() throws Exception {
        SecureRandom random = SecureRandom.getInstance("DueHSM", withoutDevice());

        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(random)).isInstanceOf(NotSerializableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FIRST, LAST})
    void withoutADeviceTheOtherAlgorithmsWorkAsBefore(int position) throws Exception {
        String defaultRandom = new SecureRandom().getAlgorithm();
        Security.insertProviderAt(withoutDevice(), position);

        assertThat(new SecureRandom().getAlgorithm()).isEqualTo(defaultRandom);
        assertThat(new SecureRandom().generateSeed(4)).hasSize(4);
        assertThat(UUID.randomUUID()).isNotEqualTo(UUID.randomUUID());
        assertThat(KeyGenerator.getInstance("AES").generateKey().getEncoded()).isNotEmpty();
        assertThat(KeyGenerator.getInstance("HmacSHA1").generateKey().getEncoded())
                .isNotEmpty();
        assertThat(MessageDigest.getInstance("SHA-1").digest()).hasSize(20);
        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getAlgorithm()).isNotEmpty();
        assertThat(SSLContext.getDefault().getProtocol()).isNotEmpty();
        assertThat(KeyStore.getInstance(KeyStore.getDefaultType()).getType()).isEqualTo(KeyStore.getDefaultType());
        assertThat(HexFormat.of()
                        .formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                                .generateSecret(new PBEKeySpec("password".toCharArray(), "salt".getBytes(), 2, 160))
                                .getEncoded()))
                .as("RFC 6070, case 2")
                .isEqualTo("ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
    }

    /** Whatever the JVM has, asked for by name alone, comes from whom it came before; but the two names that we share. */
    @ParameterizedTest
    @ValueSource(ints = {FIRST, LAST})
    void everyOtherAlgorithmKeepsItsProvider(int position) throws Exception {
        Map<String, String> before = firstProviders();
        Security.insertProviderAt(withoutDevice(), position);
        Map<String, String> after = firstProviders();

        assertThat(before).hasSizeGreaterThan(100);
        before.keySet().removeIf(name -> name.matches("Mac\\.(HmacSHA1|HmacSHA256)"));
        assertThat(after).containsAllEntriesOf(before);
    }

    private static Map<String, String> firstProviders() {
        Map<String, String> first = new HashMap<>();
        for (Provider provider : Security.getProviders()) {
            for (Provider.Service service : provider.getServices()) {
                first.putIfAbsent(service.getType() + "." + service.getAlgorithm(), provider.getName());
            }
        }
        return first;
    }

    @ParameterizedTest
    @ValueSource(ints = {FIRST, LAST})
    void ordinaryKeysGoToTheJdk(int position) throws Exception {
        Security.insertProviderAt(withoutDevice(), position);
        String sha1 = "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"; // RFC 2202, case 2
        String sha256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"; // RFC 4231, case 2
        Map<String, String> expected =
                Map.of("HmacSHA1", sha1, SHA1_OID, sha1, "HmacSHA256", sha256, SHA256_OID, sha256);
        for (Map.Entry<String, String> each : expected.entrySet()) {
            Mac mac = Mac.getInstance(each.getKey());
            mac.init(new SecretKeySpec("Jefe".getBytes(), "RAW"));

            assertThat(mac.getProvider().getName()).isEqualTo("SunJCE");
            assertThat(HexFormat.of().formatHex(mac.doFinal("what do ya want for nothing?".getBytes())))
                    .isEqualTo(each.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FIRST, LAST})
    void handlesComeToUsAndInitNeedsNoDevice(int position) throws Exception {
        Security.insertProviderAt(withoutDevice(), position);
        for (String name : new String[] {"HmacSHA1", "HmacSHA1-DueHSM", SHA1_OID}) {
            assertThat(macWith(name, DueHsmKey.of("a")).getMacLength()).isEqualTo(20);
        }
        for (String name : new String[] {"HmacSHA256", "HmacSHA256-DueHSM", SHA256_OID}) {
            assertThat(macWith(name, DueHsmKey.of("a").withAlgorithm("HmacSHA256"))
                            .getMacLength())
                    .isEqualTo(32);
        }
        assertThat(macWith("AWS4-HMAC-SHA256-DueHSM", DueHsmKey.of("a").withAlgorithm("AWS4-HMAC-SHA256"))
                        .getMacLength())
                .isEqualTo(32);
    }

    private static Mac macWith(String name, DueHsmKey handle) throws Exception {
        Mac mac = Mac.getInstance(name);
        mac.init(handle);
        assertThat(mac.getProvider().getName()).isEqualTo("DueHSM");
        return mac;
    }

    /** Whoever has forgotten withAlgorithm is told of it, with the JDK's Mac of that name ahead of ours or behind it. */
    @ParameterizedTest
    @ValueSource(ints = {FIRST, LAST})
    void aHandleForAnotherAlgorithmIsRefusedAndToldHowToMakeOne(int position) throws Exception {
        Security.insertProviderAt(withoutDevice(), position);
        for (String name : new String[] {"HmacSHA256", "HmacSHA256-DueHSM", SHA256_OID}) {
            assertThatThrownBy(() -> macWith(name, DueHsmKey.of("a")))
                    .isInstanceOf(InvalidKeyException.class)
                    .hasMessageContainingAll(
                            "the handle of key a on DueHSM says that it is for HmacSHA1, not for HmacSHA256",
                            "KeyStore.getKey",
                            "withAlgorithm(\"HmacSHA256\")");
        }
        assertThatThrownBy(() -> macWith("HmacSHA1", DueHsmKey.of("a").withAlgorithm("HmacSHA256")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContainingAll("says that it is for HmacSHA256, not for HmacSHA1", "ask for HmacSHA256");
        String ask = "AWS4-HMAC-SHA256-DueHSM"; // without our name there is none
        assertThatThrownBy(() -> macWith("HmacSHA1", DueHsmKey.of("a").withAlgorithm("AWS4-HMAC-SHA256")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("ask for " + ask + ",");
        assertThat(macWith(ask, DueHsmKey.of("a").withAlgorithm("AWS4-HMAC-SHA256")))
                .isNotNull();
    }

    /** A plain HMAC under a key of Signature 4 would be a key of its chain; and nothing but a handle is taken. */
    @ParameterizedTest
    @ValueSource(ints = {FIRST, LAST})
    void keysOfSignature4AreForNothingElse(int position) throws Exception {
        Security.insertProviderAt(withoutDevice(), position);
        DueHsmKey aws4 = DueHsmKey.of("a").withAlgorithm("AWS4-HMAC-SHA256");
        for (String name : new String[] {"HmacSHA1", "HmacSHA256"}) {
            for (String each : new String[] {name, name + "-DueHSM"}) {
                assertThatThrownBy(() -> macWith(each, aws4))
                        .isInstanceOf(InvalidKeyException.class)
                        .hasMessageContaining("says that it is for AWS4-HMAC-SHA256, not for " + name);
            }
            assertThatThrownBy(
                            () -> SecretKeyFactory.getInstance(name + "-DueHSM").translateKey(aws4))
                    .isInstanceOf(InvalidKeyException.class);
        }
        for (Key key : new Key[] {
            DueHsmKey.of("a"),
            DueHsmKey.of("a").withAlgorithm("HmacSHA256"),
            new SecretKeySpec(new byte[40], "AWS4-HMAC-SHA256")
        }) {
            Mac mac = Mac.getInstance("AWS4-HMAC-SHA256-DueHSM");
            assertThatThrownBy(() -> mac.init(key)).isInstanceOf(InvalidKeyException.class);
        }
        assertThatThrownBy(() -> KeyGenerator.getInstance("AWS4-HMAC-SHA256-DueHSM"))
                .isInstanceOf(NoSuchAlgorithmException.class);
        assertThatThrownBy(() -> Mac.getInstance("AWS4-HMAC-SHA256")).isInstanceOf(NoSuchAlgorithmException.class);
    }

    /** Before anything is sent. */
    @Test
    void limitsAreForKeysOfSignature4AndHaveToFit() throws Exception {
        Security.addProvider(withoutDevice());
        KeyLimits limits = KeyLimits.of(List.of("eu-west-1"), List.of("s3"));
        assertThatThrownBy(() -> SecretKeyFactory.getInstance("HmacSHA256-DueHSM")
                        .generateSecret(new DueHsmKeySpec("DueHSM", "a", new byte[20], limits)))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasMessageContaining("are for keys of AWS4-HMAC-SHA256, not of HmacSHA256");
        assertThatThrownBy(() -> SecretKeyFactory.getInstance("AWS4-HMAC-SHA256-DueHSM")
                        .generateSecret(new DueHsmKeySpec("DueHSM", "a".repeat(128), new byte[20], limits)))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasMessageContaining("are too long");
    }

    @Test
    void theHandlesTokenChoosesTheProvider() throws Exception {
        Provider named = new DueHsmProvider().configure(file("name=b\nport=/dev/absent"));
        Security.addProvider(withoutDevice());
        Security.addProvider(named);
        try {
            Mac mac = Mac.getInstance("HmacSHA1-DueHSM");
            mac.init(DueHsmKey.of("DueHSM-b", "a"));

            assertThat(mac.getProvider()).isSameAs(named);
            assertThatThrownBy(() -> Mac.getInstance("HmacSHA1-DueHSM").init(DueHsmKey.of("DueHSM-c", "a")))
                    .isInstanceOf(InvalidKeyException.class);
        } finally {
            Security.removeProvider(named.getName());
        }
    }

    /** The trap of Mac that the documentation of DueHsmProvider describes. */
    @Test
    void registeredLastAMacThatIsAskedBeforeInitRefusesHandles() throws Exception {
        Security.addProvider(withoutDevice());
        Mac[] fixed = new Mac[] {Mac.getInstance("HmacSHA1"), Mac.getInstance("HmacSHA1"), Mac.getInstance("HmacSHA1")};
        fixed[0].getMacLength();
        fixed[1].reset();
        fixed[2].clone();

        for (Mac mac : fixed) {
            assertThatThrownBy(() -> mac.init(DueHsmKey.of("a"))).isInstanceOf(InvalidKeyException.class);
        }
    }

    @Test
    void theNameThatIsOursAloneHasNoSuchTrap() throws Exception {
        Security.addProvider(withoutDevice());
        Mac mac = Mac.getInstance("HmacSHA1-DueHSM");
        mac.reset();
        assertThat(mac.getMacLength()).isEqualTo(20);
        Mac copy = (Mac) mac.clone();

        mac.init(DueHsmKey.of("a"));
        copy.init(DueHsmKey.of("b"));
    }

    /** What the host can keep needs no device: neither init, nor 64 KiB in any pieces, nor nothing at all, nor a clone. */
    @Test
    void onlyDoFinalNeedsTheDevice() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1-DueHSM", withoutDevice());
        mac.init(DueHsmKey.of("a"));
        for (int i = 0; i < 64; i++) {
            mac.update((byte) i);
            mac.update(new byte[511]);
            mac.update(ByteBuffer.allocateDirect(512));
        }
        mac.update(new byte[0]);
        mac.update(ByteBuffer.allocate(0));
        mac.update(new byte[1], 1, 0);
        Mac copy = (Mac) mac.clone();

        for (Mac full : new Mac[] {mac, copy}) {
            assertThatThrownBy(() -> full.update((byte) 0))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContainingAll("\"a\"", "/dev/duehsm-absent", "no such port");
            assertThatThrownBy(full::doFinal).hasMessageContaining("/dev/duehsm-absent");
        }
    }

    @Test
    void secureRandomIsServedByNameOnly() throws Exception {
        Provider provider = withoutDevice();

        assertThat(SecureRandom.getInstance("DueHSM", provider).getProvider()).isSameAs(provider);
        assertThatThrownBy(() -> SecureRandom.getInstance("DueHSM")).isInstanceOf(NoSuchAlgorithmException.class);
        Security.addProvider(provider);
        assertThat(SecureRandom.getInstance("DueHSM").getProvider()).isSameAs(provider);
    }

    @Test
    void configureReturnsANewProvider() throws Exception {
        DueHsmProvider provider = new DueHsmProvider();

        assertThat(provider.configure(file("port=COM5"))).isNotSameAs(provider).hasToString("DueHSM version 1.0");
        assertThat(provider.configure(file("name=b")).getName()).isEqualTo("DueHSM-b");
        assertThat(provider.getName()).isEqualTo("DueHSM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/due-hsm.properties", "\0", ""})
    void configureRefusesWhatIsNoFile(String file) {
        assertThatThrownBy(() -> new DueHsmProvider().configure(file))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("DueHSM configuration");
    }

    @Test
    void theConstructorSurvivesAMalformedOverrideAndTheFirstUseReportsIt() throws Exception {
        System.setProperty("duehsm.baud", "1200");
        try {
            Provider provider = new DueHsmProvider();
            Mac mac = Mac.getInstance("HmacSHA1", provider);
            mac.init(DueHsmKey.of("a"));

            assertThatThrownBy(mac::doFinal).hasMessageContaining("system property duehsm.baud: baud = 1200");
        } finally {
            System.clearProperty("duehsm.baud");
        }
    }

    private Provider withoutDevice() throws Exception {
        return new DueHsmProvider().configure(file("port=/dev/duehsm-absent"));
    }

    private String file(String content) throws Exception {
        return Files.writeString(Files.createTempFile(directory, "duehsm", ".properties"), content)
                .toString();
    }
}
