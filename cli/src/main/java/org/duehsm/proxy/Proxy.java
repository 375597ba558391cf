package org.duehsm.proxy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.Signature4Signer;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;
import org.duehsm.serve.ClientLimits;
import org.duehsm.serve.SlowClients;
import org.duehsm.socket.UnixSocket;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Passes on requests to AWS of programs that have no credential, signed with keys of a device, as rules say. It listens on
 * loopback, and perhaps at a Unix-domain socket.
 */
public final class Proxy implements AutoCloseable {

    private static final int HTTP_THREADS = 8;
    private static final int HEAD = 32 << 10; // bytes of a request's head at most
    private static final Duration IDLE = Duration.ofSeconds(30); // between the bytes of a client
    private static final Duration UNWANTED_BODY = Duration.ofSeconds(10);
    private static final long STOP_MILLIS = 10_000;

    private final Upstream upstream;
    private final Server server;
    private final ServerConnector tcp;
    private final Optional<UnixSocket> unixSocket;
    private final SlowClients slowClients;
    private final ExecutorService workers = Executors.newCachedThreadPool();

    /**
     * Starts to listen.
     *
     * @param port of 127.0.0.1, 0 for any that is free
     * @param unix where it listens, too: a Unix-domain socket that only its owner can open
     * @throws IOException if it cannot listen there
     * @throws GeneralSecurityException if the provider takes no keys for Signature Version 4
     */
    public Proxy(DueHsmProvider provider, ProxyRules rules, int port, Optional<Path> unix, ProxyLog log)
            throws IOException, GeneralSecurityException {
        this(provider, rules, port, unix, log, new SslContextFactory.Client(), Clock.systemUTC());
    }

    /** With this TLS, and this time. */
    Proxy(
            DueHsmProvider provider,
            ProxyRules rules,
            int port,
            Optional<Path> unix,
            ProxyLog log,
            SslContextFactory.Client tls,
            Clock clock)
            throws IOException, GeneralSecurityException {
        unix.ifPresent(UnixSocket::checkLength);
        Map<ProxyRule, ProxyHandler.Place> places = places(provider, rules, clock);
        QueuedThreadPool threads = new QueuedThreadPool(HTTP_THREADS, HTTP_THREADS);
        threads.setReservedThreads(0);
        server = new Server(threads);
        upstream = new Upstream(tls);
        InetAddress address = InetAddress.getLoopbackAddress();
        ProxyHandler handler = new ProxyHandler(rules, places, address, upstream, workers, log, clock);
        slowClients = new SlowClients(handler, ClientLimits.DEFAULT, UNWANTED_BODY, server.getScheduler());
        server.setHandler(new GracefulHandler(slowClients));
        server.setErrorHandler(new ProxyErrors());
        server.setStopTimeout(STOP_MILLIS);
        tcp = new ServerConnector(server, 1, 1, http());
        tcp.setHost("127.0.0.1");
        tcp.setPort(port);
        tcp.setAcceptQueueSize(ClientLimits.DEFAULT.connections());
        add(tcp);
        unixSocket = unix.isPresent() ? Optional.of(new UnixSocket(unix.get())) : Optional.empty();
        unixSocket.ifPresent(socket -> {
            UnixDomainServerConnector connector = new UnixDomainServerConnector(server, 1, 1, http());
            connector.setUnixDomainPath(socket.bound());
            connector.setAcceptQueueSize(ClientLimits.DEFAULT.connections());
            add(connector);
        });
        start(port);
    }

    private static Map<ProxyRule, ProxyHandler.Place> places(DueHsmProvider provider, ProxyRules rules, Clock clock)
            throws GeneralSecurityException {
        String algorithm = Algorithm.AWS4_HMAC_SHA256.jcaName();
        Map<ProxyRule, ProxyHandler.Place> places = new HashMap<>();
        for (ProxyRule rule : rules.all()) {
            DueHsmKey handle = DueHsmKey.of(provider.getName(), rule.keyId()).withAlgorithm(algorithm);
            AccessKey key = AccessKey.of(rule.keyId(), handle, provider);
            places.put(
                    rule,
                    new ProxyHandler.Place(
                            new Signature4Signer(key, rule.region(), rule.service(), rule.dialect(), clock)));
        }
        return places;
    }

    /* What a path may be is for AskedTarget to say: S3 has objects with two slashes in a row. */
    private static HttpConnectionFactory http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(HEAD);
        http.setUriCompliance(UriCompliance.UNSAFE);
        return new HttpConnectionFactory(http);
    }

    private void add(AbstractConnector connector) {
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(slowClients, false); // the server starts it, as its handler
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(ClientLimits.DEFAULT.connections(), connector));
    }

    private void start(int port) throws IOException {
        try {
            server.start();
            if (unixSocket.isPresent()) {
                unixSocket.get().publish();
            }
        } catch (Exception e) {
            close();
            throw e.getCause() instanceof BindException
                    ? new IOException(
                            uri(port) + " cannot be listened at: "
                                    + e.getCause().getMessage() + "; is something else running there?",
                            e)
                    : new IOException("the proxy does not start: " + e.getMessage(), e);
        }
    }

    /** Where it listens, which is clients' endpoint; the port is a real one even if 0 was asked for. */
    public URI uri() {
        return uri(tcp.getLocalPort());
    }

    private static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits until it has been closed. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Takes no more requests, answers those under way, at most 10 s long, and frees port and socket. */
    @Override
    public void close() {
        try {
            server.stop();
            if (unixSocket.isPresent()) {
                unixSocket.get().remove();
            }
            upstream.stop();
        } catch (Exception e) {
            System.getLogger(Proxy.class.getName())
                    .log(System.Logger.Level.WARNING, "while stopping: " + e.getMessage());
        } finally {
            workers.shutdownNow();
        }
    }
}
