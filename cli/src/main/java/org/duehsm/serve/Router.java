package org.duehsm.serve;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is at which path: {@code /sign/aws}, {@code /mac}, {@code /health}, {@code /metrics}. */
final class Router extends Handler.Abstract.NonBlocking {

    private static final String READING = "GET, HEAD"; // Jetty leaves out the body of what HEAD gets

    private final WebPageGuard guard;
    private final Access access;
    private final SignHandler sign;
    private final MacHandler mac;
    private final SigningLog log;
    private final Health health;
    private final Metrics metrics;
    private final Executor monitor;

    Router(
            DaemonConfig config,
            SignHandler sign,
            MacHandler mac,
            SigningLog log,
            Health health,
            Metrics metrics,
            Executor monitor) {
        this.guard = new WebPageGuard(config);
        this.access = config.access();
        this.sign = sign;
        this.mac = mac;
        this.log = log;
        this.health = health;
        this.metrics = metrics;
        this.monitor = monitor;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Answer> refusal = guard.refusal(request);
        if (refusal.isPresent()) {
            refusal.get().send(response, callback);
            return true;
        }
        switch (Request.getPathInContext(request)) {
            case "/sign/aws" -> {
                if (allows("POST", request, response, callback)) {
                    sign.handle(exchange(request, response, callback));
                }
            }
            case "/mac" -> {
                if (allows("POST", request, response, callback)) {
                    mac.handle(exchange(request, response, callback));
                }
            }
            case "/health" -> {
                if (allows(READING, request, response, callback)) {
                    inBackground(() -> sendHealth(response, callback), response, callback);
                }
            }
            case "/metrics" -> {
                if (allows(READING, request, response, callback)) {
                    inBackground(() -> sendMetrics(response, callback), response, callback);
                }
            }
            default -> Answer.NOT_FOUND.send(response, callback);
        }
        return true;
    }

    private Exchange exchange(Request request, Response response, Callback callback) {
        return new Exchange(request, response, callback, access.client(request), log, metrics);
    }

    private static boolean allows(String methods, Request request, Response response, Callback callback) {
        boolean allowed = List.of(methods.split(", ")).contains(request.getMethod());
        if (!allowed) {
            response.getHeaders().put(HttpHeader.ALLOW, methods);
            Answer.METHOD_NOT_ALLOWED.send(response, callback);
        }
        return allowed;
    }

    /* Both ask the device, which may take as long as its time-out. */
    private void inBackground(Runnable task, Response response, Callback callback) {
        try {
            monitor.execute(task);
        } catch (RejectedExecutionException e) {
            Answer.BUSY.send(response, callback);
        }
    }

    private void sendHealth(Response response, Callback callback) {
        Health.State state = health.state();
        new Answer(state.up() ? 200 : 503, "health", state.json()).send(response, callback);
    }

    private void sendMetrics(Response response, Callback callback) {
        try {
            Answer.send(response, callback, 200, Metrics.CONTENT_TYPE, metrics.text());
        } catch (IOException e) {
            callback.failed(e);
        }
    }
}
