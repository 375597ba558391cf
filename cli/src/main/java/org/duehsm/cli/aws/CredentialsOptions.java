package org.duehsm.cli.aws;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.StsClient;
import org.duehsm.aws.TemporaryCredentials;
import org.duehsm.aws.TemporaryCredentialsRequest;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Algorithm;
import org.duehsm.credentials.CredentialsSource;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say whose temporary credentials are wanted, and where STS is. */
final class CredentialsOptions {

    /** Botocore asks for new ones 15 minutes before the end. */
    private static final Duration MARGIN = Duration.ofMinutes(15);

    /* Not out of variables such as AWS_REGION: credentials are good in every region, and so is what is cached. */
    private static final String DEFAULT_REGION = "us-east-1";

    /** What logs of AWS name the session of a role by. */
    private static final String SESSION_NAME = "due-hsm";

    @Option(
            names = "--key-id",
            paramLabel = "ID",
            required = true,
            description = "The access key id, which is the id of a key for AWS4-HMAC-SHA256.")
    private String keyId;

    @Option(
            names = "--role-arn",
            paramLabel = "ARN",
            description = "Credentials of this role, by AssumeRole; without it those of the user, by GetSessionToken,"
                    + " which without a code of an MFA device are good for neither IAM nor most of STS.")
    private String roleArn;

    @Option(
            names = "--duration-seconds",
            paramLabel = "S",
            description = "How long they are good for: 900 to 129600, of a role to 43200 (default: 12 hours, of a role"
                    + " one).")
    private Integer seconds;

    @Option(
            names = "--mfa-serial",
            paramLabel = "ARN",
            description = "The MFA device of the user, where policies want its code.")
    private String mfaSerial;

    @Option(names = "--token-code", paramLabel = "N", description = "The code that it shows; AWS takes each once.")
    private String tokenCode;

    @Option(
            names = "--sts-endpoint",
            paramLabel = "URL",
            description = "The endpoint of STS, if it is not AWS' of the region; https://, but on loopback.")
    private URI stsEndpoint;

    @Option(
            names = "--region",
            paramLabel = "R",
            description = "The region whose STS is asked (default: that of --sts-endpoint, or " + DEFAULT_REGION
                    + "); what it gives is good in all regions of its partition.")
    private String region;

    @Mixin
    private DeviceOptions device;

    /** All that the credentials depend on: not on the port, because an access key id names one secret. */
    List<String> wanted() {
        return List.of(
                "1", // the form of this list
                keyId,
                endpoint().toString(),
                region(),
                Objects.toString(roleArn, ""),
                Objects.toString(seconds, ""),
                Objects.toString(mfaSerial, ""));
    }

    /** How long before their end new ones are to be had: a quarter of an hour, or half of --duration-seconds if that is less. */
    Duration margin() {
        Duration half = seconds == null ? MARGIN : Duration.ofSeconds(seconds).dividedBy(2);
        return half.compareTo(MARGIN) < 0 ? half : MARGIN;
    }

    /**
     * Where credentials come from: the device signs, STS answers.
     *
     * @throws CliException if the options go together badly
     * @throws IllegalArgumentException if one of them is not allowed
     */
    CredentialsSource source() {
        if (tokenCode != null && mfaSerial == null) {
            throw usage("--token-code is of the MFA device that --mfa-serial names; give both");
        }
        StsClient.requireSecret(endpoint());
        String signed = region();
        TemporaryCredentialsRequest request = request();
        return new CredentialsSource() {

            private boolean used;

            @Override
            public TemporaryCredentials get() throws IOException, GeneralSecurityException {
                if (mfaSerial != null && (tokenCode == null || used)) {
                    throw new CliException(
                            ExitCode.FAILED,
                            "the MFA device " + mfaSerial + (used ? " has shown a newer code by now" : " shows a code")
                                    + ", and AWS wants one for new credentials; run it by hand with --token-code N");
                }
                used = true;
                return sts(signed).credentials(request);
            }
        };
    }

    private TemporaryCredentialsRequest request() {
        TemporaryCredentialsRequest request = roleArn == null
                ? TemporaryCredentialsRequest.getSessionToken()
                : TemporaryCredentialsRequest.assumeRole(roleArn, SESSION_NAME);
        if (seconds != null) {
            request = request.withDuration(Duration.ofSeconds(seconds));
        }
        return tokenCode == null ? request : request.withMfa(mfaSerial, tokenCode);
    }

    private StsClient sts(String signed) throws GeneralSecurityException {
        DueHsmProvider provider = device.provider();
        DueHsmKey key = DueHsmKey.of(provider.getName(), keyId).withAlgorithm(Algorithm.AWS4_HMAC_SHA256.jcaName());
        return new StsClient(
                endpoint(), region(), AccessKey.of(keyId, key, provider), Clock.systemUTC(), StsClient.DEFAULT_TIMEOUT);
    }

    private URI endpoint() {
        return stsEndpoint == null ? StsClient.endpoint(region()) : stsEndpoint;
    }

    private String region() {
        if (region != null || stsEndpoint == null) {
            return region == null ? DEFAULT_REGION : region;
        }
        Optional<String> said = StsClient.region(stsEndpoint);
        return said.orElseThrow(
                () -> usage(stsEndpoint + " does not say which region it takes signatures for; give --region"));
    }

    private static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }
}
