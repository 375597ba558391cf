package org.duehsm.awssdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.aws.AccessKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/** What the SDK asks of a scheme. That its signatures are right is seen in provider-tests. */
class DueHsmAuthSchemeTest {

    private static final SdkHttpRequest PUT = SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(URI.create("https://bucket.s3.eu-west-1.amazonaws.com/key"))
            .build();

    private static DueHsmAuthScheme scheme() throws Exception {
        byte[] secret = "secret".getBytes(StandardCharsets.US_ASCII);
        return DueHsmAuthScheme.of(AccessKey.of("AKIA", new SecretKeySpec(secret, "AWS4-HMAC-SHA256")));
    }

    private static AwsCredentialsIdentity identity(DueHsmAuthScheme scheme) {
        return scheme.identityProvider(null)
                .resolveIdentity(ResolveIdentityRequest.builder().build())
                .join();
    }

    private static SignRequest.Builder<AwsCredentialsIdentity> request(SdkHttpRequest head) throws Exception {
        return SignRequest.builder(identity(scheme()))
                .request(head)
                .payload(ContentStreamProvider.fromUtf8String("body"))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3");
    }

    @Test
    void takesThePlaceOfTheSdksOwn() throws Exception {
        assertThat(scheme().schemeId()).isEqualTo("aws.auth#sigv4");
        assertThat(scheme().identityProvider(null).identityType()).isEqualTo(AwsCredentialsIdentity.class);
        assertThat(scheme()).hasToString("DueHsmAuthScheme[AKIA]");
    }

    @Test
    void hasNoSecret() throws Exception {
        AwsCredentialsIdentity identity = identity(scheme());

        assertThat(identity.accessKeyId()).isEqualTo("AKIA");
        assertThat(identity).isNotInstanceOf(AwsSessionCredentialsIdentity.class);
        assertThatThrownBy(identity::secretAccessKey)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("AKIA", "is on a device");
    }

    @Test
    void asksForTheSessionTokenEachTime() throws Exception {
        StringBuilder token = new StringBuilder("first");
        DueHsmAuthScheme scheme = scheme().withSessionToken(token::toString);

        assertThat(((AwsSessionCredentialsIdentity) identity(scheme)).sessionToken())
                .isEqualTo("first");
        token.append(", second");
        assertThat(((AwsSessionCredentialsIdentity) identity(scheme)).sessionToken())
                .isEqualTo("first, second");
        assertThat(identity(scheme).toString()).doesNotContain("first");
    }

    @Test
    void saysThatNoProviderIsRegistered() {
        assertThatThrownBy(() -> DueHsmAuthScheme.of("AKIA"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("AKIA", "register DueHSM");
    }

    @Test
    void refusesKeysForSomethingElse() throws Exception {
        AccessKey key = AccessKey.of("AKIA", new SecretKeySpec(new byte[20], "HmacSHA1"));

        assertThatThrownBy(() -> DueHsmAuthScheme.of(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("AKIA", "AWS4-HMAC-SHA256", "HmacSHA1");
    }

    @Test
    void signsForNobodyElse() throws Exception {
        SignRequest<AwsCredentialsIdentity> other = request(PUT)
                .identity(AwsCredentialsIdentity.create("OTHER", "secret"))
                .build();

        assertThatThrownBy(() -> scheme().signer().sign(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("AKIA", "OTHER");
    }

    @Test
    void refusesStreamsOfEvents() throws Exception {
        SdkHttpRequest events = PUT.toBuilder()
                .putHeader("Content-Type", "application/vnd.amazon.eventstream")
                .build();

        assertThatThrownBy(() -> scheme().signer().sign(request(events).build()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("streams of events");
    }

    @Test
    void saysWhichChecksumsItComputes() throws Exception {
        SignRequest<AwsCredentialsIdentity> request = request(PUT)
                .putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.XXHASH3)
                .build();

        assertThatThrownBy(() -> scheme().signer().sign(request))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("CRC64NVME", "not XXHASH3");
    }

    /** Where the request has one already, none is computed, and no trailer follows. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesTheChecksumOfTheRequest(boolean signed) throws Exception {
        SdkHttpRequest checked = PUT.toBuilder()
                .putHeader("Content-Length", "4")
                .putHeader("x-amz-checksum-crc32", "2zXx6w==")
                .build();

        SignedRequest whole = scheme().signer()
                .sign(request(checked)
                        .putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32)
                        .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, signed)
                        .build());

        assertThat(whole.request().firstMatchingHeader("x-amz-content-sha256"))
                .hasValue(signed ? "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" : "UNSIGNED-PAYLOAD");
        assertThat(whole.request().matchingHeaders("x-amz-trailer")).isEmpty();
        byte[] sent = whole.payload().orElseThrow().newStream().readAllBytes();
        assertThat(whole.request().firstMatchingHeader("Content-Length"))
                .isEqualTo(Optional.of(Integer.toString(sent.length)));
    }

    @Test
    void refusesATrailerThatIsNotThere() throws Exception {
        SdkHttpRequest missing =
                PUT.toBuilder().putHeader("x-amz-trailer", "x-amz-a").build();

        assertThatThrownBy(() -> scheme().signer()
                        .sign(request(missing)
                                .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                                .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("x-amz-trailer", "x-amz-a");
    }

    @Test
    void refusesAValidityThatIsNone() throws Exception {
        SignRequest.Builder<AwsCredentialsIdentity> request =
                request(PUT).putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofDays(8));

        assertThatThrownBy(() -> scheme().signer().sign(request.build()))
                .isInstanceOf(UnsupportedOperationException.class);
        request.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING);
        assertThatThrownBy(() -> scheme().signer().sign(request.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 days");
        request.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofDays(7))
                .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true);
        assertThatThrownBy(() -> scheme().signer().sign(request.build()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("chunks");
    }
}
