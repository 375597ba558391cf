package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.UnsupportedJwtException;
import io.jsonwebtoken.security.SignatureException;
import java.security.ProviderException;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The recipes of provider/JWT.md, run as they stand there with handles. Inside the JVM: a device is all they need.
 * {@link JwtLibrariesTest} has what the page says of the libraries besides.
 */
class JwtRecipesTest {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private static final Page PAGE = new Page("provider/JWT.md");

    /** The headings of the recipes that have a sign and a verify. */
    static final List<String> RECIPES =
            List.of("jjwt", "Nimbus JOSE + JWT", "jose4j", "Spring Security", "java-jwt (auth0)");

    private static final byte[] BYTES =
            "the bytes of the key, 64 of them".repeat(2).getBytes(US_ASCII);
    private static final byte[] OTHER =
            "other bytes, 64 of them as well.".repeat(2).getBytes(US_ASCII);
    private static final DueHsmKey KEY = DueHsmKey.of("jwt-2026").withAlgorithm("HmacSHA256");
    private static final DueHsmKey RFC_KEY = DueHsmKey.of("rfc").withAlgorithm("HmacSHA256");
    private static final DueHsmKey ABSENT =
            DueHsmKey.of("DueHSM-absent", "jwt-2026").withAlgorithm("HmacSHA256");

    @BeforeAll
    static void register() throws Exception {
        Security.addProvider(DUE.provider());
        Security.addProvider(Due.provider("/dev/duehsm-of-nobody", "timeout = 100", "name = absent"));
        DUE.client().importKey("jwt-2026", Algorithm.HMAC_SHA256, BYTES, false);
        DUE.client().importKey("jwt-2027", Algorithm.HMAC_SHA256, OTHER, false);
        DUE.client().importKey("rfc", Algorithm.HMAC_SHA256, Rfc7515.key(), false);
        DUE.client().importKey("short", Algorithm.HMAC_SHA256, new byte[] {1}, false);
    }

    @AfterAll
    static void remove() {
        Security.removeProvider("DueHSM");
        Security.removeProvider("DueHSM-absent");
    }

    @ParameterizedTest
    @FieldSource("RECIPES")
    void signsAndVerifies(String heading) throws Exception {
        Recipe recipe = PAGE.recipe(heading);

        String token = (String) recipe.call("sign", KEY, "alice");

        assertThat(recipe.call("verify", KEY, token)).isEqualTo("alice");
        assertThat(SignedJWT.parse(token).getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
        assertThat(SignedJWT.parse(token).getHeader().getKeyID()).isEqualTo("jwt-2026");
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime())
                .isBetween(
                        Date.from(Instant.now().plus(Duration.ofMinutes(13))),
                        Date.from(Instant.now().plus(Duration.ofMinutes(16))));
    }

    @ParameterizedTest
    @FieldSource("RECIPES")
    void signsAndVerifiesWithUsFirst(String heading) throws Exception {
        Security.removeProvider("DueHSM");
        Security.insertProviderAt(DUE.provider(), 1);
        try {
            signsAndVerifies(heading);
            softwareTakesItsTokens(heading);
        } finally {
            Security.removeProvider("DueHSM");
            Security.addProvider(DUE.provider());
        }
    }

    /** RFC 7515, appendix A.1: from 2011, which each library says only once it has found the signature right. */
    @ParameterizedTest
    @FieldSource("RECIPES")
    void theTokenOfTheRfc(String heading) throws Exception {
        String token = Rfc7515.TOKEN;

        assertThatThrownBy(() -> verify(heading, RFC_KEY, token)).hasMessageMatching("(?is).*expir.*");
        assertThat(catchThrowable(() -> verify(heading, RFC_KEY, token.replace("dBjf", "dBjg"))))
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(promised(heading, 1)));
    }

    /** RFC 7518, 3.2 wants 32 bytes; a library cannot see how many a handle's key has. */
    @ParameterizedTest
    @FieldSource("RECIPES")
    void nobodyNoticesAShortKey(String heading) throws Exception {
        DueHsmKey key = DueHsmKey.of("short").withAlgorithm("HmacSHA256");

        String token = (String) PAGE.recipe(heading).call("sign", key, "alice");

        assertThat(verify(heading, key, token)).isEqualTo("alice");
    }

    /** By another library with the bytes of the key. */
    @ParameterizedTest
    @FieldSource("RECIPES")
    void softwareTakesItsTokens(String heading) throws Exception {
        String token = (String) PAGE.recipe(heading).call("sign", KEY, "alice");

        if (heading.equals("jose4j")) {
            assertThat(SignedJWT.parse(token).verify(new MACVerifier(BYTES))).isTrue();
        } else {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setCompactSerialization(token);
            signature.setKey(new HmacKey(BYTES));
            assertThat(signature.verifySignature()).isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("RECIPES")
    void takesTokensOfSoftware(String heading) throws Exception {
        assertThat(verify(heading, software(BYTES, JWSAlgorithm.HS256, Duration.ofMinutes(1))))
                .isEqualTo("alice");
    }

    @ParameterizedTest
    @FieldSource("RECIPES")
    void refusesWhatIsForged(String heading) throws Exception {
        String[] parts =
                software(BYTES, JWSAlgorithm.HS256, Duration.ofMinutes(1)).split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("alice", "malle");
        String others = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8));
        String signature = (parts[2].charAt(0) == 'A' ? 'B' : 'A') + parts[2].substring(1);

        assertForged(heading, parts[0] + "." + others + "." + parts[2]);
        assertForged(heading, parts[0] + "." + parts[1] + "." + signature);
        assertForged(heading, parts[0] + "." + parts[1] + "." + parts[2].substring(0, 42));
        assertForged(heading, software(OTHER, JWSAlgorithm.HS256, Duration.ofMinutes(1)));
    }

    /** Not as a forged one, because the library sees it earlier, but not as trouble with the board either. */
    @ParameterizedTest
    @FieldSource("RECIPES")
    void refusesOtherAlgorithmsAndOldTokens(String heading) throws Exception {
        String none = new PlainJWT(claims(Duration.ofMinutes(1))).serialize();

        assertRefused(heading, none);
        assertRefused(heading, none + "AAAA");
        assertRefused(heading, software(BYTES, JWSAlgorithm.HS512, Duration.ofMinutes(1)));
        assertRefused(heading, software(BYTES, JWSAlgorithm.HS256, Duration.ofMinutes(-2)));
    }

    @ParameterizedTest
    @FieldSource("RECIPES")
    void tellsTroubleFromForgedTokens(String heading) throws Exception {
        String token = software(BYTES, JWSAlgorithm.HS256, Duration.ofMinutes(1));

        assertTrouble(heading, 2, "verify", ABSENT, token);
        assertTrouble(heading, 2, "verify", DueHsmKey.of("unknown").withAlgorithm("HmacSHA256"), token);
        assertTrouble(heading, 3, "sign", ABSENT, "alice");
    }

    @Test
    void aKeyOfTheGenerator() throws Exception {
        DueHsmKey key = (DueHsmKey) PAGE.recipe("A key").call("generate", "generated");

        String token = (String) PAGE.recipe("jjwt").call("sign", key, "alice");

        assertThat(verify("jjwt", key, token)).isEqualTo("alice");
        assertForged("jjwt", token);
    }

    @Test
    void changesKeys() throws Exception {
        String old = (String) PAGE.recipe("jjwt").call("sign", KEY, "alice");
        String young = (String)
                PAGE.recipe("jjwt").call("sign", DueHsmKey.of("jwt-2027").withAlgorithm("HmacSHA256"), "bob");

        assertThat(changing(old, "jwt-2026")).isEqualTo("alice");
        assertThat(changing(old, "jwt-2026", "jwt-2027")).isEqualTo("alice");
        assertThat(changing(young, "jwt-2026", "jwt-2027")).isEqualTo("bob");
        assertThatThrownBy(() -> changing(old, "jwt-2027")).isInstanceOf(UnsupportedJwtException.class);
        assertThatThrownBy(() ->
                        changing(software(BYTES, JWSAlgorithm.HS256, Duration.ofMinutes(1)), "jwt-2026", "jwt-2027"))
                .isInstanceOf(UnsupportedJwtException.class);
    }

    /** An id that is on the list before its key is on the board, for example. */
    @Test
    void tellsTroubleFromForgedTokensWhileKeysChange() throws Exception {
        String token = (String) PAGE.recipe("jjwt").call("sign", KEY, "alice");
        DUE.client().importKey("jwt-2025", Algorithm.HMAC_SHA256, BYTES, false);
        String old = (String)
                PAGE.recipe("jjwt").call("sign", DueHsmKey.of("jwt-2025").withAlgorithm("HmacSHA256"), "alice");
        DUE.client().deleteKey("jwt-2025");

        assertThatThrownBy(() -> changing(old, "jwt-2025"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("jwt-2025");
        assertThatThrownBy(() -> changing(token + "AAAA", "jwt-2026")).isInstanceOf(SignatureException.class);
    }

    private static String changing(String token, String... accepted) throws Exception {
        Claims claims = (Claims) PAGE.recipe("Change keys").call("verify", List.of(accepted), token);
        return claims.getSubject();
    }

    private static Object verify(String heading, String token) throws Exception {
        return verify(heading, KEY, token);
    }

    private static Object verify(String heading, DueHsmKey key, String token) throws Exception {
        return PAGE.recipe(heading).call("verify", key, token);
    }

    private static void assertForged(String heading, String token) throws Exception {
        assertThat(catchThrowable(() -> verify(heading, token)).getClass().getSimpleName())
                .isEqualTo(promised(heading, 1));
    }

    private static void assertRefused(String heading, String token) throws Exception {
        assertThat(catchThrowable(() -> verify(heading, token)))
                .isNotNull()
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isNotEqualTo(promised(heading, 2)))
                .satisfies(e -> assertThat(causes(e)).noneMatch(ProviderException.class::isInstance));
    }

    private static void assertTrouble(String heading, int column, String method, Object... arguments) throws Exception {
        Throwable thrown = catchThrowable(() -> PAGE.recipe(heading).call(method, arguments));
        if (promised(heading, column).equals("ProviderException")) {
            assertThat(thrown).isInstanceOf(ProviderException.class);
        } else {
            assertThat(thrown.getClass().getSimpleName()).isEqualTo(promised(heading, column));
        }
        assertThat(causes(thrown)).anyMatch(ProviderException.class::isInstance);
    }

    private static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause).toList();
    }

    /** What the table of exceptions says of a recipe, in a column of it. */
    private static String promised(String heading, int column) throws Exception {
        String row = PAGE.text()
                .lines()
                .filter(line -> line.startsWith("| " + heading + " |") && line.contains("Exception`"))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(row.substring(1).split("\\|"))
                .map(cell -> cell.strip().replace("`", ""))
                .toList()
                .get(column);
    }

    private static JWTClaimsSet claims(Duration life) {
        return new JWTClaimsSet.Builder()
                .subject("alice")
                .expirationTime(Date.from(Instant.now().plus(life)))
                .build();
    }

    /** Without a kid. */
    private static String software(byte[] key, JWSAlgorithm algorithm, Duration life) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims(life));
        token.sign(new MACSigner(key));
        return token.serialize();
    }
}
