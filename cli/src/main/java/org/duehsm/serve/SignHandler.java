package org.duehsm.serve;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * {@code POST /sign/aws}: the body is the string to sign, raw; the answer is the original daemon's.
 *
 * <p>A body is read without a thread waiting for it; only a whole message takes one of the threads
 * that wait for the device.
 */
final class SignHandler {

    private static final byte[] NOTHING = {};

    private final DaemonConfig config;
    private final DeviceSigner signer;
    private final SigningLog log;
    private final Metrics metrics;
    private final Executor workers;

    SignHandler(DaemonConfig config, DeviceSigner signer, SigningLog log, Metrics metrics, Executor workers) {
        this.config = config;
        this.signer = signer;
        this.log = log;
        this.metrics = metrics;
        this.workers = workers;
    }

    /** One request and its answer, which is logged and counted before it is sent. */
    private final class Exchange {

        private final Response response;
        private final Callback callback;
        private final long begun = metrics.begin();

        Exchange(Response response, Callback callback) {
            this.response = response;
            this.callback = callback;
        }

        /* Of a message that was not read to its end, so that what follows on the connection is no request. */
        void refuse(Answer answer) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
            answer(answer, Optional.empty(), NOTHING);
        }

        void answer(Answer answer, Optional<String> keyId, byte[] message) {
            metrics.end(begun, message.length, answer);
            log.add(keyId, message, answer);
            answer.send(response, callback);
        }
    }

    /** Answers the request, now or later. */
    void handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(response, callback);
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (config.token().isPresent() && !config.token().get().isShownBy(authorization)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            refuseUnread(request, exchange, Answer.UNAUTHORIZED);
        } else if (request.getLength() > config.maxBody()) {
            refuseUnread(request, exchange, Answer.TOO_LONG);
        } else {
            BiConsumer<byte[], Throwable> whole = (body, failure) -> {
                if (failure != null) {
                    exchange.refuse(answerTo(failure));
                } else {
                    enqueue(exchange, body);
                }
            };
            Content.Source.asByteArrayAsync(
                    request, config.maxBody(), Promise.Invocable.from(Invocable.InvocationType.NON_BLOCKING, whole));
        }
    }

    /* A body on its way is taken first, if it is not huge: closing at once would reset the connection under the answer. */
    private static void refuseUnread(Request request, Exchange exchange, Answer answer) {
        if (request.getLength() > DaemonConfig.MAX_MAX_BODY
                || request.getHeaders().contains(HttpHeader.EXPECT)) {
            exchange.refuse(answer);
        } else {
            Content.Source.consumeAll(
                    request, Callback.from(() -> exchange.refuse(answer), failure -> exchange.refuse(answer)));
        }
    }

    private static Answer answerTo(Throwable failure) {
        if (failure instanceof IllegalStateException) {
            return Answer.TOO_LONG; // how Jetty says that the limit was crossed
        }
        return failure instanceof TimeoutException ? Answer.TIMEOUT : Answer.BROKEN_OFF;
    }

    private void enqueue(Exchange exchange, byte[] message) {
        try {
            workers.execute(() -> sign(exchange, message));
        } catch (RejectedExecutionException e) {
            exchange.refuse(Answer.BUSY);
        }
    }

    private void sign(Exchange exchange, byte[] body) {
        Optional<String> keyId = Optional.empty();
        Answer answer = Answer.FAULT;
        try {
            AwsMessage message = AwsMessage.parse(body);
            keyId = message.keyId();
            answer = message.error().orElseGet(() -> signer.sign(message.keyId().orElseThrow(), body));
        } finally {
            exchange.answer(answer, keyId, body);
        }
    }
}
