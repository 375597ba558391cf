package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random requests, signed, sent by the JDK's client, and verified from what came by other code than ours. */
class Signature4WireTest {

    private static final int REQUESTS = 100;

    /* What a path, a query or a header makes trouble with. */
    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        "-",
        ".",
        "_",
        "~",
        " ",
        "  ",
        "+",
        "%",
        "%41",
        "&",
        "=",
        "?",
        "#",
        ";",
        ",",
        "'",
        "\"",
        "*",
        "(",
        "$",
        "@",
        ":",
        "!",
        "[",
        "]",
        "\\",
        "^",
        "{",
        "|",
        "<",
        "ä",
        "€",
        "ሴ",
        "\ud83d\ude00",
        "\n",
        "\u0000",
        "\u007f"
    };

    /** Whom a request is for. */
    enum Service {
        S3(Signature4Rules.S3, new Signature4Verifier(Keys.SECRET, "eu-west-1", "s3", false, true)),
        EC2(Signature4Rules.GENERAL, new Signature4Verifier(Keys.SECRET, "eu-west-1", "ec2", true, false));

        private final Signature4Rules rules;
        private final Signature4Verifier verifier;

        Service(Signature4Rules rules, Signature4Verifier verifier) {
            this.rules = rules;
            this.verifier = verifier;
        }

        Signature4Signer signer() throws Exception {
            return new Signature4Signer(
                    Keys.example("AWS4-HMAC-SHA256"),
                    verifier.region(),
                    verifier.service(),
                    rules,
                    Keys.at("2026-11-30T12:00:00Z"));
        }
    }

    private final HttpClient http = Http.client();
    private final Random random = new Random(22);
    private Wire wire;

    @BeforeEach
    void listen() throws Exception {
        wire = new Wire();
    }

    @AfterEach
    void stop() throws Exception {
        wire.close();
    }

    @ParameterizedTest
    @EnumSource
    void acceptsWhatIsSignedInAHeader(Service service) throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            AwsRequest request = request(service);
            HttpRequest signed = service.signer().sign(request, payload());

            assertAccepted(service, signed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptsWhatIsPresigned(Service service) throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            AwsRequest request = request(service);
            URI uri = service.signer().presign(request, Duration.ofSeconds(1 + random.nextInt(604_800)));
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri).method(request.method(), BodyPublishers.noBody());
            request.headers().forEach(builder::header);

            assertAccepted(service, builder.build());
        }
    }

    /** A presigned request with a body of its own: of a form the hash is signed, and S3 is told that it is. */
    @ParameterizedTest
    @EnumSource
    void acceptsAPresignedForm(Service service) throws Exception {
        Payload form = Payload.ofForm(Map.of("Action", "a b"));
        URI uri = service.signer().presign(AwsRequest.of("POST", wire.uri()), form, Duration.ofHours(1));
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(BodyPublishers.ofString("Action=a%20b"));
        if (service == Service.S3) {
            builder.header("x-amz-content-sha256", form.hash());
        }

        Wire.Request came = send(builder.build());

        assertThat(service.verifier.accepts(came)).isTrue();
        assertThat(service.verifier.accepts(
                        new Wire.Request(came.method(), came.target(), came.headers(), new byte[] {'A'})))
                .isFalse();
    }

    /** The length that the header says is the one that is signed. */
    @Test
    void acceptsASignedLength() throws Exception {
        AwsRequest request =
                AwsRequest.of("PUT", wire.uri().resolve("/bucket/key")).withHeader("Content-Length", "3");

        Wire.Request came = send(Service.S3.signer().sign(request, Payload.of(new byte[3])));

        assertThat(came.headers().get("authorization")).contains("SignedHeaders=content-length;host;");
        assertThat(Service.S3.verifier.accepts(came)).isTrue();
    }

    private void assertAccepted(Service service, HttpRequest request) throws Exception {
        Wire.Request came = send(request);
        assertThat(service.verifier.accepts(came)).as("%s as %s", request, came).isTrue();
        assertThat(service.verifier.accepts(tampered(came))).as("%s", came).isFalse();
    }

    private Wire.Request send(HttpRequest request) throws Exception {
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        return wire.next();
    }

    private AwsRequest request(Service service) {
        String method = List.of("GET", "PUT", "POST", "DELETE", "HEAD").get(random.nextInt(5));
        AwsRequest request;
        if (service == Service.S3) {
            String key = text(8).replaceAll("(?<=^|/)\\.{1,2}(?=$|/)", "dots") + (random.nextBoolean() ? "//x" : "");
            request = AwsRequest.of(S3Endpoint.pathStyle(wire.uri()), S3Request.of(method, "bucket", key));
        } else {
            StringBuilder path = new StringBuilder();
            for (int i = random.nextInt(4); i > 0; i--) {
                path.append('/')
                        .append(List.of("", ".", "..", "%2F", "a;b=c", "$x", "a:@,")
                                .get(random.nextInt(7)));
                path.append(
                        random.nextBoolean()
                                ? ""
                                : "/" + PercentEncoding.encode(text(4)).replace(".", "x"));
            }
            request = AwsRequest.of(method, URI.create(wire.uri() + path.toString()));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            request = request.withQuery(text(2), text(4)).withQuery("n" + random.nextInt(2), text(1));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            request = request.withHeader(
                    List.of("X-Amz-Meta-A", "x-b", "Cache-Control").get(random.nextInt(3)),
                    text(6).replaceAll("[^ -~]", "?"));
        }
        return random.nextInt(4) > 0 ? request : request.withHeader("User-Agent", "changed on the way");
    }

    private String text(int pieces) {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private Payload payload() {
        byte[] body = new byte[random.nextInt(200)];
        random.nextBytes(body);
        return switch (random.nextInt(4)) {
            case 0 -> Payload.none();
            case 1 -> Payload.of(body);
            case 2 ->
                Payload.of(BodyPublishers.ofByteArray(body), Sha256.digest().digest(body));
            default -> Payload.unsigned(BodyPublishers.ofByteArray(body));
        };
    }

    /** Another method, target, body or header, of those that are signed. */
    private Wire.Request tampered(Wire.Request request) {
        String signed = request.headers().getOrDefault("authorization", request.target());
        List<Wire.Request> others = new ArrayList<>();
        others.add(new Wire.Request("PATCH", request.target(), request.headers(), request.body()));
        others.add(new Wire.Request(request.method(), "/x" + request.target(), request.headers(), request.body()));
        others.add(new Wire.Request(
                request.method(),
                request.target() + (request.target().contains("?") ? "&" : "?") + "acl",
                request.headers(),
                request.body()));
        for (String name : request.headers().keySet()) {
            if (signed.matches(".*SignedHeaders=([^,&]*(;|%3B))?" + name + "[;%,&].*")) {
                Map<String, String> headers = new TreeMap<>(request.headers());
                headers.merge(name, "x", String::concat);
                others.add(new Wire.Request(request.method(), request.target(), headers, request.body()));
            }
        }
        Map<String, String> more = new HashMap<>(request.headers());
        if (more.put("x-amz-acl", "public-read") == null) {
            others.add(new Wire.Request(request.method(), request.target(), more, request.body()));
        }
        if (!"UNSIGNED-PAYLOAD".equals(request.headers().get("x-amz-content-sha256"))
                && request.headers().containsKey("authorization")) {
            others.add(new Wire.Request(
                    request.method(),
                    request.target(),
                    request.headers(),
                    (new String(request.body(), StandardCharsets.ISO_8859_1) + "x")
                            .getBytes(StandardCharsets.ISO_8859_1)));
        }
        return others.get(random.nextInt(others.size()));
    }
}
