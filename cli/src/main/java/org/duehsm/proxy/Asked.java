package org.duehsm.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.duehsm.serve.SlowClients;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A client's request and its answer, which is logged when it ends. */
final class Asked {

    /* Of a body that nobody wants: to close under a client that sends would take the answer from it. */
    private static final long DRAINED = 16 << 20;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Optional<ProxyRule> rule;
    private final Optional<AskedTarget> target;
    private final ProxyLog log;

    /**
     * A request.
     *
     * @param target as far as it could be read
     * @param rule which is for it, if one is
     */
    Asked(
            Request request,
            Response response,
            Callback callback,
            Optional<AskedTarget> target,
            Optional<ProxyRule> rule,
            ProxyLog log) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.target = target;
        this.rule = rule;
        this.log = log;
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    String method() {
        return request.getMethod();
    }

    HttpFields headers() {
        return request.getHeaders();
    }

    AskedTarget target() {
        return target.orElseThrow();
    }

    ProxyRule rule() {
        return rule.orElseThrow();
    }

    /** Refuses a request whose body nobody reads, or has read, without waiting for it. */
    void refuseUnread(RefusedException refusal) {
        boolean takesBody = request.getLength() > 0 || headers().contains(HttpHeader.TRANSFER_ENCODING);
        if (HttpMethod.CONNECT.is(method())) {
            sendRefusal(refusal, true, 0, callback); // what follows is no body
        } else if (!takesBody || request.getLength() > DRAINED || headers().contains(HttpHeader.EXPECT)) {
            sendRefusal(refusal, takesBody, 0, callback);
        } else {
            // Who sends slowly is cut off by SlowClients.
            Content.Source.consumeAll(
                    request,
                    Callback.from(
                            () -> sendRefusal(refusal, true, 0, callback),
                            failure -> sendRefusal(refusal, true, 0, callback)));
        }
    }

    /**
     * Refuses a request that has been taken, or breaks its answer off if that has begun. Waits for the client.
     *
     * @param complete whether its body has been read to the end
     * @param received bytes of the body
     */
    void refuse(RefusedException refusal, boolean complete, long received) {
        if (response.isCommitted()) {
            breakOff(response.getStatus(), received, 0, refusal);
            return;
        }
        response.reset();
        if (complete) {
            sendRefusal(refusal, false, received, callback);
        } else {
            sendRefusal(refusal, true, received, Callback.from(() -> {}, failure -> {}));
            drain();
            callback.succeeded();
        }
    }

    private void sendRefusal(RefusedException refusal, boolean close, long received, Callback sent) {
        if (close) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        note(refusal.status(), refusal.code(), received, 0);
        boolean s3 = rule.map(ProxyRule::isS3).orElseGet(() -> ErrorForm.asksS3(headers()));
        ErrorForm.of(headers(), s3).send(refusal, response, sent);
    }

    /** Begins the answer with the head of upstream's; {@code early} if the client has not sent its body to the end. */
    void begin(org.eclipse.jetty.client.Response head, boolean early) {
        response.setStatus(head.getStatus());
        AskedHeaders.answer(head.getHeaders(), response.getHeaders());
        if (early) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
    }

    /** Ends an answer whose last bytes have been written. */
    void end(boolean early) {
        if (early) {
            drain();
        }
        callback.succeeded();
    }

    /** Ends an answer that has begun so that the client sees that it is not whole. */
    void breakOff(int status, long received, long back, Throwable cause) {
        note(status, "broken-off", received, back);
        callback.failed(cause);
    }

    private void note(int status, String outcome, long received, long back) {
        log.add(rule, method(), target.map(AskedTarget::path).orElse(""), status, outcome, received, back);
    }

    private void drain() {
        byte[] piece = new byte[64 << 10];
        try (InputStream in = Content.Source.asInputStream(request)) {
            long left = DRAINED;
            for (int count = in.read(piece); count != -1 && left > 0; count = in.read(piece)) {
                left -= count;
            }
        } catch (IOException gone) {
            // The answer is sent; whether the client reads it is its own concern.
        }
    }

    /** Writes a piece of the answer, and waits until the client has taken it. */
    void write(byte[] piece, int count) throws IOException {
        Content.Sink.write(response, false, ByteBuffer.wrap(piece, 0, count));
        SlowClients.pause(request); // the next piece is upstream's to send, so that nobody waits for the client
    }

    /** Writes the end of the answer, and its line to the log before that: who has it finds the line there. */
    void writeEnd(long received, long back) throws IOException {
        note(response.getStatus(), "forwarded", received, back);
        Content.Sink.write(response, true, null);
    }
}
