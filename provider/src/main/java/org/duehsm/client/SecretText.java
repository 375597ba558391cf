package org.duehsm.client;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A login's secret as text: lines as {@link Properties} has them, in UTF-8. The last is the secret, in Base64, and all
 * that is in front of it is the head, where nothing is secret. Under a passphrase the secret is AES-256-GCM's, the head
 * its associated data, every byte of it; so neither can be altered by who does not know the passphrase.
 */
final class SecretText {

    private static final byte[] SECRET = "\nsecret=".getBytes(StandardCharsets.US_ASCII);
    private static final String COMMENT = "# Whoever has this secret logs in to a DueHSM device by this name.";
    private static final String VERSION = "1";
    private static final Set<String> PLAIN = Set.of("version", "name", "role");
    private static final Set<String> ENCRYPTED =
            Set.of("version", "name", "role", "kdf", "iterations", "salt", "nonce");

    private static final String KDF = "PBKDF2WithHmacSHA256";
    private static final int MAX_ITERATIONS = 10_000_000; // some seconds: a file from elsewhere takes no more
    private static final int KEY_BITS = 256;
    private static final int SALT_BYTES = 18; // a multiple of 3: no bit of its Base64 is without meaning
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int PLAIN_BYTES = LoginSecret.SECRET_BYTES;
    private static final int ENCRYPTED_BYTES = PLAIN_BYTES + TAG_BITS / 8;

    private final int iterations;

    /** @param iterations of PBKDF2 at least, and as many are written */
    SecretText(int iterations) {
        this.iterations = iterations;
    }

    /** Head and secret, in an array that the caller wipes; encrypted if the passphrase is not null. */
    byte[] encode(LoginSecret login, char[] passphrase) {
        String head = COMMENT + "\nversion=" + VERSION + "\nname=" + escaped(login.name()) + "\nrole=" + login.role();
        byte[] secret = login.secret();
        try {
            if (passphrase == null) {
                return text(head.getBytes(StandardCharsets.UTF_8), secret);
            }
            byte[] salt = random(SALT_BYTES);
            byte[] nonce = random(NONCE_BYTES);
            Base64.Encoder base64 = Base64.getEncoder();
            byte[] whole = (head + "\nkdf=" + KDF + "\niterations=" + iterations + "\nsalt="
                            + base64.encodeToString(salt) + "\nnonce=" + base64.encodeToString(nonce))
                    .getBytes(StandardCharsets.UTF_8);
            return text(whole, crypt(Cipher.ENCRYPT_MODE, passphrase, salt, iterations, nonce, whole, secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2 and AES-GCM", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] text(byte[] head, byte[] secret) {
        byte[] base64 = Base64.getEncoder().encode(secret);
        byte[] text = ByteBuffer.allocate(head.length + SECRET.length + base64.length + 1)
                .put(head)
                .put(SECRET)
                .put(base64)
                .put((byte) '\n')
                .array();
        Arrays.fill(base64, (byte) 0);
        return text;
    }

    /** So that {@link Properties} reads the name as it is. */
    private static String escaped(String name) {
        String escaped = name.replace("\\", "\\\\");
        return escaped.startsWith(" ") ? "\\" + escaped : escaped;
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /**
     * Reads it.
     *
     * @param passphrase null: none; not looked at if the text is not encrypted
     * @throws IOException that says what is wrong; by a cause that is an {@link UnrecoverableKeyException} if it is
     *     probably the passphrase
     */
    LoginSecret decode(byte[] text, char[] passphrase) throws IOException {
        byte[] head = Arrays.copyOf(text, endOfHead(text));
        Properties lines = properties(head);
        boolean encrypted = lines.containsKey("kdf");
        byte[] secret = secret(text, head.length, encrypted ? ENCRYPTED_BYTES : PLAIN_BYTES);
        byte[] clear = secret;
        try {
            if (encrypted) {
                clear = decrypted(lines, head, secret, passphrase);
            }
            return new LoginSecret(lines.getProperty("name"), role(lines), clear);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(clear, (byte) 0);
        }
    }

    /**
     * Whether a passphrase is needed to read it.
     *
     * @throws IOException that says what is wrong with it
     */
    static boolean isEncrypted(byte[] text) throws IOException {
        return properties(Arrays.copyOf(text, endOfHead(text))).containsKey("kdf");
    }

    private static int endOfHead(byte[] text) throws IOException {
        for (int i = text.length - SECRET.length; i >= 0; i--) {
            if (Arrays.equals(text, i, i + SECRET.length, SECRET, 0, SECRET.length)) {
                return i;
            }
        }
        throw new IOException("it is not the secret of a login, or cut off");
    }

    private static Properties properties(byte[] head) throws IOException {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(head))
                    .toString()));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new IOException("it is not the secret of a login: it is not UTF-8", e);
        }
        String version = lines.getProperty("version");
        if (version != null && !version.equals(VERSION)) {
            throw new IOException(
                    "it is of version " + version + ", and this is a DueHSM that knows version " + VERSION);
        }
        if (!lines.keySet().equals(lines.containsKey("kdf") ? ENCRYPTED : PLAIN)) {
            throw new IOException("it is not the secret of a login: its lines are not those of one");
        }
        return lines;
    }

    private static Role role(Properties lines) throws IOException {
        return Role.of(lines.getProperty("role"))
                .orElseThrow(() -> new IOException("its role is neither user nor manager"));
    }

    private static byte[] secret(byte[] text, int endOfHead, int bytes) throws IOException {
        int end = text.length;
        while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
            end--;
        }
        byte[] base64 = Arrays.copyOfRange(text, endOfHead + SECRET.length, Math.max(end, endOfHead + SECRET.length));
        try {
            if (base64.length != (bytes + 2) / 3 * 4) {
                throw new IOException("its secret does not have its length: it is cut off, or altered");
            }
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("its secret is altered: it is not Base64"); // what Java says of it has a byte of it
        } finally {
            Arrays.fill(base64, (byte) 0);
        }
    }

    private byte[] decrypted(Properties lines, byte[] head, byte[] secret, char[] passphrase) throws IOException {
        if (passphrase == null) {
            throw new IOException("it is encrypted, and there is no passphrase");
        }
        try {
            if (!KDF.equals(lines.getProperty("kdf"))) {
                throw new IOException("its kdf is not " + KDF);
            }
            byte[] salt = Base64.getDecoder().decode(lines.getProperty("salt"));
            byte[] nonce = Base64.getDecoder().decode(lines.getProperty("nonce"));
            if (salt.length != SALT_BYTES || nonce.length != NONCE_BYTES) {
                throw new IOException("its salt or nonce does not have its length");
            }
            return crypt(Cipher.DECRYPT_MODE, passphrase, salt, rounds(lines), nonce, head, secret);
        } catch (AEADBadTagException e) {
            IOException wrong = new IOException("the passphrase is wrong, or the file has been altered");
            wrong.initCause(new UnrecoverableKeyException("wrong passphrase"));
            throw wrong;
        } catch (IllegalArgumentException e) {
            throw new IOException("its salt, nonce or iterations are altered", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot decrypt it: " + e.getMessage(), e);
        }
    }

    private int rounds(Properties lines) throws IOException {
        int rounds = Integer.parseInt(lines.getProperty("iterations"));
        if (rounds < iterations || rounds > MAX_ITERATIONS) {
            throw new IOException(
                    "its iterations are " + rounds + ", and " + iterations + " to " + MAX_ITERATIONS + " are taken");
        }
        return rounds;
    }

    private static byte[] crypt(
            int mode, char[] passphrase, byte[] salt, int iterations, byte[] nonce, byte[] head, byte[] secret)
            throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, iterations, KEY_BITS);
        byte[] key = null;
        try {
            SecretKey derived = SecretKeyFactory.getInstance(KDF).generateSecret(spec);
            key = derived.getEncoded();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(head);
            return cipher.doFinal(secret);
        } finally {
            spec.clearPassword();
            if (key != null) {
                Arrays.fill(key, (byte) 0);
            }
        }
    }
}
