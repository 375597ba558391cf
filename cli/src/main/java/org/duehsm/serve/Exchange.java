package org.duehsm.serve;

import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request to sign and its answer, which is logged and counted before it is sent. */
final class Exchange {

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final SigningLog log;
    private final Metrics metrics;
    private final Access.Client client;
    private final long begun;

    Exchange(
            Request request,
            Response response,
            Callback callback,
            Access.Client client,
            SigningLog log,
            Metrics metrics) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.client = client;
        this.log = log;
        this.metrics = metrics;
        this.begun = metrics.begin();
    }

    Request request() {
        return request;
    }

    Access.Client client() {
        return client;
    }

    /** Answers a message that was not read to its end, so that what follows on the connection is no request. */
    void refuse(Answer answer, SigningLog.Subject subject) {
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        answer(answer, subject);
    }

    /**
     * The same, but takes the rest of the message first, if it is not huge: closing at once would reset the connection
     * under the answer.
     */
    void refuseUnread(Answer answer, SigningLog.Subject subject) {
        if (request.getLength() > DaemonConfig.MAX_MAX_BODY
                || request.getHeaders().contains(HttpHeader.EXPECT)) {
            refuse(answer, subject);
        } else {
            Content.Source.consumeAll(
                    request, Callback.from(() -> refuse(answer, subject), failure -> refuse(answer, subject)));
        }
    }

    /** Answers a message that has been read. */
    void answer(Answer answer, SigningLog.Subject subject) {
        if (answer.status() == Answer.UNAUTHORIZED.status()) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        metrics.end(begun, subject.bytes(), answer);
        log.add(subject, client.by(), answer);
        answer.send(response, callback);
    }

    /** The answer to a message that did not arrive. */
    static Answer answerTo(Throwable failure) {
        if (failure instanceof IllegalStateException) {
            return Answer.TOO_LONG; // how Jetty says that the limit was crossed
        }
        return failure instanceof TimeoutException ? Answer.TIMEOUT : Answer.BROKEN_OFF;
    }
}
