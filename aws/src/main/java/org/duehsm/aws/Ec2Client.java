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
import org.xml.sax.SAXException;

/**
 * A client for two actions of the EC2 API, signed by Signature Version 2. Safe for use by many threads.
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
    private final QuerySigner signer;
    private final Duration timeout;
    private final HttpClient http = Http.client();

    /** A client of the service at this endpoint, with a time-out of 30 s. */
    public Ec2Client(URI endpoint, AccessKey key) {
        this(endpoint, key, Clock.systemUTC(), DEFAULT_TIMEOUT);
    }

    /**
     * A client of the service at this endpoint.
     *
     * @param endpoint {@code http[s]://host[:port][/path]}
     * @param clock the time to sign with; services refuse requests that are some minutes off
     * @param timeout how long a whole answer may take
     */
    public Ec2Client(URI endpoint, AccessKey key, Clock clock, Duration timeout) {
        this.endpoint = Endpoint.require(endpoint);
        this.signer = new QuerySigner(key, clock);
        this.timeout = timeout;
    }

    /** The endpoint of AWS in a region, such as {@code eu-central-1}. */
    public static URI endpoint(String region) {
        if (!region.matches("[a-z0-9]+(-[a-z0-9]+)+")) {
            throw new IllegalArgumentException("a region looks like eu-central-1, not like " + region);
        }
        return URI.create("https://ec2." + region + ".amazonaws.com/");
    }

    /** One page of instances. */
    public DescribeInstancesResult describeInstances(DescribeInstancesRequest request)
            throws IOException, GeneralSecurityException {
        URI uri = signer.sign(endpoint, versioned(request.parameters()));
        return Ec2Answers.describeInstances(answer(HttpRequest.newBuilder(uri).GET(), "DescribeInstancesResponse"));
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
        String form = signer.signForm(endpoint, versioned(request.parameters()));
        // POST, because java.net.http repeats a GET by itself if the connection breaks
        HttpRequest.Builder post = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return Ec2Answers.reservation(answer(post, "RunInstancesResponse"));
    }

    private static Map<String, String> versioned(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("Version", API_VERSION);
        return all;
    }

    private Element answer(HttpRequest.Builder request, String expected) throws IOException {
        HttpResponse<byte[]> response = Http.send(http, request.build(), timeout, MAX_ANSWER);
        int status = response.statusCode();
        Element root;
        try {
            root = Xml.parse(response.body());
        } catch (SAXException e) {
            throw new AwsAnswerException(
                    endpoint + " answered HTTP " + status + " with what is no XML that we read: " + e.getMessage(), e);
        }
        Optional<Element> error = Xml.find(root, "Errors", "Error").or(() -> Xml.find(root, "Error"));
        if (error.isPresent()) {
            throw new AwsErrorException(
                    status,
                    Xml.text(error.get(), "Code").orElse("-"),
                    Xml.text(error.get(), "Message").orElse("-"),
                    Xml.text(root, "RequestID")
                            .or(() -> Xml.text(root, "RequestId"))
                            .orElse("-"));
        }
        if (status != 200 || !expected.equals(root.getLocalName())) {
            throw new AwsAnswerException(
                    endpoint + " answered HTTP " + status + " with " + root.getLocalName() + ", not " + expected);
        }
        return root;
    }
}
