package org.duehsm.proxy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.UpgradeProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP client: HTTP/1.1, over TLS with the certificate checked, or on loopback. It adds nothing to a request, sends
 * none twice, follows no redirect, keeps no cookie, and looks at each address before it connects.
 */
final class Upstream {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final int THREADS = 16;
    private static final int CONNECTIONS = 256; // to each host; as many as there are requests at a time
    private static final int HEAD = 64 << 10; // bytes of an answer's head at most
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(30); // of a connection without a request

    private final HttpClient client;

    /** With this TLS; throws IllegalStateException if it does not start. */
    Upstream(SslContextFactory.Client tls) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("upstream");
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setSslContextFactory(tls);
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setSocketAddressResolver(new PermittedAddresses(threads));
        client.setConnectTimeout(CONNECT.toMillis());
        client.setIdleTimeout(IDLE.toMillis());
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxResponseHeadersSize(HEAD);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setDefaultRequestContentType(null);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not start: " + e.getMessage(), e);
        }
        client.getContentDecoderFactories().clear();
        for (String handler : List.of(
                RedirectProtocolHandler.NAME,
                WWWAuthenticationProtocolHandler.NAME,
                ProxyAuthenticationProtocolHandler.NAME,
                new UpgradeProtocolHandler().getName())) {
            client.getProtocolHandlers().remove(handler);
        }
    }

    /** The signed request, without its body; {@code patience} is how long there may be no progress. */
    Request request(HttpRequest signed, Duration patience) {
        Request request = client.newRequest(signed.uri()).method(signed.method());
        request.headers(headers -> {
            headers.put(HttpHeader.HOST, signed.uri().getRawAuthority());
            signed.headers().map().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        });
        return request.idleTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Breaks off what is under way; throws what keeps it from that. */
    void stop() throws Exception {
        client.stop();
    }

    /** Looks up names at each connection, and leaves out addresses that no request may go to. */
    private record PermittedAddresses(Executor executor) implements SocketAddressResolver {

        @Override
        public void resolve(
                String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
            executor.execute(() -> {
                try {
                    List<InetSocketAddress> all = Arrays.stream(InetAddress.getAllByName(host))
                            .map(address -> new InetSocketAddress(address, port))
                            .toList();
                    List<InetSocketAddress> permitted = Addresses.permitted(all, !LOOPBACK.contains(host));
                    if (permitted.isEmpty()) {
                        promise.failed(new ConnectException(host + " is "
                                + all.get(0).getAddress().getHostAddress() + " by now, where requests never go"));
                    } else {
                        promise.succeeded(permitted);
                    }
                } catch (UnknownHostException e) {
                    promise.failed(new ConnectException("there is no address for " + host));
                }
            });
        }
    }
}
