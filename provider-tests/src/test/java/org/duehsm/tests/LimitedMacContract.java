package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyLimits;
import org.duehsm.provider.DueHsmKeyGenParameterSpec;
import org.duehsm.provider.DueHsmKeySpec;
import org.junit.jupiter.api.Test;

/**
 * What keys of HMAC with a prefix and a greatest length sign: what begins so, and is not longer, however it is given to a
 * {@link Mac}; for each device that has them.
 */
abstract class LimitedMacContract {

    private static final byte[] KEY = "a key of HMAC".getBytes(UTF_8);
    private static final byte[] PREFIX = "reset-password:".getBytes(UTF_8);
    private static final int HOST_BUFFER = 65_536;

    abstract Due due();

    /** How many messages a test draws. */
    abstract int messages();

    private void importKey(Algorithm algorithm, KeyLimits limits) throws Exception {
        due().client().importKey("k", algorithm, KEY, limits, true);
    }

    private Mac mac(Algorithm algorithm) throws GeneralSecurityException {
        return due().mac(algorithm, "k");
    }

    private static byte[] inSoftware(Algorithm algorithm, byte[] message) throws GeneralSecurityException {
        return Due.software(algorithm, KEY).doFinal(message);
    }

    /** The MAC of a message that comes in pieces; empty if the limits of the key do not permit it. */
    private static Optional<byte[]> sign(Mac mac, byte[] message, Random random) {
        try {
            for (int at = 0; at < message.length; ) {
                int piece = Math.min(message.length - at, 1 + random.nextInt(1 << random.nextInt(17)));
                mac.update(message, at, piece);
                at += piece;
            }
            return Optional.of(mac.doFinal());
        } catch (DeviceStatusException e) {
            assertThat(e.status()).isEqualTo(DeviceStatus.LIMITED);
            mac.reset();
            return Optional.empty();
        }
    }

    private static boolean isPermitted(KeyLimits limits, byte[] message) {
        byte[] prefix = limits.prefix();
        return message.length <= limits.maxLength().orElse(Long.MAX_VALUE)
                && Arrays.equals(prefix, Arrays.copyOf(message, prefix.length))
                && message.length >= prefix.length;
    }

    @Test
    void signsWhatBeginsSoAndIsNotLonger() throws Exception {
        Random random = new Random(26);
        int signed = 0;
        for (int i = 0; i < messages(); i++) {
            Algorithm algorithm = i % 2 == 0 ? Algorithm.HMAC_SHA1 : Algorithm.HMAC_SHA256;
            byte[] prefix = new byte[1 + random.nextInt(random.nextInt(118) + 1)];
            random.nextBytes(prefix);
            int length = random.nextInt(1 << random.nextInt(i % 8 == 0 ? 18 : 12));
            KeyLimits limits = KeyLimits.NONE.withMaxLength(Math.max(0, length + random.nextInt(5) - 2));
            limits = random.nextInt(4) == 0 ? limits : limits.withPrefix(prefix);
            importKey(algorithm, limits);
            byte[] message = new byte[length];
            random.nextBytes(message);
            System.arraycopy(prefix, 0, message, 0, Math.min(length, prefix.length));
            if (length > 0 && random.nextInt(3) == 0) {
                message[random.nextInt(Math.min(length, 2 * prefix.length))] ^= 1;
            }
            Optional<byte[]> mac = sign(mac(algorithm), message, random);
            assertThat(mac.isPresent()).as(limits + ", " + length).isEqualTo(isPermitted(limits, message));
            if (mac.isPresent()) {
                assertThat(mac.get()).isEqualTo(inSoftware(algorithm, message));
                signed++;
            }
        }
        assertThat(signed).isBetween(messages() / 8, messages() - messages() / 8);
    }

    /** Beyond what the host keeps, so that it has a stream of the device, which is copied. */
    @Test
    void clonesAreLimitedAsTheirOriginals() throws Exception {
        int size = HOST_BUFFER + 10_000;
        importKey(Algorithm.HMAC_SHA256, KeyLimits.NONE.withPrefix(PREFIX).withMaxLength(size));
        byte[] message = Arrays.copyOf(PREFIX, size + 1);
        Mac mac = mac(Algorithm.HMAC_SHA256);
        mac.update(message, 0, size - 1);
        Mac clone = (Mac) mac.clone();
        mac.update(message, size - 1, 2);
        assertLimited(mac::doFinal, "at most " + size + " bytes", "the message has " + (size + 1) + " bytes");
        clone.update(message, size - 1, 1);
        assertThat(clone.doFinal()).isEqualTo(inSoftware(Algorithm.HMAC_SHA256, Arrays.copyOf(message, size)));
    }

    private void assertLimited(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(DeviceStatus.LIMITED))
                .hasMessageContainingAll(words)
                .hasMessageContainingAll(due().port(), "key \"k\": the key is limited to ");
    }

    /** Whichever limit it is, of short messages and long ones; of the message nothing but its length. */
    @Test
    void errorSaysWhichLimitItIs() throws Exception {
        importKey(Algorithm.HMAC_SHA1, KeyLimits.NONE.withPrefix(PREFIX).withMaxLength(200_000));
        String limits = "prefix \"reset-password:\"; at most 200000 bytes, and the message ";
        for (int size : new int[] {0, 3, 1000, 100_000}) {
            assertLimited(() -> mac(Algorithm.HMAC_SHA1).doFinal(new byte[size]), limits + "begins otherwise");
        }
        Mac mac = mac(Algorithm.HMAC_SHA1);
        mac.update(PREFIX);
        assertLimited(
                () -> {
                    mac.update(new byte[300_000]);
                    mac.doFinal();
                },
                limits + "has ",
                "bytes or more; take a key for that, or give this one other limits ('due-hsm limits set')");
        importKey(Algorithm.HMAC_SHA1, KeyLimits.NONE.withMaxLength(2));
        assertLimited(
                () -> mac(Algorithm.HMAC_SHA1).doFinal(new byte[3]), "at most 2 bytes", "the message has 3 bytes;");
    }

    @Test
    void limitsAreSetAndTakenAway() throws Exception {
        importKey(Algorithm.HMAC_SHA256, KeyLimits.NONE);
        byte[] free = "anything".getBytes(UTF_8);
        byte[] mac = inSoftware(Algorithm.HMAC_SHA256, free);
        KeyEntry before = due().client().find("k").orElseThrow();
        KeyLimits limits = KeyLimits.NONE.withPrefix(PREFIX).withMaxLength(30);
        due().client().setLimits("k", limits);
        assertThat(due().client().find("k")).map(KeyEntry::limits).contains(limits);
        assertThat(due().client().keys()).extracting(KeyEntry::limits).contains(limits);
        assertLimited(() -> mac(Algorithm.HMAC_SHA256).doFinal(free), "prefix \"reset-password:\"; at most 30 bytes");
        assertThat(mac(Algorithm.HMAC_SHA256).doFinal(PREFIX)).isEqualTo(inSoftware(Algorithm.HMAC_SHA256, PREFIX));
        due().client().setLimits("k", KeyLimits.NONE);
        assertThat(due().client().find("k")).contains(before);
        assertThat(mac(Algorithm.HMAC_SHA256).doFinal(free)).isEqualTo(mac);
        assertThatThrownBy(() -> due().client().setLimits("none", limits))
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(DeviceStatus.UNKNOWN_KEY));
        assertThatThrownBy(() -> due().client().setLimits("k", KeyLimits.of(List.of("r"), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("are for keys of AWS4-HMAC-SHA256, not of HmacSHA256");
    }

    /** As at a replacement: what it has signed of the message so far was under other limits. */
    @Test
    void messageUnderWayIsLostWithItsLimits() throws Exception {
        importKey(Algorithm.HMAC_SHA1, KeyLimits.NONE.withMaxLength(100_000));
        Mac mac = mac(Algorithm.HMAC_SHA1);
        mac.update(new byte[90_000]);
        due().client().setLimits("k", KeyLimits.NONE.withMaxLength(50_000));
        assertThatThrownBy(mac::doFinal)
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(DeviceStatus.NO_STREAM));
        assertLimited(() -> mac.doFinal(new byte[60_000]), "at most 50000 bytes", "has 60000 bytes");
    }

    @Test
    void factoriesTakeLimits() throws Exception {
        KeyLimits limits = KeyLimits.NONE.withPrefix(PREFIX);
        due().client().importKey("k", Algorithm.HMAC_SHA1, KEY, true);
        due().client().deleteKey("k");
        SecretKeyFactory factory = SecretKeyFactory.getInstance("HmacSHA256-DueHSM", due().provider());
        factory.generateSecret(new DueHsmKeySpec("DueHSM", "k", KEY, limits));
        assertThat(due().client().find("k")).map(KeyEntry::limits).contains(limits);
        assertThat(mac(Algorithm.HMAC_SHA256).doFinal(PREFIX)).isEqualTo(inSoftware(Algorithm.HMAC_SHA256, PREFIX));
        due().client().deleteKey("k");
        KeyGenerator generator = KeyGenerator.getInstance("HmacSHA256-DueHSM", due().provider());
        generator.init(new DueHsmKeyGenParameterSpec("DueHSM", "k", limits));
        generator.generateKey();
        assertThat(due().client().find("k")).map(KeyEntry::limits).contains(limits);
        assertThat(mac(Algorithm.HMAC_SHA256).doFinal(PREFIX)).hasSize(32);
        assertLimited(() -> mac(Algorithm.HMAC_SHA256).doFinal(KEY), "begins otherwise");
        KeyLimits aws = KeyLimits.of(List.of("r"), List.of());
        assertThatThrownBy(() -> generator.init(new DueHsmKeyGenParameterSpec("DueHSM", "l", aws)))
                .isInstanceOf(InvalidAlgorithmParameterException.class)
                .hasMessageContaining("regions and services");
        assertThatThrownBy(() -> factory.generateSecret(new DueHsmKeySpec("DueHSM", "l", KEY, aws)))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasMessageContaining("regions and services");
    }

    /** The key store has no words for limits: what is set in place of a key has none. */
    @Test
    void keyThatReplacesOneByTheKeyStoreHasNoLimits() throws Exception {
        importKey(Algorithm.HMAC_SHA256, KeyLimits.NONE.withMaxLength(0));
        due().keyStore().setKeyEntry("k", new SecretKeySpec(KEY, "HmacSHA256"), null, null);
        assertThat(due().client().find("k")).map(KeyEntry::limits).contains(KeyLimits.NONE);
        due().client().setLimits("k", KeyLimits.NONE.withMaxLength(0));
        due().keyStore().setKeyEntry("k", due().keyStore().getKey("k", null), null, null); // its own handle
        assertThat(due().client().find("k")).map(KeyEntry::limits).contains(KeyLimits.NONE.withMaxLength(0));
    }
}
