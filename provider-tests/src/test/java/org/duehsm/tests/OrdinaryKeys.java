package org.duehsm.tests;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** A program that has never heard of DueHSM, and lives on the JDK's MACs. It prints what it computes. */
final class OrdinaryKeys {

    private static final HexFormat HEX = HexFormat.of();

    private OrdinaryKeys() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("first " + Security.getProviders()[0].getName());
        for (String name : new String[] {"HmacSHA1", "HmacSHA256"}) {
            mac(name);
        }
        passwordHash("PBKDF2WithHmacSHA1", "password", 2, 160);
        passwordHash("PBKDF2WithHmacSHA256", "passwd", 1, 512);
        keyStore();
        oneTimePasswords();
        random();
        if (Runtime.version().feature() >= 25) {
            keyDerivation();
        }
    }

    /** As of libraries that ask for the length, or make a prototype and clone it. */
    private static void mac(String name) throws Exception {
        Mac prototype = Mac.getInstance(name);
        Mac mac = (Mac) prototype.clone();
        mac.reset();
        byte[] tag = new byte[mac.getMacLength()];
        mac.init(new SecretKeySpec("Jefe".getBytes(), name));
        mac.update("what do ya want for nothing?".getBytes());
        mac.doFinal(tag, 0);
        System.out.println(name + " " + HEX.formatHex(tag));
    }

    private static void passwordHash(String name, String password, int iterations, int bits) throws Exception {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), "salt".getBytes(), iterations, bits);
        byte[] hash = SecretKeyFactory.getInstance(name).generateSecret(spec).getEncoded();
        System.out.println(name + " " + HEX.formatHex(hash));
    }

    private static void keyStore() throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        SecretKey key = new SecretKeySpec("Jefe".getBytes(), "HmacSHA256");
        store.setKeyEntry("jefe", key, password, null);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, password);

        KeyStore loaded = KeyStore.getInstance("PKCS12");
        loaded.load(new ByteArrayInputStream(file.toByteArray()), password);
        System.out.println(
                "PKCS12 " + new String(loaded.getKey("jefe", password).getEncoded()));
        try {
            loaded.load(new ByteArrayInputStream(file.toByteArray()), "another".toCharArray());
        } catch (IOException e) {
            System.out.println("PKCS12 refuses another password");
        }
    }

    private static void oneTimePasswords() throws Exception {
        String digits = "12345678901234567890";
        Duration step = TimeBasedOneTimePasswordGenerator.DEFAULT_TIME_STEP;
        Instant time = Instant.ofEpochSecond(59);
        SecretKey sha1 = new SecretKeySpec(digits.getBytes(), "RAW");
        SecretKey sha256 = new SecretKeySpec((digits + "123456789012").getBytes(), "RAW");
        System.out.println("TOTP "
                + new TimeBasedOneTimePasswordGenerator(step, 8).generateOneTimePasswordString(sha1, time) + " "
                + new TimeBasedOneTimePasswordGenerator(
                                step, 8, TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA256)
                        .generateOneTimePasswordString(sha256, time));
    }

    private static void random() throws Exception {
        System.out.println("random " + UUID.randomUUID().version() + " "
                + new SecureRandom().getProvider().getName() + " "
                + SecureRandom.getInstance("DRBG").generateSeed(4).length + " "
                + KeyGenerator.getInstance("HmacSHA256").generateKey().getEncoded().length);
    }

    /** The KDF of Java 25. */
    private static void keyDerivation() throws Exception {
        Class<?> kdf = Class.forName("javax.crypto.KDF");
        Class<?> parameters = Class.forName("javax.crypto.spec.HKDFParameterSpec");
        Object extract = parameters.getMethod("ofExtract").invoke(null);
        Class<?> builder = extract.getClass();
        builder.getMethod("addIKM", byte[].class).invoke(extract, HEX.parseHex("0b".repeat(22)));
        builder.getMethod("addSalt", byte[].class).invoke(extract, HEX.parseHex("000102030405060708090a0b0c"));
        Object spec = builder.getMethod("thenExpand", byte[].class, int.class)
                .invoke(extract, HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"), 42);
        Object hkdf = kdf.getMethod("getInstance", String.class).invoke(null, "HKDF-SHA256");
        byte[] key = (byte[])
                kdf.getMethod("deriveData", AlgorithmParameterSpec.class).invoke(hkdf, spec);
        System.out.println("HKDF " + HEX.formatHex(key));
    }
}
