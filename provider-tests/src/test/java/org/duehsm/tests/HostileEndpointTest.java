package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsAnswerException;
import org.duehsm.aws.AwsErrorException;
import org.duehsm.aws.DescribeInstancesRequest;
import org.duehsm.aws.Ec2Client;
import org.duehsm.aws.RunInstancesRequest;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints that answer anything but what they should. Inside the JVM: a device is all they need. */
@Timeout(120)
class HostileEndpointTest {

    private static final DescribeInstancesRequest ALL = DescribeInstancesRequest.all();

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeAll
    static void importKey() throws Exception {
        DUE.importKey("key", "a secret".getBytes(UTF_8));
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "200, '', no XML",
        "200, hello, no XML",
        "502, <html><body>Bad gateway</html>, no XML",
        "503, <html/>, HTTP 503 with html",
        "200, <RunInstancesResponse/>, RunInstancesResponse",
        "500, <DescribeInstancesResponse/>, HTTP 500",
        "200, <DescribeInstancesResponse><reservationSet><item/></reservationSet></DescribeInstancesResponse>, reservationId",
        "200, '<!DOCTYPE x [<!ENTITY y SYSTEM \"file:/etc/hostname\">]><DescribeInstancesResponse>&y;</DescribeInstancesResponse>', DOCTYPE",
    })
    void answersThatAreNone(int status, String body, String complaint) {
        answer(exchange -> send(exchange, status, body));

        assertThatThrownBy(() -> client().describeInstances(ALL))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({
        "<Response><Errors><Error><Code>C</Code><Message>M</Message></Error></Errors><RequestID>R</RequestID></Response>",
        "<ErrorResponse><Error><Type>Sender</Type><Code>C</Code><Message>M</Message></Error><RequestId>R</RequestId></ErrorResponse>",
    })
    void errorsInEitherForm(String body) {
        answer(exchange -> send(exchange, 400, body));

        assertThatThrownBy(() -> client().describeInstances(ALL)).isInstanceOfSatisfying(AwsErrorException.class, e -> {
            assertThat(e.code()).isEqualTo("C");
            assertThat(e.requestId()).isEqualTo("R");
            assertThat(e.status()).isEqualTo(400);
        });
    }

    /** Of a length that nobody announced. */
    @Test
    void answersWithoutEnd() {
        AtomicInteger megabytes = new AtomicInteger();
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            byte[] megabyte = " ".repeat(1 << 20).getBytes(UTF_8);
            try {
                while (true) {
                    body.write(megabyte);
                    megabytes.incrementAndGet();
                }
            } catch (IOException brokenOff) {
                exchange.close();
            }
        });

        assertThatThrownBy(() -> client().describeInstances(ALL))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContaining("more than " + Ec2Client.MAX_ANSWER);
        assertThat(megabytes.get() << 20).isLessThan(4 * Ec2Client.MAX_ANSWER);
    }

    @Test
    void answersThatNeverCome() {
        answer(exchange -> await());

        assertThatThrownBy(() -> client(Duration.ofMillis(200)).describeInstances(ALL))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessageContainingAll(uri().getAuthority(), "200 ms");
    }

    /** The head is there at once; java.net.http's own time-out would be content. */
    @Test
    void bodiesThatNeverEnd() {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<Desc".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            await();
        });

        assertThatThrownBy(() -> client(Duration.ofMillis(200)).describeInstances(ALL))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void redirectsToElsewhere() {
        AtomicInteger requests = new AtomicInteger();
        answer(exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders()
                    .set("Location", "/other?" + exchange.getRequestURI().getRawQuery());
            send(exchange, 302, "<moved/>");
        });

        assertThatThrownBy(() -> client().describeInstances(ALL))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContaining("HTTP 302");
        assertThat(requests).hasValue(1);
    }

    @Test
    void pagesInACircle() {
        answer(
                exchange -> send(
                        exchange,
                        200,
                        "<DescribeInstancesResponse><reservationSet/><nextToken>again</nextToken></DescribeInstancesResponse>"));

        assertThatThrownBy(() -> client().describeAllInstances(ALL))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContaining("the same page");
    }

    /** What starts instances is never sent twice by itself, as java.net.http does with a GET. */
    @Test
    void connectionsThatBreak() {
        AtomicInteger requests = new AtomicInteger();
        answer(exchange -> {
            requests.incrementAndGet();
            exchange.close();
        });

        assertThatThrownBy(() -> client().runInstances(RunInstancesRequest.of("ami-1", 1, 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(uri().getAuthority());
        assertThat(requests).hasValue(1);
    }

    @Test
    void nobodyThere() {
        URI uri = uri();
        server.stop(0);

        assertThatThrownBy(() -> client(uri, Ec2Client.DEFAULT_TIMEOUT).describeInstances(ALL))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no connection to " + uri);
    }

    private void answer(HttpHandler handler) {
        server.createContext("/", handler);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private Ec2Client client() throws Exception {
        return client(Ec2Client.DEFAULT_TIMEOUT);
    }

    private Ec2Client client(Duration timeout) throws Exception {
        return client(uri(), timeout);
    }

    private static Ec2Client client(URI uri, Duration timeout) throws Exception {
        return new Ec2Client(
                uri, AccessKey.of("AKIA", DueHsmKey.of("key"), DUE.provider()), Clock.systemUTC(), timeout);
    }
}
