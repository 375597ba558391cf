package org.duehsm.serve;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.duehsm.broker.Broker;

/** What the daemon counts, in the text format of Prometheus. */
final class Metrics {

    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("duehsm_sign_requests_total")
            .help("Requests to sign, by outcome: signed, or the error code of the answer.")
            .labelNames("outcome")
            .register(registry);
    private final Counter bytes = Counter.builder()
            .name("duehsm_signed_bytes_total")
            .help("Bytes of the messages that were signed.")
            .register(registry);
    private final Gauge inProgress = Gauge.builder()
            .name("duehsm_sign_requests_in_progress")
            .help("Requests to sign that have no answer yet.")
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("duehsm_sign_seconds")
            .help("From the head of a request to sign until its answer.")
            .classicOnly()
            .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
            .register(registry);

    /** With a gauge for the device, which {@code device} asks when the metrics are read, and those of the broker. */
    Metrics(BooleanSupplier device, Optional<Broker> broker) {
        broker.ifPresent(shared -> BrokerMetrics.register(shared, registry));
        GaugeWithCallback.builder()
                .name("duehsm_device_up")
                .help("1 if the device answers, else 0.")
                .callback(gauge -> gauge.call(device.getAsBoolean() ? 1 : 0))
                .register(registry);
    }

    /** A request begins; returns when, for {@link #end}. */
    long begin() {
        inProgress.inc();
        return System.nanoTime();
    }

    void end(long begun, long size, Answer answer) {
        inProgress.dec();
        requests.labelValues(answer.outcome()).inc();
        seconds.observe((System.nanoTime() - begun) / NANOS);
        if (answer.isSignature()) {
            bytes.inc(size);
        }
    }

    byte[] text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.DEFAULT);
        return out.toByteArray();
    }
}
