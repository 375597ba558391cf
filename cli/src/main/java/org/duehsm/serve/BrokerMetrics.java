package org.duehsm.serve;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.duehsm.broker.Broker;
import org.duehsm.broker.Counters;

/** What the broker counts. */
final class BrokerMetrics {

    private BrokerMetrics() {}

    /** Has a registry ask the broker whenever the metrics are read. */
    static void register(Broker broker, PrometheusRegistry registry) {
        gauge(
                registry,
                "duehsm_broker_board_up",
                "1 if the broker has a board, else 0.",
                () -> broker.isBoardUp() ? 1 : 0);
        gauge(
                registry,
                "duehsm_broker_clients",
                "Programs that are connected, the daemon itself among them.",
                broker::clients);
        gauge(
                registry,
                "duehsm_broker_streams_in_use",
                "Streams of the board that clients have.",
                broker::streamsInUse);
        CounterWithCallback.builder()
                .name("duehsm_broker_requests_total")
                .help(
                        "Requests to the broker, by what was asked and what became of it; those of the daemon itself among"
                                + " them.")
                .labelNames("request", "outcome")
                .callback(counter -> {
                    for (Counters.Asked asked : Counters.Asked.values()) {
                        for (Counters.Outcome outcome : Counters.Outcome.values()) {
                            counter.call(broker.counters().get(asked, outcome), label(asked), label(outcome));
                        }
                    }
                })
                .register(registry);
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsDouble()))
                .register(registry);
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
