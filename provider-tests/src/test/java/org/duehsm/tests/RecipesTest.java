package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The recipes of provider/RECIPES.md that need nothing but keys, as they stand there, on published examples where there
 * are any. Inside the JVM: a device is all they need.
 */
class RecipesTest {

    @RegisterExtension
    static final Due DUE = Due.inJvm().registered();

    private static final Page PAGE = new Page("provider/RECIPES.md");
    private static final byte[] KEY = "a key that is known to the tests".getBytes(UTF_8);

    @Test
    void tokens() throws Exception {
        SecretKey key = key("tokens", KEY);
        Recipe recipe = PAGE.recipe("Tokens: to sign and check anything");
        Instant until = Instant.ofEpochSecond(1000);
        Instant before = Instant.ofEpochSecond(999);

        for (String text : List.of("", "user 42", "a.b.c", "Grüße\n\u0000")) {
            Object token = recipe.call("sign", key, "session", text, until);
            assertThat(token).asString().matches("1000\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]{43}");
            assertThat(recipe.call("check", key, "session", token, before)).isEqualTo(Optional.of(text));
            assertThat(recipe.call("check", key, "reset", token, before)).isEqualTo(Optional.empty());
            assertThat(recipe.call("check", key, "session", token, until)).isEqualTo(Optional.empty());
            assertThat(recipe.call("check", key("another", new byte[32]), "session", token, before))
                    .isEqualTo(Optional.empty());
            assertThat(recipe.call("check", key, "session", "2" + token, before))
                    .isEqualTo(Optional.empty());
        }
        for (String token : List.of("", ".", "..", "1000.", "1000.YQ.", "1000.YQ", "\u00e9.\u00e9.\u00e9")) {
            assertThat(recipe.call("check", key, "session", token, before)).isEqualTo(Optional.empty());
        }
    }

    /** The first line is of RFC 7914, section 11, cut to the 32 bytes that are asked for. */
    @Test
    void pepper() throws Exception {
        key("pepper-1", KEY);
        key("pepper-2", "another key".getBytes(UTF_8));
        Recipe recipe = PAGE.recipe("A pepper for password hashes");
        byte[] slow = hex("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
        assertThat(recipe.call("slowHash", "passwd".toCharArray(), "salt".getBytes(UTF_8), 1))
                .isEqualTo(slow);
        assertThat(recipe.call("peppered", slow, "pepper-1"))
                .isEqualTo(Due.software(Algorithm.HMAC_SHA256, KEY).doFinal(slow));
        assertThatThrownBy(() -> recipe.call("peppered", slow, "github"))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("github");

        char[] password = "correct horse".toCharArray();
        Object first = recipe.call("store", password, 10, "pepper-1");
        Object second = recipe.call("withPepper", first, "pepper-2");

        assertThat(password).isEqualTo("correct horse".toCharArray());
        for (Object stored : List.of(first, second, recipe.call("store", password, 11, "pepper-2"))) {
            assertThat(recipe.call("isRight", password, stored)).isEqualTo(true);
            assertThat(recipe.call("isRight", "battery staple".toCharArray(), stored))
                    .isEqualTo(false);
        }
        assertThat(field(second, "peppers")).isEqualTo(List.of("pepper-1", "pepper-2"));
        assertThat(field(first, "hash")).isNotEqualTo(field(recipe.call("store", password, 10, "pepper-1"), "hash"));
        key("pepper-1", "yet another key".getBytes(UTF_8));
        assertThat(recipe.call("isRight", password, second)).isEqualTo(false);
    }

    private static Object field(Object stored, String name) throws Exception {
        Method method = stored.getClass().getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(stored);
    }

    @Test
    void pseudonyms() throws Exception {
        SecretKey key = key("pseudonyms", KEY);
        Recipe recipe = PAGE.recipe("Pseudonyms");
        byte[] tag = Due.software(Algorithm.HMAC_SHA256, KEY).doFinal("survey\nana@example.com".getBytes(UTF_8));

        assertThat(recipe.call("pseudonym", key, "survey", " Ana@Example.com\n"))
                .isEqualTo(HexFormat.of().formatHex(tag).substring(0, 32));
        assertThat(recipe.call("pseudonym", key, "billing", "ana@example.com"))
                .isNotEqualTo(recipe.call("pseudonym", key, "survey", "ana@example.com"));
    }

    /** RFC 5869, appendix A, its examples with SHA-256. */
    @ParameterizedTest
    @CsvSource({
        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5, f0f1f2f3f4f5f6f7f8f9, "
                + "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244, b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5"
                + "c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9"
                + "fafbfcfdfeff, b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e"
                + "590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04, '', "
                + "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    })
    void hkdf(String key, String info, String output) throws Exception {
        byte[] derived = (byte[]) expand(key("hkdf", hex(key)), hex(info), output.length() / 2);

        assertThat(derived).isEqualTo(hex(output));
    }

    @Test
    void hkdfOfAnyLength() throws Exception {
        SecretKey key = key("hkdf", KEY);
        byte[] longest = (byte[]) expand(key, KEY, 8160);

        for (int length : new int[] {0, 1, 31, 32, 33, 64}) {
            assertThat((byte[]) expand(key, KEY, length)).hasSize(length).isEqualTo(Arrays.copyOf(longest, length));
        }
        for (int length : new int[] {-1, 8161}) {
            assertThatThrownBy(() -> expand(key, KEY, length))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not " + length);
        }
    }

    /** RFC 5869, A.1: what the page says of a handle that is the salt. */
    @Test
    void hkdfExtract() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key("salt", hex("000102030405060708090a0b0c")));

        assertThat(mac.doFinal(hex("0b".repeat(22))))
                .isEqualTo(hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
    }

    @Test
    @EnabledForJreRange(minVersion = 25)
    void theJdksHkdfRefusesHandles() throws Exception {
        SecretKey key = key("hkdf", KEY);
        Recipe jdk = Recipe.of("import javax.crypto.*;\nimport javax.crypto.spec.*;\n"
                + "byte[] expand(SecretKey key) throws Exception {\n"
                + "    return KDF.getInstance(\"HKDF-SHA256\")\n"
                + "            .deriveData(HKDFParameterSpec.expandOnly(key, null, 32));\n}\n");

        assertThatThrownBy(() -> jdk.call("expand", key)).isInstanceOf(InvalidAlgorithmParameterException.class);
    }

    private static Object expand(SecretKey key, byte[] info, int length) throws Exception {
        return PAGE.recipe("Derived keys: HKDF").call("expand", key, info, length);
    }

    /** RFC 4226, appendix D. */
    @Test
    void hotp() throws Exception {
        SecretKey key = sha1("hotp", "12345678901234567890".getBytes(UTF_8));
        List<String> passwords = List.of(
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489");

        for (int counter = 0; counter < 10; counter++) {
            assertThat(otp().call("hotp", key, counter, 6)).isEqualTo(passwords.get(counter));
        }
    }

    /** RFC 6238, appendix B; with its keys as its errata, 2866, has them. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082, 46119246",
        "1111111109, 07081804, 68084774",
        "1111111111, 14050471, 67062674",
        "1234567890, 89005924, 91819424",
        "2000000000, 69279037, 90698825",
        "20000000000, 65353130, 77737706"
    })
    void totp(long seconds, String sha1, String sha256) throws Exception {
        Instant time = Instant.ofEpochSecond(seconds);
        SecretKey key1 = sha1("totp1", "12345678901234567890".getBytes(UTF_8));
        SecretKey key256 = key("totp256", "12345678901234567890123456789012".getBytes(UTF_8));
        Recipe library = PAGE.recipe("One-time passwords with java-otp");

        for (Recipe recipe : List.of(otp(), library)) {
            assertThat(recipe.call("totp", key1, time, 8)).isEqualTo(sha1);
            assertThat(recipe.call("totp", key256, time, 8)).isEqualTo(sha256);
        }
    }

    @Test
    void aPasswordIsTakenOnceAndInItsTime() throws Exception {
        SecretKey key = key("totp", KEY);
        Instant now = Instant.ofEpochSecond(3000); // the step 100

        for (int step = 98; step <= 102; step++) {
            String password = (String) otp().call("hotp", key, step, 6);
            OptionalLong accepted = step >= 99 && step <= 101 ? OptionalLong.of(step) : OptionalLong.empty();
            assertThat(otp().call("acceptedStep", key, password, now, 0)).isEqualTo(accepted);
            assertThat(otp().call("acceptedStep", key, password, now, step - 1)).isEqualTo(accepted);
            assertThat(otp().call("acceptedStep", key, password, now, step)).isEqualTo(OptionalLong.empty());
        }
        assertThat(otp().call("acceptedStep", key, "", now, 0)).isEqualTo(OptionalLong.empty());
    }

    /** Why the recipe gives java-otp a name of ours: it clones the Mac, and asks its length, before init. */
    @Test
    void javaOtpUnderTheStandardNameRefusesHandles() throws Exception {
        String asItStands = PAGE.block("One-time passwords with java-otp", "java");
        Recipe standard = Recipe.of(asItStands.replace(" + \"-DueHSM\"", ""));

        assertThatThrownBy(() -> standard.call("totp", key("totp", KEY), Instant.EPOCH, 8))
                .isInstanceOf(InvalidKeyException.class);
    }

    private static Recipe otp() throws Exception {
        return PAGE.recipe("One-time passwords: HOTP and TOTP");
    }

    private static SecretKey key(String id, byte[] bytes) {
        DUE.client().importKey(id, Algorithm.HMAC_SHA256, bytes, true);
        return DueHsmKey.of(id).withAlgorithm("HmacSHA256");
    }

    private static SecretKey sha1(String id, byte[] bytes) {
        DUE.client().importKey(id, Algorithm.HMAC_SHA1, bytes, true);
        return DueHsmKey.of(id);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
