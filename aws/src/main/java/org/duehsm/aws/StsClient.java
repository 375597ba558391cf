package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * A client for what makes temporary credentials of an access key: GetSessionToken and AssumeRole of STS, signed by
 * Signature Version 4. It throws as {@link Ec2Client} does. Safe for use by many threads.
 */
public final class StsClient {

    /** The version of the API that requests ask for. */
    public static final String API_VERSION = "2011-06-15";

    /** How long an answer may take unless the caller says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** The longest answer that is read, in bytes; a token has some kilobytes at most. */
    public static final int MAX_ANSWER = 256 << 10;

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\]", Pattern.CASE_INSENSITIVE);

    private final URI endpoint;
    private final QueryRequests requests;
    private final Duration timeout;
    private final HttpClient http = Http.client();

    /**
     * A client of the service at this endpoint, which takes signatures for this region.
     *
     * @param endpoint {@code https://host[:port][/path]}; {@code http://} on loopback only, because the answers are
     *     secrets
     * @param region such as {@code eu-central-1}
     * @param key one for AWS4-HMAC-SHA256
     * @param clock the time to sign with; services refuse requests that are some minutes off
     * @param timeout how long a whole answer may take
     * @throws IllegalArgumentException if that is no such endpoint, region, or key
     */
    public StsClient(URI endpoint, String region, AccessKey key, Clock clock, Duration timeout) {
        this.endpoint = requireSecret(endpoint);
        this.requests = new QueryRequests.Version4(
                endpoint, new Signature4Signer(key, region, "sts", Signature4Rules.GENERAL, clock));
        this.timeout = timeout;
    }

    /**
     * Checks an endpoint of STS.
     *
     * @return the endpoint
     * @throws IllegalArgumentException if it is none, or if others could read along
     */
    public static URI requireSecret(URI endpoint) {
        Endpoint.require(endpoint);
        if (endpoint.getScheme().toLowerCase(Locale.ROOT).equals("http")
                && !LOOPBACK.matcher(endpoint.getHost()).matches()) {
            throw new IllegalArgumentException(
                    "an endpoint of STS answers with secrets, so it is https://, but on loopback, not " + endpoint);
        }
        return endpoint;
    }

    /** The endpoint of AWS in a region, such as {@code eu-central-1}. */
    public static URI endpoint(String region) {
        return Regions.endpoint("sts", region);
    }

    /**
     * The region that an endpoint of AWS takes signatures for, as its host says; empty for others. It is us-east-1
     * for the global one, {@code sts.amazonaws.com}.
     */
    public static Optional<String> region(URI endpoint) {
        return Regions.of("sts", endpoint);
    }

    /** Temporary credentials. */
    public TemporaryCredentials credentials(TemporaryCredentialsRequest request)
            throws IOException, GeneralSecurityException {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put("Version", API_VERSION);
        HttpRequest post = requests.change(parameters);
        HttpResponse<byte[]> response = Http.send(http, post, timeout, MAX_ANSWER);
        try {
            Element root = QueryAnswers.root(endpoint, response, request.action() + "Response");
            return credentials(root, request.action() + "Result");
        } finally {
            Arrays.fill(response.body(), (byte) 0);
        }
    }

    private TemporaryCredentials credentials(Element root, String result) throws AwsAnswerException {
        try {
            return new TemporaryCredentials(
                    required(root, result, "AccessKeyId"),
                    required(root, result, "SecretAccessKey"),
                    required(root, result, "SessionToken"),
                    OffsetDateTime.parse(required(root, result, "Expiration")).toInstant());
        } catch (DateTimeParseException e) {
            throw new AwsAnswerException(endpoint + " answered with an Expiration that is no time of ISO 8601", e);
        } catch (IllegalArgumentException e) {
            throw new AwsAnswerException(endpoint + ": " + e.getMessage(), e);
        }
    }

    private String required(Element root, String result, String name) throws AwsAnswerException {
        return Xml.text(root, result, "Credentials", name)
                .orElseThrow(() -> new AwsAnswerException(endpoint + " answered without " + name));
    }
}
