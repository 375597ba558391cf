package org.duehsm.aws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code java.net.http} with two bounds that it lacks: on the time until the whole answer is there (its
 * own time-out ends with the head), and on the answer's length.
 */
final class Http {

    private Http() {}

    /** A client that follows no redirect, because a signature is good for one host and path. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * The answer to a request.
     *
     * @param limit bytes of the body at most
     * @throws IOException if there is no connection, no answer in time, or a longer one
     */
    static HttpResponse<byte[]> send(HttpClient client, HttpRequest request, Duration timeout, int limit)
            throws IOException {
        String server = server(request.uri());
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new LimitedBody(server, limit));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException(server + " has not answered within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + server);
        } catch (ExecutionException e) {
            throw failure(server, e.getCause());
        }
    }

    private static IOException failure(String server, Throwable cause) {
        if (cause instanceof AwsAnswerException ours) {
            return ours;
        }
        if (cause instanceof ConnectException) { // mostly without a message
            return new IOException("there is no connection to " + server, cause);
        }
        return new IOException("the request to " + server + " failed: " + cause.getMessage(), cause);
    }

    private static String server(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
