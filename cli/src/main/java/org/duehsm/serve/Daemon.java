package org.duehsm.serve;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.duehsm.broker.Broker;
import org.duehsm.client.DeviceInfo;
import org.duehsm.port.PortName;
import org.duehsm.provider.DueHsmProvider;
import org.duehsm.socket.UnixSocket;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Signs AWS requests and any other messages over HTTP with the keys of a device: the original's daemon, and more.
 *
 * <p>What clients can take is bounded everywhere: connections, the length of head and body and the
 * time they take, messages that wait for the device. Who comes on top gets an error at once.
 */
public final class Daemon implements AutoCloseable {

    private static final int HTTP_THREADS = 8;
    private static final int WORKERS = 16; // each waits for the device; it works on 8 at a time
    private static final int WAITING = 256;
    private static final int MONITORS = 16; // that wait for health or metrics
    private static final long IDLE_MILLIS = 30_000;
    private static final long STOP_MILLIS = 10_000;

    private final DaemonConfig config;
    private final Optional<Broker> broker;
    private final Server server;
    private final ServerConnector tcp;
    private final UnixSocket unixSocket;
    private final UnixDomainServerConnector unix;
    private final SlowClients slowClients;
    private final ExecutorService workers =
            new ThreadPoolExecutor(WORKERS, WORKERS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING));

    /* A thread of its own, so that health and metrics are to be had while every worker waits. */
    private final ExecutorService monitor =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MONITORS));

    /**
     * Starts to serve.
     *
     * @throws IOException if it cannot listen where the configuration says
     */
    public Daemon(DueHsmProvider provider, DaemonConfig config, SigningLog log) throws IOException {
        this(provider, config, log, Optional.empty());
    }

    /**
     * The same, beside a broker, of which health and metrics tell as well. Whoever has started that ends it.
     *
     * @param provider of the broker's inner port
     */
    public Daemon(DueHsmProvider provider, DaemonConfig config, SigningLog log, Optional<Broker> broker)
            throws IOException {
        this.config = config;
        this.broker = broker;
        QueuedThreadPool threads = new QueuedThreadPool(HTTP_THREADS, HTTP_THREADS);
        threads.setReservedThreads(0);
        server = new Server(threads);
        Health health = new Health(provider.client(), this::isBoardThere, this::mayUse, this::isListening);
        Metrics metrics = new Metrics(() -> health.device().up(), broker);
        SignHandler sign = new SignHandler(config, new DeviceSigner(provider), workers);
        MacHandler mac = new MacHandler(provider.client(), workers);
        Router router = new Router(config, sign, mac, log, health, metrics, monitor);
        slowClients = new SlowClients(router, config, server.getScheduler());
        server.setHandler(new GracefulHandler(slowClients));
        server.setErrorHandler(new JsonErrors());
        server.setStopTimeout(STOP_MILLIS);
        tcp = new ServerConnector(server, 1, 1, http());
        tcp.setHost(config.address().getAddress().getHostAddress());
        tcp.setPort(config.address().getPort());
        tcp.setAcceptQueueSize(config.limits()
                .connections()); // the kernel resets some of a burst that its default of 50 does not hold
        add(tcp);
        unixSocket = config.unixSocket().isPresent()
                ? new UnixSocket(config.unixSocket().get())
                : null;
        unix = unixSocket == null ? null : unixConnector();
        start();
    }

    private static HttpConnectionFactory http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        return new HttpConnectionFactory(http);
    }

    private void add(AbstractConnector connector) {
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.addBean(slowClients, false); // the server starts it, as its handler
        server.addConnector(connector);
        // One for each: a shared one has each accept a connection too many, and close it.
        server.addBean(new NetworkConnectionLimit(config.limits().connections(), connector));
    }

    private UnixDomainServerConnector unixConnector() {
        UnixDomainServerConnector connector = new UnixDomainServerConnector(server, 1, 1, http());
        connector.setUnixDomainPath(unixSocket.bound());
        connector.setAcceptQueueSize(config.limits().connections());
        add(connector);
        return connector;
    }

    private boolean isBoardThere() {
        return broker.map(Broker::isBoardUp).orElse(true);
    }

    /**
     * Whether this device computes MACs for us: it is open, or we, or the broker beside us, have logged in. Whether
     * another broker has, at whose port we may be, it does not tell; so at such ports this is true.
     */
    public boolean mayUse(DeviceInfo info) {
        PortName port = PortName.parse(info.port());
        boolean isOwnPort = port instanceof PortName.Serial || port instanceof PortName.Jvm;
        return !info.closed()
                || broker.map(Broker::isLoggedIn).orElse(info.login().isPresent() || !isOwnPort);
    }

    private boolean isListening() {
        return isOpen(tcp)
                && (unix == null || isOpen(unix) && unixSocket.isInPlace())
                && broker.map(Broker::isListening).orElse(true);
    }

    private static boolean isOpen(Connector connector) {
        return connector.isRunning()
                && connector.getTransport() instanceof ServerSocketChannel channel
                && channel.isOpen();
    }

    private void start() throws IOException {
        try {
            server.start();
            if (unixSocket != null) {
                unixSocket.publish();
            }
        } catch (Exception e) {
            close();
            throw e.getCause() instanceof BindException
                    ? new IOException(
                            uri(config.address().getPort()) + " cannot be listened at: "
                                    + e.getCause().getMessage() + "; is another daemon running there?",
                            e)
                    : new IOException("the daemon does not start: " + e.getMessage(), e);
        }
    }

    /** Where it serves; the port is a real one even if 0 was asked for. */
    public URI uri() {
        return uri(tcp.getLocalPort());
    }

    private URI uri(int port) {
        return URI.create("http://" + DaemonConfig.literal(config.address().getAddress()) + ":" + port);
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
            if (unixSocket != null) {
                unixSocket.remove();
            }
        } catch (Exception e) {
            System.getLogger(Daemon.class.getName())
                    .log(System.Logger.Level.WARNING, "while stopping: " + e.getMessage());
        } finally {
            workers.shutdownNow();
            monitor.shutdownNow();
        }
    }
}
