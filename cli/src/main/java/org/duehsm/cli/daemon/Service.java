package org.duehsm.cli.daemon;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.duehsm.broker.Broker;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.client.DueHsmClient;
import org.duehsm.provider.DueHsmProvider;
import org.duehsm.rules.Rules;
import org.duehsm.serve.Daemon;
import org.duehsm.serve.DaemonConfig;
import org.duehsm.serve.SigningLog;

/**
 * What {@code due-hsm serve} runs: a broker, if it is to share the device, and the daemon for HTTP, which is then one of
 * the broker's clients.
 */
final class Service implements AutoCloseable {

    private final Optional<Broker> broker;
    private final Optional<String> devicePort;
    private final List<String> sharedAt;
    private final DueHsmProvider provider;
    private Daemon daemon;

    private Service(DeviceOptions device, BrokerOptions options, Optional<Rules> rules, SigningLog log)
            throws IOException {
        DueHsmProvider direct = device.unattended();
        DaemonLogin.check(direct.client().config().login());
        broker = options.start(direct.client().config(), rules, log::addBrokerEvent);
        devicePort = broker.map(shared -> direct.client().config().port());
        sharedAt = broker.map(options::ports).orElse(List.of());
        provider = broker.map(shared -> device.providerAt(shared.innerPort())).orElse(direct);
    }

    /**
     * Starts it. The JVM's end is its end, too, at its start as well: what that has made by then would stay.
     *
     * @throws IOException if it cannot listen somewhere
     */
    static Service start(
            DeviceOptions device, BrokerOptions options, DaemonConfig config, Optional<Rules> rules, SigningLog log)
            throws IOException {
        CompletableFuture<Runnable> end = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end.join().run(), "serve-exit"));
        try {
            Service service = new Service(device, options, rules, log);
            try {
                service.daemon = new Daemon(service.provider, config, log, service.broker);
            } catch (IOException | RuntimeException e) {
                service.broker.ifPresent(Broker::close);
                throw e;
            }
            service.broker.ifPresent(shared -> shared.broken().thenRunAsync(service.daemon::close));
            end.complete(service::close);
            return service;
        } finally {
            end.complete(() -> {}); // there is none
        }
    }

    Daemon daemon() {
        return daemon;
    }

    /** Whether the broker has ended by a fault of its own, by which the daemon ends, too. */
    boolean isBroken() {
        return broker.map(shared -> shared.broken().toCompletableFuture().isDone())
                .orElse(false);
    }

    DueHsmClient client() {
        return provider.client();
    }

    /** The port of the device as it was named, where it is not the daemon's own any more. */
    Optional<String> devicePort() {
        return devicePort;
    }

    /** The names of the ports by which programs get to the broker. */
    List<String> sharedAt() {
        return sharedAt;
    }

    /** Answers the requests under way, and frees all ports. */
    @Override
    public void close() {
        daemon.close();
        broker.ifPresent(Broker::close);
    }
}
