package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsRequest;
import org.duehsm.aws.Payload;
import org.duehsm.aws.Signature4Rules;
import org.duehsm.aws.Signature4Signer;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.KeyLimits;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a key signs that is limited to s3 in eu-west-1: nothing else, whatever the device remembers of scopes. Inside the
 * JVM: a device is all it needs.
 */
class LimitedSigningTest {

    private static final Algorithm AWS4 = Algorithm.AWS4_HMAC_SHA256;
    private static final byte[] SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(UTF_8);
    private static final KeyLimits LIMITS = KeyLimits.of(List.of("eu-west-1"), List.of("s3"));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T12:36:00Z"), ZoneOffset.UTC);
    private static final AwsRequest REQUEST = AwsRequest.of("GET", URI.create("https://example.com/bucket/key"));

    private static final String[] REGIONS = {
        "eu-west-1", "eu-west-2", "us-east-1", "eu-west-10", "eu-west-", "eu-west", "EU-WEST-1", "u-west-1", "s3"
    };
    private static final String[] SERVICES = {"s3", "ec2", "sts", "s3express", "s", "S3", "eu-west-1"};

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @Test
    void refusesAllElseWithAnUnknownScope() throws Exception {
        importKey("limited", LIMITS);

        assertThat(scopesThatAreSigned("limited")).containsExactly("eu-west-1/s3");
    }

    @Test
    void refusesAllElseWhateverAnotherKeyHasSigned() throws Exception {
        importKey("limited", LIMITS);
        importKey("free", KeyLimits.NONE);
        for (String region : REGIONS) {
            for (String service : SERVICES) {
                sign("limited", "eu-west-1", "s3");
                sign("free", region, service);
                assertThat(isSigned("limited", region, service))
                        .as(region + "/" + service)
                        .isEqualTo(region.equals("eu-west-1") && service.equals("s3"));
            }
        }
    }

    @Test
    void refusesWhatItHasSignedBeforeTheLimits() throws Exception {
        importKey("later", KeyLimits.NONE);
        sign("later", "us-east-1", "ec2");
        importKey("later", LIMITS);

        assertThat(scopesThatAreSigned("later")).containsExactly("eu-west-1/s3");

        importKey("later", KeyLimits.NONE);
        assertThat(isSigned("later", "us-east-1", "ec2")).isTrue();
    }

    @Test
    void limitsOneOfTheTwoAlone() throws Exception {
        importKey("region", KeyLimits.of(List.of("eu-west-1", "eu-west-2"), List.of()));
        importKey("service", KeyLimits.of(List.of(), List.of("sts", "ec2")));

        assertThat(scopesThatAreSigned("region"))
                .hasSize(2 * SERVICES.length)
                .allMatch(scope -> scope.matches("eu-west-[12]/.*"));
        assertThat(scopesThatAreSigned("service"))
                .hasSize(2 * REGIONS.length)
                .allMatch(scope -> scope.matches(".*/(sts|ec2)"));
    }

    @Test
    void saysWhatTheKeyIsLimitedTo() throws Exception {
        importKey("limited", LIMITS);

        assertThatThrownBy(() -> signer("limited", "us-east-1", "s3").presign(REQUEST, Duration.ofMinutes(1)))
                .isInstanceOf(DeviceStatusException.class)
                .hasMessageContainingAll(DUE.port(), "limited", LIMITS.toString(), "us-east-1/s3");
    }

    private static void importKey(String id, KeyLimits limits) {
        DUE.client().importKey(id, AWS4, SECRET, limits, true);
    }

    private static List<String> scopesThatAreSigned(String id) throws Exception {
        List<String> signed = new ArrayList<>();
        for (String region : REGIONS) {
            for (String service : SERVICES) {
                if (isSigned(id, region, service)) {
                    signed.add(region + "/" + service);
                }
            }
        }
        return signed;
    }

    private static boolean isSigned(String id, String region, String service) throws Exception {
        try {
            sign(id, region, service);
            return true;
        } catch (DeviceStatusException e) {
            assertThat(e.status()).isEqualTo(DeviceStatus.LIMITED);
            return false;
        }
    }

    /** Signs, and compares with the same key in software. */
    private static void sign(String id, String region, String service) throws Exception {
        AccessKey inSoftware = AccessKey.of(id, new SecretKeySpec(SECRET, AWS4.jcaName()));
        Signature4Signer software = new Signature4Signer(inSoftware, region, service, Signature4Rules.S3, CLOCK);

        assertThat(signer(id, region, service).sign(REQUEST, Payload.none()).headers())
                .isEqualTo(software.sign(REQUEST, Payload.none()).headers());
    }

    private static Signature4Signer signer(String id, String region, String service) throws Exception {
        AccessKey key = AccessKey.of(id, DueHsmKey.of(id).withAlgorithm(AWS4.jcaName()), DUE.provider());
        return new Signature4Signer(key, region, service, Signature4Rules.S3, CLOCK);
    }
}
