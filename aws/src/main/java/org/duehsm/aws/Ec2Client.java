package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * A client for two actions of the EC2 API. The key decides how requests are signed: one for AWS4-HMAC-SHA256 by
 * Signature Version 4, one for HmacSHA1 or HmacSHA256 by Version 2. Safe for use by many threads.
 *
 * <p>Every method throws {@link AwsErrorException} for an error that the service answers, {@link
 * AwsAnswerException} for what is no answer of the API, another IOException if the service cannot be
 * reached in time, and what {@link AccessKey#sign} throws. Nothing is sent twice by itself.
 */
public final class Ec2Client {

    /** The version of the API that requests ask for. */
    public static final String API_VERSION = "2016-11-15";

    /** How long an answer may take unless the caller says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** The longest answer that is read, in bytes; a page has 1000 instances at most, of some kilobytes each. */
    public static final int MAX_ANSWER = 16 << 20;

    private final URI endpoint;
    private final QueryRequests requests;
    private final Duration timeout;
    private final HttpClient http = Http.client();

    /** As {@link #Ec2Client(URI, AccessKey, Clock, Duration)}, by the system's clock, with a time-out of 30 s. */
    public Ec2Client(URI endpoint, AccessKey key) {
        this(endpoint, key, Clock.systemUTC(), DEFAULT_TIMEOUT);
    }

    /**
     * A client of the service at this endpoint.
     *
     * @param endpoint {@code http[s]://host[:port][/path]}
     * @param clock the time to sign with; services refuse requests that are some minutes off
     * @param timeout how long a whole answer may take
     * @throws IllegalArgumentException if that is no endpoint, or if it does not say its {@link #region} although
     *     the key is for Signature Version 4, which signs it
     */
    public Ec2Client(URI endpoint, AccessKey key, Clock clock, Duration timeout) {
        this(endpoint, isForVersion4(key) ? requireRegion(endpoint) : null, key, clock, timeout);
    }

    /**
     * A client of the service at this endpoint, which takes signatures for this region.
     *
     * @param region such as {@code eu-central-1}; not used by a key for Signature Version 2
     * @throws IllegalArgumentException if that is no endpoint, or no region
     */
    public Ec2Client(URI endpoint, String region, AccessKey key, Clock clock, Duration timeout) {
        this.endpoint = Endpoint.require(endpoint);
        this.requests = isForVersion4(key)
                ? new QueryRequests.Version4(
                        endpoint, new Signature4Signer(key, region, "ec2", Signature4Rules.GENERAL, clock))
                : new QueryRequests.Version2(endpoint, new QuerySigner(key, clock));
        this.timeout = timeout;
    }

    private static boolean isForVersion4(AccessKey key) {
        return key.algorithm().equals(MacAccessKey.AWS4);
    }

    private static String requireRegion(URI endpoint) {
        return region(endpoint)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Signature Version 4 signs the region, which " + endpoint + " does not say: give it, too"));
    }

    /** The endpoint of AWS in a region, such as {@code eu-central-1}. */
    public static URI endpoint(String region) {
        return Regions.endpoint("ec2", region);
    }

    /**
     * The region that an endpoint of AWS takes signatures for, as its host says; empty for others. It is us-east-1
     * for {@code ec2.amazonaws.com}.
     */
    public static Optional<String> region(URI endpoint) {
        return Regions.of("ec2", endpoint);
    }

    /** One page of instances. */
    public DescribeInstancesResult describeInstances(DescribeInstancesRequest request)
            throws IOException, GeneralSecurityException {
        HttpRequest read = requests.read(versioned(request.parameters()));
        return Ec2Answers.describeInstances(answer(read, "DescribeInstancesResponse"));
    }

    /** All pages of instances, from the one that is asked for on. */
    public List<Reservation> describeAllInstances(DescribeInstancesRequest request)
            throws IOException, GeneralSecurityException {
        List<Reservation> all = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        DescribeInstancesRequest next = request;
        while (true) {
            DescribeInstancesResult page = describeInstances(next);
            all.addAll(page.reservations());
            Optional<String> token = page.nextToken();
            if (token.isEmpty()) {
                return all;
            }
            if (!tokens.add(token.get())) {
                throw new AwsAnswerException(endpoint + " answers the same page again and again");
            }
            next = request.withNextToken(token.get());
        }
    }

    /** Starts instances. If the outcome is unknown, the same request can be sent again: nothing starts twice. */
    public Reservation runInstances(RunInstancesRequest request) throws IOException, GeneralSecurityException {
        HttpRequest post = requests.change(versioned(request.parameters()));
        return Ec2Answers.reservation(answer(post, "RunInstancesResponse"));
    }

    private static Map<String, String> versioned(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("Version", API_VERSION);
        return all;
    }

    private Element answer(HttpRequest request, String expected) throws IOException {
        HttpResponse<byte[]> response = Http.send(http, request, timeout, MAX_ANSWER);
        return QueryAnswers.root(endpoint, response, expected);
    }
}
