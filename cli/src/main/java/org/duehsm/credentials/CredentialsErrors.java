package org.duehsm.credentials;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The errors that Jetty itself answers, such as those of malformed HTTP, in the shape of all others. */
final class CredentialsErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String words = HttpStatus.getMessage(response.getStatus());
        CredentialsHandler.send(response, callback, response.getStatus(), words.replace(" ", ""), words);
        return true;
    }
}
