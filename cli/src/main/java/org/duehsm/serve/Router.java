package org.duehsm.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is at which path: {@code /sign/aws}, {@code /health}, {@code /metrics}. */
final class Router extends Handler.Abstract.NonBlocking {

    private final Guard guard;
    private final SignHandler sign;
    private final Health health;
    private final Metrics metrics;
    private final Executor monitor;

    Router(Guard guard, SignHandler sign, Health health, Metrics metrics, Executor monitor) {
        this.guard = guard;
        this.sign = sign;
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
                if (allows(HttpMethod.POST, request, response, callback)) {
                    sign.handle(request, response, callback);
                }
            }
            case "/health" -> {
                if (allows(HttpMethod.GET, request, response, callback)) {
                    inBackground(() -> sendHealth(response, callback), response, callback);
                }
            }
            case "/metrics" -> {
                if (allows(HttpMethod.GET, request, response, callback)) {
                    inBackground(() -> sendMetrics(response, callback), response, callback);
                }
            }
            default -> Answer.NOT_FOUND.send(response, callback);
        }
        return true;
    }

    private static boolean allows(HttpMethod method, Request request, Response response, Callback callback) {
        boolean allowed = method.is(request.getMethod());
        if (!allowed) {
            response.getHeaders().put(HttpHeader.ALLOW, method.asString());
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
        byte[] body = state.json().getBytes(StandardCharsets.UTF_8);
        Answer.send(response, callback, state.up() ? 200 : 503, "application/json", body);
    }

    private void sendMetrics(Response response, Callback callback) {
        try {
            Answer.send(response, callback, 200, Metrics.CONTENT_TYPE, metrics.text());
        } catch (IOException e) {
            callback.failed(e);
        }
    }
}
