package org.duehsm.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;
import org.duehsm.provider.DueHsmProvider;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a proxy in front of services that note what arrives, with a key of a device in this JVM. */
@Timeout(120)
abstract class ProxyTest {

    static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    static final byte[] SECRET = "the secret of the tests".getBytes(UTF_8);
    static final String PLACEHOLDER = "sandbox-3b0e6d8f5c1a4f02";
    static final String QUERY_PLACEHOLDER = "another-7c1f2a9be04d4f11";
    static final SignatureCheck S3 = new SignatureCheck(KEY_ID, SECRET, "eu-central-1", "s3", true);
    static final SignatureCheck STS = new SignatureCheck(KEY_ID, SECRET, "us-east-1", "sts", false);

    @TempDir
    static Path folder;

    private static DueHsmProvider provider;
    private static DueHsmClient client;
    static RecordingUpstream upstream;

    private final StringWriter log = new StringWriter();
    private Proxy proxy;

    @BeforeAll
    static void startAll() throws IOException {
        System.setProperty("duehsm.port", "jvm:");
        provider = new DueHsmProvider();
        client = provider.client();
        client.importKey(KEY_ID, Algorithm.AWS4_HMAC_SHA256, SECRET, true);
        upstream = new RecordingUpstream();
    }

    @AfterAll
    static void stopAll() throws IOException {
        client.close();
        System.clearProperty("duehsm.port");
        upstream.close();
    }

    @AfterEach
    void stopProxy() {
        upstream.answer(RecordingUpstream.OK);
        upstream.forget();
        if (proxy != null) {
            proxy.close();
        }
    }

    static DueHsmClient device() {
        return client;
    }

    /** A rule for S3 and one for STS, both at the recording upstream. */
    static String rules(String body) {
        return rule("reports", PLACEHOLDER, "eu-central-1", "s3", "s3", body)
                + "allow GET,HEAD,PUT,POST,DELETE /bucket/* /bucket\n"
                + "allow GET /data/*\n"
                + rule("who", QUERY_PLACEHOLDER, "us-east-1", "sts", "general", "hash") + "allow POST /\n"
                + "allow GET /named/a%2Fb /with/*\n";
    }

    static String rule(String name, String placeholder, String region, String service, String dialect, String body) {
        return "rule " + name + "\nplaceholder " + placeholder + "\nupstream http://127.0.0.1:" + upstream.port()
                + "\nkey " + KEY_ID + "\nregion " + region + "\nservice " + service + "\ndialect " + dialect + "\nbody "
                + body + "\n";
    }

    void start(String rules) throws Exception {
        start(rules, new SslContextFactory.Client());
    }

    void start(String rules, SslContextFactory.Client tls) throws Exception {
        start(rules, tls, Optional.empty(), Clock.systemUTC());
    }

    void start(String rules, SslContextFactory.Client tls, Optional<Path> unix, Clock clock) throws Exception {
        proxy = new Proxy(
                provider, ProxyRules.read(file(rules)), 0, unix, new ProxyLog(new PrintWriter(log), clock), tls, clock);
    }

    static Path file(String rules) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "rules", ""), rules);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    Proxy proxy() {
        return proxy;
    }

    String log() {
        return log.toString();
    }

    /** An Authorization header as a client signs it that has a placeholder, and nothing for a secret. */
    static String signedBy(String placeholder, String region, String service) {
        return "Authorization: AWS4-HMAC-SHA256 Credential=" + placeholder + "/20261130/" + region + "/" + service
                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64) + "\r\n"
                + "X-Amz-Date: 20261130T000000Z\r\n";
    }

    static String forS3() {
        return signedBy(PLACEHOLDER, "eu-central-1", "s3");
    }

    static String forSts() {
        return signedBy(QUERY_PLACEHOLDER, "us-east-1", "sts");
    }

    /** A request in text, of which the proxy closes the connection. */
    static String request(String method, String target, String headers, String body) {
        return method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
    }

    /** All that the proxy answers to bytes until it closes the connection. */
    String exchange(String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", proxy.uri().getPort())) {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** As what STREAMING-… is declared: the headers, but for the signature. */
    static String chunkedHeaders(String kind, int decoded, Map<String, String> more) {
        StringBuilder headers = new StringBuilder("X-Amz-Content-Sha256: " + kind
                + "\r\nContent-Encoding: aws-chunked\r\n" + "X-Amz-Decoded-Content-Length: " + decoded + "\r\n");
        more.forEach(
                (name, value) -> headers.append(name).append(": ").append(value).append("\r\n"));
        return headers.toString();
    }
}
