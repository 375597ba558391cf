package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureException;
import io.jsonwebtoken.security.UnsupportedKeyException;
import java.security.InvalidKeyException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.InvalidJwtSignatureException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * What provider/JWT.md says of the libraries themselves: how they work with a provider that is not registered, and what
 * they do with handles that made the recipes what they are. Inside the JVM: a device is all they need.
 */
class JwtLibrariesTest {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    /** The device's provider is registered as {@code DueHSM}; this one is another of the same device, and is not. */
    private static Provider unregistered;

    private static final DueHsmKey KEY = DueHsmKey.of("rfc").withAlgorithm("HmacSHA256");
    private static final DueHsmKey SPARE = DueHsmKey.of("DueHSM-spare", "rfc").withAlgorithm("HmacSHA256");
    private static final DueHsmKey UNKNOWN = DueHsmKey.of("unknown").withAlgorithm("HmacSHA256");

    @BeforeAll
    static void register() throws Exception {
        Security.addProvider(DUE.provider());
        unregistered = Due.provider(DUE.port(), "name = spare");
        DUE.client().importKey("rfc", Algorithm.HMAC_SHA256, Rfc7515.key(), false);
    }

    @AfterAll
    static void remove() {
        Security.removeProvider("DueHSM");
    }

    @Test
    void theTokenOfTheRfcToTheLetter() throws Exception {
        JWSObject token = unsigned();

        token.sign(new MACSigner(KEY));

        assertThat(token.serialize()).isEqualTo(Rfc7515.TOKEN);
    }

    @Test
    void jjwtWithAProviderThatIsNotRegistered() {
        assertThat(Jwts.builder()
                        .provider(unregistered)
                        .subject("alice")
                        .signWith(SPARE, Jwts.SIG.HS256)
                        .compact())
                .isEqualTo(Jwts.builder()
                        .subject("alice")
                        .signWith(KEY, Jwts.SIG.HS256)
                        .compact());
        assertThat(issuer(parser(SPARE).provider(unregistered))).isEqualTo("joe");
        assertThatThrownBy(() -> issuer(parser(SPARE))).isInstanceOf(SignatureException.class);
    }

    @Test
    void nimbusWithAProviderThatIsNotRegistered() throws Exception {
        JWSObject token = unsigned();
        MACSigner signer = new MACSigner(SPARE);
        signer.getJCAContext().setProvider(unregistered);
        MACVerifier verifier = new MACVerifier(SPARE);
        verifier.getJCAContext().setProvider(unregistered);

        token.sign(signer);

        assertThat(token.serialize()).isEqualTo(Rfc7515.TOKEN);
        assertThat(token.verify(verifier)).isTrue();
        assertThatThrownBy(() -> token.verify(new MACVerifier(SPARE))).isInstanceOf(JOSEException.class);
    }

    @Test
    void joseTakesNoneThatIsNotRegistered() throws Exception {
        JsonWebSignature token = jose(SPARE);
        ProviderContext context = new ProviderContext();
        context.getSuppliedKeyProviderContext().setMacProvider("DueHSM-spare");
        token.setProviderContext(context);

        assertThatThrownBy(token::verifySignature).hasRootCauseInstanceOf(NoSuchProviderException.class);
        assertThat(jose(KEY).verifySignature()).isTrue();
    }

    /** The factory with the provider is Nimbus' own, in the decoder. */
    @Test
    void springsDecoderWithAProviderThatIsNotRegistered() {
        assertThat(decoder(SPARE, processor -> {
                            DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
                            verifiers.getJCAContext().setProvider(unregistered);
                            processor.setJWSVerifierFactory(verifiers);
                        })
                        .decode(Rfc7515.TOKEN)
                        .getClaimAsString("iss"))
                .isEqualTo("joe");
        assertThatThrownBy(() -> decoder(SPARE, processor -> {}).decode(Rfc7515.TOKEN))
                .hasRootCauseInstanceOf(InvalidKeyException.class);
    }

    /** Why the recipe names the algorithm, and why it looks at the cause; and that it has to set the expiration. */
    @Test
    void jjwt() {
        String endless =
                Jwts.builder().subject("alice").signWith(KEY, Jwts.SIG.HS256).compact();

        assertThat(Jwts.parser()
                        .verifyWith(KEY)
                        .build()
                        .parseSignedClaims(endless)
                        .getPayload())
                .containsOnly(entry("sub", "alice"));
        assertThatThrownBy(() -> Jwts.builder().subject("alice").signWith(KEY).compact())
                .isInstanceOf(UnsupportedKeyException.class);
        assertThatThrownBy(() -> issuer(parser(UNKNOWN))).isExactlyInstanceOf(SignatureException.class);
    }

    /** Why the recipe has a key selector, and why that looks at {@code alg}. */
    @Test
    void nimbus() throws Exception {
        JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.HS512), new Payload("{}"));
        token.sign(new MACSigner(Rfc7515.key()));

        assertThatThrownBy(() -> token.verify(new MACVerifier(KEY))).isExactlyInstanceOf(JOSEException.class);
        assertThatThrownBy(() -> new OctetSequenceKey.Builder(KEY)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new ImmutableSecret<>(KEY)).isInstanceOf(NullPointerException.class);
    }

    /** Why the recipe looks at the cause. */
    @Test
    void jose4j() {
        JwtConsumerBuilder consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                .setVerificationKey(UNKNOWN);

        assertThatThrownBy(() -> consumer.build().process(Rfc7515.TOKEN))
                .isInstanceOf(InvalidJwtException.class)
                .isNotInstanceOf(InvalidJwtSignatureException.class);
    }

    /** Why the recipe has an encoder; and that it has to set the expiration. */
    @Test
    void springSecurity() {
        String endless =
                Jwts.builder().subject("alice").signWith(KEY, Jwts.SIG.HS256).compact();

        assertThat(NimbusJwtDecoder.withSecretKey(KEY).build().decode(endless).getClaims())
                .containsOnly(entry("sub", "alice"));
        assertThatThrownBy(() -> NimbusJwtEncoder.withSecretKey(KEY).build()).isInstanceOf(NullPointerException.class);
    }

    /** Why the recipe has an algorithm. */
    @Test
    void javaJwt() {
        assertThatThrownBy(() -> com.auth0.jwt.algorithms.Algorithm.HMAC256(KEY.getEncoded()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JWSObject unsigned() throws Exception {
        String[] parts = Rfc7515.CONTENT.split("\\.");
        return new JWSObject(JWSHeader.parse(new Base64URL(parts[0])), new Payload(new Base64URL(parts[1])));
    }

    private static JwtParserBuilder parser(DueHsmKey key) {
        return Jwts.parser().verifyWith(key).clock(() -> Date.from(Instant.EPOCH));
    }

    private static String issuer(JwtParserBuilder parser) {
        return parser.build().parseSignedClaims(Rfc7515.TOKEN).getPayload().getIssuer();
    }

    private static JsonWebSignature jose(DueHsmKey key) throws Exception {
        JsonWebSignature token = new JsonWebSignature();
        token.setCompactSerialization(Rfc7515.TOKEN);
        token.setKey(key);
        return token;
    }

    private static NimbusJwtDecoder decoder(
            DueHsmKey key, Consumer<ConfigurableJWTProcessor<SecurityContext>> customizer) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(key)
                .jwtProcessorCustomizer(customizer)
                .build();
        decoder.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
        return decoder;
    }
}
