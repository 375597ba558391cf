package org.duehsm.credentials;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.duehsm.aws.AwsErrorException;
import org.duehsm.aws.TemporaryCredentials;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.rules.Token;
import org.duehsm.serve.WebPageGuard;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers GET at one path with temporary credentials, and everything else with an error in the shape that AWS' SDKs
 * show: a code and a message. They ask again after 5xx, and give up after 4xx.
 */
final class CredentialsHandler extends Handler.Abstract.NonBlocking {

    private final String path;
    private final WebPageGuard guard;
    private final Token token;
    private final SharedCredentials credentials;

    CredentialsHandler(String path, WebPageGuard guard, Token token, SharedCredentials credentials) {
        this.path = path;
        this.guard = guard;
        this.token = token;
        this.credentials = credentials;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (guard.suspicion(request).isPresent()) {
            send(response, callback, 403, "Forbidden", "this is for programs of this machine that know its address");
        } else if (!isAuthorized(request)) {
            send(
                    response,
                    callback,
                    401,
                    "Unauthorized",
                    "the Authorization header is not the token that"
                            + " due-hsm aws serve-credentials has printed; set AWS_CONTAINER_AUTHORIZATION_TOKEN to that");
        } else if (!Request.getPathInContext(request).equals(path)) {
            send(
                    response,
                    callback,
                    404,
                    "NotFound",
                    "credentials are at " + path + "; set"
                            + " AWS_CONTAINER_CREDENTIALS_FULL_URI to what due-hsm aws serve-credentials has printed");
        } else if (!request.getMethod().equals("GET")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            send(response, callback, 405, "MethodNotAllowed", "credentials are to be had by GET");
        } else {
            credentials.get().whenComplete((made, failure) -> answer(response, callback, made, failure));
        }
        return true;
    }

    /* The SDKs send the token as it is, without a scheme before it. */
    private boolean isAuthorized(Request request) {
        return token.isShownBy("Bearer " + request.getHeaders().get(HttpHeader.AUTHORIZATION));
    }

    private static void answer(Response response, Callback callback, TemporaryCredentials made, Throwable failure) {
        if (failure == null) {
            send(response, callback, 200, CredentialsJson.ofContainer(made));
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof AwsErrorException refused) {
            int status = refused.status() >= 400 && refused.status() < 500 ? refused.status() : 502;
            send(response, callback, status, refused.code(), message);
        } else if (cause instanceof DeviceUnavailableException) {
            send(response, callback, 503, "DeviceUnavailable", message);
        } else {
            send(response, callback, 502, "NoCredentials", message);
        }
    }

    static void send(Response response, Callback callback, int status, String code, String message) {
        send(response, callback, status, CredentialsJson.ofError(code, message));
    }

    private static void send(Response response, Callback callback, int status, String json) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.US_ASCII)), callback);
    }
}
