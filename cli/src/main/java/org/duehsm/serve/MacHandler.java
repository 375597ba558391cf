package org.duehsm.serve;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyId;
import org.duehsm.rules.Right;

/**
 * {@code POST /mac?key=ID}: the body is the message, of any length; the answer is its MAC by the key's own algorithm.
 *
 * <p>A message passes through in parts, and never is in memory whole. One that is longer than a part holds a stream of
 * the device from its second part on: {@value #LONG_MESSAGES} can at a time, and one more is refused.
 */
final class MacHandler {

    /** Long messages at a time. All at once leave the threads and streams for as many short ones and more. */
    static final int LONG_MESSAGES = 8;

    /* The one parameter that there is, in ASCII, which encodes everything else. */
    private static final Pattern QUERY = Pattern.compile("key=([!-~&&[^&]]+)");

    private final DueHsmClient client;
    private final Executor workers;
    private final Semaphore longMessages = new Semaphore(LONG_MESSAGES);

    MacHandler(DueHsmClient client, Executor workers) {
        this.client = client;
        this.workers = workers;
    }

    /** Answers the request, now or later. What can be refused for its head alone is. */
    void handle(Exchange exchange) {
        String query = exchange.request().getHttpURI().getQuery();
        Optional<String> keyId = keyId(query);
        Optional<Answer> refusal = exchange.client().refusal();
        if (refusal.isPresent()) {
            exchange.refuseUnread(refusal.get(), SigningLog.Subject.UNKNOWN);
        } else if (query == null || query.isEmpty()) {
            exchange.refuseUnread(Answer.NO_KEY, SigningLog.Subject.UNKNOWN);
        } else if (keyId.isEmpty()) {
            exchange.refuseUnread(Answer.NOT_A_KEY_ID, SigningLog.Subject.UNKNOWN);
        } else if (!exchange.client().permissions().permits(Right.MAC, keyId.get())) {
            exchange.refuseUnread(Answer.NOT_PERMITTED, new SigningLog.Subject(keyId.get(), 0));
        } else {
            new MacBody(exchange, keyId.get(), client, workers, longMessages).read();
        }
    }

    /* As forms encode it: a plus is a space. */
    private static Optional<String> keyId(String query) {
        Matcher parameter = QUERY.matcher(query == null ? "" : query);
        return parameter.matches()
                ? PercentEncoding.decode(parameter.group(1).replace('+', ' ')).filter(KeyId::isValid)
                : Optional.empty();
    }
}
