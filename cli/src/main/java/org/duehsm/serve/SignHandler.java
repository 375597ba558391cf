package org.duehsm.serve;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.duehsm.rules.Right;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * {@code POST /sign/aws}: the body is the string to sign, raw; the answer is the original daemon's, or
 * looks like it.
 *
 * <p>A body is read without a thread waiting for it; only a whole message takes one of the threads
 * that wait for the device.
 */
final class SignHandler {

    private final DaemonConfig config;
    private final DeviceSigner signer;
    private final Executor workers;

    SignHandler(DaemonConfig config, DeviceSigner signer, Executor workers) {
        this.config = config;
        this.signer = signer;
        this.workers = workers;
    }

    /** Answers the request, now or later. */
    void handle(Exchange exchange) {
        if (exchange.client().refusal().isPresent()) {
            exchange.refuseUnread(exchange.client().refusal().get(), SigningLog.Subject.UNKNOWN);
        } else if (exchange.request().getLength() > config.maxBody()) {
            exchange.refuseUnread(Answer.TOO_LONG, SigningLog.Subject.UNKNOWN);
        } else {
            BiConsumer<byte[], Throwable> whole = (body, failure) -> {
                if (failure != null) {
                    exchange.refuse(Exchange.answerTo(failure), SigningLog.Subject.UNKNOWN);
                } else {
                    enqueue(exchange, body);
                }
            };
            Content.Source.asByteArrayAsync(
                    exchange.request(),
                    config.maxBody(),
                    Promise.Invocable.from(Invocable.InvocationType.NON_BLOCKING, whole));
        }
    }

    private void enqueue(Exchange exchange, byte[] message) {
        try {
            workers.execute(() -> sign(exchange, message));
        } catch (RejectedExecutionException e) {
            exchange.refuse(Answer.BUSY, SigningLog.Subject.UNKNOWN);
        }
    }

    private void sign(Exchange exchange, byte[] body) {
        SigningLog.Subject subject = new SigningLog.Subject(Optional.empty(), body.length, body);
        Answer answer = Answer.FAULT;
        try {
            AwsSignature signature = AwsSignature.of(exchange.request().getHeaders());
            AwsMessage message = signature.read(exchange.request().getHeaders(), body);
            subject = new SigningLog.Subject(message.keyId(), body.length, body);
            answer = message.error()
                    .orElseGet(() -> sign(exchange, signature, message.keyId().orElseThrow(), body));
        } finally {
            exchange.answer(answer, subject);
        }
    }

    private Answer sign(Exchange exchange, AwsSignature signature, String keyId, byte[] body) {
        return exchange.client().permissions().permits(Right.MAC, keyId)
                ? signer.sign(signature, keyId, body)
                : Answer.NOT_PERMITTED;
    }
}
