package org.duehsm.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.duehsm.credentials.SharedCredentials;
import org.duehsm.rules.Token;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The container credentials endpoint of AWS' SDKs and tools, at a free port of loopback: temporary credentials for
 * whoever shows the token. Bounded as {@link Daemon} is.
 */
public final class CredentialsServer implements AutoCloseable {

    private static final String PATH = "/credentials";
    private static final int HTTP_THREADS = 8;
    private static final long IDLE_MILLIS = 30_000;

    private final Server server;
    private final ServerConnector tcp;

    /**
     * Starts to serve. Who has made the credentials closes them.
     *
     * @throws IOException if it cannot listen
     */
    public CredentialsServer(SharedCredentials credentials, Token token) throws IOException {
        ClientLimits limits = ClientLimits.DEFAULT;
        QueuedThreadPool threads = new QueuedThreadPool(HTTP_THREADS, HTTP_THREADS);
        threads.setReservedThreads(0);
        server = new Server(threads);
        SlowClients handler = new SlowClients(
                new CredentialsHandler(
                        PATH, new WebPageGuard(InetAddress.getLoopbackAddress(), Set.of()), token, credentials),
                limits,
                limits.body(),
                server.getScheduler());
        server.setHandler(handler);
        server.setErrorHandler(new JsonErrors());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        tcp = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        tcp.setHost("127.0.0.1"); // not ::1, which some SDKs do not take for loopback
        tcp.setPort(0);
        tcp.setIdleTimeout(IDLE_MILLIS);
        tcp.addBean(handler, false);
        server.addConnector(tcp);
        server.addBean(new NetworkConnectionLimit(limits.connections(), tcp));
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
