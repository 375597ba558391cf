package org.duehsm.credentials;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.duehsm.rules.Token;
import org.duehsm.serve.ClientLimits;
import org.duehsm.serve.SlowClients;
import org.duehsm.serve.WebPageGuard;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The container credentials endpoint of AWS' SDKs and tools, at a free port of loopback: temporary credentials for
 * whoever shows the token. Bounded as the daemon is.
 */
public final class CredentialsServer implements AutoCloseable {

    private static final String PATH = "/credentials";
    private static final int HTTP_THREADS = 8;
    private static final long IDLE_MILLIS = 30_000;

    /** For a body, which no request has that is answered. */
    private static final Duration NO_BODY = Duration.ofSeconds(1);

    private final Server server;
    private final ServerConnector tcp;

    /**
     * Starts to serve. Who has made the credentials closes them.
     *
     * @throws IOException if it cannot listen
     */
    public CredentialsServer(SharedCredentials credentials, Token token) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1"); // not ::1, which some SDKs do not take for loopback
        QueuedThreadPool threads = new QueuedThreadPool(HTTP_THREADS, HTTP_THREADS);
        threads.setReservedThreads(0);
        server = new Server(threads);
        WebPageGuard guard = new WebPageGuard(loopback, Set.of());
        SlowClients handler = new SlowClients(
                new CredentialsHandler(PATH, guard, token, credentials),
                ClientLimits.DEFAULT,
                NO_BODY,
                server.getScheduler());
        server.setHandler(handler);
        server.setErrorHandler(new CredentialsErrors());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        tcp = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        tcp.setHost(loopback.getHostAddress());
        tcp.setPort(0);
        tcp.setIdleTimeout(IDLE_MILLIS);
        tcp.addBean(handler, false);
        server.addConnector(tcp);
        server.addBean(new NetworkConnectionLimit(ClientLimits.DEFAULT.connections(), tcp));
        start();
    }

    private void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IOException("the endpoint for credentials does not start: " + e.getMessage(), e);
        }
    }

    /** What {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} is to be. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + tcp.getLocalPort() + PATH);
    }

    /** Waits until it has been closed. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Takes no more requests, and frees the port. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            System.getLogger(CredentialsServer.class.getName())
                    .log(System.Logger.Level.WARNING, "while stopping: " + e.getMessage());
        }
    }
}
