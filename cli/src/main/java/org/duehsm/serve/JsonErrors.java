package org.duehsm.serve;

import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The errors that Jetty itself answers, such as those of malformed HTTP, in the shape of all others. */
final class JsonErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        answer(response.getStatus()).send(response, callback);
        return true;
    }

    private static Answer answer(int status) {
        String words = HttpStatus.getMessage(status).toLowerCase(Locale.ROOT);
        return Answer.error(status, words.replaceAll("[^a-z0-9]+", "-"));
    }
}
